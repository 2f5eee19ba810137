"""The roadmap: milestones on years × dimensions, gaps between them, years that carry too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.workshop.story.scenario import Scenario

# Two milestones with three silent years or more between them leave a gap worth naming.
GAP_YEARS = 3
# Fewer milestones than this are a busy year, not an overloaded one.
LOAD_FROM = 4


@dataclass(frozen=True, slots=True)
class Milestone:
    """What happened in a year on a dimension, in the past tense; `who` made it happen.

    `who`, `enablers` and `obstacles` are one thing a line. `number` is what the room calls it:
    given once, it never changes. `after` are the identifiers of the milestones that had to be
    true before. `author` stands for the participant who placed it, while the session lives.
    `theme` is the name of the theme that it was born of, and `sources` are its post-its then.
    """

    id: int
    session_id: int
    year: int
    dimension: str
    statement: str
    who: str | None = None
    enablers: str | None = None
    obstacles: str | None = None
    postit_id: int | None = None
    number: int = 0
    after: tuple[int, ...] = ()
    author: str | None = None
    theme: str | None = None
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Years from `first` to `last`, both included, without a milestone on `dimension`."""

    dimension: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Load:
    """A year that carries clearly more milestones than the others."""

    year: int
    milestones: int


def gaps(scenario: Scenario, milestones: Iterable[Milestone]) -> tuple[Gap, ...]:
    """Return the stretches of `GAP_YEARS` or more silent years, dimension by dimension.

    Counted from the year after the origin to the year before the horizon, between milestones.
    A dimension without any milestone gives one gap over all those years.
    """
    placed = list(milestones)
    found: list[Gap] = []
    for dimension in scenario.dimensions:
        years = sorted({m.year for m in placed if m.dimension == dimension.name})
        marks = [scenario.origin, *years, scenario.horizon]
        for before, after in pairwise(marks):
            if after - before - 1 >= GAP_YEARS or (not years and after - before > 1):
                found.append(Gap(dimension.name, before + 1, after - 1))
    return tuple(found)


def overloaded(milestones: Iterable[Milestone]) -> tuple[Load, ...]:
    """Return the years that carry clearly more than their share, latest first.

    Such a year has `LOAD_FROM` milestones or more, and more than twice the average of the *other*
    years that hold any. Itself left out: counted in, a year would raise the average it is measured
    against, and two overloaded years would hide one another. Silent years are left out too, gaps
    name them. With fewer than two other years there is nothing to compare with yet: the room has
    just begun, at the horizon.
    """
    counts = Counter(milestone.year for milestone in milestones)
    others, total = len(counts) - 1, counts.total()
    if others < 2:
        return ()
    return tuple(
        Load(year, count)
        for year, count in sorted(counts.items(), reverse=True)
        if count >= LOAD_FROM and count * others > 2 * (total - count)
    )


def back_from_horizon(milestones: Iterable[Milestone]) -> list[tuple[int, list[Milestone]]]:
    """Return the milestones by year, latest first; within a year by dimension.

    Whatever it is, what a milestone of the same year needed comes below it. The pictures, the
    reports and the messages all have this order.
    """
    placed = list(milestones)
    depths = _depths(placed)
    placed.sort(key=lambda m: (-m.year, depths[m.id], m.dimension, m.statement))
    return [(year, list(found)) for year, found in groupby(placed, key=lambda m: m.year)]


def told_forward(milestones: Iterable[Milestone]) -> list[tuple[int, list[Milestone]]]:
    """Return the milestones by year, earliest first: the same road, walked the other way."""
    return [(year, found[::-1]) for year, found in reversed(back_from_horizon(milestones))]


def _depths(milestones: Sequence[Milestone]) -> dict[int, int]:
    """Return how many milestones of its own year, one after the other, rest on each."""
    depths = {milestone.id: 0 for milestone in milestones}
    years = {milestone.id: milestone.year for milestone in milestones}
    links = [
        (before, m.id) for m in milestones for before in m.after if years.get(before) == m.year
    ]
    # The longest path has fewer links than there are milestones: no cycle can keep this going.
    for _ in milestones:
        moved = False
        for before, after in links:
            if depths[before] <= depths[after]:
                depths[before] = depths[after] + 1
                moved = True
        if not moved:
            break
    return depths
