"""The timebox of a step: said to be nearly over, then over."""

from __future__ import annotations

from datetime import datetime

from bot.services.before.closing import close_and_say
from bot.services.context import Context
from bot.services.kinds import acts_of
from bot.services.sessions.moving import close_in_place
from bot.services.sessions.quick import ends_in_time
from bot.services.sessions.readiness import goes_on
from bot.services.sessions.sounding import strike
from bot.services.sessions.steering import close_due, end_now
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.timers import Timer
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.step import AtEnd


async def warn(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """Have the room told that the end is near, with the end that it is told of."""
    if step.closes_at is None or step.overtime(now):
        return  # after a long stop the warning would come with the end
    await tx.outbox.add(
        Saying.WARNING,
        session.id,
        session.channel_id,
        now,
        step=step.id,
        ends=int(step.closes_at.timestamp()),
    )
    await acts_of(step.plan.kind).warned(ctx, tx, session, step, now)


async def time_up(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """Do what the kind of the step does then, else move on, end or have the room told.

    One that was open before the meeting closes, and waits for it.
    """
    if session.is_ahead:
        await close_and_say(ctx, tx, session, step, now)
        return
    step = step.timed(now)
    await tx.sessions.save_step(step)
    if await acts_of(step.plan.kind).time_up(ctx, tx, session, step, now):
        await _ring(tx, session, step, timer, now)
    elif step.moves_on(session.recipe):
        await _ring(tx, session, step, timer, now)
        await close_due(ctx, tx, step, now)
    elif ends_in_time(session, step):
        strike(tx, session, timer, now)
        # Nobody talked on while the program was stopped.
        await end_now(ctx, tx, session, min(now, step.closes_at or now))
    elif step.plan.at_end is AtEnd.CLOSE and step.outcome is None:
        strike(tx, session, timer, now)
        await close_in_place(ctx, tx, session, step, now)
    else:
        strike(tx, session, timer, now)
        await tx.outbox.add(Saying.TIME_UP, session.id, session.channel_id, now, step=step.id)
        tx.touch(Topic.SESSION, session.id)


async def all_ready(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """Move on from a step that goes on once all are ready, if they still are."""
    if await goes_on(tx, session, step):
        await close_due(ctx, tx, step, now)


async def _ring(
    tx: Transaction, session: Session, step: StepRun, timer: Timer, now: datetime
) -> None:
    """Have the end of a step heard that says itself what becomes of it."""
    if session.sound and step.outcome is None:  # else it had ended before
        strike(tx, session, timer, now)
        await tx.outbox.add(
            Saying.TIME_UP, session.id, session.channel_id, now, step=step.id, heard=1
        )
