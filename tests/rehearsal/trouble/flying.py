"""A room in trouble, in virtual time: who leads is played by the test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.i18n import Catalogue, catalogue
from bot.rehearsal.live.habits import habits_of
from bot.rehearsal.live.participants import Participants
from bot.rehearsal.room import Room
from bot.rehearsal.script import load_script
from bot.rehearsal.stage import Answer, stage
from bot.rehearsal.trouble.debrief import Part
from bot.rehearsal.trouble.director import Director
from bot.rehearsal.trouble.kinds import Trouble
from bot.rehearsal.trouble.log import Happening
from bot.reports.record import SessionRecord
from bot.workshop.language import Language


@dataclass
class Flight:
    """`parts` and `record` are what the debrief said, and of what, once the session is over."""

    room: Room
    participants: Participants
    t: Catalogue
    director: Director = field(init=False)
    parts: Sequence[Part] = ()
    record: SessionRecord | None = None

    def told(self, record: SessionRecord, parts: Sequence[Part], t: Catalogue) -> None:
        assert t is self.t
        self.record, self.parts = record, parts

    async def fly(self, seconds: int, tick: int = 2) -> None:
        """Let time pass, people act and troubles come."""
        for _ in range(0, seconds, tick):
            await self.room.stage.later(tick)
            if self.participants.habits:
                await self.participants.pulse()
            await self.director.pulse()

    def is_free(self) -> bool:
        """True while the simulated people may act on their own."""
        return not self.participants.hushed

    @property
    def came(self) -> list[Happening]:
        """What came so far in the session under way."""
        run = self.director._run
        return run.house.came if run is not None else []

    async def until_it_comes(self) -> None:
        """Let time pass, then move on, until a trouble has come."""
        while not self.came:
            await self.fly(32)
            if not self.came:
                await self.steer("lead.next")

    async def steer(self, verb: str) -> Answer:
        """Have the leader open their panel, and press there."""
        self.room.panel = await self.room.lead.press(self.room.card, "lead.panel")
        return await self.room.steer(verb)

    async def end(self) -> None:
        """Have the leader end the session; it is then told."""
        self.room.panel = await self.room.lead.press(self.room.card, "lead.panel")
        await self.room.end()
        await self.fly(10)

    def said(self, heading: str) -> str:
        """Return what a part of the debrief says."""
        (part,) = [part for part in self.parts if part.heading == self.t(heading)]
        return "\n".join(part.lines)


@asynccontextmanager
async def flight(
    path: Path,
    recipe: str,
    troubles: Sequence[Trouble] = tuple(Trouble),
    *,
    language: Language = Language.ENGLISH,
    people: int = 6,
    seed: int = 1,
    acting: bool = False,
    **options: str | None,
) -> AsyncIterator[Flight]:
    """A session that has just started; the simulated people do something on their own if they are
    `acting`."""
    script, chance = load_script(language), Random(seed)
    async with stage(path / "flight.db", rng=Random(seed)) as made:
        server = made.server()
        channel, office = (server.create_text_channel(name) for name in ("room", "office"))
        lead = made.person(server, script.facilitator, language)
        room = Room(made, server, channel, office, lead)
        cast = [room.person(name, language) for name in script.names(people)]
        habits = habits_of(language, chance) if acting else []
        held = Flight(room, Participants(room, cast, habits, chance), catalogue(language))
        held.director = Director(
            room, held.participants, script.names(people + 9), chance, held.told, troubles=troubles
        )
        asked = {name: value for name, value in options.items() if value is not None}
        await room.open(recipe, language=language.value, **asked)
        await room.steer("lead.start")
        yield held
        assert held.director.stumbled == []
        assert made.refused == []
