"""`/settings readers`: who finds the summaries of before."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.naming.attached import server_of
from bot.interface.pressing.replies import answering, whisper
from bot.interface.showing.layout import layout
from bot.services.settings.settings import save_settings, server_settings
from bot.workshop.errors import Refusal
from cogs.settings.commands import Settings
from cogs.settings.page import lines


class Readers(Desk):
    @command(Settings.settings, "command.settings.readers")
    async def readers(
        self,
        interaction: discord.Interaction,
        role: discord.Role | None = None,
        participants: bool | None = None,
    ) -> None:
        # Called on the desk that has the group of commands.
        async with answering(interaction) as t:
            if role is not None and role.is_default():
                raise Refusal("settings.readers_everyone")
            chosen = await server_settings(self.ctx, server_of(interaction))
            if role is None and participants is None:
                chosen = replace(chosen, coordinators_role_id=None, participants_read=False)
            if role is not None:
                chosen = replace(chosen, coordinators_role_id=role.id)
            if participants is not None:
                chosen = replace(chosen, participants_read=participants)
            await save_settings(self.ctx, chosen)
            told = lines(chosen, t, self.ctx.zone, self.bot.clock())
            await whisper(interaction, layout(f"### {t('settings.title')}\n" + "\n".join(told)))
