"""Reading what a server chose."""

from __future__ import annotations

from bot.services.context import Context
from bot.workshop.settings.settings import ServerSettings


async def server_settings(ctx: Context, server_id: int) -> ServerSettings:
    """Return what a server chose."""
    async with ctx.database.read() as tx:
        return await tx.servers.get(server_id)
