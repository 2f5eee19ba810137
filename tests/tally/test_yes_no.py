"""Yes or no: the required majority, its tie, and abstentions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.base import needed
from tests.tally.voting import Answer, answer, recount


def asked(yes: int, no: int, abstain: int = 0, **settings: object) -> Answer:
    numbers = [("yes", yes), ("no", no), ("abstain", abstain)]
    return recount("yes_no", ["yes", "no"], [(n, side) for side, n in numbers if n], **settings)


@pytest.mark.parametrize(
    ("yes", "no", "majority", "adopted"),
    [
        (2, 1, "1/2", True),
        (1, 1, "1/2", False),
        (2, 2, "2/4", False),
        (2, 1, "2/3", True),
        (19, 10, "2/3", False),
        (20, 10, "2/3", True),
        (3, 1, "3/4", True),
        (2, 0, "1/1", True),
        (99, 1, "1/1", False),
        (51, 49, "51/100", True),
    ],
)
def test_more_than_half_or_at_least_a_higher_share(
    yes: int, no: int, majority: str, adopted: bool
) -> None:
    found = asked(yes, no, abstain=5, majority=majority)
    assert found["details"]["adopted"] is adopted
    assert (found["winners"] == ["yes"]) is adopted
    assert found["details"]["counts"] == {"yes": yes, "no": no, "abstain": 5}


def test_as_many_yes_as_no_is_stated_as_a_tie() -> None:
    found = asked(3, 3, majority="1/2")
    assert (found["tie"], found["winners"], found["ranking"]) == (
        True,
        ["no", "yes"],
        [["no", "yes"]],
    )
    assert found["details"]["adopted"] is False
    found = asked(3, 3, majority="2/3")
    assert (found["tie"], found["winners"], found["ranking"]) == (False, ["no"], [["no"], ["yes"]])


def test_abstentions_count_for_the_quorum_by_setting_and_never_for_the_share() -> None:
    assert asked(2, 1, 7, quorum=10)["quorum_met"] is True
    assert asked(2, 1, 7, quorum=10, abstentions_count=False)["quorum_met"] is False
    assert asked(2, 1, 7, quorum=3, abstentions_count=False)["quorum_met"] is True
    assert asked(2, 1, 7)["quorum_met"] is None
    assert asked(2, 1, 7, majority="2/3")["details"]["adopted"] is True


@given(st.integers(0, 30), st.integers(0, 30), st.fractions(Fraction(1, 2), 1, max_denominator=9))
def test_the_number_needed_is_the_least_that_reaches_the_share(
    yes: int, no: int, majority: Fraction
) -> None:
    enough = yes >= needed(majority, yes + no)
    if majority == Fraction(1, 2):
        assert enough == (yes > no)
    else:
        assert enough == (yes > 0 and yes >= majority * (yes + no))


@pytest.mark.parametrize(
    "options", [None, [], ["yes", "no"], ["no", "yes", "abstain"], ["Adopter la charte"]]
)
def test_options_are_the_two_sides_whatever_the_file_names(options: list[str] | None) -> None:
    vote = {"method": "yes_no", "options": options, "ballots": [{"ballot": "yes"}]}
    assert answer(vote)["ranking"] == [["yes"], ["no"]]
    del vote["options"]
    assert answer(vote)["winners"] == ["yes"]
