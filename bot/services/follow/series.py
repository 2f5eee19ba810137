"""A session that continues a former one: who may, and how it opens."""

from __future__ import annotations

from bot.services.actions.seeing import Reader, all_read, reads
from bot.services.context import Context, leads
from bot.store import Transaction
from bot.workshop.actions.following import coordinates
from bot.workshop.errors import Gone
from bot.workshop.follow.step import Follow
from bot.workshop.kinds import BaseStep
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.sessions.session import Session

# So many of the last ones are looked through for what someone may continue.
_LOOKED_AT = 200


async def formers(ctx: Context, reader: Reader) -> list[Session]:
    """Return the sessions of a server that someone may continue, the newest first: those whose
    channel they see, and that they led or may read."""
    async with ctx.database.read() as tx:
        found = await tx.follows.released(reader.server_id, _LOOKED_AT)
        read = await all_read(tx, reader)
        return [one for one in found if one.id in read and await _may(tx, reader, one)]


async def former(ctx: Context, reader: Reader, session_id: int) -> Session:
    """Return a session that someone may continue; raise Gone otherwise."""
    async with ctx.database.read() as tx:
        session = await tx.sessions.get(session_id)
        if session is None or session.released_at is None:
            raise Gone("series.gone")
        if not await reads(tx, reader, session) or not await _may(tx, reader, session):
            raise Gone("series.gone")
        return session


async def _may(tx: Transaction, reader: Reader, session: Session) -> bool:
    """Return whether someone who reads a session may have it continued: its actions are then shown
    where the next one is held."""
    settings = await tx.servers.get(session.server_id)
    return coordinates(reader.actor, settings) or await leads(tx, session, reader.actor)


async def follow_former(
    tx: Transaction, session: Session, former_id: int | None, opening: BaseStep | None
) -> Session:
    """Return a session that was just made as it is once it continues `former_id`: in its series,
    with the step `opening` first where actions of before are not done. One that is gone by now, or
    is of another server, is continued by nothing."""
    found = await tx.sessions.get(former_id) if former_id is not None else None
    if found is None or found.server_id != session.server_id or found.released_at is None:
        return session
    await tx.follows.continue_from(session, found)
    steps = session.recipe.steps
    if opening is None or len(steps) >= MOST_STEPS or isinstance(steps[0], Follow):
        return session
    if not await tx.follows.open_before(session.id):
        return session
    session = await tx.sessions.insert_step(session, 0, opening)
    first = await tx.sessions.step_at(session.id, 0)
    assert first is not None
    # It is of the plan that its facilitators open with: nobody added it under way.
    await tx.sessions.set_first_minutes(first.id, opening.minutes)
    return session
