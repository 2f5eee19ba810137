"""A live rehearsal: a server with people, time that runs, and a page to play on."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from tzlocal import get_localzone_name

from bot.client import CLOCK
from bot.i18n import catalogue
from bot.rehearsal.live.glue import Pages, name_bot, set_clock
from bot.rehearsal.live.habits import habits_of
from bot.rehearsal.live.participants import Participants
from bot.rehearsal.room import Room
from bot.rehearsal.script import Script, load_script
from bot.rehearsal.stage import Person, Stage, stage
from bot.workshop.language import Language

Result = TypeVar("Result")

MOST_PEOPLE = 60
# Whom one may play, at least, beside the person who leads and the one who manages the server.
_LEAST = 4
# How often time passes (seconds), and how long a page where nothing happens stands as it is: what
# it says of time gets old.
_TICK, _STANDS = 0.25, 5.0
# How many people do something between two of these moments.
_AT_ONCE = 4


@dataclass
class Live:
    """One live rehearsal.

    `people` are those of the server who may be played, `participants` those of them who also act
    on their own. `address` is the page of the meeting, `coordination` that of the coordinators.
    `speed` is how much faster than real time passes.
    """

    stage: Stage
    room: Room
    manager: Person
    people: list[Person]
    participants: Participants
    script: Script
    pages: Pages
    address: str = ""
    coordination: str = ""
    speed: float = 1.0
    running: asyncio.Task[None] | None = field(default=None, init=False)
    _waiting: list[tuple[datetime, asyncio.Future[None]]] = field(default_factory=list, init=False)

    async def acting(self, act: Callable[[], Awaitable[Result]]) -> Result:
        """Do what someone simulated does, alone: nobody else acts and no time passes meanwhile.

        Keep it short, a press or a message: whoever plays waits for it to end.
        """
        async with self.pages.lock:
            return await act()

    async def later(self, seconds: float) -> None:
        """Wait, without keeping anyone waiting, until `seconds` have passed in the room."""
        passed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        until = self.stage.env.now() + timedelta(seconds=seconds)
        self._waiting.append((until, passed))
        await passed

    async def ended(self) -> None:
        """Wait until someone ends the rehearsal from a page; raises what stopped it."""
        assert self.running is not None
        closed = asyncio.create_task(self.pages.closed())
        try:
            await asyncio.wait([closed, self.running], return_when=asyncio.FIRST_COMPLETED)
        finally:
            closed.cancel()
        if self.running.done():
            self.running.result()

    async def run(self) -> None:
        """Have time pass and people act, until it is cancelled."""
        loop = asyncio.get_running_loop()
        last = shown = loop.time()
        while True:
            await asyncio.sleep(_TICK)
            async with self.pages.lock:
                now = loop.time()
                await self.stage.env.advance_time((now - last) * self.speed)
                last = now
                self._tell_who_waits()
                if self.pages.moved or now - shown > _STANDS:
                    await self.pages.show()
                    shown = now
            for _ in range(_AT_ONCE):
                async with self.pages.lock:
                    if not await self.participants.pulse():
                        break

    def _tell_who_waits(self) -> None:
        now = self.stage.env.now()
        for _, passed in (each for each in self._waiting if each[0] <= now):
            if not passed.done():
                passed.set_result(None)
        self._waiting = [each for each in self._waiting if not each[1].done()]


@asynccontextmanager
async def live(
    language: Language = Language.FRENCH,
    people: int = 12,
    port: int = 0,
    seed: int | None = None,
    *,
    ticking: bool = True,
) -> AsyncIterator[Live]:
    """Open a live rehearsal with `people` who act on their own; its page is at `port`, or at any
    that is free. It runs until it is left, and leaves nothing.

    Unless it is `ticking`, time passes and people act when they are told to (`stage.later`,
    `participants.pulse`).

    Raises PortTakenError where the page cannot be served.
    """
    script, chance = load_script(language), Random(seed)
    now, zone = CLOCK(), get_localzone_name()
    with tempfile.TemporaryDirectory(prefix="gommette-") as folder:
        path = Path(folder) / "rehearsal.db"
        async with stage(path, rng=Random(chance.random()), check_errors=False) as made:
            room, manager = await _room(made, script, now, zone)
            cast = [room.person(name, language) for name in script.names(max(people, _LEAST))]
            await made.env.settle()
            pages = Pages(made.env)
            habits = habits_of(language, chance)
            acting = Participants(room, cast[:people], habits, chance, lambda: pages.looked_as)
            held = Live(made, room, manager, cast, acting, script, pages)
            viewers = [one.member for one in (room.lead, *cast, manager)]
            async with (
                pages.serving(room.channel, viewers, language, zone, port) as held.address,
                pages.serving(room.coordination, viewers, language, zone) as held.coordination,
            ):
                if ticking:
                    held.running = asyncio.create_task(held.run())
                try:
                    yield held
                finally:
                    if held.running is not None:
                        held.running.cancel()
                        await asyncio.wait([held.running])
                    await acting.close()


async def _room(made: Stage, script: Script, now: datetime, zone: str) -> tuple[Room, Person]:
    """Return a room as its server has set it up, at the hour that it is, and who manages it."""
    set_clock(made.env, now)
    name_bot(made.env, "Gommette")
    language, t = script.language, catalogue(script.language)
    server = made.server(t("rehearsal.live.server"))
    meeting = server.create_text_channel(t("rehearsal.live.meeting"))
    coordination = server.create_text_channel(t("rehearsal.live.coordination"))
    lead = made.person(server, script.facilitator, language)
    room = Room(made, server, meeting, coordination, lead)
    manager = room.manager(t("rehearsal.live.manager"), language)
    for command, options in (
        ("settings coordinators", {"channel": coordination}),
        ("settings language", {"language": language.value}),
        ("settings timezone", {"zone": zone}),
    ):
        await manager.command(coordination, command, **options)
    return room, manager
