"""Dates that go by while people vote on them: they can be chosen no more, and everyone is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.services.context import Context
from bot.store import Topic, Transaction
from bot.store.timers import Timer, TimerKind
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Departure, Option, Slate


async def watch(tx: Transaction, session: Session, step: StepRun, now: datetime) -> None:
    """Take off what has gone by of a vote on dates, and come back when the next one does."""
    plan = step.plan
    if not isinstance(plan, Vote) or plan.method is not Method.DATES:
        return
    await tx.timers.cancel(step.id, TimerKind.DATE_PASSES)
    await tx.ballots.passed_by(step.id, now)
    ahead = [slot.gone_by for slot in plan.dates if slot.gone_by > now]
    if ahead:
        await tx.timers.set(TimerKind.DATE_PASSES, session.id, min(ahead), step_id=step.id)


async def passes(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """A date has begun while people vote on it. Once the last has, there is nothing to vote on:
    the vote is counted."""
    # Closing may end the session, and what ends it looks at the acts.
    from bot.services.vote.closing import close_now

    if step.outcome is not None:
        return
    await watch(tx, session, step, now)
    tx.touch(Topic.SESSION, session.id)
    if not Slate.of(await tx.ballots.options(step.id)).standing:
        await close_now(ctx, tx, session, step, now)


def as_of(options: Sequence[Option], now: datetime) -> tuple[Option, ...]:
    """Return options as they stand at `now`: dates that have gone by can be chosen no more."""
    return tuple(
        replace(one, gone=Departure.PASSED)
        if one.stands and one.slot is not None and one.slot.gone_by <= now
        else one
        for one in options
    )
