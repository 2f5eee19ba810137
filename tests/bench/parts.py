"""What `make bench` measures, part by part; each can be asked for alone."""

from __future__ import annotations

from tests.bench.closing import closing
from tests.bench.figures import Figure, middle
from tests.bench.large import million
from tests.bench.sockets import MOST_OPTIONS, OPTIONS, Crowd, bare, gommette, vote

PARTS = ("acts", "shares", "closing", "large", "sockets")

# What one voter may cost, in milliseconds of processor.
_EACH = 8.0
_PEOPLE = 1000
_SOON, _CALMLY = 8.0, 30.0  # seconds


async def large(rounds: int) -> list[Figure]:
    return await million(10_000, 1_000_000, min(rounds, 3))


async def closes(rounds: int) -> list[Figure]:
    return await closing(rounds=min(rounds, 2))


async def sockets(rounds: int, people: int = _PEOPLE) -> list[Figure]:
    """Return what came of crowds that vote over real sockets."""
    floors, soon, calmly, many = [], [], [], []
    for _ in range(min(rounds, 2)):
        async with bare() as hall:
            floors.append(await vote(hall, people, _SOON * people / _PEOPLE))
        async with gommette(OPTIONS) as hall:
            soon.append(await vote(hall, people, _SOON * people / _PEOPLE))
        async with gommette(OPTIONS) as hall:
            calmly.append(await vote(hall, people, _CALMLY * people / _PEOPLE))
        async with gommette(MOST_OPTIONS) as hall:
            many.append(await vote(hall, max(1, people // 10), _SOON * people / _PEOPLE))

    def figure(
        name: str, unit: str, ours: list[float], theirs: list[float], limit: float | None = None
    ) -> Figure:
        return middle(name, unit, ours, theirs, limit=limit)

    def crowd(told: str, crowds: list[Crowd], answered: bool) -> list[Figure]:
        unanswered = [float(one.unanswered) for one in crowds]
        none = [float(one.unanswered) for one in floors]
        slowest, fastest = [one.slowest for one in crowds], [one.slowest for one in floors]
        each, bare_each = [one.each for one in crowds], [one.each for one in floors]
        return [
            figure(f"{told}: presses unanswered", "", unanswered, none, 0 if answered else None),
            figure(f"{told}: slowest answer", "ms", slowest, fastest),
            figure(f"{told}: processor of each", "ms", each, bare_each, _EACH),
        ]

    return [
        *crowd(f"{people} people vote on {OPTIONS} options in {_SOON:.0f} s", soon, True),
        *crowd(f"{people} people in {_CALMLY:.0f} s", calmly, True),
        figure(
            f"a voter among {MOST_OPTIONS} options, and among {OPTIONS}",
            "ms",
            [one.each for one in many],
            [one.each for one in calmly],
        ),
    ]
