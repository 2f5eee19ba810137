"""Leading a session: start, next, back, skip, time, pause, end.

Each move names the position that the facilitator saw: the same button pressed twice, or by two
facilitators at once, moves the session once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.reports.roadmap.forward import PAGES as FORWARD_PAGES
from bot.services.before.closing import close_ahead, people_in
from bot.services.context import Context, steered
from bot.services.counting import counts_between
from bot.services.hands.keeping import room_pauses, room_resumes
from bot.services.kinds import acts_of
from bot.services.review import waiting
from bot.services.sessions.moving import (
    Seen,
    check_leads_to,
    current_step,
    end_told,
    leave,
    open_at,
    reopen,
    say_again,
    set_clock,
    stop_clock,
)
from bot.services.sessions.quick import is_told
from bot.services.sessions.readiness import settle
from bot.services.sessions.retiming import clock_stamp
from bot.services.wall.step import leave_out
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.kinds import BaseStep
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.sessions.session import Session, SessionState, StepRun, StepState


async def start(ctx: Context, session_id: int, actor: Actor, now: datetime) -> None:
    """Open the first step; what is open before the meeting closes. Raises Refusal when the session
    has started already."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        if session.is_ahead:
            ahead = await tx.sessions.step_at(session.id, session.position)
            assert ahead is not None
            session = await close_ahead(ctx, tx, session, ahead, now)
        if session.state is not SessionState.LOBBY:
            raise Refusal("session.started")
        await tx.outbox.add(Saying.FOLD_LOBBY, session.id, session.channel_id, now)
        await open_first(ctx, tx, session, now)


async def open_first(ctx: Context, tx: Transaction, session: Session, now: datetime) -> StepRun:
    """Start a session that waits in the lobby; return its first step, open."""
    return await open_at(ctx, tx, await _started(tx, session, now), 0, now)


@counts_between
async def next_step(
    ctx: Context,
    session_id: int,
    actor: Actor,
    seen: Seen | int,
    now: datetime,
    *,
    afresh: bool = False,
) -> None:
    """Close the current step and open the next one.

    `seen` is the position that the person acted on. `afresh` erases what the next step holds, if
    what was answered about has changed since. Raises Refusal when the session moved meanwhile, or
    when no step is left.
    """
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        await _advance(ctx, tx, session, seen, StepState.CLOSED, now, afresh)


async def skip(
    ctx: Context,
    session_id: int,
    actor: Actor,
    seen: Seen | int,
    now: datetime,
    *,
    afresh: bool = False,
) -> None:
    """Pass over the current step and open the next one; what people wrote and cast is kept."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        await _advance(ctx, tx, session, seen, StepState.SKIPPED, now, afresh)


async def back(
    ctx: Context,
    session_id: int,
    actor: Actor,
    seen: Seen | int,
    now: datetime,
    *,
    afresh: bool = False,
) -> None:
    """Reopen the step before, with what it had left when it was left early, else with its whole
    timebox; the current one will come again."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        current = await current_step(tx, session, seen)
        if current.position == 0:
            raise Refusal("session.first_step")
        check_leads_to(seen, await tx.sessions.step_at(session.id, current.position - 1))
        await tx.timers.cancel(current.id)
        await tx.sessions.save_step(current.closed(now, StepState.WAITING))
        await tx.outbox.add(Saying.FOLD, session.id, session.channel_id, now, step=current.id)
        await open_at(ctx, tx, session, current.position - 1, now, afresh)


async def extend(
    ctx: Context,
    session_id: int,
    actor: Actor,
    seen: Seen | int,
    minutes: float,
    now: datetime,
    *,
    was: int | None = None,
) -> StepRun:
    """Give the current step `minutes` more; one that its time has closed opens again for them.

    `was` is the `clock_stamp` that the person saw: two who press at once add once, and one that
    closed meanwhile opens again. Returns the step; raises Outdated when its clock was changed.
    """
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        step = await current_step(tx, session, seen)
        if step.rests(session):
            return step if step.outcome else await reopen(ctx, tx, session, step, minutes, now)
        if was not in (None, clock_stamp(step)):
            raise Outdated("more.moved")
        told = await end_told(tx, step, now)
        step = step.extended(minutes, now)
        await tx.sessions.save_step(step)
        if not session.paused:
            await set_clock(tx, step, now)
        if told:
            await say_again(tx, session, step, now)
        tx.touch(Topic.SESSION, session.id)
        return step


