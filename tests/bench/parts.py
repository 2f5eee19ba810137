"""What `make bench` measures, part by part; each can be asked for alone."""

from __future__ import annotations

from collections.abc import Callable

from bot.interface.sending.keeper import PACE
from tests.bench.closing import closing
from tests.bench.figures import Figure, middle
from tests.bench.large import million
from tests.bench.memory import memory
from tests.bench.run import LIMIT
from tests.bench.sockets import (
    MOST_OPTIONS,
    OPTIONS,
    VOTING,
    WRITING,
    Crowd,
    bare,
    gommette,
    sort,
    sorting,
    vote,
    write,
)
from tests.bench.sorting import room_sorts

PARTS = (
    "acts",
    "shares",
    "closing",
    "sorting",
    "large",
    "sockets",
    "deadlines",
    "report",
    "memory",
    "likeness",
    "groups",
    "counting",
)

# What one voter may cost, in milliseconds of processor.
_EACH = 8.0
_MORE = 1.1  # times, with many more options: what is shown is the same
_PEOPLE = 1000
_SOON, _CALMLY = 8.0, 30.0  # seconds
_SORTERS, _POSTITS = 200, 300


async def sorts(rounds: int) -> list[Figure]:
    return [*await room_sorts(rounds), *await sorts_over_sockets(rounds)]


async def sorts_over_sockets(
    rounds: int, people: int = _SORTERS, postits: int = _POSTITS, seconds: float = _SOON
) -> list[Figure]:
    """Return what came of a crowd that sorts a wall over real sockets: its floor is one that opens
    a form and sends it, and for the card, its own pace."""
    ours: list[Crowd] = []
    floors: list[Crowd] = []
    for _ in range(min(rounds, 3)):
        async with bare(*WRITING) as hall:
            floors.append(await write(hall, people, seconds))
        async with sorting(postits) as hall:
            ours.append(await sort(hall, people, seconds))
    told = f"{people:,} people sort {postits:,} post-its, all within {seconds:.0f} s"
    counted = [one.requests for one in ours]
    lost = [abs(one.sent - one.kept) for one in ours]
    return [
        *_crowd(told, ours, floors, most=None),
        middle(f"{told}: answers lost, or counted twice", "", lost, [0] * len(ours), limit=0),
        middle(
            f"{told}: edits of the card, and one every {PACE:.0f} s",
            "",
            [one["card edits"] for one in counted],
            [1 + one.lasted / PACE for one in ours],
            limit=1,
            limited="ratio",
        ),
        *(
            middle(
                f"{told}: {kind} to Discord, and presses answered",
                "",
                [one[kind] for one in counted],
                [len(one.waits) for one in ours],
            )
            for kind in sorted(set().union(*counted) - {"card edits"})
        ),
    ]


async def large(rounds: int) -> list[Figure]:
    return await million(10_000, 1_000_000, min(rounds, 3))


async def remembers(rounds: int) -> list[Figure]:
    return await memory(10_000, 1_000_000, min(rounds, 5))


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


def _crowd(
    told: str, crowds: list[Crowd], floors: list[Crowd], most: float | None = _EACH
) -> list[Figure]:
    def figure(
        what: str, unit: str, of: Callable[[Crowd], float], limit: float | None = None
    ) -> Figure:
        ours, theirs = [of(one) for one in crowds], [of(one) for one in floors]
        return middle(f"{told}: {what}", unit, ours, theirs, limit=limit)

    return [
        figure("presses unanswered", "", lambda one: one.unanswered, 0),
        figure("slowest answer", "ms", lambda one: one.slowest, 3000),
        figure("processor of each", "ms", lambda one: one.each, most),
    ]
