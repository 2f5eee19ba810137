"""Several winners: the first of a ranking, with a tie at the cut stated."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.lot import drawn
from bot.tally.methods import RANKING as RANKS
from bot.tally.reading import Malformed
from bot.workshop.vote.methods import Method
from tests.tally.strategies import votes
from tests.tally.voting import answer, orders, recount

RANKING = ("dots", "approval", "score", "majority_judgment", "schulze", "borda")


def approved(text: str, **settings: Any) -> dict[str, Any]:
    ballots = [(1, list(ticks)) for ticks in text.split()]
    found = recount("approval", "ABCDE", ballots, **settings)
    return {key: found[key] for key in ("elected", "tied_at_cut", "places_left", "tie", "winners")}


def test_the_first_are_elected() -> None:
    assert approved("A AB ABC", seats=2) == {
        "elected": ["A", "B"],
        "tied_at_cut": [],
        "places_left": 0,
        "tie": False,
        "winners": ["A", "B"],
    }


def test_those_level_at_the_cut_are_tied_for_what_is_left() -> None:
    found = approved("A AB AC", seats=2)
    assert (found["elected"], found["tied_at_cut"], found["places_left"]) == (["A"], ["B", "C"], 1)
    assert found["tie"]
    level = approved("AB ABC", seats=1)
    assert (level["elected"], level["tied_at_cut"], level["places_left"]) == ([], ["A", "B"], 1)


def test_a_tie_within_the_seats_is_none() -> None:
    assert not approved("AB ABC", seats=2)["tie"]


def test_what_nobody_approved_takes_no_place() -> None:
    found = approved("A AB", seats=4)
    assert (found["elected"], found["tied_at_cut"], found["places_left"]) == (["A", "B"], [], 2)


def test_without_the_quorum_or_a_ballot_nobody_is_in() -> None:
    for found in (approved("AB", seats=2, quorum=2), approved("", seats=2)):
        assert (found["elected"], found["tied_at_cut"], found["places_left"]) == ([], [], 2)


@pytest.mark.parametrize("method", ["irv", "condorcet"])
def test_a_method_that_finds_one_winner_refuses_several_seats(method: str) -> None:
    with pytest.raises(Malformed, match=r'settings\.seats: .* finds one winner; "stv"'):
        recount(method, "AB", orders("1 AB"), seats=2)
    assert "elected" not in recount(method, "AB", orders("1 AB"), seats=1)


def test_an_export_is_held_to_its_cut_and_to_the_lot_that_settled_it() -> None:
    ballots = [{"ballot": ["1", "2", "3"]}, {"ballot": ["1"]}]
    settings = {"seats": 2}
    vote = {"method": "approval", "options": ["1", "2", "3"], "settings": settings}
    winner = drawn("7", ["2", "3"])[0]
    result = {"elected": ["1"], "tied_at_cut": ["3", "2"], "places_left": 1}
    second = {"rule": "lot", "winner": None, "winners": [winner], "seed": "7"}
    whole = {**vote, "ballots": ballots, "result": result, "second_rule": second}
    (right,) = answer({"votes": [whole]})["votes"]
    assert right["as_stated"] is True and right["lot"][0] == winner
    other = {"2": "3", "3": "2"}[winner]
    for wrong in (
        {"result": {**result, "elected": ["1", winner]}},
        {"result": {**result, "places_left": 0}},
        {"second_rule": {**second, "winners": [other]}},
        {"second_rule": {**second, "winners": ["2", "3"]}},
    ):
        (found,) = answer({"votes": [{**whole, **wrong}]})["votes"]
        assert found["as_stated"] is False, wrong


def test_the_plan_and_the_count_name_the_same_methods() -> None:
    assert {*RANKS, "stv"} == {method.value for method in Method if method.seats}


@given(st.sampled_from(RANKING).flatmap(votes), st.integers(1, 6))
def test_the_cut_follows_the_ranking(vote: dict[str, Any], seats: int) -> None:
    alone = answer(vote)
    found = answer({**vote, "settings": {**vote["settings"], "seats": seats}})
    assert found["ranking"] == alone["ranking"]
    elected, tied, left = found["elected"], found["tied_at_cut"], found["places_left"]
    assert len(elected) + left == seats and found["winners"] == elected
    assert found["tie"] is bool(tied) and (not tied or len(tied) > left > 0)
    rank = {name: n for n, group in enumerate(found["ranking"]) for name in group}
    others = [name for name in rank if name not in elected and name not in tied]
    for better, worse in ((elected, tied), (elected, others), (tied, others)):
        assert all(rank[one] < rank[other] for one in better for other in worse)
    assert len({rank[name] for name in tied}) <= 1


@given(st.sampled_from(RANKING).flatmap(votes))
def test_one_seat_is_the_winner(vote: dict[str, Any]) -> None:
    alone = answer(vote)
    found = answer({**vote, "settings": {**vote["settings"], "seats": 1}})
    winners = found["elected"] or found["tied_at_cut"]
    assert sorted(winners) == sorted(alone["winners"]) and found["tie"] == alone["tie"]
