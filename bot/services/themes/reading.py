"""Reading what post-its mean, where there is an encoder: a few at a time, as they arrive."""

from __future__ import annotations

import asyncio

from bot.services.context import Context

# At some milliseconds a post-it, a tenth of a second in a thread.
_AT_ONCE = 32


async def read_some(ctx: Context, session_id: int) -> bool:
    """Read some post-its of a session that were not read yet; False when there is none, or no
    encoder."""
    if ctx.encoder is None:
        return False
    async with ctx.database.read() as tx:
        texts = await tx.meanings.unread(session_id, _AT_ONCE)
    if not texts:
        return False
    found = await asyncio.to_thread(ctx.encoder, list(texts.values()))
    async with ctx.database.write() as tx:
        await tx.meanings.keep(session_id, texts, dict(zip(texts, found, strict=True)))
    return True


async def waiting(ctx: Context) -> list[int]:
    """Return the sessions that have not ended, whose post-its may wait to be read."""
    async with ctx.database.read() as tx:
        return [session.id for session in await tx.sessions.live()]
