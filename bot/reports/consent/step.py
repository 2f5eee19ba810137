"""A decision by consent: what was adopted or not, then how the proposal changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.i18n import Catalogue
from bot.reports.consent.decisions import changed, course, numbers, verdict
from bot.reports.record import ConsentRecord, SessionRecord
from bot.reports.step import Brief, Part, Section, heading_among, took_place
from bot.reports.writing import block, bullets, inline, inline_short, paragraphs
from bot.workshop.consent.proposal import Answer, Decision, Remark, Stance, Version
from bot.workshop.sessions.session import StepRun

_TEXT = 400
_REASON = 160


class ConsentSection(Section):
    raw = "report.raw.said"

    def leaves(self, record: SessionRecord) -> bool:
        return any(held.proposal.versions for held in record.consents.values())

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        held = record.consents.get(step.id, ConsentRecord())
        title = heading_among(record, step, t)
        parts: dict[Part, str] = {}
        if held.decision is not None:
            parts[Part.DECIDED] = paragraphs(title, *_decided(held, held.decision, t))
        elif took_place(step) and not held.proposal.versions:
            parts[Part.DECIDED] = paragraphs(title, t("report.consent.none"))
        if held.proposal.versions:
            parts[Part.CONSENT] = paragraphs(title, *_history(record, held, t))
        if _last_held(record, step):
            parts[Part.ABOUT] = f"{t('report.consent.nature')} {_signing(record, t)}"
        return parts

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        held = record.consents.get(step.id)
        if held is None or held.decision is None or _elected(record, step):
            return None
        decision = held.decision
        told = numbers(decision.counts, decision.expected, t)
        lead = f"**{verdict(decision, t)}**\n> {inline_short(decision.text, _TEXT)}\n{told}"
        if after := course(decision, t):
            lead += f" · {after}"
        if held.note:
            lead += "\n" + t("report.consent.note", text=inline_short(held.note, _REASON))
        return Brief(Part.DECIDED, lead, ())

    def stayed_open(self, record: SessionRecord, step: StepRun, t: Catalogue) -> tuple[str, ...]:
        """Objections that stood against what was not adopted, and recorded concerns; with the
        round that they are of, where a session held several."""
        held = record.consents.get(step.id)
        if held is None or held.decision is None:
            return ()
        items = [
            t("report.consent.objection", text=inline_short(a.reason or "", _REASON))
            for a in (() if held.decision.adopted else held.proposal.standing)
        ]
        items += [
            t("report.consent.concern", text=inline_short(concern, _REASON))
            for concern in held.decision.concerns
        ]
        decided = sum(one.decision is not None for one in record.consents.values())
        of = f" — *{inline(step.plan.title[t.language])}*" if decided > 1 else ""
        return tuple(f"{item}{of}" for item in items)


def _elected(record: SessionRecord, step: StepRun) -> bool:
    """True where an election tells what was adopted: the short summary says it once."""
    return any(
        attempt.step_id == step.id and one.decision is not None and one.decision.adopted
        for held in record.elections.values()
        for attempt, one in zip(held.naming.attempts, held.tried, strict=True)
    )


def _decided(held: ConsentRecord, decision: Decision, t: Catalogue) -> list[str]:
    told = [
        f"**{verdict(decision, t)}**",
        "> " + block(decision.text, "> "),
        paragraphs(
            t("report.consent.method"), numbers(decision.counts, decision.expected, t)
        ).replace("\n\n", " "),
        course(decision, t),
        t("report.consent.note", text=inline(held.note)) if held.note else "",
    ]
    if decision.concerns:
        told += [t("report.consent.concerns"), bullets(map(inline, decision.concerns))]
    standing = [] if decision.adopted else [inline(a.reason or "") for a in held.proposal.standing]
    if standing:
        told += [t("report.consent.standing"), bullets(standing)]
    return told


def _history(record: SessionRecord, held: ConsentRecord, t: Catalogue) -> list[str]:
    told = [] if held.decision is not None else [t("report.consent.undecided")]
    if bearer := record.author(held.proposal):
        told.append(t("consent.brought", name=inline(bearer)))
    before: Version | None = None
    for version in held.proposal.versions:
        told += [
            f"**{t('report.consent.version', version=version.number)}**",
            "> " + block(version.text, "> "),
            *_what_changed(before, version, t),
            *_said(record, held, version.number, t),
        ]
        before = version
    return told


def _what_changed(before: Version | None, after: Version, t: Catalogue) -> list[str]:
    told = changed(before.text, after.text, t) if before is not None else []
    return [t("report.consent.changes"), bullets(told)] if told else []


def _said(record: SessionRecord, held: ConsentRecord, version: int, t: Catalogue) -> list[str]:
    """Return what people said of one version; a kind of words that nobody used is left out."""
    proposal = held.proposal
    counts = proposal.counts(version)
    asked = (r for r in proposal.questions if r.version == version)
    reactions = (r for r in proposal.reactions if r.version == version)
    objections = (
        f"{_line(record, a)} · *{t(f'consent.fate.{proposal.fate(a)}')}*"
        for a in proposal.worded(Stance.OBJECTION, version)
    )
    concerns = (_line(record, a) for a in proposal.worded(Stance.CONCERN, version))
    return [
        *_listed(t("report.consent.questions"), (_question(record, r, t) for r in asked)),
        *_listed(t("report.consent.reactions"), (_line(record, r) for r in reactions)),
        *_listed(t("report.consent.objections"), objections),
        *_listed(t("report.consent.concerns"), concerns),
        numbers(counts, held.expected, t) if counts.answers else "",
    ]


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    listed = bullets(lines)
    return [title, listed] if listed else []


def _question(record: SessionRecord, question: Remark, t: Catalogue) -> str:
    answer = t("report.consent.no_answer")
    if question.answer:
        answer = t("report.consent.answer", text=inline(question.answer))
    return f"{_line(record, question)}\n  - {answer}"


def _line(record: SessionRecord, said: Remark | Answer) -> str:
    text = said.text if isinstance(said, Remark) else said.reason or ""
    author = record.author(said)
    return inline(text) + (f" — *{inline(author)}*" if author else "")


def _signing(record: SessionRecord, t: Catalogue) -> str:
    if not record.session.masked:
        return t("report.consent.signed")
    ended = record.session.ended_at is not None
    return t("report.consent.masked" if ended else "report.consent.masked_live")


def _last_held(record: SessionRecord, step: StepRun) -> bool:
    """True for the last round that has something to show."""
    held = [
        s.id
        for s in record.steps
        if (one := record.consents.get(s.id)) and (one.decision or one.proposal.versions)
    ]
    return held[-1:] == [step.id]
