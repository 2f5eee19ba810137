from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.roadmap.grid import (
    GAP_YEARS,
    LOAD_FROM,
    Gap,
    Load,
    Milestone,
    back_from_horizon,
    gaps,
    overloaded,
    told_forward,
)
from bot.workshop.story.scenario import Scenario
from tests.builders import milestone, scenario

DIMENSIONS = ("Gouvernance", "Services", "Liens")


@st.composite
def roadmaps(draw: st.DrawFn) -> tuple[Scenario, list[Milestone]]:
    origin = draw(st.integers(1990, 2030))
    horizon = origin + draw(st.integers(1, 25))
    told = scenario(origin=origin, horizon=horizon, dimensions=DIMENSIONS, anchors=(horizon,))
    places = st.tuples(st.integers(origin, horizon), st.sampled_from(DIMENSIONS))
    return told, [milestone(year, lane) for year, lane in draw(st.lists(places, max_size=12))]


@given(roadmaps())
def test_a_gap_is_silent_and_no_longer_stretch_holds_it(
    made: tuple[Scenario, list[Milestone]],
) -> None:
    told, placed = made
    for gap in gaps(told, placed):
        spoken = _years(placed, gap.dimension)
        assert told.origin < gap.first <= gap.last < told.horizon
        assert not spoken & set(range(gap.first, gap.last + 1))
        assert gap.first - 1 == told.origin or gap.first - 1 in spoken
        assert gap.last + 1 == told.horizon or gap.last + 1 in spoken


@given(roadmaps())
def test_every_long_silence_is_reported_once(made: tuple[Scenario, list[Milestone]]) -> None:
    told, placed = made
    reported = gaps(told, placed)
    assert len(set(reported)) == len(reported)
    for dimension in DIMENSIONS:
        spoken = _years(placed, dimension)
        silences = _silences(told, spoken)
        long = [(a, b) for a, b in silences if b - a + 1 >= GAP_YEARS or not spoken]
        assert [(g.first, g.last) for g in reported if g.dimension == dimension] == long


def _years(placed: list[Milestone], dimension: str) -> set[int]:
    return {m.year for m in placed if m.dimension == dimension}


def _silences(told: Scenario, spoken: set[int]) -> list[tuple[int, int]]:
    """Walk the years one by one: the slow way of finding what is silent."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for year in range(told.origin + 1, told.horizon + 1):
        silent = year not in spoken and year < told.horizon
        if silent and start is None:
            start = year
        elif not silent and start is not None:
            found.append((start, year - 1))
            start = None
    return found


def test_nothing_between_2027_and_2029_on_governance() -> None:
    told = scenario(dimensions=["Gouvernance"])
    placed = [milestone(year) for year in (2024, 2026, 2030)]
    assert gaps(told, placed) == (Gap("Gouvernance", 2027, 2029),)


def test_two_silent_years_are_no_gap() -> None:
    told = scenario(dimensions=["Gouvernance"])
    assert gaps(told, [milestone(year) for year in (2024, 2027, 2030)]) == ()


def test_a_dimension_nobody_spoke_of_is_one_gap_however_short() -> None:
    assert gaps(scenario(origin=2030, dimensions=["Liens"], anchors=[2032]), []) == (
        Gap("Liens", 2031, 2031),
    )
    assert gaps(scenario(origin=2031, dimensions=["Liens"], anchors=[2032]), []) == ()


def test_the_roadmap_is_read_back_from_the_horizon() -> None:
    placed = [
        milestone(2024, "Services", "b"),
        milestone(2030, "Services", "b"),
        milestone(2030, "Services", "a"),
        milestone(2030, "Gouvernance", "z"),
    ]
    assert [
        (year, [(m.dimension, m.statement) for m in found])
        for year, found in back_from_horizon(placed)
    ] == [
        (2030, [("Gouvernance", "z"), ("Services", "a"), ("Services", "b")]),
        (2024, [("Services", "b")]),
    ]


def test_within_a_year_what_had_to_come_first_stands_below_and_is_told_first() -> None:
    placed = [
        milestone(2030, "A", number=1, after=[2]),
        milestone(2030, "B", number=2, after=[3]),
        milestone(2030, "C", number=3, after=[4]),
        milestone(2029, "D", number=4),
    ]
    back = [(year, [m.number for m in found]) for year, found in back_from_horizon(placed)]
    assert back == [(2030, [1, 2, 3]), (2029, [4])]
    forward = [(year, [m.number for m in found]) for year, found in told_forward(placed)]
    assert forward == [(2029, [4]), (2030, [3, 2, 1])]


# Overloaded years


def crowded(**years: int) -> list[Milestone]:
    """So many milestones a year: ``crowded(y2028=6)``."""
    return [milestone(int(year[1:])) for year, many in years.items() for _ in range(many)]


def test_a_year_with_more_than_twice_what_the_others_hold_is_named() -> None:
    assert overloaded(crowded(y2024=1, y2026=2, y2028=6)) == (Load(2028, 6),)
    assert overloaded(crowded(y2024=3, y2026=3, y2028=6)) == (), "twice, not more"
    assert overloaded(crowded(y2024=3, y2026=3, y2028=7)) == (Load(2028, 7),)


def test_a_few_milestones_overload_no_year() -> None:
    assert overloaded(crowded(y2024=1, y2026=1, y2028=LOAD_FROM - 1)) == ()
    assert overloaded(crowded(y2024=1, y2026=1, y2028=LOAD_FROM)) == (Load(2028, LOAD_FROM),)


def test_the_room_that_starts_from_the_horizon_is_not_told_off() -> None:
    assert overloaded([]) == ()
    assert overloaded(crowded(y2032=9)) == ()
    assert overloaded(crowded(y2032=9, y2031=1)) == ()


def test_two_overloaded_years_do_not_hide_one_another() -> None:
    assert overloaded(crowded(y2024=1, y2026=1, y2028=6, y2030=6)) == (Load(2030, 6), Load(2028, 6))


@given(roadmaps())
def test_an_overloaded_year_stands_out_from_every_average(
    made: tuple[Scenario, list[Milestone]],
) -> None:
    _, placed = made
    counts = {year: sum(m.year == year for m in placed) for year in {m.year for m in placed}}
    found = overloaded(placed)
    assert [load.year for load in found] == sorted((load.year for load in found), reverse=True)
    for load in found:
        assert load.milestones == counts[load.year] >= LOAD_FROM
        assert load.milestones * len(counts) > sum(counts.values())
    assert len(found) < len(counts) or not counts


@given(roadmaps(), st.randoms())
def test_both_ways_hold_every_milestone_once(
    made: tuple[Scenario, list[Milestone]], rng: Random
) -> None:
    _, placed = made
    unique = [replace(m, id=rank) for rank, m in enumerate(placed)]
    rng.shuffle(unique)
    back = [m for _, found in back_from_horizon(unique) for m in found]
    forward = [m for _, found in told_forward(unique) for m in found]
    assert sorted(m.id for m in back) == list(range(len(unique)))
    assert forward == back[::-1]
    assert [m.year for m in forward] == sorted(m.year for m in unique)
