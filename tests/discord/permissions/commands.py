"""Slash commands, what they complete, and the menus of messages, as anyone uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import discord
from discord import app_commands
from simcord import SetupError

from bot.client import Gommette
from bot.rehearsal.stage import Answer, Person
from tests.discord.acting import Room
from tests.discord.permissions.world import PAST, World

Command = app_commands.Command[Any, ..., Any]

# What commands are given, someone of the server among it; those that are not here take nothing.
_GIVEN: Mapping[str, Callable[[Person], Mapping[str, Any]]] = {
    "session new": lambda _: {"recipe": "essai"},
    "session plan": lambda _: {"recipe": "essai", "when": "dans 48 heures"},
    "session facilitator": lambda someone: {"member": someone.member},
    "session remove": lambda someone: {"member": someone.member},
    "vote open": lambda _: {"question": "On y va ?", "method": "yes_no"},
    "round": lambda _: {"subject": "Les horaires", "length": "5"},
    "theme move": lambda _: {"postit": "1", "theme": "Manger"},
    "settings language": lambda _: {"language": "fr"},
    "settings timezone": lambda _: {"zone": "Europe/Paris"},
    "summary digest": lambda _: {"when": "2030"},
    "settings digest": lambda _: {"wanted": False},
    "summary search": lambda _: {"words": "atelier"},
    "summary show": lambda _: {"session": str(PAST)},
    "summary export": lambda _: {"session": str(PAST)},
    "settings review": lambda _: {"wanted": "off"},
    "backcast new": lambda _: {
        "title": "Après-demain",
        "organisation": "La halle",
        "origin": 2022,
        "horizon": 2032,
        "language": "fr",
    },
    "backcast edit": lambda _: {"scenario": "demain"},
    "backcast media": lambda _: {"scenario": "demain", "file": ("son.ogg", b"OggS")},
    "backcast export": lambda _: {"scenario": "demain"},
    "backcast import": lambda _: {"file": ("rien.toml", b"title = 3")},
    "backcast delete": lambda _: {"scenario": "demain"},
    "action done": lambda _: {"action": "1"},
    "action postpone": lambda _: {"action": "1", "date": "demain"},
    "action assign": lambda someone: {"action": "1", "member": someone.member},
    "recipe new": lambda _: {"title": "Après-demain"},
    "recipe edit": lambda _: {"recipe": "chaque-mois"},
    "recipe export": lambda _: {"recipe": "chaque-mois"},
    "recipe import": lambda _: {"file": ("rien.toml", b"title = 3")},
    "network share": lambda _: {"session": str(PAST)},
    "recipe delete": lambda _: {"recipe": "chaque-mois"},
}


def commands(bot: Gommette) -> dict[str, Command]:
    """Return every slash command by what one types: “/vote open”."""
    return {
        f"/{command.qualified_name}": command
        for command in bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }


def menus(bot: Gommette) -> list[str]:
    """Return the entries of the menu of a message."""
    return [menu.name for menu in bot.tree.get_commands(type=discord.AppCommandType.message)]


def completed(bot: Gommette) -> Iterator[tuple[str, str]]:
    """Yield the commands that complete something, with what."""
    for name, command in commands(bot).items():
        yield from ((name, str(one.display_name)) for one in command.parameters if one.autocomplete)


async def use(found: World, place: Room, person: Person, name: str) -> Answer | None:
    """Have a person use a command; return None where Discord does not offer it to them."""
    someone = place.lead if place is found.far else found.awa
    given = _GIVEN[name[1:]](someone) if name[1:] in _GIVEN else {}
    try:
        return await person.command(place.channel, name[1:], **given)
    except SetupError as error:
        if "not visible" not in str(error):
            raise
        return None


async def complete(place: Room, person: Person, name: str, option: str) -> list[str]:
    """Return what a person is offered for an option of a command, without a letter typed."""
    try:
        offered = await person.member.autocomplete(place.channel, name[1:], option, "")
    except SetupError as error:
        if "not visible" not in str(error):
            raise
        return []
    return [f"{choice['name']} {choice['value']}" for choice in offered]
