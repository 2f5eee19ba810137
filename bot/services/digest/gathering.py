"""Everything that a digest tells, read a session at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.reports.digest.digest import Digest, Promise
from bot.services import records
from bot.services.context import Context, zone_of
from bot.services.memory.reading import readable
from bot.workshop.actions.action import ActionState
from bot.workshop.digest.period import Period
from bot.workshop.errors import Refusal
from bot.workshop.memory.filters import Filters
from bot.workshop.memory.reading import Seen
from bot.workshop.sessions.permissions import Actor

# A digest of more is no digest.
MOST = 200


async def of_month(ctx: Context, server_id: int, month: Period) -> Digest:
    """Return what the summaries that left in a month tell, for those who read them all."""
    async with ctx.database.read() as tx:
        first, after = month.within(await zone_of(ctx, tx, server_id))
        held = await tx.digests.released(server_id, first, after, MOST + 1)
        done = await tx.digests.done(server_id, first, after, MOST)
    digest = await _told(ctx, month, held)
    return replace(digest, since=await _since(ctx, digest, done, first, after))


async def of_period(
    ctx: Context, server_id: int, actor: Actor, seen: Seen, period: Period
) -> Digest:
    """Return what the sessions that ended in a while left, for whoever asks: those of which they
    may read the summary. `seen` are the channels that they can see now."""
    async with ctx.database.read() as tx:
        first, after = period.within(await zone_of(ctx, tx, server_id))
        kept = await readable(tx, server_id, actor, seen, Filters(first=first, last=after))
        allowed = set(await readable(tx, server_id, actor, seen))
        done = await tx.digests.done(server_id, first, after, MOST)
    digest = await _told(ctx, period, kept[::-1])
    done = [one for one in done if one in allowed]
    return replace(digest, since=await _since(ctx, digest, done, first, after))


async def of_series(
    ctx: Context, server_id: int, actor: Actor, seen: Seen, series_id: int
) -> Digest:
    """Return what the sessions of a series left, for whoever asks, as `of_period` does. Raises
    Refusal where they may read none of them."""
    async with ctx.database.read() as tx:
        kept = await readable(tx, server_id, actor, seen)
        held = dict(await tx.digests.series(kept))
        ids = await tx.digests.of_series(series_id)
    if series_id not in held:
        raise Refusal("digest.no_series")
    allowed = set(kept)
    return await _told(ctx, held[series_id], [one for one in ids if one in allowed])


async def series(
    ctx: Context, server_id: int, actor: Actor, seen: Seen
) -> Sequence[tuple[int, str]]:
    """Return the series that someone may ask for, the latest first: numbers and titles."""
    async with ctx.database.read() as tx:
        kept = await readable(tx, server_id, actor, seen)
        return await tx.digests.series(kept)


async def _told(ctx: Context, about: Period | str, held: Sequence[int]) -> Digest:
    told = [await records.record(ctx, session) for session in held[:MOST]]
    return Digest(about, tuple(told), whole=len(held) <= MOST)


async def _since(
    ctx: Context, digest: Digest, done: Sequence[int], first: datetime, after: datetime
) -> tuple[Promise, ...]:
    """Return the actions that were done in a while, of those sessions `done` which the digest does
    not tell."""
    told = {record.session.id for record in digest.records}
    before = [await records.record(ctx, one) for one in done if one not in told]
    return tuple(
        Promise(action, record)
        for record in before
        for action in record.actions
        if action.state is ActionState.DONE
        and action.changed_at is not None
        and first <= action.changed_at < after
    )
