"""Without the quorum nothing is decided, whatever the method: the answers stay as they are."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.tally.strategies import METHODS, votes
from tests.tally.voting import Vote, answer, vote

any_vote = st.sampled_from(METHODS).flatmap(votes)


def asking(asked: Vote, quorum: int | None) -> dict[str, Any]:
    """The answer to the same ballots with another quorum, without what only repeats it."""
    found = answer({**asked, "settings": {**asked["settings"], "quorum": quorum}})
    found["details"] = {n: of for n, of in found["details"].items() if n != "settings"}
    return found


@given(any_vote)
def test_below_the_quorum_nobody_wins_ties_or_is_adopted(asked: Vote) -> None:
    ballots = sum(cast["weight"] for cast in asked["ballots"])
    free, missed = asking(asked, None), asking(asked, ballots + 1)
    assert missed["quorum_met"] is False
    assert (missed["winners"], missed["tie"]) == ([], False)
    assert not missed["details"].get("adopted")
    for key in ("adopted", "settings_not_used"):
        free["details"].pop(key, None)
        missed["details"].pop(key, None)
    assert missed["ranking"] == free["ranking"]
    assert missed["details"] == free["details"], "every figure stays"


@given(any_vote)
def test_a_quorum_that_is_reached_changes_nothing(asked: Vote) -> None:
    free, met = asking(asked, None), asking(asked, 0)
    assert met["quorum_met"] is True
    assert {**met, "quorum_met": None} == free


def test_four_of_the_five_asked_adopt_nothing() -> None:
    cast = [(2, "yes"), (1, "no"), (1, "abstain")]
    found = answer(vote("yes_no", ("yes", "no"), cast, quorum=5))
    assert (found["winners"], found["quorum_met"]) == ([], False)
    assert found["details"]["adopted"] is None
    assert found["details"]["counts"] == {"yes": 2, "no": 1, "abstain": 1}
    reached = answer(vote("yes_no", ("yes", "no"), [*cast, (1, "no")], quorum=5))
    assert (reached["tie"], reached["details"]["adopted"]) == (True, False)
