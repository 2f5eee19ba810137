"""What was planned, and taken out of the plan before anyone was in it."""

from __future__ import annotations

from bot.reports.record import SessionRecord


def not_held(record: SessionRecord) -> dict[str, object]:
    """Return the steps that were planned, then taken out before anyone was in them."""
    t = record.session.language
    planned = [(s.plan, s.first_minutes) for s in record.dropped if s.first_minutes is not None]
    found = [
        {
            "kind": plan.kind,
            "title": plan.title[t],
            "planned_minutes": int(minutes) if minutes == int(minutes) else minutes,
        }
        for plan, minutes in planned
    ]
    return {"steps_not_held": found} if found else {}
