"""Steps opened before the meeting: which may be, and what is kept of them.

A step may be opened ahead when it needs nothing that the meeting makes: one in which people write,
as long as nothing before it uses what was written; a vote whose options are written in the recipe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.workshop.kinds import Collect, Vote
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.methods import VoteOn
from bot.workshop.wall.masked import COMPANY

# What stands before the step in which people write, and uses nothing that they wrote.
_BEFORE_WRITING = ("story", "collect", "rate", "position", "election", "discuss", "turns")
# How long before the deadline those who asked are reminded.
REMINDED = (timedelta(days=1), timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class OpenAhead:
    """When a step was open before the meeting, and how many `people` had written, or voted, when it
    closed; None for both while it is open."""

    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    people: int | None = None

    def told(self, *, masked: bool) -> int | None:
        """Return how many people wrote, as reports tell it: under three in a masked session, or
        while it is open, not at all."""
        if self.people is None or (masked and self.people < COMPANY):
            return None
        return self.people


def can_be_ahead(session: Session, steps: Sequence[StepRun]) -> list[StepRun]:
    """Return the steps that may be opened before the meeting, in the order of the recipe."""
    found: list[StepRun] = []
    writes = True
    for step in steps:
        if step.outcome is None and (_is_free_vote(step) or (writes and _is_collect(step))):
            found.append(step)
        writes = writes and (_is_free_vote(step) or step.plan.kind in _BEFORE_WRITING)
    return found


def moments(until: datetime, now: datetime) -> list[datetime]:
    """Return when those who asked are reminded, of what closes at `until`, from `now` on."""
    return [moment for before in REMINDED if (moment := until - before) > now]


def _is_collect(step: StepRun) -> bool:
    return isinstance(step.plan, Collect)


def _is_free_vote(step: StepRun) -> bool:
    """True for a vote on what the recipe says, by people who need not be present."""
    plan = step.plan
    return (
        isinstance(plan, Vote)
        and plan.on is VoteOn.OPTIONS
        and plan.electors.who is not Electorate.VOICE
    )
