"""What a server chooses once: coordinators' channel, facilitators' role, language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import choices, command, group, language_choices
from bot.interface.naming.attached import server_of
from bot.interface.pressing.replies import answering, whisper
from bot.interface.showing.layout import PAGE, layout
from bot.interface.trying.channels import SUMMARIES
from bot.interface.words.settings.lines import lines
from bot.interface.words.settings.trial import lacking_for_summaries
from bot.services.settings.choosing import choose
from bot.services.settings.settings import server_settings
from bot.workshop.settings.choices import Setting, number_named
from bot.workshop.settings.settings import ServerSettings, check_timezone, timezones_like
from cogs.settings.choosing import check_leading, monthly_told
from cogs.settings.documents import page as documents_page

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]


class _WhereSummariesGo(app_commands.Transformer):
    """A text channel or a forum. Of its own, the library would offer media channels with forums:
    they take no post without a picture, and Discord's description of commands has no such kind."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return list(SUMMARIES)

    async def transform(
        self,
        interaction: discord.Interaction[discord.Client],
        value: app_commands.AppCommandChannel,
    ) -> discord.TextChannel | discord.ForumChannel:
        channel = value.resolve()
        if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
            raise app_commands.TransformerError(value, self.type, self)
        return channel


class Settings(Desk):
    """The `/settings` commands, for people who manage the server."""

    settings = group("command.settings", discord.Permissions(manage_guild=True))

    @command(settings, "command.settings.show")
    async def show(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            await self._show(interaction, await self._get(interaction), t)

    @command(settings, "command.settings.coordinators")
    async def coordinators(
        self,
        interaction: Interaction,
        channel: app_commands.Transform[
            discord.TextChannel | discord.ForumChannel, _WhereSummariesGo
        ]
        | None = None,
    ) -> None:
        async with answering(interaction) as t:
            number = channel.id if channel else None
            await self._choose(interaction, {Setting.COORDINATORS: number}, t)

    @command(settings, "command.settings.facilitators")
    async def facilitators(
        self, interaction: Interaction, role: discord.Role | None = None
    ) -> None:
        async with answering(interaction) as t:
            if role is not None:
                check_leading(role)
            number = role.id if role else None
            await self._choose(interaction, {Setting.FACILITATORS: number}, t)

    @command(settings, "command.settings.language", language=language_choices())
    async def language(self, interaction: Interaction, language: str) -> None:
        async with answering(interaction) as t:
            await self._choose(interaction, {Setting.LANGUAGE: number_named(language)}, t)

    @command(settings, "command.settings.review", wanted=choices("command.review", ("on", "off")))
    async def review(self, interaction: Interaction, wanted: str) -> None:
        async with answering(interaction) as t:
            await self._choose(interaction, {Setting.REVIEW: int(wanted == "on")}, t)

    @command(settings, "command.settings.timezone")
    async def timezone(self, interaction: Interaction, zone: str) -> None:
        async with answering(interaction) as t:
            number = number_named(check_timezone(zone))
            await self._choose(interaction, {Setting.TIMEZONE: number}, t)

    @command(settings, "command.settings.digest")
    async def digest(self, interaction: Interaction, wanted: bool) -> None:
        async with answering(interaction) as t:
            kept = await self._keep(interaction, {Setting.MONTHLY: int(wanted)})
            told = await monthly_told(self.ctx, kept, t)
            await self._show(interaction, kept, t, told)

    @timezone.autocomplete("zone")
    async def _zones(self, _: Interaction, written: str) -> list[discord.app_commands.Choice[str]]:
        found = timezones_like(written, PAGE)
        return [discord.app_commands.Choice(name=name, value=name) for name in found]

    @command(settings, "command.settings.documents")
    async def documents(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            await whisper(interaction, documents_page(await self._get(interaction), t))

    async def _get(self, interaction: discord.Interaction) -> ServerSettings:
        return await server_settings(self.ctx, server_of(interaction))

    async def _keep(
        self, interaction: discord.Interaction, wanted: Mapping[Setting, int | None]
    ) -> ServerSettings:
        kept = await choose(self.ctx, server_of(interaction), wanted, self.bot.clock())
        return kept.now

    async def _choose(
        self,
        interaction: discord.Interaction,
        wanted: Mapping[Setting, int | None],
        t: Catalogue,
    ) -> None:
        """Keep what is wanted, and show what is then chosen."""
        await self._show(interaction, await self._keep(interaction, wanted), t)

    async def _show(
        self,
        interaction: discord.Interaction,
        chosen: ServerSettings,
        t: Catalogue,
        said: str = "",
    ) -> None:
        """Show the settings, with what lacks in the coordinators' place, after what is `said`."""
        told = lines(chosen, t, self.ctx.zone, self.bot.clock())
        await whisper(
            interaction,
            layout(
                f"### {t('settings.title')}\n" + "\n".join(told),
                said,
                lacking_for_summaries(interaction.guild, chosen, t),
            ),
        )
