"""What a server chooses once: coordinators' channel, facilitators' role, language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.i18n import Catalogue, catalogue
from bot.interface.cog import Desk
from bot.interface.commands import choices, command, group
from bot.interface.pressing.replies import answering, whisper
from bot.interface.sending.forums import cannot_make
from bot.interface.showing.layout import PAGE, layout
from bot.interface.showing.when import day_and_clock
from bot.interface.words.sessions.checklist import missing, named_permissions
from bot.services.digest.monthly import set_monthly
from bot.services.settings.settings import (
    save_settings,
    server_settings,
    set_coordinators,
    set_timezone,
)
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.settings.settings import ServerSettings, check_timezone, timezones_like
from cogs.settings.documents import page as documents_page
from cogs.settings.page import lines

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

_FOR_SUMMARIES = ("view_channel", "send_messages", "attach_files", "read_message_history")


class _WhereSummariesGo(app_commands.Transformer):
    """A text channel or a forum. Of its own, the library would offer media channels with forums:
    they take no post without a picture, and Discord's description of commands has no such kind."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.text, discord.ChannelType.forum]

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
            chosen = replace(
                await self._get(interaction),
                coordinators_channel_id=channel.id if channel else None,
            )
            await set_coordinators(self.ctx, chosen)
            await self._show(interaction, chosen, t)

    @command(settings, "command.settings.facilitators")
    async def facilitators(
        self, interaction: Interaction, role: discord.Role | None = None
    ) -> None:
        async with answering(interaction) as t:
            if role is not None:
                _check_role(role)
            chosen = replace(
                await self._get(interaction), facilitator_role_id=role.id if role else None
            )
            await save_settings(self.ctx, chosen)
            await self._show(interaction, chosen, t)

    @command(settings, "command.settings.language", language=choices("language", Language))
    async def language(self, interaction: Interaction, language: str) -> None:
        async with answering(interaction) as t:
            chosen = replace(await self._get(interaction), language=Language(language))
            await save_settings(self.ctx, chosen)
            await self._show(interaction, chosen, t)

    @command(settings, "command.settings.review", wanted=choices("command.review", ("on", "off")))
    async def review(self, interaction: Interaction, wanted: str) -> None:
        async with answering(interaction) as t:
            chosen = replace(await self._get(interaction), review=wanted == "on")
            await save_settings(self.ctx, chosen)
            await self._show(interaction, chosen, t)

    @command(settings, "command.settings.timezone")
    async def timezone(self, interaction: Interaction, zone: str) -> None:
        async with answering(interaction) as t:
            chosen = replace(await self._get(interaction), timezone=check_timezone(zone))
            await set_timezone(self.ctx, chosen)
            await self._show(interaction, chosen, t)

    @command(settings, "command.settings.digest")
    async def digest(self, interaction: Interaction, wanted: bool) -> None:
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            chosen, due = await set_monthly(
                self.ctx, interaction.guild_id, wanted=wanted, now=self.bot.clock()
            )
            told = t("digest.monthly_off")
            if due is not None:
                channel = f"<#{chosen.coordinators_channel_id}>"
                told = t("digest.monthly_on", channel=channel, when=day_and_clock(due))
            await self._show(interaction, chosen, t, told)

    @timezone.autocomplete("zone")
    async def _zones(self, _: Interaction, written: str) -> list[discord.app_commands.Choice[str]]:
        found = timezones_like(written, PAGE)
        return [discord.app_commands.Choice(name=name, value=name) for name in found]

    @command(settings, "command.settings.documents")
    async def documents(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            await whisper(interaction, documents_page(await self._get(interaction), t))

    async def _get(self, interaction: discord.Interaction) -> ServerSettings:
        assert interaction.guild_id is not None
        return await server_settings(self.ctx, interaction.guild_id)

    async def _show(
        self,
        interaction: discord.Interaction,
        chosen: ServerSettings,
        t: Catalogue,
        said: str = "",
    ) -> None:
        """Show the settings, with what lacks in the coordinators' place, after what is `said`."""
        warning = await self._lacking(interaction.guild, chosen, t)
        told = lines(chosen, t, self.ctx.zone, self.bot.clock())
        await whisper(
            interaction, layout(f"### {t('settings.title')}\n" + "\n".join(told), said, warning)
        )

    async def _lacking(
        self, server: discord.Guild | None, chosen: ServerSettings, t: Catalogue
    ) -> str:
        """Return what lacks in the coordinators' place; nothing where summaries can go there."""
        place = chosen.coordinators_channel_id
        channel = server.get_channel(place) if server is not None and place is not None else None
        if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
            return ""
        in_forum = isinstance(channel, discord.ForumChannel)
        needed = (*_FOR_SUMMARIES, "send_messages_in_threads") if in_forum else _FOR_SUMMARIES
        told = []
        if lacking := missing(channel.permissions_for(channel.guild.me), needed):
            told.append(t("settings.rights_missing", names=named_permissions(lacking, t)))
        if isinstance(channel, discord.ForumChannel):
            words = catalogue(
                chosen.language or Language.nearest(channel.guild.preferred_locale.value)
            )
            if tags := cannot_make(channel, words):
                told.append(t("settings.tags_missing", tags=t.listed(tags)))
        return "\n".join(told)


def _check_role(role: discord.Role) -> None:
    """Raise Refusal for a role that cannot tell who leads: everyone's, or one that is given
    automatically."""
    if role.is_default():
        raise Refusal("settings.role_everyone")
    if role.managed:
        raise Refusal("settings.role_managed", role=role.mention)
