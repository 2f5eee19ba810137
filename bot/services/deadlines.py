"""What happens when a timer is due. Taking its row and acting are one transaction."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.services.context import Context
from bot.services.sessions.steering import close_due
from bot.services.story.step import tell
from bot.services.vote.closing import close_now
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.timers import Timer, TimerKind
from bot.workshop.kinds import AtEnd, Vote
from bot.workshop.sessions.session import SessionState
from bot.workshop.vote.step import ClosesWhen

log = logging.getLogger(__name__)


# A timer that we fail to act on must not hold back those of other sessions.
_AFTER_FAULT = timedelta(minutes=5)


async def act_on_next(ctx: Context, now: datetime) -> bool:
    """Act on the earliest timer due at `now`; return False when none is.

    One whose act fails for a reason of ours is logged and put off.
    """
    timer: Timer | None = None
    try:
        async with ctx.database.write() as tx:
            timer = await tx.timers.take_due(now)
            if timer is None:
                return False
            await _act(ctx, tx, timer, now)
    except Exception:
        if timer is None:
            raise
        log.exception("timer %s (%s) failed", timer.id, timer.kind)
        async with ctx.database.write() as tx:
            await tx.timers.put_off(timer.id, now + _AFTER_FAULT)
    return True


async def _act(ctx: Context, tx: Transaction, timer: Timer, now: datetime) -> None:
    session = await tx.sessions.get(timer.session_id)
    if session is None:
        return
    if timer.kind is TimerKind.FORGET:
        if session.state is not SessionState.ENDED:
            # Nobody ended it: what people wrote in it does not stay for ever.
            await tx.sessions.save(replace(session, state=SessionState.ENDED, ended_at=now))
        await tx.sessions.delete_raw(session.id, now)
        # Its scenario may be gone, and a voice is no decision either.
        await tx.media.delete_unused()
        return
    step = await tx.sessions.step(timer.step_id) if timer.step_id is not None else None
    if step is None or not step.is_open or session.state is not SessionState.RUNNING:
        return
    if timer.kind is TimerKind.BEAT:
        await tell(tx, session, step, timer.payload["index"], now)
    elif timer.kind is TimerKind.WARNING:
        if not step.overtime(now):  # after a long stop the warning would come with the end
            await tx.outbox.add(Saying.WARNING, session.id, session.channel_id, now, step=step.id)
    elif timer.kind is TimerKind.TIME_UP:
        plan = step.plan
        last = step.position + 1 >= len(session.recipe.steps)
        if isinstance(plan, Vote):
            if step.outcome is not None:
                return  # closed already, the clock with it
            if plan.closes is ClosesWhen.TIME and (plan.at_end is AtEnd.WAIT or last):
                await close_now(ctx, tx, session, step, now)
                return
        if step.plan.at_end is AtEnd.NEXT and not last:
            await close_due(ctx, tx, step, now)
        else:
            await tx.outbox.add(Saying.TIME_UP, session.id, session.channel_id, now, step=step.id)
            tx.touch(Topic.SESSION, session.id)
