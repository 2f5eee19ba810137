"""The slash commands: every word of them stands in the catalogues, and every word there is used."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.i18n import catalogue
from bot.workshop.language import Language
from tests.discord.acting import Room


class Asked(app_commands.Translator):
    """Notes every key that Discord's payload has translated."""

    def __init__(self) -> None:
        self.keys: set[str] = set()

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        key = string.extras.get("key")
        assert key is not None, f"{string.message!r}, of {context.data}, is in no catalogue"
        self.keys.add(key)
        return None


async def test_commands_say_every_word_that_the_catalogues_have_for_them(hall: Room) -> None:
    tree, asked = hall.stage.bot.tree, Asked()
    for command in tree.get_commands():
        await command.get_translated_payload(tree, asked)
    written = {key for key in catalogue(Language.ENGLISH).sentences if key.startswith("command.")}
    assert {key for key in asked.keys if key.startswith("command.")} == written
