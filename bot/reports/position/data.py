"""Lines on which people moved, as JSON."""

from __future__ import annotations

from bot.i18n import catalogue
from bot.reports.position.telling import claim, end_word
from bot.reports.record import PositionRecord, SessionRecord
from bot.workshop.kinds import Position
from bot.workshop.position.line import HIGHEST, LOWEST
from bot.workshop.sessions.session import StepRun

_TOO_FEW, _FEW_MOVED = "too_few", "few_moved"


def positions(record: SessionRecord) -> list[dict[str, object]]:
    """Return the line of every step that was closed, each spread as the numbers of people by place.

    Where so few stood on it that nothing is told, ``end`` is null; where the line was hidden and
    so few moved that it would tell who did, ``start`` and ``movement`` are; ``withheld`` says why.
    ``people`` stand in an order drawn by lot, and leave with raw data.
    """
    return [
        _line(record, step, record.lines.closed[step.id])
        for step in record.steps
        if step.id in record.lines.closed
    ]


def _line(record: SessionRecord, step: StepRun, held: PositionRecord) -> dict[str, object]:
    t, result, plan = catalogue(record.session.language), held.result, held.plan
    withheld = None if result.movement else _FEW_MOVED
    return {
        "step": step.position + 1,
        "claim": claim(plan, t),
        "scale": plan.scale.value,
        "low": end_word(plan, LOWEST, t),
        "high": end_word(plan, HIGHEST, t),
        "drawn_live": held.live,
        "named": held.named,
        "on_the_line": result.people,
        "in_room": result.in_room,
        "start": _spread(plan, result.start),
        "moments": [
            {"second": one.second, "spread": _spread(plan, one.spread)} for one in result.moments
        ],
        "end": _spread(plan, result.end),
        "movement": None if result.movement is None else result.movement.model_dump(),
        "people": [
            {"name": one.name, "began": one.began, "place": one.place, "moved_by": one.text}
            for one in held.told
        ],
        "withheld": withheld if result.told else _TOO_FEW,
    }


def _spread(plan: Position, spread: tuple[int, ...] | None) -> dict[str, int] | None:
    return None if spread is None else {str(place): spread[place] for place in plan.scale.places}
