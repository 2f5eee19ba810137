"""Opening a step before the meeting, for days: the room writes, or votes, until a deadline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.services.before.closing import led_ahead, people_in
from bot.services.context import Context, steered, zone_of
from bot.services.kinds import acts_of
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.timers import TimerKind
from bot.workshop.before.ahead import can_be_ahead, moments
from bot.workshop.before.moment import MOST_AHEAD, check_within, read_moment
from bot.workshop.errors import Outdated
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import LOBBY_KEPT, Session, SessionState, StepRun


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A step that was open before the meeting and waits for it: how many wrote, or voted."""

    step: StepRun
    people: int


async def to_open(ctx: Context, step_id: int, actor: Actor) -> tuple[Session, StepRun]:
    """Return a step that may be opened before the meeting, or that is open so, for who leads.

    Raises Outdated when it is neither, Refusal when `actor` does not lead.
    """
    async with ctx.database.read() as tx:
        return await _step_to_open(tx, step_id, actor)


async def open_until(
    ctx: Context, step_id: int, actor: Actor, until: str, now: datetime
) -> Session:
    """Open a step before the meeting until what `until` says, or change the deadline of one that
    is open so. Raises Refusal when that is no moment to come, or beyond `MOST_AHEAD`."""
    async with ctx.database.write() as tx:
        session, step = await _step_to_open(tx, step_id, actor)
        zone = await zone_of(ctx, tx, session.server_id)
        read = read_moment(until, now, zone, session.language)
        deadline = check_within(read, now, MOST_AHEAD)
        if session.is_ahead:
            await tx.sessions.save_step(replace(step, closes_at=deadline))
            await tx.ahead.set_deadline(step.id, deadline)
            tx.touch(Topic.SESSION, session.id)
        else:
            session = await _open(ctx, tx, session, step, now, deadline)
        await _set_timers(tx, session, step, now, deadline)
        return session


async def awaiting(tx: Transaction, session: Session) -> tuple[Awaiting, ...]:
    """Return what was open before the meeting and waits for it."""
    return tuple(
        [
            Awaiting(step, await people_in(tx, step))
            for step in await tx.sessions.steps(session.id)
            if step.ahead and not step.is_open
        ]
    )


async def _step_to_open(tx: Transaction, step_id: int, actor: Actor) -> tuple[Session, StepRun]:
    found = await tx.sessions.step_in_session(step_id)
    if found is None:
        raise Outdated("before.begun")
    session = await steered(tx, found[0].id, actor)
    if session.is_ahead:
        return await led_ahead(tx, step_id, actor)
    steps = await tx.sessions.steps(session.id)
    able = {step.id: step for step in can_be_ahead(session, steps)}
    if session.state is not SessionState.LOBBY or step_id not in able:
        raise Outdated("before.begun")
    return session, able[step_id]


async def _open(
    ctx: Context,
    tx: Transaction,
    session: Session,
    step: StepRun,
    now: datetime,
    deadline: datetime,
) -> Session:
    session = replace(session, state=SessionState.RUNNING, position=step.position)
    opened = step.opened_ahead(deadline)
    await tx.outbox.add(Saying.FOLD_LOBBY, session.id, session.channel_id, now)
    await tx.sessions.save(session)
    await tx.sessions.save_step(opened)
    await tx.ahead.open(session.id, step.id, now, deadline)
    await acts_of(step.plan.kind).opened(ctx, tx, session, opened, now)
    await tx.outbox.add(Saying.CARD, session.id, session.channel_id, now, step=step.id)
    return session


async def _set_timers(
    tx: Transaction, session: Session, step: StepRun, now: datetime, deadline: datetime
) -> None:
    await tx.timers.cancel(step.id)
    await tx.timers.set(TimerKind.TIME_UP, session.id, deadline, step_id=step.id)
    for moment in moments(deadline, now):
        await tx.timers.set(TimerKind.AHEAD_REMINDER, session.id, moment, step_id=step.id)
    # However long it stays open, nobody forgets it before its lobby was given its time.
    await tx.timers.forget_at(session.id, deadline + LOBBY_KEPT)
