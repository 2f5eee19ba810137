"""`/help`: the next sensible thing to do, for who asks, where they are; and the guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interface.cog import Desk
from bot.interface.commands import lone_command
from bot.interface.naming.people import actor_of
from bot.interface.pressing.replies import answering, replace, whisper
from bot.interface.pressing.router import Press, on
from bot.services.help.asking import Asked, asked
from bot.workshop.sessions.permissions import Actor
from cogs.help.page import help_page

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]


class Help(Desk):
    @lone_command("command.help", anywhere=True)
    async def help(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            found = await self._asked(interaction, actor_of(interaction.user))
            await whisper(interaction, help_page(self.bot, found, t))

    @on("help.open")
    async def _open(self, press: Press) -> None:
        found = await self._asked(press.interaction, press.actor)
        await replace(press.interaction, help_page(self.bot, found, press.t))

    async def _asked(self, interaction: discord.Interaction, actor: Actor) -> Asked:
        return await asked(self.ctx, interaction.guild_id, interaction.channel_id, actor)
