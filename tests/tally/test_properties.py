"""What holds for every method, whatever the ballots."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tally.strategies import METHODS, OPTIONS, votes
from tests.tally.voting import Vote, answer

any_vote = st.sampled_from(METHODS).flatmap(votes)
option_votes = st.sampled_from([m for m in METHODS if m != "yes_no"]).flatmap(votes)


@given(any_vote, st.data())
def test_anonymity_the_order_of_ballots_never_matters(asked: Vote, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(asked["ballots"]))
    assert answer({**asked, "ballots": shuffled}) == answer(asked)


@given(any_vote)
def test_anonymity_a_weight_is_as_many_ballots(asked: Vote) -> None:
    split = [
        {"weight": 1, "ballot": cast["ballot"]}
        for cast in asked["ballots"]
        for _ in range(cast["weight"])
    ]
    assert answer({**asked, "ballots": split}) == answer(asked)


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Rename options wherever they stand in a ballot or a ranking."""
    if isinstance(value, dict):
        return {names[name]: given for name, given in value.items()}
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    return names[value]


@given(
    option_votes,
    st.lists(st.sampled_from("ABCDwxyz"), unique=True, min_size=4, max_size=4),
    st.permutations(OPTIONS),
)
def test_neutrality_renaming_options_renames_the_result(
    asked: Vote, new: list[str], listed: list[str]
) -> None:
    names = dict(zip(OPTIONS, new, strict=True))
    ballots = [
        {"weight": cast["weight"], "ballot": renamed(cast["ballot"], names)}
        for cast in asked["ballots"]
    ]
    before = answer(asked)
    after = answer({**asked, "options": renamed(listed, names), "ballots": ballots})
    assert after["ranking"] == [sorted(group) for group in renamed(before["ranking"], names)]
    assert after["winners"] == sorted(renamed(before["winners"], names))
    assert (after["tie"], after["quorum_met"]) == (before["tie"], before["quorum_met"])


@given(any_vote, st.integers(2, 5))
def test_as_many_times_each_ballot_gives_the_same_ranking(asked: Vote, times: int) -> None:
    more = [{**cast, "weight": cast["weight"] * times} for cast in asked["ballots"]]
    # More ballots may reach a quorum that was not.
    asked = {**asked, "settings": {**asked["settings"], "quorum": None}}
    before, after = answer(asked), answer({**asked, "ballots": more})
    for key in ("ranking", "winners", "tie"):
        assert after[key] == before[key]


@given(any_vote)
def test_the_answer_has_its_form(asked: Vote) -> None:
    found = answer(asked)
    assert list(found) == ["method", "ranking", "winners", "tie", "quorum_met", "details"]
    assert found["method"] == asked["method"]
    assert sorted(o for group in found["ranking"] for o in group) == sorted(asked["options"])
    assert all(group == sorted(group) and group for group in found["ranking"])
    if found["winners"]:
        assert found["winners"] == found["ranking"][0]
        assert found["tie"] == (len(found["winners"]) > 1)
    elif found["method"] != "condorcet":
        assert found["tie"] is False
    weight = sum(cast["weight"] for cast in asked["ballots"])
    assert found["details"]["ballots"] == weight
    assert found["details"]["rule"]


BLANKS: dict[str, list[Any]] = {
    "dots": [{}, {"A": 0}],
    "approval": [[]],
    "score": [{}],
    "majority_judgment": [{}],
    "yes_no": ["abstain"],
    "dates": [{}],
    "resistance": [{}],
    **{method: [[], [["A", "B", "C", "D"]]] for method in ("irv", "schulze", "borda", "condorcet")},
}


@given(any_vote, st.data())
def test_blank_ballots_change_nothing_but_a_quorum(asked: Vote, data: st.DataObject) -> None:
    blank = data.draw(st.sampled_from(BLANKS[asked["method"]]))
    more = {"ballots": [*asked["ballots"], {"weight": 3, "ballot": blank}]}
    before, after = answer(asked), answer({**asked, **more})
    free = {**asked, "settings": {**asked["settings"], "quorum": None}}
    for key in ("ranking", "winners", "tie"):
        assert answer({**free, **more})[key] == answer(free)[key]
    assert after["details"]["blank"] == before["details"]["blank"] + 3
    quorum = asked["settings"].get("quorum")
    if quorum is None:
        assert after["quorum_met"] is None
    else:
        counts = asked["settings"].get("abstentions_count", True)
        taking_part = after["details"]["ballots"] - (0 if counts else after["details"]["blank"])
        assert after["quorum_met"] is (taking_part >= quorum)


@pytest.mark.parametrize("method", METHODS)
def test_without_a_ballot_that_says_something_nobody_wins(method: str) -> None:
    settings = {"budget": 5, "scale": [0, 5], "grades": ["no", "yes"], "quorum": 2}
    options = ["no", "yes"] if method == "yes_no" else ["A", "B", "C", "D"]
    for ballots in ([], [{"weight": 2, "ballot": BLANKS[method][0]}]):
        asked = {"method": method, "options": options, "settings": settings, "ballots": ballots}
        found = answer(asked)
        assert (found["winners"], found["tie"], found["ranking"]) == ([], False, [options])
        assert found["quorum_met"] is bool(ballots)


def by_hand(asked: Vote, worth: Any) -> list[list[str]]:
    """Rank options by the sum of what each ballot is worth to them, counted one by one."""
    sums = {
        option: sum(
            worth(cast["ballot"], option)
            for cast in asked["ballots"]
            for _ in range(cast["weight"])
        )
        for option in asked["options"]
    }
    return [
        sorted(option for option in sums if sums[option] == total)
        for total in sorted(set(sums.values()), reverse=True)
    ]


@given(votes("dots"))
def test_dots_counted_by_hand(asked: Vote) -> None:
    assert answer(asked)["ranking"] == by_hand(asked, lambda ballot, o: ballot.get(o, 0))


@given(votes("approval"))
def test_approvals_counted_by_hand(asked: Vote) -> None:
    assert answer(asked)["ranking"] == by_hand(asked, lambda ballot, o: o in ballot)


@given(votes("dots"), st.sampled_from(OPTIONS), st.integers(6, 9))
def test_a_budget_is_never_exceeded(asked: Vote, option: str, dots: int) -> None:
    over = [*asked["ballots"], {"weight": 1, "ballot": {option: dots}}]
    with pytest.raises(ValueError, match="expected a whole number from 0 to 3"):
        answer({**asked, "ballots": over})
    spread = [*asked["ballots"], {"weight": 1, "ballot": {"A": 2, "B": 2, "C": 2}}]
    with pytest.raises(ValueError, match="expected at most 5 dots in all, not 6"):
        answer({**asked, "ballots": spread})
