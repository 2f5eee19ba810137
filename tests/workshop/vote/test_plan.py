"""What a recipe may ask of a vote, and the mistakes that are told to its author."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.tally.rules.majority_judgment import MENTIONS
from bot.workshop.language import Language
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.methods import VoteOn
from tests.builders import poll, vote

NUMBERED = {"who": "number", "size": 40}


@pytest.mark.parametrize(
    ("method", "options", "settings", "sentence"),
    [
        ("approval", ("a", "b"), {"cap": 2}, "cap has no meaning for approval"),
        ("dots", ("a", "b"), {"criteria": ("x",)}, "criteria has no meaning for dots"),
        ("yes_no", ("a", "b"), {}, "yes_no asks one question"),
        ("yes_no", (), {"majority": "1/3"}, "majority should be from 1/2"),
        ("yes_no", (), {"majority": "3/2"}, "majority should be from 1/2"),
        ("yes_no", (), {"tie": "runoff"}, "no run-off"),
        ("irv", ("a",), {}, "options should be at least two"),
        ("irv", ("a", "A"), {}, "options should be different"),
        ("score", ("a", "b"), {"scale": (5, 5)}, "scale should be lowest then highest"),
        ("score", ("a", "b"), {"scale": (0, 90)}, "scale should be lowest then highest"),
        ("majority_judgment", ("a", "b"), {"grades": ("x", "y")}, "from 3 to 7"),
        ("majority_judgment", ("a", "b"), {"grades": ("x", "y", "X")}, "should be different"),
        ("approval", ("a", "b"), {"min_choices": 3, "max_choices": 2}, "min_choices should be"),
        ("approval", ("a", "b"), {"quorum": "1/3"}, "needs to know how many may vote"),
        ("approval", ("a", "b"), {"quorum": "5/3", "electors": NUMBERED}, "quorum should be"),
        ("approval", ("a", "b"), {"closes": "all"}, "needs to know how many may vote"),
    ],
)
def test_a_vote_that_makes_no_sense_is_told_to_be_so(
    method: str, options: tuple[str, ...], settings: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        poll(method, *options, **settings)


def test_options_go_with_a_vote_on_options() -> None:
    with pytest.raises(ValidationError, match="options go with"):
        vote(method="approval", on=VoteOn.THEMES, options=("a", "b"))


def test_electors_say_where_they_are_found() -> None:
    for wrong in ({"who": "role"}, {"who": "everyone", "place": 3}, {"who": "number"}):
        with pytest.raises(ValidationError):
            Electors(**wrong)
    assert Electors(who=Electorate.VOICE, place=3).counted
    assert not Electors(who=Electorate.ROLE, place=3).counted
    assert Electors(who=Electorate.ROLE, place=3, size=12).counted


def test_the_quorums_of_the_brief() -> None:
    third = poll("yes_no", quorum="1/3", electors=NUMBERED)
    assert third.quorum_of(40) == 14
    assert poll("yes_no", quorum="1/4", electors=NUMBERED).quorum_of(100) == 25
    assert poll("yes_no", quorum="12").quorum_of(None) == 12
    assert poll("yes_no").quorum_of(40) is None


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 500))
def test_a_quorum_is_the_least_number_that_is_the_share(a: int, b: int, size: int) -> None:
    low, high = sorted((a, b))
    asked = poll("yes_no", quorum=f"{low}/{high}", electors=NUMBERED).quorum_of(size)
    assert asked is not None
    assert asked * high >= low * size > (asked - 1) * high


def test_without_grades_of_its_own_a_vote_uses_the_french_mentions() -> None:
    plan = poll("majority_judgment", "a", "b")
    assert plan.grade_names(Language.FRENCH) == MENTIONS
    assert len(set(plan.grade_names(Language.ENGLISH))) == len(MENTIONS)


def test_one_text_stands_for_both_languages() -> None:
    plan = poll("score", "Le four", {"fr": "Le puits", "en": "The well"}, criteria=("Utile",))  # type: ignore[arg-type]
    assert [o[Language.ENGLISH] for o in plan.options] == ["Le four", "The well"]
    assert plan.criterion_names(Language.FRENCH) == ("Utile",)
