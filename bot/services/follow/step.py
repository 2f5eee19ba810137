"""`follow`: which actions the room goes through, and what it said of each."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.step import StepActs
from bot.store import Transaction
from bot.workshop.follow.series import Followed
from bot.workshop.follow.step import Follow, Reviewed
from bot.workshop.sessions.session import Session, StepRun


async def to_follow(tx: Transaction, session: Session, step: StepRun) -> list[int]:
    """Return the open actions that a step is about, the soonest first."""
    found = [action.id for action, _ in await tx.follows.open_before(session.id)]
    if isinstance(step.plan, Follow) and step.plan.actions is Reviewed.ALL:
        found += [a.id for a in await tx.actions.of_session(session.id) if a.is_open]
    return found


class FollowActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """What is open now is shown; what was said of it before, when the room was there already,
        stays."""
        await tx.follows.show(step.id, await to_follow(tx, session, step))

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> tuple[Followed, ...]:
        return tuple(await tx.follows.of_step(step.id))
