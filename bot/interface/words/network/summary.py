"""The summary of a session in the channel of another server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord
from discord import ui

from bot.interface.sending.drawer import Post, Studio, Subject, Through, heavy
from bot.interface.sending.webhooks import UNKNOWN_MESSAGE, gone, is_private, through
from bot.interface.showing.layout import QUIET, layout, without_files
from bot.interface.words.network.letters import server_name, stands
from bot.interface.words.sessions.summary import gathered, summary
from bot.outbox import Said
from bot.services.network import carried, sharing
from bot.services.network.links import News, is_over
from bot.services.network.sharing import Going
from bot.services.sessions.letters import drawn
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.network.link import is_shared
from bot.workshop.text import escape

_NOBODY = discord.AllowedMentions.none()


class SharedDrawer(Through):
    """The summary with its documents, once.

    Discord has no nonce for what a webhook says and shows who holds its token no history. So a
    place is taken first, by a line that is true whatever comes; its number is noted, and the
    summary goes into it by an edit, which may be said again. If the program dies after Discord
    took the line and before its number is noted, one such line stands alone above the summary:
    never a second summary.
    """

    async def carry(self, subject: Subject, studio: Studio, client: discord.Client) -> Said:
        session, letter = subject.session, subject.letter
        by_hand = bool(letter.payload["by_hand"])
        link_id = letter.payload["link"]
        going = await sharing.going(studio.ctx, link_id, session.id, by_hand=by_hand)
        if going is None:
            return Said()
        private = is_private(client, session.server_id, session.channel_id)
        if not (by_hand or is_shared(going.choice, private=private)):
            return Said()
        try:
            return await self._share(going, subject, studio, client)
        except discord.HTTPException as error:
            if not gone(error):
                raise
            await is_over(studio.ctx, link_id, News.ENDED, studio.clock())
            return Said()

    async def _share(
        self, going: Going, subject: Subject, studio: Studio, client: discord.Client
    ) -> Said:
        link, session = going.link, subject.session
        if not await stands(studio.ctx, client, link, going.token, studio.clock()):
            return Said()
        webhook = through(client, link.webhook_id, going.token)
        name, place = server_name(client, link.server_id), going.message_id
        if place is None:
            title = escape(session.title)
            line = layout(subject.t("network.follows", title=title), colour=QUIET)
            taken = await webhook.send(
                view=line, username=name, allowed_mentions=_NOBODY, wait=True
            )
            place = taken.id
            await sharing.take_place(studio.ctx, link.id, session.id, place)
        ready = await self._drawn(subject, studio, name)
        if subject.letter.unfinished:
            await drawn(studio.ctx, subject.letter)
        return Said(await _into(webhook, place, ready, subject))

    async def _drawn(self, subject: Subject, studio: Studio, name: str) -> Post:
        told, t = await studio.record(subject), subject.t
        beside = await gathered(told, studio, t, away=True)
        whence = t("network.whence", name=escape(name))
        view = summary(told, beside, whence, subject.letter.id)
        if beside.too_heavy:
            return Post(without_files(view, f"-# {t('network.without')}"))
        return Post(view, beside.attachments, without="network.without")

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await carried.shared(tx, letter, message_id, now)

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await carried.unshared(tx, letter)


async def _into(webhook: discord.Webhook, place: int, ready: Post, subject: Subject) -> int:
    """Have the line that was taken show the summary; return its number. Where people of the other
    server have deleted it, they want none."""
    try:
        await _edited(webhook, place, ready.view, ready.files)
    except discord.HTTPException as error:
        if error.code == UNKNOWN_MESSAGE:
            return place
        if not (heavy(error) and ready.files):
            raise
        words = without_files(ready.view, f"-# {subject.t('network.without')}")
        await _edited(webhook, place, words, ())
    return place


async def _edited(
    webhook: discord.Webhook,
    place: int,
    view: ui.LayoutView,
    files: Sequence[discord.File],
) -> None:
    await webhook.edit_message(place, view=view, attachments=[*files], allowed_mentions=_NOBODY)
