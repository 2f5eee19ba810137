"""People who vote, write and sort over real sockets: the program as it runs, beside a bare bot on
the same ones."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from bot.services.context import Context
from bot.services.themes import naming, together
from bot.services.themes import sorting as themes
from bot.store import Database
from bot.workshop.sessions.permissions import Actor
from tests.bench.figures import kind_of
from tests.builders import NOUR, collect, group, new_session, recipe, reveal
from tests.builders import vote as vote_step
from tests.host.interactions import Callback
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
SORT = "together.sort"
_THEMES = ("Les repas", "Les achats", "Le soin", "Les familles", "Les métiers", "Le quartier")
_HANDFULS = 3
_ERRORS = 0.2


@dataclass
class Crowd:
    """What came of a crowd's presses: `waits` are the seconds of those answered; `spent` is the
    processor time of the bot, `lasted` that of the clock, in seconds; `requests` went to Discord,
    by kind. Of what people sent (`sent` answers in forms) `kept` stand in the database."""

    people: int
    waits: list[float] = field(default_factory=list)
    unanswered: int = 0
    done: int = 0
    spent: float = 0.0
    lasted: float = 0.0
    requests: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    kept: int = 0

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
    path: Path | None = None  # of the database


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


async def sort(hall: Hall, people: int, seconds: float) -> Crowd:
    """Have so many people take handfuls of a wall and send them, who begin one after the other
    within `seconds`."""
    chance = Random(people)

    async def one(person: Person, crowd: Crowd) -> None:
        form = await _timed(crowd, person.press(hall.card, SORT))
        for _ in range(_HANDFULS):
            if form.kind is not Callback.FORM:
                return  # nothing is left
            filled = {}
            for label in form.content["components"]:
                choices = sorted(int(o["value"]) for o in label["component"]["options"][:-2])
                number = int(label["component"]["custom_id"])
                right = choices[number % len(choices)]
                wrong = chance.random() < _ERRORS
                filled[str(number)] = str(chance.choice(choices) if wrong else right)
            receipt = await _timed(crowd, person.fill(form, **filled))
            crowd.sent += len(filled)
            form = await _timed(crowd, person.press(receipt, SORT))

    crowd = await _crowd(hall, people, seconds, one)
    assert hall.path is not None
    with closing(sqlite3.connect(hall.path)) as database:
        (crowd.kept,) = database.execute("SELECT count(*) FROM sorting_answers").fetchone()
    return crowd


async def _crowd(
    hall: Hall, people: int, seconds: float, act: Callable[[Person, Crowd], Awaitable[None]]
) -> Crowd:
    crowd = Crowd(people)
    members = [hall.discord.person(hall.channel, f"personne {n}") for n in range(people)]
    before, asked = _spent(hall), len(hall.discord.requests)
    started = asyncio.get_running_loop().time()

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
    crowd.lasted = asyncio.get_running_loop().time() - started
    crowd.requests.update(kind_of(*one.split(" ", 1)) for one in hall.discord.requests[asked:])
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
async def sorting(postits: int) -> AsyncIterator[Hall]:
    """Gommette with a wall of so many post-its that the room sorts together."""
    kept: list[Path] = []

    async def prepared(path: Path, channel: Channel) -> None:
        kept.append(path)
        database = await Database.open(path)
        plan = recipe(collect(per_person=100), reveal(), group())
        new = replace(new_session(plan), server_id=channel.guild, channel_id=channel.id)
        try:
            ctx = Context(database)
            room = await Room.open(ctx, new)
            await room.start()
            for number in range(postits):
                idea = f"Un souvenir parmi les autres, le {number}e"
                await room.write(Actor(10**17 + number % 20, "Awa"), idea)
            await room.next()
            await room.next()
            step = (await room.step()).id
            seen = (await themes.board(ctx, step, NOUR)).revision
            await naming.name_all(ctx, step, NOUR, "\n".join(_THEMES), seen)
            await together.start(ctx, step, NOUR)
        finally:
            await database.close()

    async with _served("", prepared) as (discord, program, channel):
        await program.until("ready on 1 servers")
        card = await discord.newest(channel, SORT)
        yield Hall(discord, program, channel, card, (SORT,), kept[0])


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
