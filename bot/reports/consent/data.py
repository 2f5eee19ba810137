"""Rounds of consent as JSON: the decision, then every version with what was said of it."""

from __future__ import annotations

from bot.reports.record import ConsentRecord, SessionRecord
from bot.workshop.consent.proposal import (
    Answer,
    Counts,
    Decision,
    Proposal,
    Remark,
    Stance,
    Version,
)
from bot.workshop.sessions.session import StepRun


def consents(record: SessionRecord) -> list[dict[str, object]]:
    """Return every round; versions are gone once raw data was deleted, the decision stays."""
    return [
        _round(record, step, record.consents[step.id])
        for step in record.steps
        if step.id in record.consents
    ]


def _round(record: SessionRecord, step: StepRun, held: ConsentRecord) -> dict[str, object]:
    return {
        "step": step.position + 1,
        "title": step.plan.title[record.session.language],
        "silence_is_consent": held.silence_is_consent,
        "expected": held.expected,
        "brought_by": record.author(held.proposal),
        "decision": None if held.decision is None else _decision(held.decision),
        **({"note_of_facilitators": held.note} if held.note else {}),
        "versions": [_version(record, held.proposal, one) for one in held.proposal.versions],
    }


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "adopted": decision.adopted,
        "undecided": decision.undecided,
        "version": decision.version,
        "text": decision.text,
        "answers": _counts(decision.counts),
        "answers_in_room": decision.in_room,
        "said_nothing": decision.counts.silent(decision.expected),
        "not_answered_again": decision.not_again,
        "concerns": list(decision.concerns),
        "objections": {
            "stands": decision.standing,
            "lifted": decision.lifted,
            "amended": decision.amended,
        },
    }


def _version(record: SessionRecord, proposal: Proposal, version: Version) -> dict[str, object]:
    number = version.number
    return {
        "version": number,
        "text": version.text,
        "answers": _counts(proposal.counts(number)),
        "answers_in_room": proposal.counts(number).in_room,
        "questions": [
            {**_said(record, r), "answer": r.answer}
            for r in proposal.questions
            if r.version == number
        ],
        "reactions": [_said(record, r) for r in proposal.reactions if r.version == number],
        "concerns": [_said(record, a) for a in proposal.worded(Stance.CONCERN, number)],
        "objections": [
            {**_said(record, a), "became": proposal.fate(a).value}
            for a in proposal.worded(Stance.OBJECTION, number)
        ],
    }


def _said(record: SessionRecord, said: Remark | Answer) -> dict[str, object]:
    text = said.text if isinstance(said, Remark) else said.reason
    return {"text": text, "author": record.author(said)}


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "consent": counts.consents,
        "concern": counts.concerns,
        "aside": counts.aside,
        "objection": counts.objections,
    }
