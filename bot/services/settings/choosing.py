"""Keeping what a server chooses: the one way, with what follows from it elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, zone_of
from bot.services.digest.monthly import plan_monthly
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.store.timers import TimerKind
from bot.workshop.errors import Outdated
from bot.workshop.settings.choices import Setting, chosen, number_of
from bot.workshop.settings.settings import ServerSettings, same_hour

# What happens at an hour of the server, on a day of the week or of the month.
_AT_AN_HOUR = (TimerKind.DIGEST, TimerKind.ACTIONS)
# What coordinators are told of the server, where their place is now.
_FOR_COORDINATORS = (Saying.DIGEST, Saying.ACTIONS_OVERDUE)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a server had chosen, and what it has now."""

    before: ServerSettings
    now: ServerSettings


async def choose(
    ctx: Context, server_id: int, wanted: Mapping[Setting, int | None], now: datetime
) -> Kept:
    """Keep what is `wanted` of some settings, None being what holds where nothing is chosen; the
    others stay as they are, whoever else chooses at the same time.

    Raises Refusal for what cannot be chosen (`bot.workshop.settings.choices`), and for the digest
    of each month where coordinators have no channel.
    """
    async with ctx.database.write() as tx:
        return await _keep(ctx, tx, await tx.servers.get(server_id), wanted, now)


async def put_back(
    ctx: Context,
    server_id: int,
    setting: Setting,
    before: int | None,
    after: int | None,
    now: datetime,
) -> Kept:
    """Keep what was chosen `before` in the place of `after`. Raises Outdated where something else
    was chosen since, and Refusal as `choose`."""
    async with ctx.database.write() as tx:
        settings = await tx.servers.get(server_id)
        if number_of(settings, setting) != after:
            raise Outdated("setup.changed_since")
        return await _keep(ctx, tx, settings, {setting: before}, now)


async def _keep(
    ctx: Context,
    tx: Transaction,
    before: ServerSettings,
    wanted: Mapping[Setting, int | None],
    now: datetime,
) -> Kept:
    settings = before
    for setting, number in wanted.items():
        settings = chosen(settings, setting, number)
    zone = await zone_of(ctx, tx, before.server_id)
    await tx.servers.put(settings)
    for setting in wanted:
        if setting is Setting.TIMEZONE:
            await _move_hours(ctx, tx, before.server_id, zone)
        elif setting in _FOLLOWS:
            await _FOLLOWS[setting](ctx, tx, settings, now)
    return Kept(before, settings)


async def _say_there(
    ctx: Context, tx: Transaction, settings: ServerSettings, now: datetime
) -> None:
    """Another place for coordinators, or the same one again: what they could not be told is said
    there."""
    place = settings.coordinators_channel_id
    await tx.outbox.move_of_server(settings.server_id, place, _FOR_COORDINATORS)


async def _move_hours(ctx: Context, tx: Transaction, server_id: int, before: str) -> None:
    """Another time zone: what was to happen there on a day at an hour does so on that day, at that
    hour. Moved by the clock alone, a week would be told twice."""
    after = await zone_of(ctx, tx, server_id)
    planned = {timer.kind: timer.due_at for timer in await tx.timers.of_server(server_id)}
    for kind in _AT_AN_HOUR:
        if kind in planned and before != after:
            due = same_hour(planned[kind], before, after)
            await tx.timers.set_of_server(kind, server_id, due)


_FOLLOWS: Mapping[
    Setting, Callable[[Context, Transaction, ServerSettings, datetime], Awaitable[None]]
] = {Setting.COORDINATORS: _say_there, Setting.MONTHLY: plan_monthly}
