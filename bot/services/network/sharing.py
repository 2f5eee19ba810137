"""What is shared: the summaries that were released, as those who lead said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.services.actions.seeing import Reader, all_read, reads
from bot.services.context import Context, existing, leads, running
from bot.services.network.links import lane
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.network.link import Link, LinkState, Side, can_link, is_shared
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session

# Sessions that are looked through to find those that one may share by hand.
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Sharing:
    """Where the summary of a session would go, and what those who lead said of it."""

    session: Session
    names: tuple[str, ...]
    choice: bool | None


@dataclass(frozen=True, slots=True)
class Going:
    """A summary on its way through a link; `message_id` where its place is taken already."""

    link: Link
    token: str
    choice: bool | None
    message_id: int | None
    by_hand: bool


async def follow(ctx: Context, tx: Transaction, session: Session, now: datetime) -> None:
    """A summary leaves: share it through every link of its server, unless those who lead said no.

    Whether its channel is private is known where it is said.
    """
    if await tx.network.choice(session.id) is not False:
        await _share(tx, session, now, by_hand=0)


async def sharing(ctx: Context, session_id: int, actor: Actor) -> Sharing:
    """Return where the summary of a session goes, to someone who leads it."""
    async with ctx.database.read() as tx:
        return await _sharing(tx, await _led(tx, session_id, actor))


async def sharing_of(ctx: Context, session_id: int) -> Sharing:
    """The same, whoever asks: to be told with a question that was asked of those who lead."""
    async with ctx.database.read() as tx:
        return await _sharing(tx, await existing(tx, session_id))


async def choose(ctx: Context, session_id: int, actor: Actor, *, shared: bool) -> Sharing:
    """Keep what someone who leads says of sharing the summary of a session that has not ended, or
    whose summary waits to be read again."""
    async with ctx.database.write() as tx:
        session = await _led(tx, session_id, actor)
        if not session.in_review:
            await running(tx, session_id)
        await tx.network.choose(session_id, shared=shared)
        return await _sharing(tx, session)


async def going(ctx: Context, link_id: int, session_id: int, *, by_hand: bool) -> Going | None:
    """Return what is known of a summary on its way; None where it is to be shared no more."""
    async with ctx.database.read() as tx:
        link, token = await tx.network.get(link_id), await tx.network.token(link_id)
        share = await tx.network.shared(link_id, session_id)
        choice = await tx.network.choice(session_id)
    if link is None or token is None or share is None or link.state is not LinkState.ACTIVE:
        return None
    if share.shared_at is not None:
        return None
    return Going(link, token, choice, share.message_id, by_hand)


async def take_place(ctx: Context, link_id: int, session_id: int, message_id: int) -> None:
    """Note the message of the other channel that a summary goes into."""
    async with ctx.database.write() as tx:
        await tx.network.take_place(link_id, session_id, message_id)


async def to_share(ctx: Context, reader: Reader) -> list[Session]:
    """Return the sessions whose summary someone may read and share by hand."""
    async with ctx.database.read() as tx:
        settings = await tx.servers.get(reader.server_id)
        may = can_link(reader.actor, settings.coordinators_role_id)
        read = await all_read(tx, reader)
        found = await tx.network.released(reader.server_id, _LOOKED_AT)
        return [s for s in found if s.id in read and (may or await leads(tx, s, reader.actor))]


async def share(
    ctx: Context,
    reader: Reader,
    session_id: int,
    now: datetime,
    *,
    private: Callable[[int], bool],
) -> Sequence[str]:
    """Share the summary of an older session; return the names of the servers to which it goes.

    Raises Refusal where they may not, where it did not leave, or where it went to all already.
    """
    server_id, actor = reader.server_id, reader.actor
    async with ctx.database.write() as tx:
        session = await tx.sessions.get(session_id)
        settings = await tx.servers.get(server_id)
        may = can_link(actor, settings.coordinators_role_id)
        if session is None or session.server_id != server_id:
            raise Refusal("network.not_allowed" if not may else "session.gone")
        ours = await leads(tx, session, actor)
        if not (ours or (may and await reads(tx, reader, session))):
            raise Refusal("network.not_allowed")
        if session.released_at is None:
            raise Refusal("network.not_released")
        choice = await tx.network.choice(session_id)
        if not ours and not is_shared(choice, private=private(session.channel_id)):
            raise Refusal("network.kept_back")
        links = await _givers(tx, server_id)
        if not links:
            raise Refusal("network.nobody")
        names = await _share(tx, session, now, by_hand=1)
        if not names:
            raise Refusal("network.shared_already")
        return names


async def _share(
    tx: Transaction, session: Session, now: datetime, *, by_hand: int
) -> Sequence[str]:
    names = []
    for link in await _givers(tx, session.server_id):
        if await tx.network.share(link.id, session.id):
            place = lane(link.id)
            await tx.outbox.add(
                Saying.SHARED, session.id, place, now, link=link.id, by_hand=by_hand
            )
            names.append(link.name)
    return names


async def _givers(tx: Transaction, server_id: int) -> list[Link]:
    return [
        link
        for link in await tx.network.of_server(server_id)
        if link.side is Side.GIVES and link.state is LinkState.ACTIVE
    ]


async def _led(tx: Transaction, session_id: int, actor: Actor) -> Session:
    session = await existing(tx, session_id)
    if not await leads(tx, session, actor):
        raise Refusal("session.not_facilitator")
    return session


async def _sharing(tx: Transaction, session: Session) -> Sharing:
    names = tuple(link.name for link in await _givers(tx, session.server_id))
    return Sharing(session, names, await tx.network.choice(session.id))