async def pause(
    ctx: Context, session_id: int, actor: Actor, seen: Seen | int, now: datetime
) -> None:
    """Stop the clock and the story; people can still write."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        step = await current_step(tx, session, seen)
        if session.paused:
            raise Outdated("session.paused_already")
        if step.rests(session):
            raise Outdated("session.moved")
        await tx.sessions.save_step(await stop_clock(tx, step, now))
        await tx.sessions.save(replace(session, paused=True))
        await room_pauses(tx, session.id, now)
        tx.touch(Topic.SESSION, session.id)


async def resume(
    ctx: Context, session_id: int, actor: Actor, seen: Seen | int, now: datetime
) -> None:
    """Let the clock run again with what was left."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        step = await current_step(tx, session, seen)
        if not session.paused:
            raise Outdated("session.not_paused")
        session = replace(session, paused=False)
        step = step.resumed(now)
        await tx.sessions.save(session)
        await tx.sessions.save_step(step)
        await room_resumes(tx, session.id, now)
        await set_clock(tx, step, now)
        await acts_of(step.plan.kind).resumed(ctx, tx, session, step, now)
        await settle(tx, session, step, now)
        tx.touch(Topic.SESSION, session.id)


@counts_between
async def end(
    ctx: Context, session_id: int, actor: Actor, now: datetime, *, review: bool = False
) -> bool:
    """End the session: close the step, unlink masked authors, have the summary posted, or read
    again first where `review` asks for it.

    Returns False when the session had not started: there is nothing to sum up.
    """
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        return await end_now(ctx, tx, session, now, review=review)


async def end_now(
    ctx: Context,
    tx: Transaction,
    session: Session,
    now: datetime,
    *,
    departed: bool = False,
    review: bool = False,
) -> bool:
    """Do what `end` says, inside a transaction whose actor was checked; `departed` where the
    channel is gone, and what it showed with it."""
    running = session.state is SessionState.RUNNING
    # What people wrote before a meeting that never began is summed up as well.
    started = running or bool(await tx.ahead.of_session(session.id))
    if running:
        current = await tx.sessions.step_at(session.id, session.position)
        if current is not None and (current.is_open or current.rests(session)):
            if session.is_ahead:
                await tx.ahead.close(current.id, now, await people_in(tx, current))
            await leave(ctx, tx, session, current, StepState.CLOSED, now)
    else:
        await tx.outbox.add(Saying.FOLD_LOBBY, session.id, session.channel_id, now)
    for step in await tx.sessions.every_step(session.id):
        if step.state in (StepState.WAITING, StepState.SKIPPED):
            await _give_up(ctx, tx, session, step, now)
    session = replace(session, state=SessionState.ENDED, paused=False, ended_at=now)
    await tx.sessions.save(session)
    await tx.sessions.freeze_participation(session.id)
    await tx.in_room.freeze(session.id)
    await leave_out(tx, session)
    await tx.unlink(session.id, masked=session.masked)
    assert session.raw_until is not None
    await tx.timers.forget_at(session.id, session.raw_until)
    if started:
        await _tell_forward(tx, session, now)
        await waiting.leave(ctx, tx, session, now, departed=departed, asked=review)
    return started


async def end_if_decided(ctx: Context, tx: Transaction, session: Session, now: datetime) -> None:
    """End a session that only asked for votes or consent, once all have an outcome.

    It was opened for one of them: its channel is free again. A run-off, or another vote opened
    meanwhile, is one step more; a round within it is over.
    """
    steps = await tx.sessions.steps(session.id)
    if all((s.plan.decides and s.outcome is not None) or is_told(session, s) for s in steps):
        await end_now(ctx, tx, session, now)


