"""Whether the end of a timebox is heard: off until those who lead turn it on."""

from __future__ import annotations

from bot.services.context import Context, steered
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session


async def set_sound(ctx: Context, session_id: int, actor: Actor, *, heard: bool) -> Session:
    """Have the end of timeboxes heard, or not; raise Refusal when `actor` does not lead."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        await tx.sessions.set_sound(session.id, heard=heard)
        return session
