"""The bot leaves a server: a while after, all that is of it is deleted, unless it comes back."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.services.context import Context
from bot.services.keeping.purging import purge

# How long what is of a server is kept once the bot has left it.
KEPT_AFTER = timedelta(days=30)
# Sessions that are deleted in one transaction: other servers wait no longer for it.
BATCH = 10


async def left(ctx: Context, server_id: int, now: datetime) -> None:
    """Note that the bot is no more in a server, if something is kept of it. The first time counts:
    what is noticed again later is not later."""
    async with ctx.database.write() as tx:
        if server_id in await tx.departed.known() and await tx.departed.leave(server_id, now):
            day = (now + KEPT_AFTER).date()
            tx.note(f"server {server_id} was left: what is kept of it is deleted on {day}")


async def came_back(ctx: Context, server_id: int) -> None:
    """The bot is in a server again, or still: nothing of it is deleted."""
    async with ctx.database.write() as tx:
        if await tx.departed.come_back(server_id):
            tx.note(f"server {server_id} is there again: what is kept of it stays")


async def known(ctx: Context) -> list[int]:
    """Return the servers of which something is kept."""
    async with ctx.database.read() as tx:
        return await tx.departed.known()


async def noted(ctx: Context) -> list[int]:
    """Return the servers that are known to have been left."""
    async with ctx.database.read() as tx:
        return await tx.departed.left()


async def due(ctx: Context) -> list[tuple[int, datetime]]:
    """Return the servers of which all is to be deleted, and when; the first to be comes first."""
    async with ctx.database.read() as tx:
        return [(server_id, at + KEPT_AFTER) for server_id, at in await tx.departed.in_order()]


async def delete_some(ctx: Context, server_id: int, now: datetime) -> bool:
    """Delete some of what is of a server that was left long enough ago; return whether more is
    left. Each time is one transaction: what a stop leaves is deleted at the next start."""
    async with ctx.database.write() as tx:
        since = await tx.departed.left_at(server_id)
        if since is None or since + KEPT_AFTER > now:
            return False  # it came back meanwhile
        sessions = await tx.departed.sessions(server_id, BATCH)
        for session_id, channel_id in sessions:
            await tx.unlink(session_id, masked=True)
            await purge(tx, session_id, now)
            await tx.departed.delete_session(session_id, channel_id)
        if len(sessions) == BATCH:
            return True
        gone = await tx.departed.delete_server(server_id)
        await tx.media.delete_unused()
        told = ", ".join(f"{table} {rows}" for table, rows in gone.items() if rows)
        tx.note(f"all of server {server_id}, which was left, is deleted: {told}")
        return False