async def interrupt(
    ctx: Context,
    tx: Transaction,
    session: Session,
    plan: BaseStep,
    now: datetime,
    *,
    electors: Collection[int] = (),
) -> StepRun:
    """Open a new step at once; the one under way comes back after it with the time it had left.

    A counted vote is not taken up again: the new step comes after it. In the lobby the session
    starts with the new step. `electors` are those who may vote in it, for a vote in a voice
    channel. Raises Refusal when the session already has as many steps as a recipe may.
    """
    if len(session.recipe.steps) >= MOST_STEPS:
        raise Refusal("session.many_steps", most=MOST_STEPS)
    position = 0
    if session.is_ahead:
        raise Refusal("before.not_begun")
    if session.state is SessionState.LOBBY:
        session = await _started(tx, session, now)
        await tx.outbox.add(Saying.FOLD_LOBBY, session.id, session.channel_id, now)
    else:
        current = await tx.sessions.step_at(session.id, session.position)
        assert current is not None
        position = current.position
        if current.outcome is not None or current.rests(session):
            await leave(ctx, tx, session, current, StepState.CLOSED, now)
            position += 1
        else:
            held = current if session.paused else await stop_clock(tx, current, now)
            await tx.timers.cancel(current.id)
            await tx.sessions.save_step(held.set_aside(now))
            await tx.outbox.add(Saying.FOLD, session.id, session.channel_id, now, step=current.id)
    session = await tx.sessions.insert_step(session, position, plan)
    added = await tx.sessions.step_at(session.id, position)
    assert added is not None
    await tx.voters.set_electors(added.id, electors)
    return await open_at(ctx, tx, session, position, now)


async def _started(tx: Transaction, session: Session, now: datetime) -> Session:
    """Return a session that waited in the lobby, under way: nobody ends it for so long at most."""
    await tx.timers.forget_at(session.id, now + session.unended_for)
    return replace(session, state=SessionState.RUNNING, started_at=now)


async def close_due(ctx: Context, tx: Transaction, step: StepRun, now: datetime) -> None:
    """Move on by itself from a step whose recipe says so, once its time is up."""
    session = await tx.sessions.get(step.session_id)
    if session is not None and session.state is SessionState.RUNNING:
        await _advance(ctx, tx, session, step.position, StepState.CLOSED, now)


async def _advance(
    ctx: Context,
    tx: Transaction,
    session: Session,
    seen: Seen | int,
    state: StepState,
    now: datetime,
    afresh: bool = False,
) -> None:
    current = await current_step(tx, session, seen)
    following = current.position + 1
    if following >= len(session.recipe.steps):
        raise Refusal("session.last_step")
    check_leads_to(seen, await tx.sessions.step_at(session.id, following))
    await leave(ctx, tx, session, current, state, now)
    await open_at(ctx, tx, session, following, now, afresh)


async def _give_up(
    ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
) -> None:
    """End with a step that nobody comes back to: what was answered in it is closed as it is."""
    if step.outcome is not None:  # the room looked back at it, and went further back
        await tx.sessions.save_step(replace(step, state=StepState.CLOSED))
        return
    acts = acts_of(step.plan.kind)
    if await acts.held(tx, session, step) is not None:
        await leave(ctx, tx, session, step, StepState.CLOSED, now)
    else:
        await acts.abandoned(tx, step)


async def _tell_forward(tx: Transaction, session: Session, now: datetime) -> None:
    """Have the roadmap told from the origin to the horizon, before the summary; pages that the
    telling does not need are not said."""
    if session.scenario is None or not await tx.milestones.of_session(session.id):
        return
    for page in range(FORWARD_PAGES):
        await tx.outbox.add(Saying.FORWARD, session.id, session.channel_id, now, page=page)
