"""How many dots each person gets, where a recipe does not say."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.kinds import Vote
from bot.workshop.vote.budget import LEAST_DOTS, MOST_DOTS, suggested
from tests.builders import poll, vote


@pytest.mark.parametrize(
    ("options", "dots"), [(0, 3), (2, 3), (12, 3), (13, 4), (25, 5), (98, 10), (300, 17), (900, 20)]
)
def test_the_square_root_is_suggested(options: int, dots: int) -> None:
    assert suggested(options) == dots


@given(st.integers(0, 5000), st.integers(0, 50))
def test_more_options_never_suggest_fewer_dots(options: int, more: int) -> None:
    dots = suggested(options)
    assert LEAST_DOTS <= dots <= min(suggested(options + more), MOST_DOTS)
    if LEAST_DOTS < dots < MOST_DOTS:
        assert abs(dots - math.sqrt(options)) <= 0.5


def left_out(**settings: object) -> Vote:
    said = vote().model_dump(exclude={"budget", "suggested"})
    return Vote.model_validate({**said, **settings})


def test_a_budget_left_out_follows_the_options_and_one_that_is_said_does_not() -> None:
    assert left_out().suggested
    assert left_out().sized(98).budget == 10
    assert vote(budget=4).sized(98).budget == 4
    kept = Vote.model_validate_json(left_out().sized(98).model_dump_json())
    assert (kept.budget, kept.suggested) == (10, True), "as a row holds it"
    assert kept.sized(30).budget == 5, "a vote that opens again on less"


def test_a_cap_is_held_against_a_budget_that_is_said_alone() -> None:
    assert left_out(cap=9).cap == 9
    with pytest.raises(ValueError, match="cap should be at most the budget"):
        vote(budget=5, cap=9)


def test_only_dots_have_a_budget_to_suggest() -> None:
    assert not poll("approval", "a", "b").suggested
    with pytest.raises(ValueError, match="no meaning for approval"):
        poll("approval", "a", "b", suggested=True)
