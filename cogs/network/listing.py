"""`/network list`: who gives, who receives, and how to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.naming.people import actor_of
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.sending.webhooks import ours
from bot.interface.showing.layout import Block, button, layout
from bot.interface.words.network.letters import stands
from bot.services.network import links
from bot.services.network.listing import Listed
from bot.services.network.listing import links as listed
from bot.workshop.errors import Refusal
from bot.workshop.network.link import Link, LinkState, Side
from bot.workshop.text import escape, shorten
from cogs.network.commands import Network

if TYPE_CHECKING:
    from bot.client import Gommette

Interaction = discord.Interaction["Gommette"]

_TITLE = 80


class NetworkList(Desk):
    @command(Network.network, "command.network.list")
    async def list(self, interaction: Interaction) -> None:
        # Called on the desk that has the group of commands.
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            await links.check_rights(self.ctx, interaction.guild_id, actor_of(interaction.user))
            await interaction.response.defer(ephemeral=True, thinking=True)
            await _look(self.bot, interaction.guild_id)
            await whisper(interaction, await _page(self.bot, interaction.guild_id, t))

    @on("network.list")
    async def _back(self, press: Press) -> None:
        server_id = await self._server(press)
        await replace(press.interaction, await _page(self.bot, server_id, press.t))

    @on("network.stop", "link")
    async def _ask(self, press: Press, link: int) -> None:
        """Ask first: a link that was stopped is made again by a new invitation alone."""
        server_id, t = await self._server(press), press.t
        found = next((x.link for x in await listed(self.ctx, server_id) if x.link.id == link), None)
        if found is None:
            raise Refusal("network.gone")
        key = "network.stop_gives" if found.side is Side.GIVES else "network.stop_receives"
        if found.state is LinkState.INVITED:
            key = "network.stop_invited"
        view = layout(
            t(key, name=escape(found.name)),
            [
                button(
                    t("button.network_stop_yes"),
                    custom_id("network.stop_yes", link=link),
                    style=discord.ButtonStyle.danger,
                ),
                button(t("button.network_stay"), custom_id("network.list")),
            ],
        )
        await replace(press.interaction, view)

    @on("network.stop_yes", "link")
    async def _stop(self, press: Press, link: int) -> None:
        server_id, t = await self._server(press), press.t
        stopped = await links.stop(self.ctx, server_id, link, self.bot.clock())
        key = "network.stopped_gives" if stopped.side is Side.GIVES else "network.stopped_receives"
        await replace(press.interaction, sentence(t(key, name=escape(stopped.name))))

    async def _server(self, press: Press) -> int:
        server_id = press.interaction.guild_id
        if server_id is None:
            raise Refusal("network.not_allowed")
        await links.check_rights(self.ctx, server_id, press.actor)
        return server_id


async def _look(bot: Gommette, server_id: int) -> None:
    """Ask Discord what became of each link: the other side may have ended it."""
    for one in await listed(bot.ctx, server_id):
        try:
            await _look_at(bot, one.link)
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            continue  # not known now: it is shown as it was


async def _look_at(bot: Gommette, link: Link) -> None:
    now = bot.clock()
    if link.side is Side.RECEIVES:
        if await ours(bot, link.webhook_id) is None:
            await links.is_over(bot.ctx, link.id, links.News.ENDED, now)
        return
    found, token = await links.link_of(bot.ctx, link.id)
    if found is not None and token is not None:
        await stands(bot.ctx, bot, found, token, now)


async def _page(bot: Gommette, server_id: int, t: Catalogue) -> ui.LayoutView:
    found = await listed(bot.ctx, server_id)
    if not found:
        return layout(f"### {t('network.title')}\n{t('network.none')}")
    blocks: list[Block] = [f"### {t('network.title')}"]
    for one in found:
        blocks.append(_told(one, t))
        label = t("button.network_stop", name=shorten(one.link.name or "…", _TITLE // 2))
        blocks.append([button(label, custom_id("network.stop", link=one.link.id))])
    return layout(*blocks)


def _told(one: Listed, t: Catalogue) -> str:
    """Return what one link is, since when, and what was shared last."""
    link, name = one.link, escape(one.link.name)
    if link.state is LinkState.INVITED:
        until = discord.utils.format_dt(link.expires_at, "R")
        return t("network.line_invited", channel=f"<#{link.channel_id}>", until=until)
    if link.state is LinkState.ASKED:
        key = "network.line_asking" if link.side is Side.GIVES else "network.line_asked"
        return t(key, name=name, channel=f"<#{link.channel_id}>")
    since = discord.utils.format_dt(link.active_at or link.made_at, "R")
    if link.side is Side.RECEIVES:
        return t("network.line_receives", name=name, channel=f"<#{link.channel_id}>", since=since)
    told = t("network.line_gives", name=name, since=since)
    if one.last is not None and link.last_at is not None:
        when = discord.utils.format_dt(link.last_at, "R")
        last = t("network.line_last", title=escape(shorten(one.last, _TITLE)), when=when)
    else:
        last = t("network.line_nothing")
    return f"{told}\n{last}"
