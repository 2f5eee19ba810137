"""The roadmap: milestones on years × dimensions, and the gaps between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.workshop.scenario import Scenario

# Two milestones with three silent years or more between them leave a gap worth naming.
GAP_YEARS = 3


@dataclass(frozen=True, slots=True)
class Milestone:
    """What happened in a year on a dimension, in the past tense; `who` made it happen."""

    id: int
    session_id: int
    year: int
    dimension: str
    statement: str
    who: str | None = None
    enablers: str | None = None
    obstacles: str | None = None
    postit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Years from `first` to `last`, both included, without a milestone on `dimension`."""

    dimension: str
    first: int
    last: int


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


def back_from_horizon(milestones: Iterable[Milestone]) -> list[tuple[int, list[Milestone]]]:
    """Return the milestones by year, latest first; within a year by dimension."""
    years: dict[int, list[Milestone]] = {}
    for milestone in sorted(milestones, key=lambda m: (-m.year, m.dimension, m.statement)):
        years.setdefault(milestone.year, []).append(milestone)
    return list(years.items())
