"""The life of a link: invited, asked, accepted, over. Each server keeps its own side.

What must be asked of Discord, or said to the other server, is a letter in the lane of the link:
its calls come one after the other, in the order in which people decided.
"""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.store.timers import Timer, TimerKind
from bot.workshop.errors import Refusal
from bot.workshop.limits import check_room
from bot.workshop.network.invitation import LASTS, Invitation
from bot.workshop.network.link import LINKS, Link, LinkState, Side, check_can_link
from bot.workshop.network.naming import REQUESTS
from bot.workshop.sessions.permissions import Actor

# Letters of a link wait in a lane that no channel, step or vote has the number of.
_LANES = -(1 << 62)


class News:
    """What the people of the server that gives are told of a link, by its number in letters."""

    ACCEPTED, ENDED, UNANSWERED, TAKEN, STUCK = range(5)


def lane(link_id: int) -> int:
    """Return where letters that go through a link wait for each other."""
    return _LANES - link_id


async def check_rights(ctx: Context, server_id: int, actor: Actor) -> int | None:
    """Return the coordinators' channel of a server; raise Refusal for who may not link it."""
    async with ctx.database.read() as tx:
        settings = await tx.servers.get(server_id)
    check_can_link(actor, settings.coordinators_role_id)
    return settings.coordinators_channel_id


async def check_place(ctx: Context, server_id: int) -> None:
    """Raise Refusal where a server has as many links as it may."""
    async with ctx.database.read() as tx:
        check_room("network.too_many", LINKS, len(await tx.network.of_server(server_id)) + 1)


async def invite(
    ctx: Context, server_id: int, channel_id: int, webhook_id: int, now: datetime
) -> datetime:
    """Keep an invitation whose webhook was made; return until when it can be used."""
    until = (now + LASTS).replace(microsecond=0)
    async with ctx.database.write() as tx:
        await tx.network.add(
            Side.RECEIVES,
            server_id=server_id,
            channel_id=channel_id,
            webhook_id=webhook_id,
            name="",
            state=LinkState.INVITED,
            made_at=now,
            expires_at=until,
        )
        check_room("network.too_many", LINKS, len(await tx.network.of_server(server_id)))
        await plan(tx, server_id, now)
    return until


async def paste(
    ctx: Context, server_id: int, channel_id: int, held: Invitation, name: str, now: datetime
) -> int:
    """Keep an invitation that was pasted, until its person says yes; return the link's number.

    `name` is what the server that invites calls itself; `channel_id` where its own people are told.
    Raises Refusal when it was pasted here before and is under way.
    """
    async with ctx.database.write() as tx:
        for known in await tx.network.by_webhook(held.webhook_id, Side.GIVES):
            if known.server_id != server_id:
                continue
            if known.state is not LinkState.PASTED:
                raise Refusal("network.joined_already")
            await tx.network.erase(known.id)
        link_id = await tx.network.add(
            Side.GIVES,
            server_id=server_id,
            channel_id=channel_id,
            webhook_id=held.webhook_id,
            name=name,
            state=LinkState.PASTED,
            made_at=now,
            expires_at=held.until,
            token=held.token,
        )
        check_room("network.too_many", LINKS, len(await tx.network.of_server(server_id)))
        await plan(tx, server_id, now)
    return link_id


async def ask(ctx: Context, server_id: int, link_id: int, now: datetime) -> Link:
    """Have the server that invited asked whether summaries may come; return the link."""
    async with ctx.database.write() as tx:
        link = await _ours(tx, server_id, link_id)
        if link.state is not LinkState.PASTED:
            raise Refusal("network.joined_already")
        if link.overdue(now):
            raise Refusal("network.gone")
        await tx.network.set_asked(link_id, ctx.rng.randrange(1, REQUESTS), link.name)
        await _letter(tx, Saying.NETWORK_ASK, link, now)
        await plan(tx, server_id, now)
    return link


async def drop(ctx: Context, server_id: int, link_id: int) -> None:
    """Forget an invitation that was pasted, to which its person says no."""
    async with ctx.database.write() as tx:
        link = await tx.network.get(link_id)
        if link is None or link.server_id != server_id or link.state is not LinkState.PASTED:
            raise Refusal("network.gone")
        await tx.network.erase(link_id)


async def was_asked(
    ctx: Context, webhook_id: int, request_id: int, name: str, now: datetime
) -> bool:
    """Something was written through the webhook of an invitation: ask those who receive.

    The newest request counts, and the same one said twice is asked about once: whoever asked before
    it is not accepted by mistake. False where the webhook is no invitation that waits.
    """
    async with ctx.database.read() as tx:
        found = await tx.network.by_webhook(webhook_id, Side.RECEIVES)
    if not any(_new(link, request_id, now) for link in found):
        return False
    async with ctx.database.write() as tx:
        for link in await tx.network.by_webhook(webhook_id, Side.RECEIVES):
            if _new(link, request_id, now):
                await tx.network.set_asked(link.id, request_id, name)
                await tx.outbox.add_of_server(
                    Saying.NETWORK_QUESTION,
                    link.server_id,
                    link.channel_id,
                    now,
                    link=link.id,
                    request=request_id,
                )
    return True


