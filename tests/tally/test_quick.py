"""Ballots read many at a time are those read one by one, and what counts them gives what the
definition does, word for word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally import quick
from bot.tally.order import Order, merged, order, pairwise
from bot.tally.reading import At, Malformed
from bot.tally.recount import vote as counted
from bot.tally.result import Cast
from bot.tally.rules.irv import count
from bot.tally.rules.schulze import of_pairwise, strongest_paths
from tests.tally import definitions
from tests.tally.strategies import METHODS, OPTIONS, by_option, votes, weak_orders, weighted
from tests.tally.voting import Vote, recount, vote

any_vote = st.sampled_from(METHODS).flatmap(votes)
orders = weighted(weak_orders()).map(
    lambda cast: [Cast(order([set(group) for group in of], OPTIONS), w) for w, of in cast]
)
criteria = st.sets(st.sampled_from(("new", "useful")), min_size=1)


@st.composite
def by_criterion(draw: st.DrawFn) -> Vote:
    """Draw scores by criterion, some cells empty."""
    names = sorted(draw(criteria))
    cells = st.dictionaries(st.sampled_from(names), st.integers(0, 5))
    missing = draw(st.sampled_from(["worst", "median", "ignore"]))
    cast = draw(weighted(by_option(cells)))
    return vote("score", OPTIONS, cast, scale=[0, 5], criteria=names, missing=missing)


def one_by_one(asked: Vote) -> str:
    """Return the answer where each ballot is read at its place, by the definition."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "read", lambda items, all_at_once: None)
        return said(asked)


def said(asked: Vote) -> str:
    """Return the answer as it is written, or what is wrong with the vote."""
    try:
        return json.dumps(counted(At(asked)))
    except Malformed as wrong:
        return str(wrong)


@given(st.one_of(any_vote, by_criterion()))
def test_read_at_once_or_one_by_one_the_answer_is_the_same(asked: Vote) -> None:
    assert said(asked) == one_by_one(asked)


@given(st.one_of(any_vote, by_criterion()))
def test_no_ballot_that_can_be_counted_is_left_to_be_read_one_by_one(asked: Vote) -> None:
    held = quick.read
    with pytest.MonkeyPatch.context() as patch:

        def read(items: object, all_at_once: quick.Quick[Any]) -> quick.Said[Any]:
            found = held(items, all_at_once)
            assert found is not None
            return found

        patch.setattr(quick, "read", read)
        counted(At(asked))


WRONG: tuple[Any, ...] = (
    None, True, 1, 1.0, "A", "", [], {}, ["A", "A"], [["A", "A"]], [["A"], ["A"]], [[]], [["E"]],
    ["E"], [[["A"]]], ["A", ["B"]], {"A": True}, {"A": None}, {"A": 1.0}, {"E": 1}, {"A": {}},
    {"A": 10**10}, {"A": -9}, {"A": "unknown"}, {"A": ["best"]}, {"A": {"new": True}},
    {"A": {"other": 1}}, {"A": {"new": [1]}}, {"A": 3, "B": 3}, "abstain", ["abstain"], [{"A": 1}],
)  # fmt: skip


@given(st.one_of(any_vote, by_criterion()), st.sampled_from(WRONG), st.data())
def test_what_is_wrong_with_a_ballot_is_said_as_it_was(
    asked: Vote, ballot: Any, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(asked["ballots"])))
    more = [*asked["ballots"]]
    more.insert(place, {"weight": 1, "ballot": ballot})
    assert said({**asked, "ballots": more}) == one_by_one({**asked, "ballots": more})


@pytest.mark.parametrize(
    "entry",
    [
        None, [], "A", {}, {"weight": 1}, {"ballot": [["A"]]}, {"weight": 0, "ballot": [["A"]]},
        {"weight": True, "ballot": [["A"]]}, {"weight": None, "ballot": [["A"]]},
        {"weight": 1, "ballot": [["A"]], "more": 1}, {"ballot": [["A"]], "more": 1},
        {"weight": 10**9, "ballot": [["A"]]}, {"weight": 10**9 + 1, "ballot": [["A"]]},
        {"weight": 1.0, "ballot": [["A"]]},
    ],
)  # fmt: skip
def test_what_is_wrong_around_a_ballot_is_said_as_it_was(entry: Any) -> None:
    asked = vote("irv", OPTIONS, [(2, [["B"]])])
    asked["ballots"].append(entry)
    assert said(asked) == one_by_one(asked)


def test_what_is_no_list_of_ballots_is_said_as_it_was() -> None:
    nothing: tuple[Any, ...] = (None, {}, "A", 1)
    for ballots in nothing:
        asked = {**vote("irv", OPTIONS, []), "ballots": ballots}
        assert said(asked) == one_by_one(asked)


def test_objects_that_say_the_same_are_told_apart_by_what_they_hold() -> None:
    """Small objects of a file are shared: true is not 1."""
    cast: list[tuple[int, Any]] = [(1, {"A": {"new": 1}}), (1, {"A": {"new": True}})]
    with pytest.raises(Malformed, match=r"ballots\[1\].ballot.A.new: .*not true"):
        recount("score", ["A"], cast, scale=[0, 1], criteria=["new"])


@given(orders)
def test_pairs_are_those_counted_pair_by_pair(cast: list[Cast[Order]]) -> None:
    found = pairwise(OPTIONS, cast)
    plain = definitions.pairwise(OPTIONS, merged(cast))
    assert json.dumps(found) == json.dumps(plain)


def test_large_weights_are_not_carried_from_one_pair_into_another() -> None:
    for weight in (255, 256, 10**9, 2**64):
        cast = [Cast(order([{"B"}, {"A"}], OPTIONS), weight), Cast(order([{"D"}], OPTIONS), 1)]
        assert pairwise(OPTIONS, cast) == definitions.pairwise(OPTIONS, merged(cast))
    assert pairwise(OPTIONS, []) == definitions.pairwise(OPTIONS, {})
    assert pairwise(["A"], [Cast(order([{"A"}], ["A"]), 3)]) == {"A": {}}


@st.composite
def duels(draw: st.DrawFn) -> dict[str, dict[str, int]]:
    """Draw how many rank each above each other: few strengths, so that many are equal."""
    names = [f"{n}" for n in range(draw(st.integers(1, 9)))]
    figures = st.integers(0, draw(st.integers(1, 6)))
    return {a: {b: draw(figures) for b in names if b != a} for a in names}


@given(duels())
def test_strongest_paths_are_those_of_floyd_and_warshall(wins: dict[str, dict[str, int]]) -> None:
    plain = definitions.strongest_paths(wins)
    assert json.dumps(strongest_paths(wins)) == json.dumps(plain)
    assert list(of_pairwise(wins, spoken=True).ranking) == definitions.layers(plain)


@given(orders)
def test_each_round_of_the_run_off_counts_all_ballots_again(cast: list[Cast[Order]]) -> None:
    rounds: Any = count(OPTIONS, cast).details["rounds"]
    standing = set(OPTIONS)
    for one in rounds:
        counts, silent = definitions.round_of(merged(cast), standing)
        told = {o: int(n) if n.denominator == 1 else str(n) for o, n in counts.items()}
        assert json.dumps(one["counts"]) == json.dumps(told)
        assert one["for_nobody"] == silent
        standing -= set(one["eliminated"])
