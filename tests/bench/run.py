"""One run: rounds of Gommette and the floor in turn, so that both meet the same machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
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

Opening = Callable[[Path], AbstractAsyncContextManager[Hall]]


@dataclass(frozen=True, slots=True)
class Round:
    """What one bot did with all the loads: real seconds for all `forms`, for each of `ballots`."""

    typed: Typed
    forms: float
    ballots: list[float]


@dataclass(frozen=True, slots=True)
class Result:
    """The figures, and the requests that Gommette sent to Discord for the typed post-its."""

    size: Size
    rounds: int
    figures: tuple[Figure, ...]
    requests: dict[str, int]

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
        return middle(name, "a second", gommette, floor, more_is_better=True)

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
    )


async def _round(opening: Opening, size: Size) -> Round:
    with tempfile.TemporaryDirectory() as folder:
        async with opening(Path(folder)) as hall:
            await hall.move_on(accepts_typed)
            typed = await type_postits(hall, size)
    with tempfile.TemporaryDirectory() as folder:
        async with opening(Path(folder)) as hall:
            forms = await send_forms(hall, size)
            await hall.move_on(at_a_vote)
            return Round(typed, forms, await cast_ballots(hall, size))
