"""Raw data of a session is erased before its time, by who led it."""

from __future__ import annotations

from datetime import datetime

from bot.reports.record import SessionRecord
from bot.services.context import Context, existing, leads
from bot.services.keeping.purging import purge
from bot.services.records import record_in
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState


async def erasable(ctx: Context, session_id: int, actor: Actor, server_id: int) -> SessionRecord:
    """Return a session whose raw data `actor` may erase now; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        session = await _erasable(tx, session_id, actor, server_id)
        return await record_in(tx, session.id)


async def may_erase(ctx: Context, session: Session, actor: Actor) -> bool:
    """Return whether `actor` is offered to erase raw data of a session."""
    if session.raw_deleted_at is not None or session.state is not SessionState.ENDED:
        return False
    async with ctx.database.read() as tx:
        return await _theirs(tx, session, actor)


async def last_ended(ctx: Context, channel_id: int) -> int:
    """Return the session that ended last in a channel; raise Refusal where none has."""
    async with ctx.database.read() as tx:
        found = await tx.sessions.led_last_in(channel_id)
    if found is None:
        raise Refusal("keeping.none_here")
    return found.id


async def erase(
    ctx: Context, session_id: int, actor: Actor, server_id: int, now: datetime
) -> Session:
    """Delete raw data of a session now, as its age would. Raises Refusal for who may not, where it
    is gone already, and while its summary is still to be posted."""
    async with ctx.database.write() as tx:
        session = await _erasable(tx, session_id, actor, server_id)
        await purge(tx, session.id, now)
        await tx.timers.forget_never(session.id)
        return session


async def _erasable(tx: Transaction, session_id: int, actor: Actor, server_id: int) -> Session:
    session = await existing(tx, session_id)
    if session.server_id != server_id:
        raise Refusal("button.elsewhere")
    if session.raw_deleted_at is not None:
        raise Refusal("keeping.erased_already")
    if not await _theirs(tx, session, actor):
        raise Refusal("keeping.not_yours")
    if session.state is not SessionState.ENDED:
        raise Refusal("session.not_ended")
    if session.in_review:
        raise Refusal("keeping.in_review")
    if await _on_its_way(tx, session):
        raise Refusal("keeping.on_its_way")
    return session


async def _on_its_way(tx: Transaction, session: Session) -> bool:
    """Return whether the summary is still to be posted, for which raw data is read again."""
    place = (await tx.servers.get(session.server_id)).coordinators_channel_id
    channels = [session.channel_id] if place is None else [session.channel_id, place]
    pending = await tx.outbox.pending_of(session.id, channels)
    return any(letter.kind == Saying.SUMMARY for letter in pending)


async def _theirs(tx: Transaction, session: Session, actor: Actor) -> bool:
    return actor.manages or await leads(tx, session, actor)
