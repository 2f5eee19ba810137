"""What was planned, as JSON: recipe, scenario and steps as their files say them, and what a step
decided. Identifiers of roles, channels and rows stay here."""

from __future__ import annotations

from typing import Any

from bot.reports.record import SessionRecord
from bot.workshop.kinds import BaseStep, Discuss, Vote
from bot.workshop.sessions.session import StepRun


def recipe(record: SessionRecord) -> dict[str, Any]:
    """Return the recipe without its steps, which stand beside what became of them."""
    return record.session.recipe.model_dump(mode="json", exclude={"steps"})


def scenario(record: SessionRecord) -> dict[str, Any] | None:
    """Return the whole scenario; None without one."""
    told = record.session.scenario
    return None if told is None else told.model_dump(mode="json")


def plan(record: SessionRecord, of: BaseStep) -> dict[str, Any]:
    """Return a step as it was planned.

    For what an identifier stood for, there is the rank of a theme in the document (0 for one that
    is gone), the number of a post-it beside it, or nothing: a role, a voice channel.
    """
    told = of.model_dump(mode="json")
    if isinstance(of, Vote):
        told["electors"].pop("place")
        if of.scope is not None:
            ranks = {theme.id: n for n, theme in enumerate(record.sorting.themes, start=1)}
            told["scope"]["ids"] = [
                None if theme is None else ranks.get(theme, 0) for theme in of.scope.ids
            ]
    elif isinstance(of, Discuss) and of.subject is not None:
        told["subject"].pop("postit")
    return told


def outcome(record: SessionRecord, step: StepRun) -> dict[str, Any] | None:
    """Return what a step decided; of a secret vote in which too few voted, nothing of what they
    said. Here it is decided for every kind whose outcome is more than what the reports tell."""
    if step.id in record.votes:
        vote = record.votes[step.id]
        told = vote.outcome
        if vote.secret and not vote.detailed and "settings" in told.details:
            told = told.withheld()
        return told.model_dump(mode="json")
    if step.id in record.rates:
        return record.rates[step.id].result.model_dump(mode="json")
    if step.id in record.lines.closed:
        return record.lines.closed[step.id].result.model_dump(mode="json")
    election = record.elections.get(step.id)
    if election is not None and election.elected is not None:
        return election.elected.model_dump(mode="json")
    held = record.consents.get(step.id)
    if held is not None and held.decision is not None:
        return held.decision.model_dump(mode="json")
    return None
