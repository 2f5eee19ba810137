"""The digest of each month, posted where coordinators read."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.services.context import Context, zone_of
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.store.timers import Timer, TimerKind
from bot.workshop.digest.period import month_before, next_posting
from bot.workshop.errors import Refusal
from bot.workshop.settings.settings import ServerSettings, day_in

# After the first morning of a month in every time zone. The operator may have set another one since
# the digest was planned: in it, that moment may be of the month before.
_BEGUN = timedelta(days=3)


async def plan_monthly(
    ctx: Context, tx: Transaction, settings: ServerSettings, now: datetime
) -> None:
    """Have the digest of each month posted from the next one on, or not any more, as a server just
    chose. Raises Refusal where coordinators have no channel."""
    server_id = settings.server_id
    if not settings.monthly:
        await tx.timers.cancel_of_server(server_id, TimerKind.DIGEST)
        return
    if settings.coordinators_channel_id is None:
        raise Refusal("digest.no_channel")
    due = next_posting(now, await zone_of(ctx, tx, server_id))
    await tx.timers.set_of_server(TimerKind.DIGEST, server_id, due)


async def next_digest(ctx: Context, server_id: int) -> datetime | None:
    """Return when the digest of a month is posted next; None where none is."""
    async with ctx.database.read() as tx:
        planned = {timer.kind: timer.due_at for timer in await tx.timers.of_server(server_id)}
    return planned.get(TimerKind.DIGEST)


async def month_over(
    ctx: Context, tx: Transaction, timer: Timer, server_id: int, now: datetime
) -> None:
    """Have the month that was over when `timer` was due told, and wait for the next one.

    A month of which nothing left is not told. After a long absence each month is told in turn.
    """
    settings = await tx.servers.get(server_id)
    if not settings.monthly:
        return
    zone = await zone_of(ctx, tx, server_id)
    begun = timer.due_at + _BEGUN
    month = month_before(day_in(zone, begun))
    # The next one is after the month that is told, not after `now`: none is left out.
    following = next_posting(begun, zone)
    await tx.timers.set_of_server(TimerKind.DIGEST, server_id, following)
    channel = settings.coordinators_channel_id
    if channel is not None and await tx.digests.released(server_id, *month.within(zone), most=1):
        await tx.outbox.add_of_server(
            Saying.DIGEST,
            server_id,
            channel,
            now,
            year=month.first.year,
            month=month.first.month,
        )
