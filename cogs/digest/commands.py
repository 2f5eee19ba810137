"""The digest of a period, for whoever asks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.interface.cog import Desk
from bot.interface.commands import command, group
from bot.interface.naming.people import language_of
from bot.interface.pressing.replies import answering, sentence, whisper
from bot.interface.words.digest import documents, view
from bot.reports.digest.digest import titled
from bot.services.digest.gathering import of_period
from bot.services.settings.settings import server_settings
from bot.workshop.alike import fold
from bot.workshop.digest.period import offered, read_period
from bot.workshop.settings.settings import day_in

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

_PERIOD = 100  # characters


class Digests(Desk):
    digest = group("command.digest")

    @command(digest, "command.digest.period")
    async def period(
        self, interaction: Interaction, when: app_commands.Range[str, 1, _PERIOD]
    ) -> None:
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            today = await self._today(interaction.guild_id)
            wanted = read_period(when, today)
            await interaction.response.defer(ephemeral=True, thinking=True)
            digest = await of_period(self.ctx, interaction.guild_id, wanted)
            if not digest.records:
                await whisper(interaction, sentence(t("digest.nothing")))
                return
            files = await documents(digest, today, t)
            await whisper(interaction, view(digest, today, files, t), files)

    @period.autocomplete("when")
    async def _periods(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        assert interaction.guild_id is not None
        t, wanted = language_of(interaction), fold(written)
        today = await self._today(interaction.guild_id)
        named = ((titled(period, t), period.code) for period in offered(today))
        return [
            app_commands.Choice(name=name, value=code)
            for name, code in named
            if wanted in fold(name) or wanted in fold(code)
        ]

    async def _today(self, server_id: int) -> date:
        chosen = await server_settings(self.ctx, server_id)
        return day_in(chosen.timezone or self.ctx.zone, self.bot.clock())
