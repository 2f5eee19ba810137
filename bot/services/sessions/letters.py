"""What is learnt of a letter on its way to Discord."""

from __future__ import annotations

from bot.services.context import Context
from bot.store.outbox import Letter


async def drawn(ctx: Context, letter: Letter) -> None:
    """Note that a letter was drawn: should the program end now, its drawing is not to blame."""
    async with ctx.database.write() as tx:
        await tx.outbox.drawn(letter.id)


async def stands_nowhere(ctx: Context, letter: Letter, newest: int) -> None:
    """Note that a letter was looked for up to the message `newest`, and is not there."""
    async with ctx.database.write() as tx:
        await tx.outbox.not_up_to(letter.id, newest)
