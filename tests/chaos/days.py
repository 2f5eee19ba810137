"""Whole sessions on bad days, each of one kind, and what came of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.run import Exit
from tests.chaos import faults
from tests.chaos.faults import Fault
from tests.chaos.hall import Hall, beside, hall
from tests.chaos.ledger import Became
from tests.chaos.session import Session, said_twice
from tests.host.world import Channel


@dataclass(frozen=True, slots=True)
class Size:
    """How many people act how often in each of the three parts of a session, through how many
    faults, with at most `pause` seconds between two; `outage` is in seconds too."""

    people: int = 12
    times: int = 20
    faults: int = 8
    pause: float = 1.0
    outage: float = 60.0


@dataclass
class Report:
    """What came of a day."""

    sessions: int = 0
    kills: int = 0
    struck: int = 0
    unanswered: int = 0
    became: Became = field(default_factory=Became)
    said_twice: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """True when every promise held."""
        became = self.became
        return not (became.lost or became.doubled or became.half_done or self.said_twice)

    def add(self, other: Report) -> None:
        self.sessions += other.sessions
        self.kills += other.kills
        self.struck += other.struck
        self.unanswered += other.unanswered
        self.became.add(other.became)
        self.said_twice += other.said_twice
        self.errors += other.errors


Day = Callable[[Path, Random, Size], Awaitable[Report]]


async def _play(
    made: Hall, channel: Channel, rng: Random, size: Size, wrong: Iterator[Fault]
) -> Report:
    """Play one session from its opening to its summary, while things go wrong."""
    session = Session(made, channel, rng, size.people)
    await session.open()
    report = Report(sessions=1)
    write = (session.write, session.type, session.type, session.retype, session.unsay)
    report.struck += await _through(made, rng, size, wrong, session.crowd(size.times, *write))
    await session.vote()
    acting = session.crowd(size.times, session.choose)
    report.struck += await _through(made, rng, size, wrong, acting)
    await session.go("actions")
    report.struck += await _through(made, rng, size, wrong, session.crowd(size.times, session.act))
    document = await session.end()
    await asyncio.sleep(1)  # for what is said twice to come twice
    report.became = session.ledger.compare(document)
    report.unanswered = session.ledger.unanswered
    report.said_twice = said_twice(channel)
    return report


async def _through(
    made: Hall, rng: Random, size: Size, wrong: Iterator[Fault], acting: Awaitable[None]
) -> int:
    """Let people act, and strike while they do; return how often."""
    task, struck = asyncio.ensure_future(acting), 0
    for _ in range(size.faults):
        await asyncio.sleep(rng.random() * size.pause)
        struck += await next(wrong)(made, rng)
    await task
    return struck


def _in_turn(faults: Sequence[Fault], rng: Random) -> Iterator[Fault]:
    """Return them in an order drawn at random, each before any comes again."""
    while True:
        yield from rng.sample(faults, len(faults))


async def _played(
    made: Hall, channel: Channel, rng: Random, size: Size, wrong: Sequence[Fault]
) -> Report:
    await made.start()
    report = await _play(made, channel, rng, size, _in_turn(wrong, rng))
    code = await made.stop()
    report.kills = made.kills
    report.errors = [line for text in made.ended for line in _errors(text)]
    if code != Exit.OK:
        report.errors.append(f"exit code {code}")
    return report


def _day(*wrong: Fault) -> Day:
    """Return a day of one program on which these things go wrong."""

    async def day(folder: Path, rng: Random, size: Size) -> Report:
        async with hall(folder) as made:
            return await _played(made, made.channel(), rng, size, wrong)

    return day


async def _shards(folder: Path, rng: Random, size: Size) -> Report:
    """Two programs share the servers: each is killed while the other goes on."""
    report = Report()
    async with (
        hall(folder / "0", shard_count=2, shard_ids="0") as one,
        beside(one, folder / "1", shard_count=2, shard_ids="1") as other,
    ):
        halls = {0: one, 1: other}
        channels: dict[int, Channel] = {}
        while len(channels) < 2:
            channel = one.channel()
            channels[(channel.guild >> 22) % 2] = channel
        both = [
            _played(halls[n], channel, Random(rng.random()), size, [faults.kill])
            for n, channel in channels.items()
        ]
        for came in await asyncio.gather(*both):
            report.add(came)
    return report


async def _channel(folder: Path, rng: Random, size: Size) -> Report:
    """The channel is deleted in the middle: the coordinators read what was written."""
    async with hall(folder) as made:
        session, office = await _writing(made, rng, size)
        made.discord.rest.gone(session.channel)
        return await _ended_alone(made, session, office)


async def _removed(folder: Path, rng: Random, size: Size) -> Report:
    """The bot is removed from the server in the middle, and invited again: those who lead have
    what was written posted in another channel."""
    async with hall(folder) as made:
        session, office = await _writing(made, rng, size)
        guild = made.discord.world.guilds[session.channel.guild]
        made.discord.rest.removed(guild)
        await session.becomes("ended")
        made.discord.rest.invited(guild)
        return await _ended_alone(made, session, office)


async def _writing(made: Hall, rng: Random, size: Size) -> tuple[Session, Channel]:
    """Return a session in which people have just written, and the coordinators' channel."""
    channel = made.channel()
    office = made.discord.world.add_channel(made.discord.world.guilds[channel.guild], "bureau")
    await made.start()
    session = Session(made, channel, rng, size.people)
    await session.lead.command("settings coordinators", channel=office)
    await session.open()
    await session.crowd(size.times, session.write, session.type)
    await made.discord.becomes(lambda: all(typed.marked for typed in session.ledger.typed))
    return session, office


async def _ended_alone(made: Hall, session: Session, office: Channel) -> Report:
    """Return what became of a session that ended by itself, once its summary is in the office."""
    await session.becomes("ended")
    await session.posted_in(office)
    document = session.document(office)
    assert document is not None
    report = Report(sessions=1, struck=1, became=session.ledger.compare(document))
    report.said_twice = said_twice(office)
    await made.stop()
    report.errors = [line for text in made.ended for line in _errors(text)]
    return report


def _errors(text: str) -> list[str]:
    return [line for line in text.splitlines() if " ERROR " in line or " CRITICAL " in line]


def days(size: Size) -> Mapping[str, Day]:
    """Return what can be played, by name."""
    away = faults.away(size.outage)
    everything = (faults.kill, faults.cut, faults.forgotten, *faults.REFUSALS.values())
    return {
        "kills": _day(faults.kill),
        "refusals": _day(*faults.REFUSALS.values()),
        "gateway": _day(faults.cut, faults.forgotten),
        "outage": _day(away),
        "clock": _day(faults.wrong_clock, faults.kill),
        "disk": _day(faults.full_disk(size.outage)),
        "shards": _shards,
        "channel": _channel,
        "removed": _removed,
        "everything": _day(*everything),
    }
