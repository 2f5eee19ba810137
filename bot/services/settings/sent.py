"""What the program remembers to have sent to Discord: the commands."""

from __future__ import annotations

from bot.services.context import Context
from bot.store.rows.settings import COMMANDS


async def commands_sent(ctx: Context) -> str | None:
    """Return the fingerprint of the commands last sent, None before the first time."""
    async with ctx.database.read() as tx:
        return await tx.servers.meta(COMMANDS)


async def note_commands_sent(ctx: Context, fingerprint: str) -> None:
    """Remember the fingerprint of the commands that were just sent."""
    async with ctx.database.write() as tx:
        await tx.servers.set_meta(COMMANDS, fingerprint)
