from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.roadmap.dependencies import can_come_before, check_before, check_year, resting_on
from bot.workshop.roadmap.grid import Milestone, told_forward
from tests.builders import milestone

YEARS = st.integers(2022, 2026)  # few years: many milestones share one


def refusal(milestone_: Milestone, before: Milestone, placed: list[Milestone]) -> Refusal | None:
    try:
        check_before(milestone_, [before], placed)
    except Refusal as found:
        return found
    return None


@st.composite
def histories(draw: st.DrawFn) -> list[Milestone]:
    """A roadmap after any sequence of links and of moves, those refused left out."""
    years = draw(st.lists(YEARS, min_size=2, max_size=7))
    placed = [milestone(year, number=rank) for rank, year in enumerate(years, start=1)]
    ranks = st.integers(0, len(placed) - 1)
    ties = st.tuples(st.just("tie"), ranks, ranks)
    unties = st.tuples(st.just("untie"), ranks, ranks)
    moves = st.tuples(st.just("move"), ranks, YEARS)
    for what, rank, other in draw(st.lists(st.one_of(ties, ties, unties, moves), max_size=40)):
        here = placed[rank]
        try:
            if what == "tie":
                before = placed[other]
                check_before(here, [before], placed)
                placed[rank] = replace(here, after=tuple({*here.after, before.id}))
            elif what == "untie":
                gone = placed[other].id
                placed[rank] = replace(here, after=tuple(set(here.after) - {gone}))
            else:
                check_year(here, other, placed)
                placed[rank] = replace(here, year=other)
        except Refusal:
            continue
    return placed


@given(histories())
def test_whatever_is_accepted_the_road_never_turns_in_circles(placed: list[Milestone]) -> None:
    left = {m.id: set(m.after) for m in placed}
    while left:
        free = {one for one, before in left.items() if not before}
        assert free, f"a circle among {sorted(left)}"
        left = {one: before - free for one, before in left.items() if one not in free}


@given(histories())
def test_whatever_is_accepted_nothing_rests_on_what_comes_later(placed: list[Milestone]) -> None:
    years = {m.id: m.year for m in placed}
    assert all(years[before] <= m.year for m in placed for before in m.after)
    told = [m for _, found in told_forward(placed) for m in found]
    order = {m.id: rank for rank, m in enumerate(told)}
    assert all(order[before] < order[m.id] for m in placed for before in m.after)


@given(histories())
def test_what_is_offered_is_accepted_and_nothing_else_is(placed: list[Milestone]) -> None:
    for m in placed:
        offered = {other.id for other in can_come_before(m, placed)}
        accepted = {other.id for other in placed if refusal(m, other, placed) is None}
        assert offered == accepted - set(m.after)


def test_the_nearest_years_are_offered_first_then_the_same_dimension() -> None:
    late = milestone(2030, "Services", number=1)
    placed = [
        late,
        milestone(2024, "Services", number=2),
        milestone(2029, "Liens", number=3),
        milestone(2029, "Services", number=4),
        milestone(2031, "Services", number=5),
    ]
    assert [m.number for m in can_come_before(late, placed)] == [4, 3, 2]


def test_a_circle_through_others_is_refused_with_its_number() -> None:
    first = milestone(2030, number=1)
    second = milestone(2030, number=2, after=[1])
    third = milestone(2030, number=3, after=[2])
    placed = [first, second, third]
    assert resting_on(1, placed) == {1, 2, 3}
    found = refusal(first, third, placed)
    assert found is not None
    assert (found.key, found.params) == ("milestone.circle", {"number": 3})
    found = refusal(first, first, placed)
    assert found is not None
    assert found.key == "milestone.circle"


def test_what_comes_later_cannot_have_come_before() -> None:
    early, late = milestone(2024, number=1), milestone(2030, number=2)
    found = refusal(early, late, [early, late])
    assert found is not None
    assert found.key == "milestone.before_later"
    assert found.params == {"number": 2, "year": 2030, "than": 2024}
    assert refusal(late, early, [early, late]) is None


def test_a_milestone_moves_between_those_it_is_tied_to() -> None:
    before = milestone(2024, number=1)
    here = milestone(2026, number=2, after=[1])
    after = milestone(2028, number=3, after=[2])
    placed = [before, here, after]
    for year in (2024, 2026, 2028):
        check_year(here, year, placed)
    with pytest.raises(Refusal) as early:
        check_year(here, 2023, placed)
    assert (early.value.key, early.value.params) == (
        "milestone.too_early",
        {"number": 1, "year": 2024},
    )
    with pytest.raises(Refusal) as late:
        check_year(here, 2029, placed)
    assert (late.value.key, late.value.params) == (
        "milestone.too_late",
        {"number": 3, "year": 2028},
    )
