"""`/settings readers`: who finds the summaries of before."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.naming.attached import server_of
from bot.interface.pressing.replies import answering, whisper
from bot.interface.showing.layout import layout
from bot.interface.words.settings.lines import lines
from bot.services.settings.choosing import choose
from bot.workshop.settings.choices import Setting
from cogs.settings.choosing import check_reading
from cogs.settings.commands import Settings


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
            if role is not None:
                check_reading(role)
            wanted: dict[Setting, int | None] = {}
            if role is None and participants is None:
                wanted = {Setting.READERS: None, Setting.PARTICIPANTS: None}
            if role is not None:
                wanted[Setting.READERS] = role.id
            if participants is not None:
                wanted[Setting.PARTICIPANTS] = int(participants)
            kept = await choose(self.ctx, server_of(interaction), wanted, self.bot.clock())
            told = lines(kept.now, t, self.ctx.zone, self.bot.clock())
            await whisper(interaction, layout(f"### {t('settings.title')}\n" + "\n".join(told)))
