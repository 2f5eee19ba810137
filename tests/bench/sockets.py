"""People who vote over real sockets: the program as it runs, beside a bare bot on the same ones."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.host.people import Answer, Person, Unanswered
from tests.host.server import FakeDiscord
from tests.host.world import Channel, Payload
from tests.measured import processor
from tests.process.running import APPLICATION, TOKEN, Program

OPTIONS = 60
MOST_OPTIONS = 1000
CHOSEN = ("3", "7", "19")


@dataclass
class Crowd:
    """What came of a crowd's presses: `waits` are the seconds of those answered; `spent` is the
    processor time of the bot, in seconds."""

    people: int
    waits: list[float] = field(default_factory=list)
    unanswered: int = 0
    voted: int = 0
    spent: float = 0.0

    @property
    def each(self) -> float:
        """Milliseconds of processor for each voter."""
        return 1000 * self.spent / self.people

    @property
    def slowest(self) -> float:
        """The longest wait for an answer, in milliseconds; three seconds where none came."""
        return 3000.0 if self.unanswered else 1000 * max(self.waits)


@dataclass(frozen=True, slots=True)
class Floor:
    """How people vote on one of the two bots: what leads to each act."""

    discord: FakeDiscord
    program: Program
    channel: Channel
    card: Payload
    verbs: tuple[str, str, str]  # open, choose, cast


async def vote(hall: Floor, people: int, seconds: float) -> Crowd:
    """Have so many people vote, who begin one after the other within `seconds`."""
    crowd = Crowd(people)
    members = [hall.discord.person(hall.channel, f"personne {n}") for n in range(people)]
    before = _spent(hall)

    async def one(person: Person, start: float) -> None:
        await asyncio.sleep(start)
        opening, choosing, casting = hall.verbs
        try:
            ballot = await _timed(crowd, person.press(hall.card, opening))
            marked = await _timed(crowd, person.choose(ballot, choosing, *CHOSEN))
            await _timed(crowd, person.press(marked, casting))
            crowd.voted += 1
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


def _spent(hall: Floor) -> float:
    spent = processor(hall.program.pid)
    return spent if spent is not None else 0.0


@asynccontextmanager
async def gommette(options: int) -> AsyncIterator[Floor]:
    """Gommette with a vote of so many options."""
    async with _served("") as (discord, program, channel):
        await program.until("ready on 1 servers")
        lead = discord.person(channel, "Maëlle", manages=True)
        listed = " ; ".join(f"Une proposition à elle seule, la {n}e" for n in range(1, options + 1))
        await lead.command(
            "vote open", question="Par quoi commencer ?", method="dots", options=listed, minutes=60
        )
        card = await discord.newest(channel, "ballot.open")
        yield Floor(discord, program, channel, card, ("ballot.open", "ballot.put", "ballot.cast"))


@asynccontextmanager
async def bare() -> AsyncIterator[Floor]:
    """The bare bot."""
    async with _served("tests.bench.bare_host") as (discord, program, channel):
        await program.until("ready")
        row = {
            "type": 1,
            "components": [{"type": 2, "style": 2, "label": "o", "custom_id": "open"}],
        }
        card = discord.world.message(channel, discord.world.bot, {"components": [row]})
        yield Floor(discord, program, channel, card, ("open", "choose", "cast"))


@asynccontextmanager
async def _served(module: str) -> AsyncIterator[tuple[FakeDiscord, Program, Channel]]:
    with tempfile.TemporaryDirectory() as folder:
        async with FakeDiscord(APPLICATION, TOKEN, heartbeat=40.0) as discord:
            channel = discord.world.add_channel(discord.world.add_guild())
            program = await Program.start(
                (),
                {"database": Path(folder) / "bench.db", "discord_token": TOKEN},
                discord.address,
                module,
            )
            try:
                yield discord, program, channel
            finally:
                await program.kill()
