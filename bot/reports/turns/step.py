"""A speaking round: how many spoke, how many passed, and the words that people left."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.step import Brief, Part, Section, heading_among, took_place
from bot.reports.turns.telling import figures
from bot.reports.writing import bullets, inline, inline_short, paragraphs
from bot.workshop.sessions.session import StepRun
from bot.workshop.turns.word import Word

_TITLE = 200


class TurnsSection(Section):
    raw = "report.raw.words"

    def leaves(self, record: SessionRecord) -> bool:
        return any(held.words for held in record.turns.values())

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        held, title = record.turns.get(step.id), heading_among(record, step, t)
        if held is None or not (held.count.people or held.words):
            none = paragraphs(title, t("report.turns.none"))
            return {Part.TURNS: none} if took_place(step) else {}
        told = [f"{figures(held.count, t)}."] if held.count.people else []
        if held.words:
            told.append(
                t("report.turns.words_masked" if record.session.masked else "report.turns.words")
            )
            told.append(bullets(_said(record, word, t) for word in held.words))
        return {Part.TURNS: paragraphs(title, *told)}

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        held = record.turns.get(step.id)
        if held is None or not (held.count.people or held.words):
            return None
        title = inline_short(step.plan.title[t.language], _TITLE)
        lead = f"**{title}**"
        if held.count.people:
            lead += f"\n{figures(held.count, t)}."
        return Brief(Part.TURNS, lead, tuple(_said(record, word, t) for word in held.words))


def _said(record: SessionRecord, word: Word, t: Catalogue) -> str:
    """Return a word with its author, unless authors are masked."""
    author, text = record.author(word), inline(word.text)
    return text if author is None else t("report.turns.said", who=inline(author), text=text)
