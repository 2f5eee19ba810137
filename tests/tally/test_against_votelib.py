"""The rules beside those of votelib, a library written by others: same ballots, same answers.

Where both could differ by convention (several options last together, equal grades) only ballots
that leave no choice to the convention are compared.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from votelib.component.rankscore import Borda
from votelib.convert import RankedToCondorcetVotes, RankedToPositionalVotes, ScoreToSimpleVotes
from votelib.evaluate.cardinal import MajorityJudgment
from votelib.evaluate.condorcet import CondorcetWinner, Schulze
from votelib.evaluate.core import Tie
from votelib.evaluate.sequential import TransferableVoteSelector

from tests.tally.strategies import OPTIONS, linear_orders
from tests.tally.voting import Answer, recount

ORDERS = st.lists(linear_orders(), min_size=1, max_size=9)
# Weights that are powers of two never tie: 1, 2, 4… of each order.
UNTIED = st.lists(linear_orders(), min_size=1, max_size=6).map(
    lambda orders: [order for n, order in enumerate(orders) for _ in range(2**n)]
)
SCALE = (0, 5)
SCORES = st.lists(
    st.fixed_dictionaries({option: st.integers(*SCALE) for option in OPTIONS}),
    min_size=1,
    max_size=9,
)


def ours(method: str, ballots: list[Any], **settings: Any) -> Answer:
    return recount(method, OPTIONS, [(1, ballot) for ballot in ballots], **settings)


def ranked(orders: list[list[list[str]]]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(group[0] for group in order) for order in orders)


def scored(ballots: list[dict[str, int]]) -> Counter[frozenset[tuple[str, int]]]:
    return Counter(frozenset(ballot.items()) for ballot in ballots)


def only(elected: list[Any]) -> str | None:
    """Return the one elected; None when several tie, also where the library then finds nobody."""
    if len(elected) != 1 or isinstance(elected[0], Tie):
        return None
    return str(elected[0])


@given(ORDERS)
def test_the_condorcet_winner_is_the_same(orders: list[list[list[str]]]) -> None:
    theirs = CondorcetWinner().evaluate(RankedToCondorcetVotes().convert(ranked(orders)))
    assert ours("condorcet", orders)["winners"] == theirs


@given(ORDERS)
def test_schulze_elects_the_same(orders: list[list[list[str]]]) -> None:
    theirs = only(Schulze().evaluate(RankedToCondorcetVotes().convert(ranked(orders)), 1))
    found = ours("schulze", orders)
    assume(theirs is not None and not found["tie"])
    assert found["winners"] == [theirs]


@given(ORDERS)
def test_borda_gives_the_same_points(orders: list[list[list[str]]]) -> None:
    theirs = RankedToPositionalVotes(Borda(base=0)).convert(ranked(orders))
    assert ours("borda", orders)["details"]["points"] == theirs


@given(UNTIED)
def test_the_run_off_elects_the_same(orders: list[list[list[str]]]) -> None:
    found = ours("irv", orders)
    assume(not found["details"]["rounds_with_several_last"])
    theirs = TransferableVoteSelector(quota_function="droop").evaluate(ranked(orders), 1)
    assert found["winners"] == [only(theirs)]


@given(SCORES)
def test_scores_add_up_to_the_same(ballots: list[dict[str, int]]) -> None:
    theirs = ScoreToSimpleVotes(function="sum").convert(scored(ballots))
    assert ours("score", ballots, scale=list(SCALE))["details"]["totals"] == theirs


@given(SCORES)
def test_majority_judgment_gives_the_same_best_grade(ballots: list[dict[str, int]]) -> None:
    """Medians only: its way of breaking ties is not the complete rule (B of 0, 0, 0, 3 wins there
    against D of 0, 0, 1, 2)."""
    names = [f"grade {n}" for n in range(SCALE[1] + 1)]
    graded = [{option: names[score] for option, score in ballot.items()} for ballot in ballots]
    found = ours("majority_judgment", graded, grades=names)
    grades = {o: d["majority_grade"] for o, d in found["details"]["options"].items()}
    best = [option for option, grade in grades.items() if grade == max(grades.values())]
    assert found["winners"][0] in best
    if len(best) == 1:
        assert best == [only(MajorityJudgment().evaluate(scored(ballots), 1))]
