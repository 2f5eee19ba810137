"""Reading and keeping what a server chose."""

from __future__ import annotations

from bot.services.context import Context, zone_of
from bot.store.outbox import Saying
from bot.store.timers import TimerKind
from bot.workshop.settings.settings import ServerSettings, same_hour

# What happens at an hour of the server, on a day of the week or of the month.
_AT_AN_HOUR = (TimerKind.DIGEST, TimerKind.ACTIONS)
# What coordinators are told of the server, where their place is now.
_FOR_COORDINATORS = (Saying.DIGEST, Saying.ACTIONS_OVERDUE)


async def server_settings(ctx: Context, server_id: int) -> ServerSettings:
    """Return what a server chose."""
    async with ctx.database.read() as tx:
        return await tx.servers.get(server_id)


async def save_settings(ctx: Context, settings: ServerSettings) -> None:
    """Keep what a server chose."""
    async with ctx.database.write() as tx:
        await tx.servers.put(settings)


async def set_coordinators(ctx: Context, settings: ServerSettings) -> None:
    """Keep what a server chose, with another place for coordinators, or the same one again: what
    they could not be told is said there."""
    async with ctx.database.write() as tx:
        await tx.servers.put(settings)
        await tx.outbox.move_of_server(
            settings.server_id, settings.coordinators_channel_id, _FOR_COORDINATORS
        )


async def set_timezone(ctx: Context, settings: ServerSettings) -> None:
    """Keep what a server chose, with another time zone: what was to happen there on a day at an
    hour does so on that day, at that hour. Moved by the clock alone, a week would be told twice."""
    server_id = settings.server_id
    async with ctx.database.write() as tx:
        before = await zone_of(ctx, tx, server_id)
        await tx.servers.put(settings)
        after = await zone_of(ctx, tx, server_id)
        planned = {timer.kind: timer.due_at for timer in await tx.timers.of_server(server_id)}
        for kind in _AT_AN_HOUR:
            if kind in planned and before != after:
                due = same_hour(planned[kind], before, after)
                await tx.timers.set_of_server(kind, server_id, due)
