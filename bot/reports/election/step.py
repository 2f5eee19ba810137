"""An election without candidates: who was elected, or that nobody was; who was named, and why."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.election.telling import (
    attempts,
    described,
    named_by,
    numbers,
    role,
    said,
    verdict,
)
from bot.reports.record import ElectionRecord, SessionRecord
from bot.reports.step import Brief, Part, Section, heading_among, took_place
from bot.reports.writing import block, bullets, inline, inline_short, paragraphs
from bot.workshop.election.naming import Elected, Group, Voice, order_of
from bot.workshop.sessions.session import StepRun

_TEXT = 400


class ElectionSection(Section):
    raw = "report.raw.named"

    def leaves(self, record: SessionRecord) -> bool:
        return any(held.naming.nominations for held in record.elections.values())

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        held = record.elections.get(step.id)
        title = heading_among(record, step, t)
        if held is None:
            none = paragraphs(title, t("report.election.none"))
            return {Part.DECIDED: none} if took_place(step) else {}
        parts: dict[Part, str] = {}
        if held.elected is not None:
            parts[Part.DECIDED] = paragraphs(title, *_came_to(held.elected, t))
        if held.naming.nominations:
            parts[Part.ELECTION] = paragraphs(title, *_history(record, held, t))
        about = "report.election.masked" if record.session.masked else "report.election.signed"
        parts[Part.ABOUT] = f"{t('report.election.nature')} {t(about)}"
        return parts

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        held = record.elections.get(step.id)
        if held is None or held.elected is None:
            return None
        elected = held.elected
        lines = [f"**{inline(elected.role)}** · {verdict(elected, t)}"]
        if elected.text:
            lines.append(f"> {inline_short(elected.text, _TEXT)}")
        return Brief(Part.DECIDED, "\n".join([*lines, numbers(elected, t)]), ())


def _came_to(elected: Elected, t: Catalogue) -> list[str]:
    return [
        f"**{inline(elected.role)}** · **{verdict(elected, t)}**",
        "> " + block(elected.text, "> ") if elected.text else "",
        numbers(elected, t),
    ]


def _history(record: SessionRecord, held: ElectionRecord, t: Catalogue) -> list[str]:
    told = [role(held.plan, t), *described(held.plan, t)]
    for group in order_of(held.naming.groups):
        told += _group(record, held, group, t)
    told.append(t("election.numbers_decide_nothing"))
    if held.tried:
        why = [
            f"{line} {t('report.election.why', text=inline(one.reason))}"
            for line, one in zip(attempts(held, t), held.tried, strict=True)
        ]
        told += [t("report.election.proposals"), bullets(why)]
    return told


def _group(record: SessionRecord, held: ElectionRecord, group: Group, t: Catalogue) -> list[str]:
    naming, name = held.naming, f"**{inline(group.named.name)}**"
    head = (
        t("election.has_withdrawn", name=name)
        if group.named.withdrawn
        else f"{name} · {named_by(group, t)}"
    )
    lines = [said(one, naming, t, record.author(one.said)) for one in group.voices]
    lines += [
        f"{said(Voice(one), naming, t, record.author(one))} {t('election.left')}"
        for one in group.left
    ]
    return [head, bullets(lines)]
