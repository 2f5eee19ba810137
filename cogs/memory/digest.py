"""`/summary digest`: what was decided, done and left over a while, or in a series."""

from __future__ import annotations

from datetime import date

import discord
from discord import app_commands

from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.naming.attached import server_of
from bot.interface.naming.people import actor_of, language_of
from bot.interface.naming.seen import seen_among
from bot.interface.pressing.replies import answering, sentence, whisper
from bot.interface.words.digest import documents, view
from bot.reports.digest.digest import titled
from bot.services.context import Context
from bot.services.digest import gathering
from bot.services.memory import reading
from bot.services.settings.settings import server_settings
from bot.workshop.alike import fold
from bot.workshop.digest.period import offered, read_period
from bot.workshop.errors import Refusal
from bot.workshop.memory.reading import Seen
from bot.workshop.settings.settings import day_in
from bot.workshop.text import shorten
from cogs.memory.commands import Choices, Memory

_CHOICE = 100
_CHOICES = 25


class Digests(Desk):
    # Called on the desk that has the group of commands.

    @command(Memory.summary, "command.summary.digest")
    async def digest(
        self,
        interaction: discord.Interaction,
        when: app_commands.Range[str, 1, _CHOICE] | None = None,
        series: app_commands.Range[str, 1, _CHOICE] | None = None,
    ) -> None:
        async with answering(interaction) as t:
            await interaction.response.defer(ephemeral=True, thinking=True)
            today = await _today(self, interaction)
            if (when is None) == (series is None):
                raise Refusal("digest.one_of_both")
            seen = await _seen(self.ctx, interaction)
            server, actor = server_of(interaction), actor_of(interaction.user)
            if when is not None:
                period = read_period(when, today)
                found = await gathering.of_period(self.ctx, server, actor, seen, period)
            else:
                number = int(series) if series and series.isdecimal() else 0
                found = await gathering.of_series(self.ctx, server, actor, seen, number)
            if found.is_empty:
                await whisper(interaction, sentence(t("digest.nothing")))
                return
            files = await documents(found, today, t, self.bot.press)
            await whisper(interaction, view(found, today, files, t), files)

    @digest.autocomplete("when")
    async def _periods(self, interaction: discord.Interaction, written: str) -> Choices:
        t, wanted = language_of(interaction), fold(written)
        named = (
            (titled(period, t), period.code) for period in offered(await _today(self, interaction))
        )
        return [
            app_commands.Choice(name=name, value=code)
            for name, code in named
            if wanted in fold(name) or wanted in fold(code)
        ][:_CHOICES]

    @digest.autocomplete("series")
    async def _series(self, interaction: discord.Interaction, written: str) -> Choices:
        seen, wanted = await _seen(self.ctx, interaction), fold(written)
        server, actor = server_of(interaction), actor_of(interaction.user)
        found = await gathering.series(self.ctx, server, actor, seen)
        return [
            app_commands.Choice(name=shorten(title, _CHOICE), value=str(number))
            for number, title in found
            if wanted in fold(title)
        ][:_CHOICES]


async def _seen(ctx: Context, interaction: discord.Interaction) -> Seen:
    return await seen_among(interaction, await reading.spots(ctx, server_of(interaction)))


async def _today(desk: Desk, interaction: discord.Interaction) -> date:
    chosen = await server_settings(desk.ctx, server_of(interaction))
    return day_in(chosen.timezone or desk.ctx.zone, desk.bot.clock())
