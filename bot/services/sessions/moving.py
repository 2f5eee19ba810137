"""The moves that others are made of: a step is left, opens, gets its clock.

Each is done inside the transaction of the use case that moves the session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.services.context import Context
from bot.services.hands.keeping import room_leaves
from bot.services.kinds import acts_of
from bot.services.sessions.quick import is_told, unwarn
from bot.services.sessions.unfolding import unfolded
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.timers import TimerKind
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.sessions.session import Session, SessionState, StepRun, StepState


@dataclass(frozen=True, slots=True)
class Seen:
    """What someone saw when they pressed: the place of the step under way and, where the button
    says it (one of an older version does not), which step it was and which one it leads to. A
    button that says which step it was may do without its place."""

    position: int | None
    step: int | None = None
    to: int | None = None


async def current_step(tx: Transaction, session: Session, seen: Seen | int) -> StepRun:
    """Return the step under way; raise Refusal when it is not the one that was `seen`."""
    if session.state is not SessionState.RUNNING:
        raise Refusal("session.not_started")
    if session.is_ahead:
        raise Refusal("before.not_begun")
    known = seen if isinstance(seen, Seen) else Seen(seen)
    step = await tx.sessions.step_at(session.id, session.position)
    assert step is not None
    if known.position not in (None, session.position) or known.step not in (None, step.id):
        raise Outdated("session.moved")
    return step


def check_leads_to(seen: Seen | int, step: StepRun | None) -> None:
    """Raise Outdated unless `step` is the one that the button said it leads to: the plan may have
    been bent since."""
    if isinstance(seen, Seen) and seen.to is not None and (step is None or step.id != seen.to):
        raise Outdated("session.plan_changed")


async def leave(
    ctx: Context,
    tx: Transaction,
    session: Session,
    step: StepRun,
    state: StepState,
    now: datetime,
) -> None:
    """Leave a step in `state`, its card folded. One that its time has closed stays closed."""
    rested = step.rests(session)
    if not rested:
        step = await _shut(tx, step, state, now)
    kind = Saying.ROUND_OVER if is_told(session, step) else Saying.FOLD
    await tx.outbox.add(kind, session.id, session.channel_id, now, step=step.id)
    if rested:
        return
    acts = acts_of(step.plan.kind)
    if state is StepState.SKIPPED:
        await acts.skipped(ctx, tx, session, step, now)
    else:
        await acts.closed(ctx, tx, session, step, now)


async def close_in_place(
    ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
) -> None:
    """Close a step whose time is up; the room stands at it until those who lead move on."""
    step = await _shut(tx, step, StepState.CLOSED, now)
    await acts_of(step.plan.kind).closed(ctx, tx, session, step, now)
    await tx.outbox.add(Saying.TIME_UP, session.id, session.channel_id, now, step=step.id)
    tx.touch(Topic.SESSION, session.id)


async def reopen(
    ctx: Context, tx: Transaction, session: Session, step: StepRun, minutes: float, now: datetime
) -> StepRun:
    """Open a step again that its time has closed, for `minutes`; return it."""
    step = step.reopened(minutes, now)
    await tx.sessions.save_step(step)
    await set_clock(tx, step, now)
    await acts_of(step.plan.kind).opened(ctx, tx, session, step, now)
    await say_again(tx, session, step, now, closed=True)
    tx.touch(Topic.SESSION, session.id)
    return step


async def end_told(tx: Transaction, step: StepRun, now: datetime) -> bool:
    """Return whether the room was told that the time of a step is up, which it is."""
    return step.overtime(now) and not await _untold(tx, step)


async def say_again(
    tx: Transaction, session: Session, step: StepRun, now: datetime, *, closed: bool = False
) -> None:
    """Have the room told that a step has time again, after it read that there was none left."""
    await tx.outbox.add(
        Saying.OPEN_AGAIN,
        session.id,
        session.channel_id,
        now,
        step=step.id,
        closed=int(closed),
    )


async def _untold(tx: Transaction, step: StepRun) -> bool:
    return any(timer.kind == TimerKind.TIME_UP for timer in await tx.timers.of_step(step.id))


async def _shut(tx: Transaction, step: StepRun, state: StepState, now: datetime) -> StepRun:
    await tx.timers.cancel(step.id)
    await tx.ready.clear(step.session_id)
    await room_leaves(tx, step.session_id, now)
    step = step.closed(now, state)
    await tx.sessions.save_step(step)
    return step


async def open_at(
    ctx: Context,
    tx: Transaction,
    session: Session,
    position: int,
    now: datetime,
    afresh: bool = False,
) -> StepRun:
    """Open the step at a place of the plan; `afresh` erases what it holds, if what was answered
    about has changed since."""
    waiting = await tx.sessions.step_at(session.id, position)
    assert waiting is not None
    session, waiting = await unfolded(tx, session, waiting)
    acts = acts_of(waiting.plan.kind)
    held = await acts.held(tx, session, waiting) if afresh else None
    if held is not None and held.moved:
        await acts.emptied(tx, waiting)
    step = waiting.opened(now)
    session = replace(session, position=position, paused=False)
    await tx.ready.clear(session.id)
    await room_leaves(tx, session.id, now)
    await tx.sessions.save(session)
    await tx.sessions.save_step(step)
    await set_clock(tx, step, now)
    await acts.opened(ctx, tx, session, step, now)
    await tx.outbox.add(Saying.CARD, session.id, session.channel_id, now, step=step.id)
    return step


async def stop_clock(tx: Transaction, step: StepRun, now: datetime) -> StepRun:
    """Return a step with its clock stopped, to be saved; nothing falls due in it any more.

    One whose end has come, and was told to nobody yet, keeps a second: it is told afterwards.
    """
    untold = await _untold(tx, step)
    await tx.timers.cancel(step.id)
    await acts_of(step.plan.kind).clock_set(tx, step, now)
    step = step.paused(now)
    return replace(step, left_seconds=1) if untold and step.left_seconds == 0 else step


async def set_clock(tx: Transaction, step: StepRun, now: datetime) -> None:
    """Have the end of a step that is open, and its warning, come when they are due.

    One whose time was up before has told it: it is told once.
    """
    await tx.timers.cancel(step.id, TimerKind.WARNING, TimerKind.TIME_UP)
    if step.overtime(now):
        return  # what says so still holds
    await unwarn(tx, step, now)
    await acts_of(step.plan.kind).clock_set(tx, step, now)
    if step.closes_at is None:
        return
    await tx.timers.set(TimerKind.TIME_UP, step.session_id, step.closes_at, step_id=step.id)
    # A long round that goes on after a pause is warned of even if little is left of it.
    left = step.closes_at - now
    before = step.plan.warn.before(max(left, step.plan.timebox))
    if before is not None and left > before:
        await tx.timers.set(
            TimerKind.WARNING, step.session_id, step.closes_at - before, step_id=step.id
        )
