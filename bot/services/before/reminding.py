"""Reminding of what is open before the meeting those who asked for it, each in private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.before.closing import is_in
from bot.services.context import Context, open_step
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.store.timers import Timer
from bot.workshop.before.ahead import moments
from bot.workshop.errors import Over, Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class Reminding:
    """Whether someone is to be reminded of a step now, and when, unless they wrote by then."""

    session: Session
    step: StepRun
    on: bool
    moments: tuple[datetime, ...]


async def toggle(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Reminding:
    """Have `actor` reminded of what is open before the meeting, or no more where they were to be.

    Raises Refusal when it is not open any more, when they wrote already, or when it closes too
    soon for a reminder.
    """
    async with ctx.database.write() as tx:
        session, step = await open_ahead_step(tx, step_id)
        assert step.closes_at is not None
        if await tx.ahead.reminds_no_more(step.id, actor.user_id):
            return Reminding(session, step, False, ())
        if await is_in(tx, session, step, actor.user_id):
            raise Refusal(f"before.remind_done.{step.plan.doing}")
        coming = tuple(moments(step.closes_at, now))
        if not coming:
            raise Refusal("before.remind_too_late")
        await tx.ahead.remind(session.id, step.id, actor.user_id)
        return Reminding(session, step, True, coming)


async def remind(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """Have those who asked, and have not written, reminded; after a long stop once, not twice."""
    until = step.closes_at
    if not session.is_ahead or until is None or until <= now:
        return
    if any(moment <= now for moment in moments(until, timer.due_at)):
        return  # the later reminder is due as well
    for person in sorted(await tx.ahead.to_remind(step.id)):
        if not await is_in(tx, session, step, person):
            await tx.outbox.add(
                Saying.AHEAD_REMINDER, session.id, -step.id, now, step=step.id, person=person
            )


async def still_reminded(ctx: Context, session: Session, step: StepRun, actor: Actor) -> bool:
    """Return whether `actor` still wants to be reminded of a step that is open, and has not
    written in it."""
    if not (session.is_ahead and step.is_open):
        return False
    async with ctx.database.read() as tx:
        asked = actor.user_id in await tx.ahead.to_remind(step.id)
        return asked and not await is_in(tx, session, step, actor.user_id)


async def open_ahead_step(tx: Transaction, step_id: int) -> tuple[Session, StepRun]:
    """Return a step that is open before the meeting; raise Refusal otherwise."""
    session, step = await open_step(tx, step_id)
    if not session.is_ahead:
        raise Over("before.closed")
    return session, step
