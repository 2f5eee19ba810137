"""Everything that a digest tells, read a session at a time."""

from __future__ import annotations

from collections.abc import Callable

from bot.reports.digest.digest import Digest
from bot.services import records
from bot.services.context import Context
from bot.workshop.digest.period import Period

# A digest of more is no digest.
MOST = 200


async def of_period(
    ctx: Context, server_id: int, period: Period, sees: Callable[[int], bool] = lambda _: True
) -> Digest:
    """Return what the sessions of a server left in a while; those in whose channel `sees` is False
    are left out."""
    async with ctx.database.read() as tx:
        zone = (await tx.servers.get(server_id)).timezone or ctx.zone
        first, after = period.within(zone)
        found = await tx.digests.released(server_id, first, after, MOST + 1)
    held = [session for session, channel in found if sees(channel)]
    told = [await records.record(ctx, session) for session in held[:MOST]]
    return Digest(period, tuple(told), whole=len(held) <= MOST)
