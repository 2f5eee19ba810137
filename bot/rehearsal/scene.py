"""What a play is, and what it is played with."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import discord

from bot.i18n import Catalogue, catalogue
from bot.rehearsal.delivered import Delivered
from bot.rehearsal.room import Room
from bot.rehearsal.script import Script
from bot.rehearsal.stage import Person, Shown, Stage, is_card, message_of, text_of
from bot.rehearsal.terminal import Terminal

MOST_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class Play:
    """One part of the demo, for one capability: `make demo ARGS="--play NAME"`.

    `act` plays it on a scene of its own, from the first command to the summary that coordinators
    receive, and compares what was posted with what people did (`Scene.same`). It takes from
    `least` to `most` people. Its title and its sentence are in the catalogues, under
    ``rehearsal.<name>.title`` and ``rehearsal.<name>.about``.
    """

    name: str
    act: Callable[[Scene], Awaitable[None]]
    least: int = 2
    most: int = 12

    def title(self, t: Catalogue) -> str:
        return t(f"rehearsal.{self.name}.title")

    def about(self, t: Catalogue) -> str:
        return t(f"rehearsal.{self.name}.about")

    def cast(self, people: int) -> int:
        """Return how many people play when `people` are asked for."""
        return min(max(people, self.least), self.most)


@dataclass
class Scene:
    """A fresh simulated Discord with people in a room, a terminal that tells, and a proof.

    `problems` lists what was not found as it should be, `proved` the sentences that say what was;
    `expected` counts the requests that Discord refused as the play wanted it.
    """

    stage: Stage
    room: Room
    people: list[Person]
    script: Script
    terminal: Terminal
    chance: Random
    problems: list[str] = field(default_factory=list)
    proved: list[str] = field(default_factory=list)
    expected: int = 0

    @property
    def t(self) -> Catalogue:
        return catalogue(self.script.language)

    @property
    def lead(self) -> Person:
        return self.room.lead

    @property
    def delivered(self) -> Delivered:
        """The files of the room and of the coordinators."""
        return Delivered(self.stage, self.room.channel, self.room.coordination)

    # Moving through the session

    async def started(self, recipe: str, **options: str) -> None:
        """Have the leader open a session in the script's language, and start it."""
        await self.room.open(recipe, language=self.script.language.value, **options)
        await self.room.steer("lead.start")

    async def next(self) -> None:
        """Have the leader move on; the step that opens begins a chapter."""
        await self.room.steer("lead.next")
        await self.stage.later(1)
        self.chapter_of_step()

    async def end(self) -> None:
        """Have the leader end the session, and wait for its summary."""
        await self.room.end()
        await self.stage.later(30)

    # Telling

    def chapter(self, title: str) -> None:
        self.terminal.chapter(title)

    def chapter_of_step(self) -> None:
        """Begin a chapter named as the card of the room is."""
        lines = text_of(self.room.card).split("\n")
        self.chapter(next(line for line in lines if line.startswith("## ")).removeprefix("## "))

    def tell(self, sentence: str) -> None:
        """Say what someone did."""
        self.terminal.tell(sentence)

    def show(
        self, shown: Shown | str, skip: int = 0, lines: int | None = None, short: bool = False
    ) -> None:
        """Show what the room reads: its first `lines` lines, after the first `skip`; `short` keeps
        each to one row."""
        self.terminal.room(_words(shown), skip=skip, lines=lines, short=short)

    def card(self, skip: int = 0, lines: int | None = None, short: bool = False) -> None:
        """Show the card in the same way, without the name of the session and that of the step."""
        self.show(self.room.card, skip + 2, lines, short)

    def whisper(
        self,
        shown: Shown | str,
        who: Person,
        skip: int = 0,
        lines: int | None = None,
        short: bool = False,
    ) -> None:
        """Show what `who` alone reads."""
        self.terminal.aside(_words(shown), who.name, skip=skip, lines=lines, short=short)

    def summary(self, lines: int | None = None, short: bool = False) -> None:
        """Show what coordinators received last."""
        self.chapter(self.t("rehearsal.summary"))
        self.show(self.stage.last(self.room.coordination), lines=lines, short=short)

    def following(self, people: Sequence[Person], what: str) -> Iterator[Person]:
        """Go through `people` with a bar."""
        return self.terminal.following(people, what)

    # Looking at what was posted

    def said(self) -> int:
        """Return how many messages the room has, to be given to `since`."""
        return len(self.stage.messages(self.room.channel))

    def since(self, count: int) -> list[discord.Message]:
        """Return the messages after the first `count` that are no card."""
        told = self.stage.messages(self.room.channel)[count:]
        return [message for message in told if not is_card(message)]

    def document(self) -> dict[str, Any]:
        """Return the JSON posted for the one session that was played."""
        (posted,) = self.delivered.documents()
        return dict(json.loads(posted))

    def same(self, what: str, made: object, found: object) -> None:
        """Note a problem unless what people did is what was posted."""
        if made != found:
            self.problems.append(f"the posted {what} differ: {made!r} was made, {found!r} posted")

    def expected_refusals(self) -> None:
        """Say that what Discord refused until now is what the play wanted."""
        self.expected += len(self.stage.refused)
        self.stage.refused.clear()

    def proves(self, sentence: str) -> None:
        """Say at the end what was found again."""
        self.proved.append(sentence)


def _words(shown: Shown | str) -> str:
    return shown if isinstance(shown, str) else text_of(message_of(shown))