async def to_answer(
    ctx: Context, server_id: int, link_id: int, request_id: int, now: datetime
) -> Link:
    """Return the link whose question is answered; raise Refusal where it is not the question of
    the moment."""
    async with ctx.database.read() as tx:
        link = await _ours(tx, server_id, link_id)
    if link.side is not Side.RECEIVES or link.state is LinkState.INVITED:
        raise Refusal("network.gone")
    if link.state is LinkState.ENDED or link.overdue(now):
        raise Refusal("network.gone")
    if link.request_id != request_id:
        raise Refusal("network.asked_since", name=link.name)
    return link


async def accept(ctx: Context, link: Link, now: datetime) -> None:
    """Note that those who receive said yes: the webhook tells it already."""
    async with ctx.database.write() as tx:
        current = await tx.network.get(link.id)
        if (
            current is None
            or current.state is not LinkState.ASKED
            or current.request_id != link.request_id
        ):
            return
        await tx.network.set_active(link.id, now)
        await _answered(tx, link, now, accepted=1)


async def refuse(ctx: Context, link: Link, now: datetime) -> None:
    """Note that those who receive said no: the webhook is taken away."""
    async with ctx.database.write() as tx:
        await _answered(tx, link, now, accepted=0)
        await close(tx, link, now)


async def stop(ctx: Context, server_id: int, link_id: int, now: datetime) -> Link:
    """End a link of a server, on either side; return it as it was."""
    async with ctx.database.write() as tx:
        link = await _ours(tx, server_id, link_id)
        if link.state is LinkState.ENDED:
            raise Refusal("network.gone")
        if link.side is Side.RECEIVES and link.state is LinkState.ASKED:
            await _answered(tx, link, now, accepted=0)
        await close(tx, link, now)
    return link


async def close(tx: Transaction, link: Link, now: datetime) -> None:
    """End a link from this side: what must be said and taken away is."""
    if link.state is LinkState.PASTED:
        await tx.network.erase(link.id)  # nobody was asked: there is nobody to tell
        return
    await tx.network.set_ended(link.id, silent=False)
    await _letter(tx, Saying.NETWORK_CLOSE, link, now)


async def is_accepted(ctx: Context, link_id: int, now: datetime) -> None:
    """Those who receive said yes to this server: its people are told."""
    async with ctx.database.write() as tx:
        link = await tx.network.get(link_id)
        if link is not None and link.state is LinkState.ASKED:
            await tx.network.set_active(link_id, now)
            await tell(tx, link, News.ACCEPTED, now)


async def is_over(ctx: Context, link_id: int, news: int, now: datetime) -> None:
    """The other side ended a link: this one erases its token, and its people are told once."""
    async with ctx.database.write() as tx:
        link = await tx.network.get(link_id)
        if link is None or link.state is LinkState.ENDED:
            return
        await tx.network.set_ended(link_id, silent=True)
        if link.side is Side.GIVES:
            await tell(tx, link, news, now)
        else:
            await tx.network.erase(link_id)


async def link_of(ctx: Context, link_id: int) -> tuple[Link | None, str | None]:
    """Return a link as it is now, with what it writes with."""
    async with ctx.database.read() as tx:
        return await tx.network.get(link_id), await tx.network.token(link_id)


async def invitations(ctx: Context) -> list[Link]:
    """Return the invitations to which an answer may have come."""
    async with ctx.database.read() as tx:
        return await tx.network.invitations()


async def look(ctx: Context, tx: Transaction, timer: Timer, server_id: int, now: datetime) -> None:
    """Look after the links of a server that wait: the act of `TimerKind.NETWORK_LOOK`."""
    for link in await tx.network.of_server(server_id):
        if link.overdue(now):
            if link.side is Side.GIVES and link.state is LinkState.ASKED:
                await tx.network.set_ended(link.id, silent=True)
                await tell(tx, link, News.UNANSWERED, now)
                continue
            if link.state is LinkState.ASKED:
                await _answered(tx, link, now, accepted=0)
            await close(tx, link, now)
        elif link.side is Side.GIVES and link.state is LinkState.ASKED:
            await _letter(tx, Saying.NETWORK_LOOK, link, now)
    await plan(tx, server_id, now)


async def plan(tx: Transaction, server_id: int, now: datetime) -> None:
    """Have the links of a server looked at when the first of them needs it."""
    looks = [link.next_look(now) for link in await tx.network.of_server(server_id)]
    due = min((look for look in looks if look is not None), default=None)
    if due is not None:
        await tx.timers.set_of_server(TimerKind.NETWORK_LOOK, server_id, due)


async def _ours(tx: Transaction, server_id: int, link_id: int) -> Link:
    link = await tx.network.get(link_id)
    if link is None or link.server_id != server_id:
        raise Refusal("network.gone")
    return link


def _new(link: Link, request_id: int, now: datetime) -> bool:
    waits = link.state in (LinkState.INVITED, LinkState.ASKED) and not link.overdue(now)
    return waits and request_id != link.request_id


async def _letter(tx: Transaction, kind: Saying, link: Link, now: datetime) -> None:
    await tx.outbox.add_of_server(kind, link.server_id, lane(link.id), now, link=link.id)


async def tell(tx: Transaction, link: Link, news: int, now: datetime) -> None:
    """Have the people of this side of a link told what became of it."""
    await tx.outbox.add_of_server(
        Saying.NETWORK_TOLD, link.server_id, link.channel_id, now, link=link.id, news=news
    )


async def _answered(tx: Transaction, link: Link, now: datetime, *, accepted: int) -> None:
    await tx.outbox.add_of_server(
        Saying.NETWORK_ANSWERED,
        link.server_id,
        link.channel_id,
        now,
        link=link.id,
        accepted=accepted,
        question=link.question_id or 0,
    )
