"""What was planned, and taken out of the plan before anyone was in it."""

from __future__ import annotations

from bot.reports.figures import whole
from bot.reports.plans import plan
from bot.reports.record import SessionRecord


def not_held(record: SessionRecord) -> dict[str, object]:
    """Return, for the export, the steps that were planned, then taken out before anyone was in
    them; nothing where there are none."""
    found = [
        {
            "kind": step.plan.kind,
            "title": step.plan.title[record.session.language],
            "planned_minutes": whole(step.first_minutes),
            "plan": plan(record, step.plan),
        }
        for step in record.dropped
        if step.first_minutes is not None
    ]
    return {"steps_not_held": found} if found else {}
