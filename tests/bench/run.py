"""One run: rounds of Gommette and the floor in turn, so that both meet the same machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from cProfile import Profile
from dataclasses import dataclass
from pathlib import Path

from bot.workshop.sessions.session import accepts_typed
from tests.bench.figures import Figure, kinds, middle, percentile
from tests.bench.loads import (
    Hall,
    Size,
    Typed,
    at_a_vote,
    bare,
    cast_ballots,
    gommette,
    send_forms,
    type_postits,
)
from tests.bench.pictures import pictures

# What Gommette is held to, in time and in processor time: so many times the bare bot.
LIMIT = 1.3

Opening = Callable[[Path], AbstractAsyncContextManager[Hall]]


@dataclass(frozen=True, slots=True)
class Round:
    """What one bot did with all the loads: real seconds for all `forms`, for each of `ballots`."""

    typed: Typed
    forms: float
    ballots: list[float]
    spent: dict[str, float]  # seconds of processor for all of each


@dataclass(frozen=True, slots=True)
class Result:
    """The figures, and the requests that Gommette sent to Discord for the typed post-its."""

    size: Size
    rounds: int
    figures: tuple[Figure, ...]
    requests: dict[str, int]
    processor: tuple[Figure, ...] = ()

    @property
    def requests_per_postit(self) -> float:
        return sum(self.requests.values()) / self.size.typed


async def run(size: Size, rounds: int) -> Result:
    """Measure; raise AssertionError when a post-it was lost."""
    ours: list[Round] = []
    theirs: list[Round] = []
    for _ in range(rounds):
        theirs.append(await _round(bare, size))
        ours.append(await _round(gommette, size))

    def per_second(name: str, number: int, seconds: Callable[[Round], float]) -> Figure:
        gommette, floor = ([number / seconds(one) for one in many] for many in (ours, theirs))
        return middle(
            name, "a second", gommette, floor, more_is_better=True, limit=LIMIT, limited="ratio"
        )

    def processor(name: str, number: int) -> Figure:
        gommette, floor = (
            [1000 * one.spent[name] / number for one in many] for many in (ours, theirs)
        )
        what = f"processor time, {name}"
        return middle(what, "ms each", gommette, floor, limit=LIMIT, limited="ratio")

    def wait(name: str, rank: int, waits: Callable[[Round], list[float]]) -> Figure:
        gommette, floor = (
            [1000 * percentile(waits(one), rank) for one in many] for many in (ours, theirs)
        )
        return middle(f"{name}, p{rank}", "ms", gommette, floor)

    def kept(rank: int) -> Figure:
        return wait("from message to committed row", rank, lambda one: one.typed.waits)

    def cast(rank: int) -> Figure:
        return wait("from choice to receipt", rank, lambda one: one.ballots)

    return Result(
        size,
        rounds,
        (
            per_second("typed post-its", size.typed, lambda one: one.typed.busy),
            kept(50),
            kept(99),
            per_second("forms", size.forms, lambda one: one.forms),
            per_second("ballots cast", size.forms, lambda one: sum(one.ballots)),
            cast(50),
            cast(99),
            *await pictures(size.notes, size.renders, rounds),
        ),
        kinds(ours[-1].typed.requests),
        (
            processor("typed post-its", size.typed),
            processor("forms", size.forms),
            processor("ballots cast", size.forms),
        ),
    )


async def profiled(opening: Opening, size: Size) -> dict[str, Profile]:
    """Return the profile of what each act takes of the loop's thread."""
    profiles: dict[str, Profile] = {}
    await _round(opening, size, profiles)
    return profiles


async def _round(opening: Opening, size: Size, profiles: dict[str, Profile] | None = None) -> Round:
    with tempfile.TemporaryDirectory() as folder:
        async with opening(Path(folder)) as hall:
            await hall.move_on(accepts_typed)
            hall.meter.profiles = profiles
            typed = await type_postits(hall, size)
            spent = hall.meter.spent
    with tempfile.TemporaryDirectory() as folder:
        async with opening(Path(folder)) as hall:
            hall.meter.profiles, hall.meter.spent = profiles, spent
            forms = await send_forms(hall, size)
            await hall.move_on(at_a_vote)
            return Round(typed, forms, await cast_ballots(hall, size), spent)
