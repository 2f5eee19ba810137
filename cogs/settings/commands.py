"""What a server chooses once: coordinators' channel, facilitators' role, language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import named
from bot.interface.layout import layout
from bot.interface.replies import answering, whisper
from bot.interface.words.sessions.checklist import missing, named_permissions
from bot.services.settings.settings import save_settings, server_settings
from bot.workshop.language import Language
from bot.workshop.settings.settings import ServerSettings

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

_FOR_SUMMARIES = ("view_channel", "send_messages", "attach_files", "read_message_history")


class Settings(Desk):
    """The `/settings` commands, for people who manage the server."""

    settings = app_commands.Group(
        name=named("command.settings.name"),
        description=named("command.settings.description"),
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @settings.command(
        name=named("command.settings.show.name"),
        description=named("command.settings.show.description"),
    )
    async def show(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            await self._show(interaction, await self._get(interaction), t)

    @settings.command(
        name=named("command.settings.coordinators.name"),
        description=named("command.settings.coordinators.description"),
    )
    @app_commands.rename(channel=named("command.settings.coordinators.channel.name"))
    @app_commands.describe(channel=named("command.settings.coordinators.channel.description"))
    async def coordinators(
        self, interaction: Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        async with answering(interaction) as t:
            chosen = replace(
                await self._get(interaction),
                coordinators_channel_id=channel.id if channel else None,
            )
            await save_settings(self.ctx, chosen)
            warning = ""
            if channel is not None:
                lacking = missing(channel.permissions_for(channel.guild.me), _FOR_SUMMARIES)
                if lacking:
                    warning = t("settings.rights_missing", names=named_permissions(lacking, t))
            await self._show(interaction, chosen, t, warning)

    @settings.command(
        name=named("command.settings.facilitators.name"),
        description=named("command.settings.facilitators.description"),
    )
    @app_commands.rename(role=named("command.settings.facilitators.role.name"))
    @app_commands.describe(role=named("command.settings.facilitators.role.description"))
    async def facilitators(
        self, interaction: Interaction, role: discord.Role | None = None
    ) -> None:
        async with answering(interaction) as t:
            chosen = replace(
                await self._get(interaction), facilitator_role_id=role.id if role else None
            )
            await save_settings(self.ctx, chosen)
            await self._show(interaction, chosen, t)

    @settings.command(
        name=named("command.settings.language.name"),
        description=named("command.settings.language.description"),
    )
    @app_commands.rename(language=named("command.settings.language.language.name"))
    @app_commands.describe(language=named("command.settings.language.language.description"))
    @app_commands.choices(
        language=[
            app_commands.Choice(name=named(f"language.{language}"), value=language.value)
            for language in Language
        ]
    )
    async def language(self, interaction: Interaction, language: str) -> None:
        async with answering(interaction) as t:
            chosen = replace(await self._get(interaction), language=Language(language))
            await save_settings(self.ctx, chosen)
            await self._show(interaction, chosen, t)

    async def _get(self, interaction: discord.Interaction) -> ServerSettings:
        assert interaction.guild_id is not None
        return await server_settings(self.ctx, interaction.guild_id)

    async def _show(
        self,
        interaction: discord.Interaction,
        chosen: ServerSettings,
        t: Catalogue,
        warning: str = "",
    ) -> None:
        channel, role = chosen.coordinators_channel_id, chosen.facilitator_role_id
        nothing = t("settings.nothing")
        await whisper(
            interaction,
            layout(
                f"### {t('settings.title')}\n"
                + t("settings.coordinators", channel=f"<#{channel}>" if channel else nothing)
                + "\n"
                + t("settings.facilitators", role=f"<@&{role}>" if role else nothing)
                + "\n"
                + t(
                    "settings.language",
                    language=t(f"language.{chosen.language}")
                    if chosen.language
                    else t("settings.language_of_server"),
                ),
                warning,
            ),
        )
