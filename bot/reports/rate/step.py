"""Marks that were revealed: how many gave each, what they come to, what would have raised them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.rate.telling import mean, number, question, untold, word
from bot.reports.record import RateRecord, SessionRecord
from bot.reports.step import Brief, Part, Section, heading_among, took_place
from bot.reports.writing import bullets, inline, inline_short, paragraphs, table
from bot.workshop.sessions.session import StepRun

_QUESTION = 200


class RateSection(Section):
    raw = "report.raw.remarks"

    def leaves(self, record: SessionRecord) -> bool:
        return any(held.remarks for held in record.rates.values())

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        held, title = record.rates.get(step.id), heading_among(record, step, t)
        if held is None:
            none = paragraphs(title, t("report.rate.none"))
            return {Part.RATE: none} if took_place(step) else {}
        return {Part.RATE: paragraphs(title, *_told(held, t))}

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        held = record.rates.get(step.id)
        if held is None:
            return None
        asked = inline_short(question(held.plan, t), _QUESTION)
        come_to = mean(held.result, t) or untold(held.result, t)
        lead = f"**{asked}**\n{number(held.result, t)}. {come_to}"
        items = (t("report.rate.remark", text=inline(text)) for text in held.remarks)
        return Brief(Part.RATE, lead, tuple(items))


def _told(held: RateRecord, t: Catalogue) -> list[str]:
    result, plan = held.result, held.plan
    told = [f"**{inline(question(plan, t))}**"]
    if not result.told:
        return [*told, f"{number(result, t)}. {untold(result, t)}"]
    head = [t(f"report.rate.{column}") for column in ("mark", "word", "people")]
    rows = [
        [str(mark), inline(word(plan, mark, t)), str(people)]
        for mark, people in reversed(result.by_mark.items())
    ]
    told += [f"{number(result, t)}. {mean(result, t)}", table(head, rows)]
    if held.remarks:
        told += [t("report.rate.remarks"), bullets(map(inline, held.remarks))]
    return told
