"""Another length for the step under way, another end for the session; what its end does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.services.context import Context, steered, zone_of
from bot.services.sessions.moving import (
    Seen,
    current_step,
    end_told,
    reopen,
    say_again,
    set_clock,
)
from bot.store import Topic, Transaction
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.sessions.clock import clock_of
from bot.workshop.sessions.length import Change, Typed, ends_at, read_length
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.step import AtEnd, Warn


@dataclass(frozen=True, slots=True)
class Retimed:
    """When the step under way ends now; while paused, `left` is what it will have, and `ends` is
    None."""

    left: timedelta
    ends: datetime | None


def clock_stamp(step: StepRun) -> int:
    """Return a number that changes with the clock of a step: what is typed as a change (“+3”) is a
    change of what was seen."""
    if step.closes_at is not None:
        return int(step.closes_at.timestamp())
    return step.left_seconds or 0


async def retime(
    ctx: Context,
    session_id: int,
    actor: Actor,
    seen: Seen | int,
    typed: str,
    now: datetime,
    *,
    was: int | None = None,
) -> Retimed:
    """Have the step under way last as `typed` says (`bot.workshop.sessions.length`).

    One that its time has closed opens again for it. `was` is the `clock_stamp` that the person saw.
    Raises Refusal when it cannot be read or done, Outdated when the clock was changed since.
    """
    read = await _read(ctx, session_id, actor, typed, now)
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        step = await current_step(tx, session, seen)
        if step.outcome is not None:
            raise Refusal("length.no_clock")
        if isinstance(read, Change) and was is not None and was != clock_stamp(step):
            raise Outdated("length.moved")
        ends = ends_at(read, now, _end(step, now))
        left = ends - now
        if step.rests(session):
            await reopen(ctx, tx, session, step, left / timedelta(minutes=1), now)
            return Retimed(left, ends)
        told = await end_told(tx, step, now)
        if session.paused:
            step = replace(step, left_seconds=round(left.total_seconds()))
        else:
            step = replace(step, closes_at=ends)
        await tx.sessions.save_step(step)
        if not session.paused:
            await set_clock(tx, step, now)
        if told:
            await say_again(tx, session, step, now)
        tx.touch(Topic.SESSION, session.id)
        return Retimed(left, None if session.paused else ends)


def _end(step: StepRun, now: datetime) -> datetime:
    if step.left_seconds is not None:
        return now + timedelta(seconds=step.left_seconds)
    return step.closes_at or now


async def set_end(
    ctx: Context, session_id: int, actor: Actor, typed: str, now: datetime
) -> datetime:
    """Have the session end when `typed` says, as planned where it is empty; return when it ends.

    Nothing else changes: steps keep their lengths. Raises Refusal when it cannot be read.
    """
    read = None
    if typed.strip():
        read = await _read(ctx, session_id, actor, typed, now, asked_when=True)
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        clock = clock_of(session, await tx.sessions.every_step(session.id), now)
        if clock is None or session.state is not SessionState.RUNNING:
            raise Refusal("session.not_started")
        ends = ends_at(read, now, clock.end) if read is not None else None
        await tx.sessions.set_ends_by(session.id, ends)
        return ends or replace(clock, ends_by=None).end


async def set_at_end(
    ctx: Context, session_id: int, actor: Actor, seen: Seen | int, at_end: AtEnd
) -> None:
    """Choose what the end of the step under way does; raise Refusal when nothing comes after it
    that could open."""
    async with ctx.database.write() as tx:
        session, step = await _timed(tx, session_id, actor, seen)
        if at_end is AtEnd.NEXT and step.position + 1 >= len(session.recipe.steps):
            raise Refusal("session.last_step")
        plan = step.plan.model_copy(update={"at_end": at_end})
        await tx.sessions.replan(session, step, plan)
        tx.touch(Topic.SESSION, session.id)


async def set_warn(
    ctx: Context, session_id: int, actor: Actor, seen: Seen | int, warn: Warn, now: datetime
) -> None:
    """Choose when the room is warned of the end of the step under way."""
    async with ctx.database.write() as tx:
        session, step = await _timed(tx, session_id, actor, seen)
        step = replace(step, plan=step.plan.model_copy(update={"warn": warn}))
        await tx.sessions.replan(session, step, step.plan)
        if step.closes_at is not None and not step.overtime(now):
            await set_clock(tx, step, now)


async def _timed(
    tx: Transaction, session_id: int, actor: Actor, seen: Seen | int
) -> tuple[Session, StepRun]:
    session = await steered(tx, session_id, actor)
    step = await current_step(tx, session, seen)
    if step.outcome is not None:
        raise Refusal("length.no_clock")
    return session, step


async def _read(
    ctx: Context,
    session_id: int,
    actor: Actor,
    typed: str,
    now: datetime,
    *,
    asked_when: bool = False,
) -> Typed:
    """Return what was typed, read where the session is; nothing is held meanwhile."""
    async with ctx.database.read() as tx:
        session = await steered(tx, session_id, actor)
        zone = await zone_of(ctx, tx, session.server_id)
    return read_length(typed, now, zone, session.language, asked_when=asked_when)
