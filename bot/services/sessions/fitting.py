"""Fitting what is left of a session in the time that is left: proposed, then done in one press."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.services.context import Context, steered
from bot.services.sessions.moving import current_step, set_clock
from bot.store import Topic, Transaction
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.sessions.clock import Clock, clock_of
from bot.workshop.sessions.fitting import Fit, Fitted, Stuck, Way, fits, stamp
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun

# A proposal is of its moment: applied later, the session would end later than it says.
FRESH = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What could be done at `at`, or why nothing is; `stamp` stands for what it was made of."""

    session: Session
    clock: Clock
    fits: tuple[Fit, ...] | Stuck
    at: int
    stamp: int


async def propose(ctx: Context, session_id: int, actor: Actor, now: datetime) -> Proposed:
    """Return how the rest would fit; raise Refusal when the session does not run."""
    async with ctx.database.read() as tx:
        proposed, _ = await _proposed(tx, session_id, actor, int(now.timestamp()))
        return proposed


async def apply(
    ctx: Context, session_id: int, actor: Actor, way: Way | None, at: int, seen: int, now: datetime
) -> Fit:
    """Do what was proposed at `at`, all of it or nothing; return what was done.

    Raises Outdated when the plan or its clock was changed since, or when the proposal is old.
    """
    async with ctx.database.write() as tx:
        proposed, current = await _proposed(tx, session_id, actor, at)
        age = now.timestamp() - at
        if proposed.stamp != seen or not -1 <= age <= FRESH.total_seconds():
            raise Outdated("fit.outdated")
        found = () if isinstance(proposed.fits, Stuck) else proposed.fits
        fit = next((one for one in found if one.way is way), None)
        if fit is None:
            raise Outdated("fit.outdated")
        session = proposed.session
        for one in fit.steps:
            session = await _set(tx, session, one, proposed.clock.now)
        if fit.here is not None and fit.here.after is not None and fit.here.changes:
            await _set_here(tx, session, current, fit.here.after, proposed.clock.now, now)
        tx.touch(Topic.SESSION, session.id)
        return fit


async def _set(tx: Transaction, session: Session, fitted: Fitted, at: datetime) -> Session:
    step, after = fitted.step, fitted.after
    if not fitted.changes:
        return session
    if after is None:
        return await tx.sessions.take_out(session, step)
    # Its place may have moved, with a step before it left out.
    (now_at,) = [one for one in await tx.sessions.steps(session.id) if one.id == step.id]
    if step.left_seconds is not None:  # it was set aside: it opens with what was left
        await tx.sessions.save_step(replace(step, left_seconds=int(after.total_seconds())))
        return await tx.sessions.replan(session, now_at, now_at.cut(after, at))
    minutes = after / timedelta(minutes=1)
    exact = int(minutes) if minutes == int(minutes) else minutes
    plan = now_at.plan.model_copy(update={"minutes": exact})
    return await tx.sessions.replan(session, now_at, plan)


async def _set_here(
    tx: Transaction, session: Session, step: StepRun, left: timedelta, at: datetime, now: datetime
) -> None:
    """Have the step under way end when it was said, so long after the proposal; its plan says so
    too, for the sum of the steps and for who comes back to it."""
    plan = step.cut(left, at)
    await tx.sessions.replan(session, step, plan)
    step = replace(step, plan=plan)
    if session.paused:
        await tx.sessions.save_step(replace(step, left_seconds=int(left.total_seconds())))
        return
    step = replace(step, closes_at=at + left)
    await tx.sessions.save_step(step)
    await set_clock(tx, step, now)


async def _proposed(
    tx: Transaction, session_id: int, actor: Actor, at: int
) -> tuple[Proposed, StepRun]:
    session = await steered(tx, session_id, actor)
    current = await current_step(tx, session, session.position or 0)
    every = await tx.sessions.every_step(session.id)
    try:
        moment = datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        raise Refusal("button.unknown") from None
    clock = clock_of(session, every, moment)
    assert clock is not None
    behind = [s for s in every if not s.is_out and s.position > current.position]
    found = fits(clock, behind, current)
    return Proposed(session, clock, found, at, stamp(session, [current, *behind])), current
