"""The room in which tests play, with the verbs of `bot/rehearsal`, and what its screens show."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from bot.config import Settings
from bot.i18n import catalogue
from bot.library import Library
from bot.rehearsal.room import Room as Stands
from bot.rehearsal.stage import Answer, Shown, components, found, message_of, stage, text_of
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.settings.settings import ServerSettings
from tests.discord.checking import Faults, check
from tests.discord.recipes import RECIPES

# What comes beside the summaries of a room: tests read them.
BESIDE = (DocumentKind.MARKDOWN, DocumentKind.JSON)
fr = catalogue(Language.FRENCH)
en = catalogue(Language.ENGLISH)


@dataclass
class Room(Stands):
    """The room of the rehearsals, led by Maëlle, with what a test looks at behind the screens.

    `faults` lists what the program logged as an error; a test that provokes one takes it off the
    list, as it does with `stage.refused`.
    """

    path: Path
    faults: Faults

    @property
    def results(self) -> list[str]:
        """The results of votes that the room was told."""
        return results_among(self.texts)

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
            async with on.bot.ctx.database.write() as tx:
                await tx.servers.put(ServerSettings(server.id, documents=BESIDE))
            hall = Room(
                on,
                server,
                server.create_text_channel("atelier"),
                server.create_text_channel("coordination"),
                on.person(server, "Maëlle"),
                path,
                faults,
            )
            yield hall
            check(on)
        assert faults.logged == []


@cache
def shipped() -> Library:
    """The recipes and scenarios of `data/`, read once, and the recipes for tests."""
    library = Library.load()
    return Library({**library.recipes, **RECIPES}, library.scenarios)


def all_of(answer: Answer) -> list[str]:
    """The texts of an answer that came in several messages, all of them private."""
    said = [message for message in (answer.result.response, *answer.result.followups) if message]
    assert all(message.ephemeral for message in said)
    return [text_of(message) for message in said]


def ids_of(shown: Shown, verb: str) -> list[str]:
    """The custom ids of the buttons and menus of a message that lead to `verb`."""
    return [str(part["custom_id"]) for part in found(shown, verb)]


def buttons(shown: Shown) -> list[str]:
    """The labels of the buttons that can be pressed, in order."""
    return [
        str(part["label"])
        for part in components(message_of(shown))
        if part.get("type") == 2 and not part.get("disabled")
    ]


def options(shown: Shown, verb: str) -> dict[str, str]:
    """The choices of the menu that leads to `verb`: value → label."""
    (menu,) = [part for part in found(shown, verb) if part.get("type") == 3]
    return {option["value"]: option["label"] for option in menu["options"]}


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
