"""What people write as people see it: names instead of Discord's codes and identifiers.

Everything that comes in passes here before anyone reads it: the texts of a command
(`bot.interface.commands`), the fields of a form (`bot.interface.pressing.router`), a message, a
file. Nothing that is kept holds the identifier of an account; a person or a place without a name
here is “someone”, “channel”, in the language of the server.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import discord

from bot.i18n import Catalogue, catalogue
from bot.interface.naming.people import language_of_server, person_name
from bot.workshop.language import Language
from bot.workshop.text import one_line

log = logging.getLogger(__name__)

_CODE = re.compile(
    r"<(?:(?P<sign>@[!&]?|#)(?P<id>\d{15,20})"
    r"|a?(?P<emoji>:\w{1,40}:)\d{15,20}"
    r"|t:(?P<moment>-?\d{1,13})(?::(?P<style>[tTdDfFRsS]))?"
    r"|(?P<command>/[^<>:\n]{1,100}):\d{15,20})>"
)
_PERSON = re.compile(r"<@!?(\d{15,20})>")
# A person waits for the answer, and Discord gives us three seconds in all.
_PATIENCE = 1.0
_AT_ONCE = 100
_STRING = discord.AppCommandOptionType.string.value


class Speaker:
    """Says texts in the language of a server, with the names of its people and places."""

    def __init__(
        self, server: discord.Guild | None, people: Mapping[int, str], language: Language
    ) -> None:
        self._server = server
        self._people = people
        self._t = catalogue(language)

    def __call__(self, text: str) -> str:
        """Return `text` as people see it."""
        return _CODE.sub(self._named, text) if "<" in text else text

    def _named(self, code: re.Match[str]) -> str:
        if code["emoji"] or code["command"]:
            return str(code["emoji"] or code["command"])
        if code["moment"]:
            return _moment(int(code["moment"]), code["style"] or "f", self._t)
        sign, number = code["sign"], int(code["id"])
        if sign in ("@", "@!"):
            name = self._people.get(number)
            return f"@{name}" if name else self._t("spoken.someone")
        name = one_line(self._place(sign, number))
        if sign == "#":
            return f"#{name}" if name else self._t("spoken.channel")
        return f"@{name}" if name else self._t("spoken.role")

    def _place(self, sign: str, number: int) -> str:
        if self._server is None:
            return ""
        found = (
            self._server.get_channel_or_thread(number)
            if sign == "#"
            else self._server.get_role(number)
        )
        return found.name if found is not None else ""


def spoken(message: discord.Message, names: Mapping[int, str] | None = None) -> str:
    """Return what `message` says, its mentions and its server's emoji by their names.

    `names` are those that people have on the server, where the message does not tell them.
    """
    people = {person.id: person_name(person) for person in message.mentions} | dict(names or {})
    server = message.guild
    locale = server.preferred_locale.value if server is not None else None
    return Speaker(server, people, Language.nearest(locale))(message.content)


async def speaker(interaction: discord.Interaction[Any], texts: Iterable[str]) -> Speaker:
    """Return who says `texts` with the names of all people in them: Discord is asked for those."""
    wanted = {int(number) for text in texts if "<@" in text for number in _PERSON.findall(text)}
    people = await _names(interaction, wanted) if wanted else {}
    return Speaker(interaction.guild, people, language_of_server(interaction))


async def speak_options(interaction: discord.Interaction[Any]) -> None:
    """Have the texts of a command, wherever they stand in it, be as people see them."""
    data: dict[str, Any] = dict(interaction.data or {})
    given = [one for one in _options(data.get("options", ())) if one.get("type") == _STRING]
    texts = [str(option.get("value", "")) for option in given]
    if any("<" in text for text in texts):
        say = await speaker(interaction, texts)
        for option, text in zip(given, texts, strict=True):
            option["value"] = say(text)


async def speak_fields(
    interaction: discord.Interaction[Any], fields: dict[str, str | list[str]]
) -> dict[str, str | list[str]]:
    """Return the fields of a form with its texts as people see them."""
    texts = [text for text in fields.values() if isinstance(text, str) and "<" in text]
    if not texts:
        return fields
    say = await speaker(interaction, texts)
    return {name: say(value) if isinstance(value, str) else value for name, value in fields.items()}


def _options(options: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for option in options:
        yield option
        yield from _options(option.get("options", ()))


async def _names(interaction: discord.Interaction[Any], wanted: set[int]) -> dict[int, str]:
    """Return the names of those of `wanted` who are in the server."""
    names = {interaction.user.id: person_name(interaction.user)}
    asked = sorted(wanted - names.keys())[:_AT_ONCE]
    if interaction.guild is None or not asked:
        return names
    try:
        async with asyncio.timeout(_PATIENCE):
            found = await interaction.guild.query_members(user_ids=asked, limit=_AT_ONCE)
    except TimeoutError:
        log.info("Discord did not say in time who %d mentions name", len(asked))
        return names
    return names | {member.id: person_name(member) for member in found}


def _moment(seconds: int, style: str, t: Catalogue) -> str:
    """Return a moment in words, in universal time: a text kept has no reader's zone."""
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return t("spoken.moment")
    hour = t("spoken.hour", hour=f"{moment:%H}", minute=f"{moment:%M}")
    if style in "tT":
        return hour
    day = t.day(moment.date())
    return day if style in "dD" else t("spoken.day_and_hour", day=day, hour=hour)
