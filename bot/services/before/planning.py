"""Planning a session for later: kept without its channel, and opened in the lobby at its hour."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, zone_of
from bot.services.sessions.announcing import tell_planned_waits
from bot.services.sessions.opening import NewSession, checked, create_in
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.before.moment import MOST_PLANNED, check_within, read_moment
from bot.workshop.before.planned import Planned
from bot.workshop.errors import Gone, Refusal
from bot.workshop.kinds import BaseStep
from bot.workshop.limits import PLANNED_PER_PERSON, PLANNED_PER_SERVER, check_room
from bot.workshop.sessions.permissions import Actor
from bot.workshop.text import escape


async def plan(
    ctx: Context, new: NewSession, actor: Actor, when: str, now: datetime, *, alone: bool = False
) -> Planned:
    """Keep a session to open when `when` says, in the server's time zone; `alone` for one that
    goes with no other of its channel and its hour.

    Raises Refusal as opening one does, when that is no moment to come or too far, when another
    stands there that should not, and when the person or the server has planned as much as they may.
    """
    new = checked(new)
    async with ctx.database.write() as tx:
        zone = await zone_of(ctx, tx, new.server_id)
        due_at = check_within(read_moment(when, now, zone, new.language), now, MOST_PLANNED)
        if alone:
            await _check_alone(tx, new.server_id, new.channel_id, due_at)
        planned_id = await tx.planned.add(
            server_id=new.server_id,
            channel_id=new.channel_id,
            title=new.title,
            language=new.language,
            signing=new.signing,
            recipe=new.recipe,
            scenario=new.scenario,
            planned_by=actor.user_id,
            due_at=due_at,
            continues=new.continues,
        )
        here = await tx.planned.of_server(new.server_id)
        theirs = sum(one.planned_by == actor.user_id for one in here)
        check_room("planned.too_many", PLANNED_PER_PERSON, theirs)
        check_room("planned.too_many_here", PLANNED_PER_SERVER, len(here))
        planned = await tx.planned.get(planned_id)
        assert planned is not None
        return planned


async def check_alone(ctx: Context, server_id: int, channel_id: int, due_at: datetime) -> None:
    """Raise Refusal where a session is planned in a channel at that moment already."""
    async with ctx.database.read() as tx:
        await _check_alone(tx, server_id, channel_id, due_at)


async def announced(ctx: Context, planned: Planned, event_id: int) -> None:
    """Remember the event by which Discord announces a planned session."""
    async with ctx.database.write() as tx:
        await tx.planned.set_event(planned.id, event_id)


async def planned_by(ctx: Context, server_id: int, actor: Actor) -> list[Planned]:
    """Return what `actor` may cancel in a server, the next first: what they planned; all of it
    where they manage the server."""
    async with ctx.database.read() as tx:
        found = await tx.planned.of_server(server_id)
    return [one for one in found if _theirs(one, actor)]


async def look(ctx: Context, planned_id: int, server_id: int, actor: Actor) -> Planned:
    """Return a planned session that `actor` may cancel; raise Gone where it is no more, Refusal
    when it is not theirs."""
    async with ctx.database.read() as tx:
        return _checked(await tx.planned.get(planned_id), server_id, actor)


async def cancel(ctx: Context, planned_id: int, server_id: int, actor: Actor) -> Planned:
    """Cancel a planned session, for good; return it. Raises as `look`."""
    async with ctx.database.write() as tx:
        planned = _checked(await tx.planned.get(planned_id), server_id, actor)
        await tx.planned.take(planned.id)
        return planned


async def channel_gone(ctx: Context, channel_id: int) -> list[Planned]:
    """Let go of what was planned in a channel that is no more; return it."""
    async with ctx.database.write() as tx:
        return await tx.planned.gone(channel_id)


async def still_waits(ctx: Context, planned_id: int) -> Planned | None:
    """Return a planned session that has not opened; None otherwise."""
    async with ctx.database.read() as tx:
        return await tx.planned.get(planned_id)


async def next_due(ctx: Context) -> datetime | None:
    """Return when the next planned session is to open."""
    async with ctx.database.read() as tx:
        return await tx.planned.next_due()


async def open_next(ctx: Context, now: datetime, opening: BaseStep | None = None) -> bool:
    """Open the first planned session whose hour has come; return False when none is to open.

    `opening` is the step with which one begins that continues another, if actions are open.
    Where its channel is busy, who planned it is told so, once, and it opens when that session ends.
    """
    async with ctx.database.write() as tx:
        planned = await tx.planned.due(now)
        if planned is not None:
            await tx.planned.take(planned.id)
            actor = Actor(planned.planned_by, "")
            # They were counted when they were planned: at the hour none is refused.
            session = await create_in(tx, _new(planned, opening), actor, now, counted=False)
            # Who planned it is told once the card is there, or cannot be.
            await tx.outbox.add(Saying.LOBBY, session.id, session.channel_id, now, tell_planner=1)
            return True
        waiting = await tx.planned.kept_waiting(now)
        if waiting is None:
            return False
        await tx.planned.set_told(waiting.id)
        busy = await tx.sessions.live_in(waiting.channel_id)
        assert busy is not None
        await tell_planned_waits(tx, busy, waiting, now)
        return True


def _new(planned: Planned, opening: BaseStep | None) -> NewSession:
    return NewSession(
        server_id=planned.server_id,
        channel_id=planned.channel_id,
        title=planned.title,
        language=planned.language,
        signing=planned.signing,
        recipe=planned.recipe,
        scenario=planned.scenario,
        planned_for=planned.due_at,
        continues=planned.continues,
        opening=opening,
    )


async def _check_alone(tx: Transaction, server_id: int, channel_id: int, due_at: datetime) -> None:
    for one in await tx.planned.of_server(server_id):
        if (one.channel_id, one.due_at) == (channel_id, due_at):
            raise Refusal("dates.plan.already", title=escape(one.title))


def _theirs(planned: Planned, actor: Actor) -> bool:
    return actor.manages or planned.planned_by == actor.user_id


def _checked(planned: Planned | None, server_id: int, actor: Actor) -> Planned:
    if planned is None or planned.server_id != server_id:
        raise Gone("planned.gone")
    if not _theirs(planned, actor):
        raise Refusal("planned.not_yours")
    return planned
