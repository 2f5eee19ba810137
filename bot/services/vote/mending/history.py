"""What was changed of a vote while it was open."""

from __future__ import annotations

from bot.services.context import Context
from bot.workshop.vote.mending.change import Mended


async def history_of(ctx: Context, step_id: int) -> tuple[Mended, ...]:
    """Return the changes of a vote, in order."""
    async with ctx.database.read() as tx:
        return await tx.mendings.of_step(step_id)
