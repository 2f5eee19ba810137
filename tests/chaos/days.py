"""Whole sessions on bad days, each of one kind, and what came of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from bot.run import Exit
from tests.chaos import faults
from tests.chaos.faults import Fault
from tests.chaos.hall import Hall, beside, hall
from tests.chaos.leading import led
from tests.chaos.report import Day, Report, Size, errors_in
from tests.chaos.session import Session, said_twice
from tests.host.world import Channel

_FEW = 8


async def _play(made: Hall, channel: Channel, rng: Random, size: Size, wrong: Wrong) -> Report:
    """Play one session from its opening to its summary, while things go wrong."""
    session = Session(made, channel, rng, size.people)
    await session.open()
    report = Report(sessions=1, struck=wrong.struck)
    write = (session.write, session.type, session.type, session.retype, session.unsay)
    # People act for about as long as things go wrong.
    pause = 2 * wrong.number * wrong.lasts / size.times
    await _through(made, rng, size, wrong, session.crowd(size.times, *write, pause=pause))
    if wrong.settles:
        await session.settled()
    await session.vote()
    await _through(made, rng, size, wrong, session.crowd(size.times, session.choose, pause=pause))
    await session.go("actions")
    await _through(made, rng, size, wrong, session.crowd(size.times, session.act, pause=pause))
    document = await session.end()
    await asyncio.sleep(1)  # for what is said twice to come twice
    report.became = session.ledger.compare(document)
    report.unanswered = session.ledger.unanswered
    report.said_twice = said_twice(channel)
    return report


async def _through(
    made: Hall, rng: Random, size: Size, wrong: Wrong, acting: Awaitable[None]
) -> None:
    """Let people act, and strike while they do."""
    task = asyncio.ensure_future(acting)
    for _ in range(wrong.number):
        await asyncio.sleep(rng.random() * size.pause)
        await wrong.strike(made, rng)
    await task


class Wrong:
    """What goes wrong on a day, `number` times in each part, for so many seconds each: in an order
    drawn at random, each before any comes again. Where it `settles`, what is typed is read again
    later, and whoever leads waits for it."""

    def __init__(
        self,
        faults: Mapping[str, Fault],
        rng: Random,
        number: int,
        lasts: float,
        settles: bool = False,
    ) -> None:
        self.number = number
        self.lasts = lasts
        self.settles = settles
        self.struck = dict.fromkeys(faults, 0)
        self._faults = faults
        self._order = _in_turn([*faults], rng)

    async def strike(self, made: Hall, rng: Random) -> None:
        name = next(self._order)
        self.struck[name] += await self._faults[name](made, rng)


def _in_turn(names: Sequence[str], rng: Random) -> Iterator[str]:
    while True:
        yield from rng.sample(names, len(names))


async def _played(made: Hall, channel: Channel, rng: Random, size: Size, wrong: Wrong) -> Report:
    await made.start()
    report = await _play(made, channel, rng, size, wrong)
    code = await made.stop()
    report.kills = made.kills
    report.errors = errors_in(made.ended)
    if code != Exit.OK:
        report.errors.append(f"exit code {code}")
    return report


def _day(
    faults: Mapping[str, Fault],
    lasts: float = 1.0,
    most: int | None = None,
    *,
    settles: bool = False,
) -> Day:
    """Return a day of one program on which these things go wrong, at most so often in a part."""

    async def day(folder: Path, rng: Random, size: Size) -> Report:
        number = size.faults if most is None else min(most, size.faults)
        async with hall(folder) as made:
            wrong = Wrong(faults, rng, number, lasts, settles)
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
            _played(
                halls[n], channel, rng, size, Wrong({"kill": faults.kill}, rng, size.faults, 2.0)
            )
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
        return await _ended_alone(made, session, office, "channel deleted")


async def _removed(folder: Path, rng: Random, size: Size) -> Report:
    """The bot is removed from the server in the middle, and invited again: those who lead have
    what was written posted in another channel."""
    async with hall(folder) as made:
        session, office = await _writing(made, rng, size)
        guild = made.discord.world.guilds[session.channel.guild]
        made.discord.rest.removed(guild)
        await session.becomes("ended")
        made.discord.rest.invited(guild)
        return await _ended_alone(made, session, office, "bot removed")


async def _writing(made: Hall, rng: Random, size: Size) -> tuple[Session, Channel]:
    """Return a session in which people have just written, and the coordinators' channel."""
    channel = made.channel()
    office = made.discord.world.add_channel(made.discord.world.guilds[channel.guild], "bureau")
    await made.start()
    session = Session(made, channel, rng, size.people)
    await session.lead.command("settings coordinators", channel=office)
    await session.open()
    # Fewer than a person may write: each of these is kept.
    await session.crowd(min(size.times, _FEW), session.write, session.type)
    await made.discord.becomes(lambda: all(typed.marked for typed in session.ledger.typed))
    return session, office


async def _ended_alone(made: Hall, session: Session, office: Channel, struck: str) -> Report:
    """Return what became of a session that ended by itself, once its summary is in the office."""
    await session.becomes("ended")
    await session.posted_in(office)
    document = session.document(office)
    assert document is not None
    report = Report(sessions=1, struck={struck: 1}, became=session.ledger.compare(document))
    report.said_twice = said_twice(office)
    await made.stop()
    report.errors = errors_in(made.ended)
    return report


def days(size: Size) -> Mapping[str, Day]:
    """Return what can be played, by name."""
    kill, cuts = {"kill": faults.kill}, {"cut": faults.cut, "forgotten": faults.forgotten}
    away, full = faults.away(size.outage), faults.full_disk(size.outage / 4)
    return {
        "kills": _day(kill, 2.0),
        "refusals": _day(faults.REFUSALS, 2.5),
        "led": led,
        "gateway": _day(cuts),
        "outage": _day({"gateway away": away}, size.outage, 1),
        "clock": _day({"clock": faults.wrong_clock, **kill}),
        "disk": _day({"disk full": full}, size.outage / 4, 2, settles=True),
        "shards": _shards,
        "channel": _channel,
        "removed": _removed,
        "everything": _day({**kill, **cuts, **faults.REFUSALS}, 2.0),
    }
