"""What the two servers of a link tell each other, and their own people."""

from __future__ import annotations

from datetime import datetime

import discord

from bot.interface.pressing.router import custom_id
from bot.interface.sending.drawer import Edited, Post, Posted, Studio, Subject, Through
from bot.interface.sending.webhooks import looked_at, ours, through
from bot.interface.showing.layout import QUIET, RESULT, button, layout
from bot.outbox import Said
from bot.services.context import Context
from bot.services.network import carried
from bot.services.network.links import (
    News,
    is_accepted,
    is_over,
    link_of,
)
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.network.link import Link, LinkState, Side
from bot.workshop.network.naming import accepted, asks, speakable
from bot.workshop.text import escape

_NOBODY = discord.AllowedMentions.none()


def server_name(client: discord.Client, server_id: int) -> str:
    """Return what a server of ours calls itself elsewhere."""
    server = client.get_guild(server_id)
    return speakable(server.name if server is not None else "")


class AskDrawer(Through):
    """The request, through the webhook of the invitation.

    If the program dies after Discord took it and before that is noted, it is said again: its number
    is the same, and those who receive are asked once.
    """

    async def carry(self, subject: Subject, studio: Studio, client: discord.Client) -> Said:
        link, token = await link_of(studio.ctx, subject.letter.payload["link"])
        if link is None or token is None or link.state is not LinkState.ASKED:
            return Said()
        now = studio.clock()
        if await stands(studio.ctx, client, link, token, now):
            return Said()  # it was said before, and accepted meanwhile
        link, _ = await link_of(studio.ctx, link.id)
        if link is None or link.state is not LinkState.ASKED or link.request_id is None:
            return Said()
        name = server_name(client, link.server_id)
        words = layout(subject.t("network.asks", name=escape(name)), letter=subject.letter.id)
        await through(client, link.webhook_id, token).send(
            view=words,
            username=asks(name, link.request_id),
            allowed_mentions=_NOBODY,
            wait=True,
        )
        return Said()

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await carried.unasked(tx, letter, now)


class LookDrawer(Through):
    """Whether the request was accepted: the name of the webhook says so."""

    async def carry(self, subject: Subject, studio: Studio, client: discord.Client) -> Said:
        link, token = await link_of(studio.ctx, subject.letter.payload["link"])
        if link is not None and token is not None and link.state is LinkState.ASKED:
            await stands(studio.ctx, client, link, token, studio.clock())
        return Said()


async def stands(
    ctx: Context, client: discord.Client, link: Link, token: str, now: datetime
) -> bool:
    """Look at a link of the side that gives; return whether summaries may go through it now.

    What is found is kept: accepted, taken by another server, or gone.
    """
    if link.request_id is None:
        return False
    found = await looked_at(through(client, link.webhook_id, token))
    request = accepted(found.name or "") if found is not None else None
    if found is None:
        await is_over(ctx, link.id, News.ENDED, now)
    elif request is not None and request != link.request_id:
        await is_over(ctx, link.id, News.TAKEN, now)
    elif link.state is LinkState.ACTIVE:
        return True  # by whatever name people there call it since
    elif request is not None:
        await is_accepted(ctx, link.id, now)
        return True
    return False


class CloseDrawer(Through):
    """The end of a link, from this side: who gives says goodbye and takes the webhook away, who
    receives takes it away. After a crash between the two the goodbye may stand twice."""

    async def carry(self, subject: Subject, studio: Studio, client: discord.Client) -> Said:
        link, token = await link_of(studio.ctx, subject.letter.payload["link"])
        if link is None or link.state is not LinkState.ENDED:
            return Said()
        if link.side is Side.RECEIVES:
            webhook = await ours(client, link.webhook_id)
            if webhook is not None:
                await webhook.delete(prefer_auth=True)
        elif token is not None:
            await _say_goodbye(through(client, link.webhook_id, token), link, subject, client)
        return Said()

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await carried.closed(tx, letter)

    async def refused(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await carried.stuck(tx, letter, now)

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await carried.closed(tx, letter)


async def _say_goodbye(
    webhook: discord.Webhook, link: Link, subject: Subject, client: discord.Client
) -> None:
    found = await looked_at(webhook)
    if found is None:
        return
    if accepted(found.name or "") not in (None, link.request_id):
        return  # another server was accepted: what stands there is its own
    name = server_name(client, link.server_id)
    words = layout(subject.t("network.goodbye", name=escape(name)), colour=QUIET)
    await webhook.send(view=words, username=name, allowed_mentions=_NOBODY, wait=True)
    await webhook.delete(prefer_auth=False)


class QuestionDrawer(Posted):
    """Those who receive are asked; the message is the bot's own, whose buttons reach it."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        link, _ = await link_of(studio.ctx, subject.letter.payload["link"])
        request = subject.letter.payload["request"]
        if link is None or link.state is not LinkState.ASKED or link.request_id != request:
            return None
        t = subject.t
        yes = custom_id("network.accept", link=link.id, request=request)
        no = custom_id("network.refuse", link=link.id, request=request)
        view = layout(
            t("network.question", name=escape(link.name)),
            [
                button(t("button.network_yes"), yes, style=discord.ButtonStyle.success),
                button(t("button.network_no"), no),
            ],
            letter=subject.letter.id,
        )
        return Post(view)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await carried.questioned(tx, letter, message_id)


class AnsweredDrawer(Edited):
    """The question, once it is answered: its buttons leave."""

    def message_id(self, subject: Subject) -> int | None:
        return subject.letter.payload["question"] or None

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        t = subject.t
        if not subject.letter.payload["accepted"]:
            return Post(layout(t("network.closed_here"), colour=QUIET))
        link, _ = await link_of(studio.ctx, subject.letter.payload["link"])
        name = escape(link.name) if link is not None else "…"
        return Post(layout(t("network.accepted_here", name=name), colour=RESULT))


_NEWS = {
    News.ACCEPTED: "network.news_accepted",
    News.ENDED: "network.news_ended",
    News.UNANSWERED: "network.news_unanswered",
    News.TAKEN: "network.news_taken",
    News.STUCK: "network.news_stuck",
}


class ToldDrawer(Posted):
    """What became of a link, to the people of the server that gives."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        link, _ = await link_of(studio.ctx, subject.letter.payload["link"])
        if link is None:
            return None
        news = subject.letter.payload["news"]
        told = subject.t(_NEWS[news], name=escape(link.name))
        colour = RESULT if news == News.ACCEPTED else QUIET
        return Post(layout(told, colour=colour, letter=subject.letter.id))

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await carried.told(tx, letter)

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await carried.told(tx, letter)
