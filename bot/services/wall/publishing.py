"""The wall, or a part of it, shown to the whole room because whoever leads asks for it."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, existing, leads, steered
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState
from bot.workshop.wall.shelves import Place, shelf_at


async def publishable(ctx: Context, session_id: int, actor: Actor) -> int | None:
    """Return the revision of the wall that `actor` may publish parts of; None where they lead
    nothing that goes on."""
    async with ctx.database.read() as tx:
        session = await existing(tx, session_id)
        if session.state is SessionState.ENDED or not await leads(tx, session, actor):
            return None
        return await tx.themes.revision(session_id)


async def publish_part(
    ctx: Context, session_id: int, actor: Actor, place: Place, seen: int, now: datetime
) -> None:
    """Have one part of the wall posted in the channel.

    Raises Refusal when `actor` does not lead, when nothing stands there, and Outdated when the
    wall is no longer as they `seen` it: the same press twice posts it once.
    """
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        if await tx.themes.revision(session_id) != seen:
            raise Outdated("theme.changed")
        await say_part(tx, session, place, now)
        await tx.themes.bump(session_id)


async def say_part(tx: Transaction, session: Session, place: Place, now: datetime) -> None:
    """Write the letter of one part; raise Refusal when nothing stands there."""
    postits = [p for p in await tx.postits.of_session(session.id) if p.number is not None]
    sorting = await tx.themes.sorting(session.id)
    if shelf_at(session, sorting, postits, place) is None:
        raise Refusal("theme.nothing_to_publish")
    named = {"theme": place.theme, "lane": place.lane}
    known = {name: ref for name, ref in named.items() if ref is not None}
    await tx.outbox.add(Saying.THEMES, session.id, session.channel_id, now, **known)
