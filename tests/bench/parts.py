"""What `make bench` measures, part by part; each can be asked for alone."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench.closing import closing
from tests.bench.figures import Figure, middle
from tests.bench.large import million
from tests.bench.run import LIMIT
from tests.bench.sockets import (
    MOST_OPTIONS,
    OPTIONS,
    VOTING,
    WRITING,
    Crowd,
    bare,
    gommette,
    vote,
    write,
)
from tests.bench.sorting import room_sorts

PARTS = ("acts", "shares", "closing", "sorting", "large", "sockets", "likeness")

# What one voter may cost, in milliseconds of processor.
_EACH = 8.0
_MORE = 1.1  # times, with many more options: what is shown is the same
_PEOPLE = 1000
_SOON, _CALMLY = 8.0, 30.0  # seconds


async def sorts(rounds: int) -> list[Figure]:
    return await room_sorts(rounds)


async def large(rounds: int) -> list[Figure]:
    return await million(10_000, 1_000_000, min(rounds, 3))


async def closes(rounds: int) -> list[Figure]:
    return await closing(rounds=min(rounds, 2))


async def sockets(rounds: int, people: int = _PEOPLE) -> list[Figure]:
    """Return what came of crowds that vote and write over real sockets."""
    soon, calmly = _SOON * people / _PEOPLE, _CALMLY * people / _PEOPLE
    floors: list[Crowd] = []
    quick: list[Crowd] = []
    calm: list[Crowd] = []
    many: list[Crowd] = []
    written: list[Crowd] = []
    bare_written: list[Crowd] = []
    for _ in range(min(rounds, 3)):
        async with bare(*VOTING) as hall:
            floors.append(await vote(hall, people, soon))
        async with gommette(OPTIONS) as hall:
            quick.append(await vote(hall, people, soon))
        async with gommette(OPTIONS) as hall:
            calm.append(await vote(hall, people, calmly))
        async with gommette(MOST_OPTIONS) as hall:
            many.append(await vote(hall, people, calmly))
        async with bare(*WRITING) as hall:
            bare_written.append(await write(hall, people, calmly))
        async with gommette(0) as hall:
            written.append(await write(hall, people, calmly))
    voted = f"{people:,} people vote on {OPTIONS} options in"
    return [
        *_crowd(f"{voted} {_SOON:.0f} s", quick, floors),
        *_crowd(f"{voted} {_CALMLY:.0f} s", calm, floors),
        middle(
            f"a voter among {MOST_OPTIONS:,} options, and among {OPTIONS}: processor",
            "ms",
            [one.each for one in many],
            [one.each for one in calm],
            limit=_MORE,
            limited="ratio",
        ),
        middle(
            f"{people:,} people open a form and send it: processor of each",
            "ms",
            [one.each for one in written],
            [one.each for one in bare_written],
            limit=LIMIT,
            limited="ratio",
        ),
    ]


def _crowd(told: str, crowds: list[Crowd], floors: list[Crowd]) -> list[Figure]:
    def figure(
        what: str, unit: str, of: Callable[[Crowd], float], limit: float | None = None
    ) -> Figure:
        ours, theirs = [of(one) for one in crowds], [of(one) for one in floors]
        return middle(f"{told}: {what}", unit, ours, theirs, limit=limit)

    return [
        figure("presses unanswered", "", lambda one: one.unanswered, 0),
        figure("slowest answer", "ms", lambda one: one.slowest, 3000),
        figure("processor of each", "ms", lambda one: one.each, _EACH),
    ]
