"""Marks as JSON."""

from __future__ import annotations

from bot.i18n import catalogue
from bot.reports.rate.telling import question, word
from bot.reports.record import RateRecord, SessionRecord
from bot.workshop.rate.marks import MARKS
from bot.workshop.sessions.session import StepRun

_TOO_FEW = "too_few"


def rates(record: SessionRecord) -> list[dict[str, object]]:
    """Return the marks of every step that were revealed, each as the exact numbers of people.

    Where so few gave one that nothing is told, ``counts`` and ``mean`` (a fraction) are null, and
    ``withheld`` says why. ``remarks`` stand in an order drawn by lot, and leave with raw data.
    """
    return [
        _marks(record, step, record.rates[step.id])
        for step in record.steps
        if step.id in record.rates
    ]


def _marks(record: SessionRecord, step: StepRun, held: RateRecord) -> dict[str, object]:
    t, result = catalogue(record.session.language), held.result
    return {
        "step": step.position + 1,
        "question": question(held.plan, t),
        "scale": {str(mark): word(held.plan, mark, t) for mark in MARKS},
        "expected": held.plan.expected,
        "marks": result.marks,
        "in_room": result.in_room,
        "counts": {str(mark): n for mark, n in result.by_mark.items()} if result.told else None,
        "mean": None if result.mean is None else str(result.mean),
        "remarks": list(held.remarks),
        "withheld": None if result.told else _TOO_FEW,
    }
