"""Whatever goes wrong at whatever request, everyone comes home and nothing of ours is left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.gatherings import Bringer
from bot.services.context import Context
from bot.services.sessions import steering
from bot.services.subgroups import forming
from bot.store import Database
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.subgroups.bringing import STAYS_FOR
from tests.builders import NOUR, new_session
from tests.discord.subgroups.gathering import groups_recipe
from tests.services.room import Room
from tests.services.subgroups.discord import CAFE, HOME, Fault, Killed, World

PEOPLE = list(range(1000, 1010))
_channels = count(5000)


@dataclass
class Meeting:
    """A session at its first step of groups, in a modelled Discord, with the worker that brings
    people to their groups and back."""

    room: Room
    world: World
    seconds: float = 0.0
    worker: Bringer = field(init=False)

    def __post_init__(self) -> None:
        self.again()

    def again(self) -> None:
        """The program starts, knowing nothing but its rows."""
        self.worker = Bringer(
            self.room.ctx, self.world, lambda: self.room.now, self.steady, lambda _: None
        )

    def steady(self) -> float:
        return self.seconds

    def later(self, seconds: float) -> None:
        self.seconds += seconds
        self.room.now += timedelta(seconds=seconds)

    async def run(self, most: float) -> None:
        """Let the bot do what it does in so many seconds; it is started again when it is killed."""
        end = self.seconds + most
        while True:
            try:
                pause = await self.worker.turn(self.room.session_id, lambda: False)
            except Killed:
                self.again()
                continue
            if pause is None or self.seconds + pause > end:
                self.later(max(0.0, end - self.seconds))
                return
            assert pause > 0
            self.later(pause)

    async def lead(self, what: Callable[[], Awaitable[object]]) -> None:
        """Have the leader do something, where it can be done."""
        with suppress(Refusal):
            await what()

    async def act(self, event: str) -> None:
        """Have something happen that is not ours."""
        ctx, now, step = self.room.ctx, self.room.now, await self.room.step()
        present = [p for p in PEOPLE if self.world.voice.get(p) == HOME]
        match event:
            case "form":
                await self.lead(lambda: forming.form(ctx, step.id, NOUR, PEOPLE, HOME, {}, now))
            case "form some":
                await self.lead(lambda: forming.form(ctx, step.id, NOUR, present, HOME, {}, now))
            case "again":
                await self.lead(
                    lambda: forming.again(ctx, step.id, NOUR, PEOPLE, HOME, {}, now, anyway=True)
                )
            case "back":
                await self.lead(lambda: forming.bring_back(ctx, step.id, NOUR, now))
            case "out":
                await self.lead(lambda: forming.send_out(ctx, step.id, NOUR, HOME, now))
            case "stay":
                self.world.stays.add(PEOPLE[0])
                await self.lead(lambda: forming.stay(ctx, step.id, Actor(PEOPLE[0], "Ana"), True))
            case "next":
                await self.lead(
                    lambda: steering.next_step(ctx, self.room.session_id, NOUR, step.position, now)
                )
            case "end":
                await self.lead(lambda: steering.end(ctx, self.room.session_id, NOUR, now))


def happen(world: World, event: str, person: int) -> None:
    """Have something happen in Discord."""
    rooms = world.rooms()
    match event:
        case "leaves":
            world.voice.pop(person, None)
        case "comes home" if world.home:
            world.voice[person] = HOME
        case "goes elsewhere":
            world.voice[person] = CAFE
        case "goes to a room" if rooms:
            world.voice[person] = rooms[person % len(rooms)]
        case "a room is deleted" if rooms:
            world.delete(rooms[person % len(rooms)])
        case "home is deleted":
            world.delete(HOME)
        case "rights are lost":
            world.rights = False
        case "rights are back":
            world.rights = True


IN_DISCORD = (
    "leaves", "comes home", "goes elsewhere", "goes to a room", "a room is deleted",
    "home is deleted", "rights are lost", "rights are back",
)  # fmt: skip
LED = ("form", "form some", "again", "back", "out", "next", "stay", "end")

_faults = st.dictionaries(
    st.integers(0, 60), st.sampled_from([f for f in Fault if f is not Fault.NONE]), max_size=8
)
_events = st.dictionaries(
    st.integers(0, 60), st.tuples(st.sampled_from(IN_DISCORD), st.sampled_from(PEOPLE)), max_size=6
)
_led = st.lists(
    st.tuples(
        st.sampled_from(LED),
        st.integers(0, 40),
        st.sampled_from(IN_DISCORD),
        st.sampled_from(PEOPLE),
    ),
    max_size=6,
)


async def _play(
    path: Path,
    people: int,
    faults: dict[int, Fault],
    events: dict[int, tuple[str, int]],
    led: list[tuple[str, int, str, int]],
) -> None:
    database = await Database.open(path)
    try:
        await _lived(Context(database), people, faults, events, led)
    finally:
        await database.close()


async def _lived(
    ctx: Context,
    people: int,
    faults: dict[int, Fault],
    events: dict[int, tuple[str, int]],
    led: list[tuple[str, int, str, int]],
) -> None:
    room = await Room.open(ctx, new_session(groups_recipe(), channel_id=next(_channels)))
    await room.start()
    meeting = Meeting(room, World())
    world = meeting.world
    world.voice = dict.fromkeys(PEOPLE[:people], HOME)
    world.faults = dict(faults)

    def before(number: int) -> None:
        if number in events:
            happen(world, *events[number])

    world.before = before
    await meeting.act("form")
    await meeting.run(30)
    for what, seconds, event, person in led:
        happen(world, event, person)
        await meeting.act(what)
        await meeting.run(seconds)
    # From now on the day is a good one, and whoever leads ends the session.
    world.faults, world.before, world.rights = {}, lambda _: None, True
    meeting.worker.forgive(room.session_id)
    await meeting.act("end")
    in_rooms = {p for p, at in world.voice.items() if at in world.channels}
    await meeting.run(60)
    if world.home:
        assert {p for p in in_rooms if world.voice.get(p) != HOME} == set()
    elif set(world.voice.values()) & set(world.rooms()):
        await meeting.run(STAYS_FOR.total_seconds())
        async with ctx.database.read() as tx:
            assert await tx.gatherings.troubles(room.session_id) != ()
        world.voice = {p: at for p, at in world.voice.items() if at not in world.channels}
    await meeting.run(STAYS_FOR.total_seconds() + 3600)
    assert world.channels == {}, "places of ours are left"
    assert set(world.voice.values()) <= {HOME, CAFE}
    async with ctx.database.read() as tx:
        assert await tx.gatherings.kept(room.session_id) is None
    assert len(world.asked) < 400


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One database for all examples: each has a session of its own."""
    return tmp_path_factory.mktemp("groups") / "gommette.db"


# Nobody can be moved home: rooms wait for people to leave them.
@example(people=4, faults={}, events={}, led=[("form", 0, "home is deleted", PEOPLE[0])])
@settings(max_examples=30)
@given(people=st.integers(0, len(PEOPLE)), faults=_faults, events=_events, led=_led)
def test_everyone_comes_home_whatever_happens(
    path: Path,
    people: int,
    faults: dict[int, Fault],
    events: dict[int, tuple[str, int]],
    led: list[tuple[str, int, str, int]],
) -> None:
    asyncio.run(_play(path, people, faults, events, led))
