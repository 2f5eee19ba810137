"""Systemic consensus: the least resistance wins, and what is worse than doing nothing is told."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.reading import Malformed
from bot.tally.result import Cast
from bot.tally.rules.resistance import count
from tests.tally.strategies import OPTIONS, by_option, weighted
from tests.tally.voting import Answer, answer, recount

BALLOTS = weighted(by_option(st.integers(0, 10)))
Ballots = list[tuple[int, dict[str, int]]]


def ours(cast: Ballots, passive: str | None = "D") -> Answer:
    return recount("resistance", OPTIONS, cast, passive=passive)


def by_hand(cast: Ballots, option: str) -> list[int]:
    """Return every resistance that an option meets, one for each person who said something."""
    return [of.get(option, 0) for weight, of in cast if of for _ in range(weight)]


def test_a_restaurant_is_found_that_nobody_finds_unbearable() -> None:
    """As the method is taught: what most like best may be what two cannot bear."""
    cast = [
        (3, {"A": 0, "B": 2, "C": 5, "D": 8}),
        (2, {"A": 10, "B": 3, "C": 4, "D": 9}),
    ]
    found = ours(cast)
    assert found["ranking"] == [["B"], ["A"], ["C"], ["D"]]
    details = found["details"]
    assert details["totals"] == {"A": 20, "B": 12, "C": 23, "D": 42}
    assert details["shares"] == {"A": "2/5", "B": "6/25", "C": "23/50", "D": "21/25"}
    assert details["strong"] == {"A": 2, "B": 0, "C": 0, "D": 5}
    assert details["beside_passive"] == {"A": "less", "B": "less", "C": "less"}


def test_nothing_is_done_where_doing_nothing_meets_the_least_resistance() -> None:
    found = ours([(2, {"A": 5, "B": 7, "C": 1, "D": 1}), (1, {"A": 4})])
    assert found["winners"] == ["C", "D"]
    assert found["tie"] is True
    assert found["details"]["beside_passive"] == {"A": "more", "B": "more", "C": "same"}
    assert ours([(1, {"A": 5, "B": 7, "C": 2, "D": 1})])["winners"] == ["D"]


def test_what_is_left_blank_is_borne_and_a_ballot_that_says_nothing_is_left_out() -> None:
    found = ours([(1, {"A": 4, "B": 0}), (5, {})])
    assert found["details"]["totals"] == {"A": 4, "B": 0, "C": 0, "D": 0}
    assert found["details"]["shares"]["A"] == "2/5"
    assert (found["details"]["ballots"], found["details"]["blank"]) == (6, 5)
    # To say that one bears everything is to vote.
    assert ours([(1, dict.fromkeys(OPTIONS, 0))])["details"]["blank"] == 0


@given(BALLOTS)
def test_counted_by_hand(cast: Ballots) -> None:
    found = ours(cast)
    met = {option: by_hand(cast, option) for option in OPTIONS}
    totals = {option: sum(of) for option, of in met.items()}
    ranking = [
        sorted(option for option in OPTIONS if totals[option] == total)
        for total in sorted(set(totals.values()))
    ]
    assert found["ranking"] == ranking
    said = len(met["A"])
    assert found["winners"] == (ranking[0] if said else [])
    assert found["tie"] is (said > 0 and len(ranking[0]) > 1)
    for option in OPTIONS:
        share = Fraction(found["details"]["shares"][option])
        assert share == (Fraction(totals[option], 10 * said) if said else 0)
        assert 0 <= share <= 1
        assert found["details"]["strong"][option] == sum(one >= 8 for one in met[option])
    beside = found["details"]["beside_passive"]
    for option in "ABC":
        less, more = totals[option] < totals["D"], totals[option] > totals["D"]
        assert beside[option] == ("less" if less else "more" if more else "same")


@given(BALLOTS)
def test_from_its_totals_the_result_is_the_same(cast: Ballots) -> None:
    found = ours(cast)
    totals = {
        option: {"sum": found["details"]["totals"][option], "strong": strong}
        for option, strong in found["details"]["strong"].items()
    }
    told: dict[str, Any] = {
        "method": "resistance",
        "options": list(OPTIONS),
        "settings": {"passive": "D"},
        "totals": {
            "ballots": found["details"]["ballots"],
            "blank": found["details"]["blank"],
            "resistances": totals,
        },
    }
    assert json.dumps(answer(told)) == json.dumps(found)


@given(BALLOTS, st.sampled_from(OPTIONS), st.integers(0, 10), st.integers(0, 10))
def test_less_resistance_never_harms_an_option(
    cast: Ballots, option: str, before: int, after: int
) -> None:
    """Monotone: to bear an option better never has it lose."""
    high, low = max(before, after), min(before, after)
    base = [Cast(of, weight) for weight, of in cast if of]

    def winners(resistance: int) -> tuple[str, ...]:
        ballot = {**dict.fromkeys(OPTIONS, 5), option: resistance}
        return count(OPTIONS, [*base, Cast(ballot, 1)]).winners

    if option in winners(high):
        assert option in winners(low)


@given(BALLOTS, BALLOTS)
def test_two_rooms_that_find_the_same_find_it_together(one: Ballots, other: Ballots) -> None:
    first, second = set(ours(one)["winners"]), set(ours(other)["winners"])
    if both := first & second:
        assert set(ours([*one, *other])["winners"]) == both


@pytest.mark.parametrize(
    ("ballot", "said"),
    [({"A": 11}, "whole number from 0 to 10"), ({"A": -1}, "from 0 to 10"), ({"E": 1}, "no such")],
)
def test_a_resistance_is_on_its_scale(ballot: dict[str, int], said: str) -> None:
    with pytest.raises(Malformed, match=said):
        ours([(1, ballot)])


def test_the_passive_solution_is_one_of_the_options() -> None:
    with pytest.raises(Malformed, match=r"settings\.passive: expected one of"):
        ours([(1, {"A": 1})], passive="E")
    found = ours([(1, {"A": 1})], passive=None)
    assert (found["details"]["passive"], found["details"]["beside_passive"]) == (None, {})


@pytest.mark.parametrize(("total", "strong"), [(7, 1), (11, 1), (8, 0), (2, 2)])
def test_totals_that_cannot_be_are_refused(total: int, strong: int) -> None:
    told = {
        "method": "resistance",
        "options": ["A"],
        "settings": {},
        "totals": {"ballots": 1, "resistances": {"A": {"sum": total, "strong": strong}}},
    }
    with pytest.raises(Malformed, match=r"totals\.resistances\.A"):
        answer(told)
