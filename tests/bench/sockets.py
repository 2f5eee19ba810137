"""People who vote over real sockets: the program as it runs, beside a bare bot on the same ones."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.services.context import Context
from bot.store import Database
from bot.workshop.sessions.permissions import Actor
from tests.builders import collect, new_session, recipe, reveal
from tests.builders import vote as vote_step
from tests.host.people import Answer, Person, Unanswered
from tests.host.server import FakeDiscord
from tests.host.world import Channel, Payload
from tests.measured import processor
from tests.process.running import APPLICATION, TOKEN, Program
from tests.services.room import Room

OPTIONS = 60
MOST_OPTIONS = 1000
VOTING, WRITING = ("open", "choose", "cast"), ("add",)  # verbs of the bare bot
CHOSEN = ("3", "7", "19")


@dataclass
class Crowd:
    """What came of a crowd's presses: `waits` are the seconds of those answered; `spent` is the
    processor time of the bot, in seconds."""

    people: int
    waits: list[float] = field(default_factory=list)
    unanswered: int = 0
    done: int = 0
    spent: float = 0.0

    @property
    def each(self) -> float:
        """Milliseconds of processor for each person."""
        return 1000 * self.spent / self.people

    @property
    def slowest(self) -> float:
        """The longest wait for an answer, in milliseconds; three seconds where none came."""
        return 3000.0 if self.unanswered else 1000 * max(self.waits)


@dataclass(frozen=True, slots=True)
class Hall:
    """How people vote on one of the two bots: what leads to each act."""

    discord: FakeDiscord
    program: Program
    channel: Channel
    card: Payload
    verbs: tuple[str, ...]  # open, choose, cast; or the form


async def vote(hall: Hall, people: int, seconds: float) -> Crowd:
    """Have so many people vote, who begin one after the other within `seconds`."""
    opening, choosing, casting = hall.verbs

    async def one(person: Person, crowd: Crowd) -> None:
        ballot = await _timed(crowd, person.press(hall.card, opening))
        marked = await _timed(crowd, person.choose(ballot, choosing, *CHOSEN))
        await _timed(crowd, person.press(marked, casting))

    return await _crowd(hall, people, seconds, one)


async def write(hall: Hall, people: int, seconds: float) -> Crowd:
    """Have so many people open a form and send it, one after the other within `seconds`."""
    (opening,) = hall.verbs

    async def one(person: Person, crowd: Crowd) -> None:
        form = await _timed(crowd, person.press(hall.card, opening))
        await _timed(crowd, person.fill(form, ideas=f"Une idée, celle de {person.user.name}"))

    return await _crowd(hall, people, seconds, one)


async def _crowd(
    hall: Hall, people: int, seconds: float, act: Callable[[Person, Crowd], Awaitable[None]]
) -> Crowd:
    crowd = Crowd(people)
    members = [hall.discord.person(hall.channel, f"personne {n}") for n in range(people)]
    before = _spent(hall)

    async def one(person: Person, start: float) -> None:
        await asyncio.sleep(start)
        try:
            await act(person, crowd)
            crowd.done += 1
        except Unanswered:
            crowd.unanswered += 1

    await asyncio.gather(
        *(one(person, rank * seconds / people) for rank, person in enumerate(members))
    )
    crowd.spent = _spent(hall) - before
    return crowd


async def _timed(crowd: Crowd, act: Awaitable[Answer]) -> Answer:
    answer = await act
    crowd.waits.append(answer.after)
    return answer


def _spent(hall: Hall) -> float:
    spent = processor(hall.program.pid)
    return spent if spent is not None else 0.0


@asynccontextmanager
async def gommette(options: int) -> AsyncIterator[Hall]:
    """Gommette with a vote on so many post-its; without any, where post-its are written."""

    async def prepared(path: Path, channel: Channel) -> None:
        database = await Database.open(path)
        plan = recipe(collect(per_person=100), reveal(), vote_step(budget=5, cap=2))
        new = replace(new_session(plan), server_id=channel.guild, channel_id=channel.id)
        try:
            room = await Room.open(Context(database), new)
            await room.start()
            for number in range(options):
                idea = f"Une proposition parmi les autres, la {number}e"
                await room.write(Actor(10**17 + number % 20, "Awa"), idea)
            if options:
                await room.next()
                await room.next()
        finally:
            await database.close()

    verbs = ("ballot.open", "ballot.put", "ballot.cast") if options else ("postit.add",)
    async with _served("", prepared) as (discord, program, channel):
        await program.until("ready on 1 servers")
        card = await discord.newest(channel, verbs[0])
        yield Hall(discord, program, channel, card, verbs)


@asynccontextmanager
async def bare(*verbs: str) -> AsyncIterator[Hall]:
    """The bare bot, with the verbs of `tests.bench.floor`."""

    async def prepared(path: Path, channel: Channel) -> None:
        """It makes its own table."""

    async with _served("tests.bench.bare_host", prepared) as (discord, program, channel):
        await program.until("ready")
        button = {"type": 2, "style": 2, "label": verbs[0], "custom_id": verbs[0]}
        row = {"type": 1, "components": [button]}
        card = discord.world.message(channel, discord.world.bot, {"components": [row]})
        yield Hall(discord, program, channel, card, verbs)


@asynccontextmanager
async def _served(
    module: str, prepared: Callable[[Path, Channel], Awaitable[None]]
) -> AsyncIterator[tuple[FakeDiscord, Program, Channel]]:
    with tempfile.TemporaryDirectory() as folder:
        async with FakeDiscord(APPLICATION, TOKEN, heartbeat=40.0) as discord:
            channel = discord.world.add_channel(discord.world.add_guild())
            path = Path(folder) / "bench.db"
            await prepared(path, channel)
            settings = {"database": path, "discord_token": TOKEN}
            program = await Program.start((), settings, discord.address, module)
            try:
                yield discord, program, channel
            finally:
                await program.kill()
