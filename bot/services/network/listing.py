"""The links of a server, as its people read them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.context import Context
from bot.workshop.network.link import Link, LinkState


@dataclass(frozen=True, slots=True)
class Listed:
    """A link, and the title of what was last shared through it from here."""

    link: Link
    last: str | None


async def links(ctx: Context, server_id: int) -> list[Listed]:
    """Return the links of a server that stand or wait, oldest first."""
    async with ctx.database.read() as tx:
        return [
            Listed(link, await tx.network.last_shared(link.id))
            for link in await tx.network.of_server(server_id)
            if link.state not in (LinkState.ENDED, LinkState.PASTED)
        ]
