"""Helpers to act as people do: a room with a facilitator, and what is on its screens."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import discord
from simcord import ChannelHandle, GuildHandle

from bot.config import Settings
from bot.i18n import catalogue
from bot.library import Library
from bot.rehearsal.stage import Answer, Person, Reply, Stage, components, stage, text_of
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from tests.discord.checking import Faults, check
from tests.discord.recipes import RECIPES

fr = catalogue(Language.FRENCH)
en = catalogue(Language.ENGLISH)

Shown = discord.Message | Reply | Answer


@dataclass
class Room:
    """A server with one channel for the meeting, one for coordinators, and Maëlle who leads.

    `panel` is her latest control panel. `faults` lists what the program logged as an error; a
    test that provokes one takes it off the list, as it does with `stage.refused`.
    """

    stage: Stage
    server: GuildHandle
    channel: ChannelHandle
    coordination: ChannelHandle
    lead: Person
    path: Path
    faults: Faults
    panel: Answer = field(init=False)

    def person(self, name: str, language: Language = Language.FRENCH) -> Person:
        return self.stage.person(self.server, name, language)

    async def open(self, recipe: str, **options: Any) -> Answer:
        """Have Maëlle create a session and keep her panel."""
        self.panel = await self.lead.command(self.channel, "session new", recipe=recipe, **options)
        return self.panel

    async def vote(self, question: str, method: str, **options: Any) -> Answer:
        """Have Maëlle open a vote with the command and keep her panel."""
        asked = {"question": question, "method": method, **options}
        self.panel = await self.lead.command(self.channel, "vote open", **asked)
        return self.panel

    async def steer(self, verb: str) -> Answer:
        """Have Maëlle press a control of her panel."""
        self.panel = await press(self.lead, self.panel, verb)
        return self.panel

    async def play(self, recipe: str, until: str, **options: Any) -> None:
        """Create a session, start it and move on to the first step of kind `until`."""
        await self.open(recipe, **options)
        await self.steer("lead.start")
        await self.go(until)

    async def go(self, until: str) -> None:
        """Move on to the next step of kind `until`; stay in one that already is."""
        while self.open_step()["kind"] != until:
            await self.steer("lead.next")

    async def end(self) -> None:
        await self.steer("lead.end")
        await self.steer("lead.end_yes")

    @property
    def card(self) -> discord.Message:
        return self.stage.card(self.channel)

    @property
    def texts(self) -> list[str]:
        """What everyone reads in the meeting's channel, message by message."""
        return [text_of(message) for message in self.stage.messages(self.channel)]

    @property
    def results(self) -> list[str]:
        """The results of votes that the room was told."""
        return results_among(self.texts)

    async def write(self, person: Person, *ideas: str, **place: list[str]) -> Answer:
        """Have `person` send ideas through the form of the card."""
        form = await press(person, self.card, "postit.add")
        return await person.fill(form, ideas="\n".join(ideas), **place)

    def open_step(self) -> sqlite3.Row:
        """The row of the step under way."""
        (row,) = rows(self.path, "SELECT * FROM steps WHERE state = 'open'")
        return row

    def postits(self) -> list[str]:
        """The texts of all post-its kept, in alphabetical order."""
        return [row["text"] for row in rows(self.path, "SELECT text FROM postits ORDER BY text")]


@asynccontextmanager
async def room(
    path: Path,
    recipes: Mapping[str, Recipe] | None = None,
    *,
    settings: Settings | None = None,
    seed: int = 5,
) -> AsyncIterator[Room]:
    """A room with the real bot on the database at `path`; every request is checked at the end."""
    library = shipped()
    library = Library({**library.recipes, **(recipes or {})}, library.scenarios)
    with Faults() as faults:
        async with stage(path, settings=settings, library=library, rng=Random(seed)) as on:
            server = on.server()
            found = Room(
                on,
                server,
                server.create_text_channel("atelier"),
                server.create_text_channel("coordination"),
                on.person(server, "Maëlle"),
                path,
                faults,
            )
            yield found
            check(on)
        assert faults.logged == []


@cache
def shipped() -> Library:
    """The recipes and scenarios of `data/`, read once, and the recipes for tests."""
    library = Library.load()
    return Library({**library.recipes, **RECIPES}, library.scenarios)


def message_of(shown: Shown) -> discord.Message | Reply:
    """The message to look at, or the one that an answer showed."""
    if isinstance(shown, Answer):
        assert shown.message is not None, "there was no message"
        return shown.message
    return shown


def all_of(answer: Answer) -> list[str]:
    """The texts of an answer that came in several messages, all of them private."""
    said = [message for message in (answer.result.response, *answer.result.followups) if message]
    assert all(message.ephemeral for message in said)
    return [text_of(message) for message in said]


def ids_of(shown: Shown, verb: str) -> list[str]:
    """The custom ids of the buttons and menus of a message that lead to `verb`."""
    return [
        str(part["custom_id"])
        for part in components(message_of(shown))
        if str(part.get("custom_id", "")).split(":")[0] == verb
    ]


def buttons(shown: Shown) -> list[str]:
    """The labels of the buttons that can be pressed, in order."""
    return [
        str(part["label"])
        for part in components(message_of(shown))
        if part.get("type") == 2 and not part.get("disabled")
    ]


def options(shown: Shown, verb: str) -> dict[str, str]:
    """The choices of the menu that leads to `verb`: value → label."""
    (menu,) = [
        part
        for part in components(message_of(shown))
        if part.get("type") == 3 and str(part.get("custom_id")).split(":")[0] == verb
    ]
    return {option["value"]: option["label"] for option in menu["options"]}


async def press(person: Person, shown: Shown, verb: str) -> Answer:
    """Press the one button of a message that leads to `verb`."""
    (found,) = ids_of(shown, verb)
    return await person.press(message_of(shown), custom_id=found)


async def put_dots(hall: Room, person: Person, *options: str) -> Answer:
    """Have `person` open their ballot, put a dot on each of `options` and cast it."""
    ballot = await press(person, hall.card, "ballot.open")
    return await press(person, await person.choose(ballot, "ballot.put", *options), "ballot.cast")


def results_among(texts: list[str]) -> list[str]:
    """The messages that tell the result of a vote."""
    heads = tuple("-# " + t("result.kicker", method="") for t in (fr, en))
    return [text for text in texts if text.startswith(heads)]


def rows(path: Path, sql: str, *values: object) -> list[sqlite3.Row]:
    """Read the database beside the running bot."""
    with database(path) as connection:
        return connection.execute(sql, values).fetchall()


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """Another connection to the bot's file; what it changes is committed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection
