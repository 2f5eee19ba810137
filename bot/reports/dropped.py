"""What was planned, and taken out of the plan before anyone was in it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.workshop.language import Language
from bot.workshop.sessions.session import StepRun


def not_held(dropped: Iterable[StepRun], language: Language) -> dict[str, object]:
    """Return, for the export, the steps that were planned, then taken out before anyone was in
    them; nothing where there are none."""
    planned = [(step.plan, step.first_minutes) for step in dropped]
    found = [
        {
            "kind": plan.kind,
            "title": plan.title[language],
            "planned_minutes": int(minutes) if minutes == int(minutes) else minutes,
        }
        for plan, minutes in planned
        if minutes is not None
    ]
    return {"steps_not_held": found} if found else {}
