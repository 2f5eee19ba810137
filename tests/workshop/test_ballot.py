from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.ballot import left, move_dot
from bot.workshop.errors import Refusal
from bot.workshop.steps import Vote
from tests.builders import vote

OPTIONS = frozenset({1, 2, 3, 7})


@st.composite
def plans(draw: st.DrawFn) -> Vote:
    budget = draw(st.integers(1, 9))
    cap = draw(st.none() | st.integers(1, budget))
    return vote(budget=budget, cap=cap)


@given(plans(), st.lists(st.tuples(st.sampled_from([1, 2, 3, 7, 8]), st.sampled_from([1, -1]))))
def test_no_sequence_of_moves_gets_past_the_budget_or_the_cap(
    plan: Vote, moves: list[tuple[int, int]]
) -> None:
    dots: dict[int, int] = {}
    for option, by in moves:
        before = dict(dots)
        try:
            dots = move_dot(plan, dots, OPTIONS, option, by)
        except Refusal as refusal:
            assert _right(refusal, plan, before, option, by)
            assert dots == before
            continue
        assert dots.keys() <= OPTIONS
        assert all(1 <= count <= (plan.cap or plan.budget) for count in dots.values())
        assert sum(dots.values()) <= plan.budget
        assert left(plan, dots) == left(plan, before) - by
        assert {**dots, option: 0} == {**before, option: 0}


def _right(refusal: Refusal, plan: Vote, before: dict[int, int], option: int, by: int) -> bool:
    """True when the refusal says what is really the matter."""
    there = before.get(option, 0)
    match refusal.key:
        case "ballot.unknown_option":
            return option not in OPTIONS
        case "ballot.none_there":
            return by < 0 and there == 0
        case "ballot.cap":
            return by > 0 and there == plan.cap
        case "ballot.budget":
            return by > 0 and sum(before.values()) == plan.budget
    return False


@given(plans(), st.lists(st.sampled_from(sorted(OPTIONS)), min_size=1, max_size=9))
def test_what_was_placed_can_always_be_taken_back(plan: Vote, choices: list[int]) -> None:
    placed: list[int] = []
    dots: dict[int, int] = {}
    for option in choices:
        try:
            dots = move_dot(plan, dots, OPTIONS, option, 1)
        except Refusal:
            continue
        placed.append(option)
    for option in placed:
        dots = move_dot(plan, dots, OPTIONS, option, -1)
    assert dots == {}
    assert left(plan, dots) == plan.budget


def test_a_move_does_not_change_the_ballot_it_started_from() -> None:
    before = {1: 2}
    assert move_dot(vote(), before, OPTIONS, 1, 1) == {1: 3}
    assert before == {1: 2}


def test_a_cap_above_the_budget_is_a_mistake_of_the_recipe() -> None:
    with pytest.raises(ValueError, match="cap should be at most the budget"):
        vote(budget=3, cap=4)
