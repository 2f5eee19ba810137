"""A vote that closes once everyone has voted waits a little, where strong resistances are asked for
their reason: whoever votes last is asked too."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.services.vote.polls import electorate
from bot.store import Transaction
from bot.store.timers import TimerKind
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.methods import ClosesWhen
from bot.workshop.vote.reasons import asks_reasons

# The same for all ballots: what came at once would tell that the last one resists nothing.
LAST_WORDS = timedelta(seconds=90)


async def all_voted(tx: Transaction, session: Session, step: StepRun) -> bool:
    """Return whether everyone has voted, in a vote that is to close then."""
    plan = step.plan
    if not isinstance(plan, Vote) or step.outcome is not None:
        return False
    if plan.closes is not ClosesWhen.ALL or session.is_ahead:  # it is counted in the meeting
        return False
    size = await electorate(tx, step, plan)
    voted = await tx.voters.turnout(step.id) + await tx.ballots.in_room(step.id)
    return size is not None and voted >= size


async def look_if_all(tx: Transaction, session: Session, step: StepRun, now: datetime) -> bool:
    """Have a vote that asks for reasons be counted shortly, if everyone has now voted; return
    whether it will be."""
    plan = step.plan
    if not isinstance(plan, Vote) or not asks_reasons(plan):
        return False
    if not step.is_open or session.paused or not await all_voted(tx, session, step):
        return False
    if not any(timer.kind == TimerKind.BALLOTS_IN for timer in await tx.timers.of_step(step.id)):
        due = now + LAST_WORDS
        await tx.timers.set(TimerKind.BALLOTS_IN, session.id, due, step_id=step.id)
    return True


async def wait_for_all(tx: Transaction, session: Session, step: StepRun) -> None:
    """A ballot was taken back: a vote that was about to be counted may wait again."""
    if not await all_voted(tx, session, step):
        await tx.timers.cancel(step.id, TimerKind.BALLOTS_IN)
