"""Trying a channel from the panel: what the bot may do there, for whoever manages the server."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import button, layout
from bot.interface.showing.pickers import channel_picker
from bot.interface.trying.channels import PLACES, Place, Trial, try_meeting, try_summaries
from bot.interface.words.settings.trial import tried
from bot.services.settings.settings import server_settings
from bot.workshop.errors import Refusal
from cogs.settings.choosing import seen_channel
from cogs.settings.setup.desk import managed
from cogs.settings.setup.pages import back


class Trying(Desk):
    @on("settings.try")
    async def _which(self, press: Press) -> None:
        managed(press.interaction)
        t = press.t
        buttons = [back(t)]
        here = press.interaction.channel
        if isinstance(here, Place):
            act = custom_id("settings.trial", place=here.id)
            buttons.insert(0, button(t("button.setup_try_here"), act, emoji="🔎"))
        await replace(press.interaction, layout(t("rights.which"), [_picker(t)], buttons))

    @on("settings.tried")
    async def _chosen(self, press: Press) -> None:
        await self._try(press, number(press.chosen))

    @on("settings.trial", "place")
    async def _again(self, press: Press, place: int) -> None:
        await self._try(press, place)

    @on("settings.place")
    async def _coordinators(self, press: Press) -> None:
        """The coordinators' place, as summaries are posted there."""
        server, _ = managed(press.interaction)
        settings = await server_settings(self.ctx, server.id)
        place = server.get_channel(settings.coordinators_channel_id or 0)
        if not isinstance(place, discord.TextChannel | discord.ForumChannel):
            raise Refusal("setup.channel_gone")
        trial = await try_summaries(place)
        told = tried(trial, settings, press.t, typed=False)
        again = button(press.t("button.setup_again"), custom_id("settings.place"), emoji="🔁")
        await replace(press.interaction, layout(*told, [again, back(press.t)]))

    async def _try(self, press: Press, place_id: int) -> None:
        server, member = managed(press.interaction)
        place = seen_channel(server, member, place_id)
        if not isinstance(place, Place):
            raise Refusal("setup.channel_gone")
        typed = self.bot.settings.typed_postits
        heard = self.bot.ringing.player is not None
        trial = await try_meeting(place, member.id, typed=typed, heard=heard)
        settings = await server_settings(self.ctx, server.id)
        told = tried(trial, settings, press.t, typed=typed)
        await replace(press.interaction, _page(trial, told, press.t))


def _page(trial: Trial, told: list[str], t: Catalogue) -> ui.LayoutView:
    again = custom_id("settings.trial", place=trial.channel.id)
    buttons = [button(t("button.setup_again"), again, emoji="🔁"), back(t)]
    # Nobody can type in a forum itself: a meeting there is held in a post.
    forum = isinstance(trial.channel, discord.ForumChannel)
    key = "setup.next_forum" if forum else "setup.next_tried"
    following = t(key, channel=trial.channel.mention) if trial.opens else ""
    return layout(*told, following, [_picker(t, trial.channel.id)], buttons)


def _picker(t: Catalogue, chosen: int | None = None) -> ui.ChannelSelect[ui.LayoutView]:
    return channel_picker(custom_id("settings.tried"), t("setup.pick_channel"), PLACES, chosen)
