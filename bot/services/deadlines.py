"""What happens when a timer is due. Taking its row and acting are one transaction."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.services.actions import reminding as weekly
from bot.services.before import reminding
from bot.services.context import Context
from bot.services.counting import counts_between
from bot.services.digest import monthly
from bot.services.network import links as network
from bot.services.rate import revealing
from bot.services.review import waiting
from bot.services.sessions import forgetting, timebox
from bot.services.story import step as story
from bot.services.turns import clock as turns
from bot.services.vote import closing, dates, workbench
from bot.store import Transaction
from bot.store.errors import disk_refuses
from bot.store.timers import Timer, TimerKind
from bot.workshop.sessions.session import Session, SessionState, StepRun

log = logging.getLogger(__name__)

Act = Callable[[Context, Transaction, Timer, Session, datetime], Awaitable[None]]
StepAct = Callable[[Context, Transaction, Timer, Session, StepRun, datetime], Awaitable[None]]


def under_way(act: StepAct) -> Act:
    """Return an act that does nothing once the room has left the step, or while it pauses."""

    async def guarded(
        ctx: Context, tx: Transaction, timer: Timer, session: Session, now: datetime
    ) -> None:
        step = await tx.sessions.step(timer.step_id) if timer.step_id is not None else None
        if step is not None and step.is_open and session.state is SessionState.RUNNING:
            await act(ctx, tx, timer, session, step, now)

    return guarded


# One act for each kind of timer, written beside the use cases of its capability.
ACTS: Mapping[str, Act] = {
    TimerKind.WARNING: under_way(timebox.warn),
    TimerKind.TIME_UP: under_way(timebox.time_up),
    TimerKind.ALL_READY: under_way(timebox.all_ready),
    TimerKind.BEAT: under_way(story.go_on),
    TimerKind.TURN_OVER: under_way(turns.turn_over),
    TimerKind.TURN_LEFT: under_way(turns.turn_left),
    TimerKind.MARKS_IN: under_way(revealing.marks_in),
    TimerKind.BALLOTS_IN: under_way(closing.ballots_in),
    TimerKind.DATE_PASSES: under_way(dates.passes),
    TimerKind.AHEAD_REMINDER: under_way(reminding.remind),
    TimerKind.REVIEW: waiting.still_waits,
    TimerKind.FORGET: forgetting.forget,
}

# The same for timers of a server, which belong to none of its sessions.
ServerAct = Callable[[Context, Transaction, Timer, int, datetime], Awaitable[None]]
SERVER_ACTS: Mapping[str, ServerAct] = {
    TimerKind.DIGEST: monthly.month_over,
    TimerKind.ACTIONS: weekly.remind,
    TimerKind.NETWORK_LOOK: network.look,
    TimerKind.DRAFTED: workbench.forget,
}

# A timer that we fail to act on must not hold back those of other sessions.
_AFTER_FAULT = timedelta(minutes=5)
_ATTEMPTS = 3


class _Failed(Exception):  # noqa: N818 - an answer to `act_on_next`
    """Acting on a timer failed for a reason of ours."""

    def __init__(self, timer: Timer, error: Exception) -> None:
        super().__init__(str(error))
        self.timer = timer
        self.error = error


async def act_on_next(ctx: Context, now: datetime) -> bool:
    """Act on the earliest timer due at `now`; return False when none is.

    One whose act fails for a reason of ours is put off, and given up after a few attempts: it is
    kept for the operator, and told in the log.
    """
    try:
        return await _act_on_next(ctx, now)
    except _Failed as failed:
        await _put_off(ctx, failed.timer, failed.error, now)
        return True


@counts_between
async def _act_on_next(ctx: Context, now: datetime) -> bool:
    timer: Timer | None = None
    try:
        async with ctx.database.write() as tx:
            timer = await tx.timers.take_due(now)
            if timer is None:
                return False
            await _act(ctx, tx, timer, now)
    except Exception as error:
        if timer is None or disk_refuses(error):
            raise  # the worker comes back to it: no attempt is counted for a full disk
        raise _Failed(timer, error) from error
    return True


async def _put_off(ctx: Context, timer: Timer, error: Exception, now: datetime) -> None:
    attempt, failure = timer.attempts + 1, type(error).__name__
    async with ctx.database.write() as tx:
        if attempt < _ATTEMPTS:
            await tx.timers.put_off(timer.id, now + _AFTER_FAULT)
        else:
            await tx.timers.give_up(timer.id, failure)
    if attempt < _ATTEMPTS:
        log.warning("timer %s (%s) failed, and is put off: %s", timer.id, timer.kind, failure)
    else:
        log.error("timer %s (%s) is given up", timer.id, timer.kind, exc_info=error)


async def _act(ctx: Context, tx: Transaction, timer: Timer, now: datetime) -> None:
    if timer.server is not None:
        of_server = SERVER_ACTS.get(timer.kind)
        if of_server is None:
            raise LookupError(f"no act for timers of kind “{timer.kind}”: see SERVER_ACTS")
        await of_server(ctx, tx, timer, timer.server, now)
        return
    act = ACTS.get(timer.kind)
    if act is None:
        raise LookupError(f"no act for timers of kind “{timer.kind}”: see ACTS")
    session = await tx.sessions.get(timer.session_id)
    if session is not None:
        await act(ctx, tx, timer, session, now)
