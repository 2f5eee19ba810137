"""Votes as totals: the same answer as from their ballots."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.methods import METHODS
from bot.tally.reading import At, Malformed
from bot.tally.recount import recounted, totals
from bot.workshop.vote.methods import Method
from tests.tally.strategies import votes
from tests.tally.voting import answer, vote

WHOLE = {"irv", "stv", "shared_budget"}
SUMMED = [name for name in METHODS if name not in WHOLE]


def summed(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the same vote with totals in the place of its ballots, through JSON both ways."""
    told = json.loads(json.dumps(totals(At(asked))))
    return {**asked, "ballots": None, "totals": told}


@pytest.mark.parametrize("method", SUMMED)
@given(data=st.data())
def test_totals_give_the_same_answer_as_ballots(method: str, data: st.DataObject) -> None:
    asked = data.draw(votes(method))
    assert answer(summed(asked)) == answer(asked)


@pytest.mark.parametrize("missing", ["worst", "median", "ignore"])
def test_scores_by_criterion_give_the_same_answer(missing: str) -> None:
    ballots = [(1, {"A": {"new": 3, "useful": 1}}), (2, {"A": {"new": 5}, "B": {"useful": 2}})]
    asked = vote("score", "AB", ballots, scale=[0, 5], criteria=["new", "useful"], missing=missing)
    assert answer(summed(asked)) == answer(asked)


def test_those_that_read_ballots_round_after_round_alone_need_them_whole() -> None:
    for method in ("irv", "stv"):
        assert totals(At(vote(method, "AB", [(1, [["A"]])]))) is None
    of = {"money": 3, "costs": {"A": 1, "B": 2}}
    assert totals(At(vote("shared_budget", "AB", [(1, ["A"])], **of))) is None
    whole = {m.value for m in Method if not m.has_totals}
    assert whole <= {name for name, of in METHODS.items() if of.totals is None} == WHOLE


def told(method: str, figures: object, **settings: Any) -> dict[str, Any]:
    found = vote(method, ["A", "B"], [], **settings)
    del found["ballots"]
    return {**found, "totals": figures}


def of(name: str, figures: object, ballots: int = 2, blank: int = 0) -> dict[str, Any]:
    return {"ballots": ballots, "blank": blank, name: figures}


WRONG = [
    (told("irv", of("irv", {})), "totals: irv is counted from whole ballots only"),
    (
        {**told("dots", of("dots", {"A": 1, "B": 0}), budget=5), "ballots": []},
        'totals: expected "ballots" or "totals", not both',
    ),
    (told("dots", of("dots", {"A": 1}), budget=5), 'totals.dots: "B" is missing'),
    (
        told("dots", of("dots", {"A": 1, "B": 1, "C": 1}), budget=5),
        "totals.dots.C: not expected here",
    ),
    (
        told("dots", of("dots", {"A": 7, "B": 0}), budget=5, cap=3),
        "totals.dots.A: expected a whole number from 0 to 6, not 7",
    ),
    (
        told("dots", of("dots", {"A": 6, "B": 5}), budget=5),
        "totals.dots: expected at most 10 in all",
    ),
    (
        told("approval", of("approvals", {"A": 2, "B": 0}, blank=1)),
        "totals.approvals.A: expected a whole number from 0 to 1, not 2",
    ),
    (
        told("approval", of("approval", {})),
        'totals.approval: expected only "ballots", "blank" and "approvals" here',
    ),
    (
        told("approval", {"ballots": 1, "blank": 2, "approvals": {}}),
        "totals.blank: expected a whole number from 0 to 1, not 2",
    ),
    (
        told(
            "score",
            of("scores", {"A": {"sum": 9, "scored": 1}, "B": {"sum": 0, "scored": 0}}),
            scale=[0, 5],
        ),
        "totals.scores.A.sum: expected a whole number from 0 to 5, not 9",
    ),
    (
        told(
            "majority_judgment",
            of("grades", {"A": {"bad": 2, "good": 1}, "B": {"bad": 0, "good": 0}}),
            grades=["bad", "good"],
        ),
        "totals.grades.A: expected at most 2 grades in all",
    ),
    (
        told("borda", of("pairwise", {"A": {"B": 2}, "B": {"A": 1}})),
        "totals.pairwise.A.B: with the other way round, expected at most 2",
    ),
    (
        {"method": "yes_no", "totals": of("counts", {"yes": 1, "no": 0})},
        "totals.counts: expected 2 in all",
    ),
]


@pytest.mark.parametrize(("asked", "sentence"), WRONG, ids=range(len(WRONG)))
def test_totals_that_no_ballots_give_are_refused_with_their_place(
    asked: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Malformed) as refused:
        recounted(json.dumps(asked).encode())
    assert str(refused.value) == sentence
