"""Finding a date: most who can come, then most plain yes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tally.strategies import OPTIONS, votes
from tests.tally.voting import Answer, Vote, answer, place, recount

BETTER = {None: "no", "no": "if_need_be", "if_need_be": "yes"}


def poll(*ballots: dict[str, str], dates: str = "ABC", **settings: Any) -> Answer:
    return recount("dates", dates, [(1, ballot) for ballot in ballots], **settings)


def test_the_date_on_which_most_can_come_wins_over_the_one_with_more_plain_yes() -> None:
    # Four friends: two love A, all four manage B.
    found = poll(
        {"A": "yes", "B": "yes"},
        {"A": "yes", "B": "if_need_be"},
        {"A": "no", "B": "if_need_be"},
        {"A": "no", "B": "if_need_be"},
    )
    assert found["ranking"] == [["B"], ["A"], ["C"]]
    assert found["winners"] == ["B"]
    assert found["details"]["can"] == {"A": 2, "B": 4, "C": 0}
    assert found["details"]["answers"]["B"] == {"yes": 1, "if_need_be": 3, "no": 0, "unanswered": 0}


def test_plain_yes_settles_between_dates_on_which_as_many_can_come() -> None:
    found = poll({"A": "yes", "B": "yes"}, {"A": "if_need_be", "B": "yes"})
    assert found["winners"] == ["B"]


def test_dates_that_are_level_on_both_tie() -> None:
    found = poll({"A": "yes", "B": "if_need_be"}, {"A": "if_need_be", "B": "yes"}, {"C": "no"})
    assert found["winners"] == ["A", "B"]
    assert found["tie"] is True


def test_what_is_unanswered_is_told_apart_and_is_no_yes() -> None:
    found = poll({"A": "yes"}, {"B": "yes", "A": "yes"}, {"B": "yes"}, {"A": "no", "B": "yes"})
    assert found["winners"] == ["B"]
    assert found["details"]["answers"]["A"] == {"yes": 2, "if_need_be": 0, "no": 1, "unanswered": 1}
    assert found["details"]["answers"]["C"]["unanswered"] == 4


def test_a_date_on_which_nobody_can_come_does_not_win() -> None:
    found = poll({"A": "no", "B": "no"}, {"A": "no"}, dates="AB")
    assert (found["winners"], found["tie"]) == ([], False)


def test_a_date_that_has_passed_does_not_win_though_all_could_have_come() -> None:
    ballots = [{"A": "yes", "B": "yes"}, {"A": "yes", "B": "no"}]
    assert poll(*ballots)["winners"] == ["A"]
    found = poll(*ballots, passed=["A"])
    assert found["winners"] == ["B"]
    assert found["ranking"] == [["B"], ["C"], ["A"]]
    assert found["details"]["can"]["A"] == 2
    assert poll(*ballots, passed=["A", "B"], dates="AB")["winners"] == []


def test_one_date_alone_is_found_or_not() -> None:
    assert poll({"A": "if_need_be"}, {"A": "no"}, dates="A")["winners"] == ["A"]
    assert poll({"A": "no"}, dates="A")["winners"] == []


@pytest.mark.parametrize(
    ("ballot", "wrong"),
    [
        ({"A": "maybe"}, 'ballots[0].ballot.A: expected one of "no", "if_need_be", "yes"'),
        ({"Z": "yes"}, "ballots[0].ballot.Z: no such option"),
        (["A"], "ballots[0].ballot"),
    ],
)
def test_mistakes_are_told_with_their_place(ballot: object, wrong: str) -> None:
    with pytest.raises(ValueError) as refused:
        recount("dates", "ABC", [(1, ballot)])
    assert wrong in str(refused.value)


def test_a_passed_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"settings\.passed"):
        poll({"A": "yes"}, passed=["Z"])


@given(votes("dates"), st.sets(st.sampled_from(OPTIONS)))
def test_against_a_count_written_otherwise(asked: Vote, passed: set[str]) -> None:
    """Each date is worth one number: yes weighs 1 + 1/(people + 1), if need be 1, no nothing; so
    that no number of plain yes outweighs one more person."""
    people = [c["ballot"] for c in asked["ballots"] for _ in range(c["weight"])]
    most = len(people) + 1
    worth = {
        date: sum(
            (
                {"yes": 1 + Fraction(1, most), "if_need_be": Fraction(1)}.get(b.get(date), 0)
                for b in people
            ),
            Fraction(-most * 2 if date in passed else 0),
        )
        for date in OPTIONS
    }
    settings = {**asked["settings"], "quorum": None, "passed": sorted(passed)}
    found = answer({**asked, "settings": settings})
    expected = [
        sorted(d for d in OPTIONS if worth[d] == value)
        for value in sorted(set(worth.values()), reverse=True)
    ]
    assert found["ranking"] == expected
    best = max(worth.values())
    assert found["winners"] == (expected[0] if best > 0 else [])


@given(votes("dates"), st.data())
def test_monotone_a_better_answer_never_makes_a_date_fall(asked: Vote, data: st.DataObject) -> None:
    asked = {**asked, "settings": {}}
    ballots = [{"weight": 1, "ballot": {"A": "no"}}, *asked["ballots"]]
    rank = data.draw(st.integers(0, len(ballots) - 1))
    date = data.draw(st.sampled_from(OPTIONS))
    held = dict(ballots[rank]["ballot"])
    now = held.get(date)
    if now == "yes":
        held.pop(date)
        worse = [*ballots[:rank], {**ballots[rank], "ballot": held}, *ballots[rank + 1 :]]
        before, after = answer({**asked, "ballots": worse}), answer({**asked, "ballots": ballots})
    else:
        held[date] = BETTER[now]
        better = [*ballots[:rank], {**ballots[rank], "ballot": held}, *ballots[rank + 1 :]]
        before, after = answer({**asked, "ballots": ballots}), answer({**asked, "ballots": better})
    assert place(after, date) <= place(before, date)
    assert date not in before["winners"] or date in after["winners"]
