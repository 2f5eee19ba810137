"""Who finds which summary: asked here by all that reads summaries of before."""

from __future__ import annotations

from bot.services.context import Context
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.memory.filters import Filters, State
from bot.workshop.memory.reading import Reader, Seen, Spot, may_read
from bot.workshop.memory.words import Query
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session

# Any session whose summary left.
ANY = Filters()


async def readable(
    tx: Transaction,
    server_id: int,
    actor: Actor,
    seen: Seen,
    filters: Filters = ANY,
    query: Query | None = None,
) -> list[int]:
    """Return the sessions of a server whose summary `actor` may read, the latest first; `seen` are
    the channels that they can see now. With a query, those in which every word of it stands, as far
    as it is known what their summaries tell."""
    settings = await tx.servers.get(server_id)
    if filters.state is State.UNRELEASED:
        if query is not None:  # nothing is found by words before it is released
            return []
        return [
            one.session_id
            for one in await tx.memory.unreleased(server_id, actor.user_id, filters.series)
            if one.ended_at is not None
            and (filters.first is None or one.ended_at >= filters.first)
            and (filters.last is None or one.ended_at < filters.last)
            and may_read(actor, settings, one, seen)
        ]
    ids, channels, were_open = await tx.memory.kept(server_id, filters, query)
    reader = Reader(actor, settings, seen)
    allowed = {
        one
        for one, channel, was in zip(ids, channels, were_open, strict=True)
        if reader.may_read(channel, was_open=bool(was))
    }
    # What someone was in a session is looked up where the answer hangs on it.
    hanging = [
        (one, channel, bool(was))
        for one, channel, was in zip(ids, channels, were_open, strict=True)
        if one not in allowed and not reader.may_never_read(channel, was_open=bool(was))
    ]
    if hanging:
        ties = await tx.memory.ties([one for one, *_ in hanging], actor.user_id)
        for one, channel, was in hanging:
            led, took_part = ties[one]
            if reader.may_read(channel, was_open=was, led=led, took_part=took_part):
                allowed.add(one)
    return [one for one in ids if one in allowed]


async def read_one(
    tx: Transaction, server_id: int, session_id: int, actor: Actor, seen: Seen
) -> Session:
    """Return a session whose summary `actor` may read. Raises Refusal, the same for one that is
    not there: that there is one is told to nobody else."""
    settings = await tx.servers.get(server_id)
    kept = await tx.memory.one(session_id, actor.user_id, server_id)
    session = await tx.sessions.get(session_id) if kept is not None else None
    if kept is None or session is None or not may_read(actor, settings, kept, seen):
        raise Refusal("memory.not_found")
    return session


async def spots(ctx: Context, server_id: int) -> list[Spot]:
    """Return where the sessions of a server were, for whoever asks which of it a person sees."""
    async with ctx.database.read() as tx:
        return await tx.memory.spots(server_id)


async def spot(ctx: Context, session_id: int) -> list[Spot]:
    """Return where one session was; nothing where there is no such session."""
    async with ctx.database.read() as tx:
        found = await tx.memory.spot(session_id)
    return [found] if found is not None else []
