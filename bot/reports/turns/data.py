"""A speaking round as JSON."""

from __future__ import annotations

from bot.reports.record import SessionRecord, TurnsRecord
from bot.reports.turns.telling import detailed
from bot.workshop.sessions.session import StepRun

_TOO_FEW = "too_few"


def turns(record: SessionRecord) -> list[dict[str, object]]:
    """Return what every speaking round came to, in numbers of people: nothing tells who passed.

    Where so few were in it that it would be known, the numbers are null and ``withheld`` says why.
    ``words`` stand in an order drawn by lot, and leave with raw data.
    """
    return [
        _round(record, step, record.turns[step.id])
        for step in record.steps
        if step.id in record.turns
    ]


def _round(record: SessionRecord, step: StepRun, held: TurnsRecord) -> dict[str, object]:
    count, told = held.count, detailed(held.count)
    return {
        "step": step.position + 1,
        "people": count.people,
        "spoke": count.spoke if told else None,
        "passed": count.passed if told else None,
        "skipped": count.skipped if told else None,
        "left": count.gone if told else None,
        "not_reached": count.unheard if told else None,
        "words": [{"text": word.text, "author": record.author(word)} for word in held.words],
        "withheld": None if told else _TOO_FEW,
    }
