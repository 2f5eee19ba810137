from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.roadmap import GAP_YEARS, Gap, Milestone, back_from_horizon, gaps
from bot.workshop.scenario import Scenario
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
