"""The slash commands: every word of them stands in the catalogues, and every word there is used."""

from __future__ import annotations

import re
from typing import Any

import discord
import pytest
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


@pytest.mark.parametrize("language", Language)
async def test_sentences_name_commands_as_their_readers_see_them(
    hall: Room, language: Language
) -> None:
    tree = hall.stage.bot.tree
    assert tree.translator is not None
    known: set[str] = set()
    for command in tree.get_commands():
        payload = await command.get_translated_payload(tree, tree.translator)
        if payload.get("type", 1) == 1:
            known |= paths(payload, language)
    for key, said in catalogue(language).sentences.items():
        for text in said:
            for named in re.findall(r"`/([^`{:]+)", text):
                assert any(f"{named.strip()} ".startswith(f"{one} ") for one in known), (key, named)


def paths(payload: dict[str, Any], language: Language, before: str = "") -> set[str]:
    """Return what is typed for a command, its groups too, by people who read `language`."""
    own = payload["name"]
    if language is Language.FRENCH:
        own = payload["name_localizations"].get("fr", own)
    path = f"{before} {own}".strip()
    inner = [one for one in payload.get("options", ()) if one["type"] in (1, 2)]
    return {path}.union(*(paths(one, language, path) for one in inner))
