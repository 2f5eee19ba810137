"""Slash commands in two languages."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.i18n import catalogue
from bot.interface.replies import answer_fault
from bot.services.settings.sent import commands_sent, note_commands_sent
from bot.workshop.language import Language

if TYPE_CHECKING:
    from bot.client import Gommette


def named(key: str) -> app_commands.locale_str:
    """Return a command's text: English by default, French for those who read French."""
    return app_commands.locale_str(catalogue(Language.ENGLISH)(key), key=key)


class CatalogueTranslator(app_commands.Translator):
    """Gives Discord the French names and descriptions of commands."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        key = string.extras.get("key")
        if locale is not discord.Locale.french or key is None:
            return None
        return catalogue(Language.FRENCH)(key)


class CommandTree(app_commands.CommandTree["Gommette"]):
    """The slash commands, with the one path for their errors."""

    async def interaction_check(self, interaction: discord.Interaction[Gommette], /) -> bool:
        """Let a command be carried out, unless its person has already read that it failed."""
        return not interaction.client.lateness.drops(interaction)

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if not self.client.lateness.counted(cause):
            await answer_fault(interaction, cause)

    async def sync_if_changed(self, bot: Gommette) -> bool:
        """Send the commands to Discord when they differ from those last sent.

        Discord allows few such requests a day, and an unchanged payload needs none.
        """
        translator = self.translator
        assert translator is not None
        payload = [
            await command.get_translated_payload(self, translator)
            for command in self.get_commands()
        ]
        text = json.dumps([bot.application_id, payload], sort_keys=True)
        fingerprint = hashlib.sha256(text.encode()).hexdigest()
        if await commands_sent(bot.ctx) == fingerprint:
            return False
        await self.sync()
        await note_commands_sent(bot.ctx, fingerprint)
        return True
