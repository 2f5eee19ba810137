"""Actions as JSON."""

from __future__ import annotations

from bot.reports.figures import iso
from bot.reports.record import SessionRecord
from bot.reports.review.marking import corrected


def actions(record: SessionRecord) -> list[dict[str, object]]:
    """Return the actions, soonest first."""
    named = {milestone.id: milestone.number for milestone in record.milestones}
    return [
        {
            "what": action.what,
            **corrected(record, action),
            "owner": action.owner,
            "due": action.due.isoformat() if action.due else None,
            "first_step": action.first_step,
            "milestone": named.get(action.milestone_id) if action.milestone_id else None,
            "theme": action.theme,
            "state": action.state.value,
            "state_since": iso(action.changed_at),
        }
        for action in record.actions
    ]
