"""Marks: what is told of them is exact, and of few it is nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.workshop.errors import Refusal
from bot.workshop.rate.marks import (
    MARKS,
    REMARK_LIMIT,
    Given,
    Result,
    check_mark,
    check_remark,
)
from tests.builders import both, rate, titled

OWN = st.lists(st.sampled_from(MARKS), max_size=12)
ROOM = st.dictionaries(st.sampled_from(MARKS), st.integers(1, 9))


@given(OWN, ROOM)
def test_of_enough_marks_the_numbers_and_the_mean_are_exact(
    own: list[int], room: dict[int, int]
) -> None:
    result = Result.of(own, room)
    every = own + [mark for mark, people in room.items() for _ in range(people)]
    assert (result.marks, result.in_room) == (len(every), len(every) - len(own))
    # Under three; and those whom the room's marks, which a facilitator knows, would leave alone.
    few = len(every) < 3 or 0 < len(own) < 3
    assert result.told is not few
    if few:
        assert (result.by_mark, result.mean, result.points) == ({}, None, 0)
    else:
        assert result.by_mark == {mark: every.count(mark) for mark in MARKS}
        assert result.mean == Fraction(sum(every), len(every))
    assert Result.model_validate_json(result.model_dump_json()) == result
    assert Given(result.marks, result.in_room).few is few


@given(OWN, ROOM)
def test_what_is_kept_of_few_marks_depends_on_their_number_alone(
    own: list[int], room: dict[int, int]
) -> None:
    result = Result.of(own, room)
    if not result.told:
        others = [6 - mark for mark in own]
        turned = {6 - mark: people for mark, people in room.items()}
        assert Result.of(others, turned) == result


@pytest.mark.parametrize(
    ("marks", "in_room", "counts"),
    [(3, 0, (1, 1, 0, 0, 0)), (2, 3, None), (3, 0, (4, -1, 0, 0, 0))],
)
def test_numbers_that_do_not_add_up_are_no_result(marks: int, in_room: int, counts: Any) -> None:
    with pytest.raises(ValidationError):
        Result(marks=marks, in_room=in_room, counts=counts)


@pytest.mark.parametrize("mark", [0, 6, -1, 10**9])
def test_what_is_no_mark_is_refused(mark: int) -> None:
    with pytest.raises(Refusal):
        check_mark(mark)


def test_a_remark_is_one_line_and_short_and_may_be_nothing() -> None:
    assert check_remark("  plus\n de \u202e temps ") == "plus de temps"
    assert check_remark("\u200b \n") == ""
    assert check_remark("é" * REMARK_LIMIT) == "é" * REMARK_LIMIT
    with pytest.raises(Refusal, match=r"text\.too_long"):
        check_remark("é" * (REMARK_LIMIT + 1))


@pytest.mark.parametrize("marks", [0, 2, 3, 4])
def test_marks_are_complete_once_all_who_are_expected_gave_theirs(marks: int) -> None:
    assert Given(marks, expected=3).complete is (marks >= 3)
    assert not Given(marks).complete


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"lowest": titled("Non")}, "lowest and highest, or neither"),
        ({"question": both("Alors ?")}, "needs lowest and highest"),
        ({"expected": 2}, "greater than or equal to 3"),
    ],
)
def test_a_scale_of_its_own_has_words_for_both_ends(settings: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        rate(**settings)
