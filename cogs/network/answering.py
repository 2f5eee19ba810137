"""The server that invited answers: it hears that another asks, and its people say yes or no."""

from __future__ import annotations

import logging

import aiohttp
import discord

from bot.interface.cog import Desk
from bot.interface.naming.people import known_as
from bot.interface.pressing.replies import sentence, whisper
from bot.interface.pressing.router import Press, on
from bot.interface.sending.webhooks import ours
from bot.services.network import links
from bot.workshop.errors import Refusal
from bot.workshop.network.link import Link
from bot.workshop.network.naming import accepts, asked
from bot.workshop.text import escape

log = logging.getLogger(__name__)

# Messages looked through for a request that came while nobody listened.
_LOOK_THROUGH = 100


class NetworkAnswering(Desk):
    """A request is what is written through the webhook of an invitation: who wrote it is all that
    is read, which Discord tells without the right to read what people say."""

    @Desk.listener("on_message")
    async def _said(self, message: discord.Message) -> None:
        if message.webhook_id is not None and message.webhook_id != self.bot.application_id:
            await self._heard(message.webhook_id, message)

    @Desk.listener("on_ready")
    async def _ready(self) -> None:
        """Find what was written while nobody listened."""
        for link in await links.invitations(self.ctx):
            if self.bot.get_guild(link.server_id) is None:
                continue
            try:
                await self._look(link)
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("link %s: has another server asked? %s", link.id, type(error).__name__)

    async def _look(self, link: Link) -> None:
        channel = self.bot.get_partial_messageable(link.channel_id, guild_id=link.server_id)
        # Nothing was written through a webhook before it was made: its number tells when.
        after = discord.Object(link.webhook_id)
        async for message in channel.history(limit=_LOOK_THROUGH, after=after, oldest_first=False):
            if message.webhook_id == link.webhook_id and asked(message.author.name) is not None:
                await self._heard(link.webhook_id, message)
                return  # the newest: older ones do not count

    async def _heard(self, webhook_id: int, message: discord.Message) -> None:
        request = asked(message.author.name)
        if request is not None:
            name, number = known_as(request[0]), request[1]
            await links.was_asked(self.ctx, webhook_id, number, name, self.bot.clock())

    @on("network.accept", "link", "request")
    async def _accept(self, press: Press, link: int, request: int) -> None:
        found = await self._found(press, link, request)
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        try:
            webhook = await ours(self.bot, found.webhook_id)
            if webhook is None:
                await links.is_over(self.ctx, link, links.News.ENDED, self.bot.clock())
                raise Refusal("network.webhook_gone")
            # The other program reads it there; said twice, it says the same.
            await webhook.edit(name=accepts(webhook.name or "", request), prefer_auth=True)
        except discord.Forbidden:
            place = f"<#{found.channel_id}>"
            raise Refusal("network.lacks_webhooks", channel=place) from None
        await links.accept(self.ctx, found, self.bot.clock())
        told = press.t("network.accepted", name=escape(found.name))
        await whisper(press.interaction, sentence(told))

    @on("network.refuse", "link", "request")
    async def _refuse(self, press: Press, link: int, request: int) -> None:
        found = await self._found(press, link, request)
        await links.refuse(self.ctx, found, self.bot.clock())
        told = press.t("network.refused", name=escape(found.name))
        await whisper(press.interaction, sentence(told))

    async def _found(self, press: Press, link: int, request: int) -> Link:
        server_id = press.interaction.guild_id
        if server_id is None:
            raise Refusal("network.not_allowed")
        await links.check_rights(self.ctx, server_id, press.actor)
        return await links.to_answer(self.ctx, server_id, link, request, self.bot.clock())
