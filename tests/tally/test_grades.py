"""Scores and grades: counted by hand, missing ones as declared, and never punishing support."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.tally.majority import compare, majority_sequence
from tests.tally.strategies import GRADES, OPTIONS, votes
from tests.tally.voting import Answer, Vote, answer, place, recount

tallies = st.lists(st.integers(0, 6), min_size=4, max_size=4)


def columns(asked: Vote) -> dict[str, list[int]]:
    """Return what each option got, one by one, sorted; missing values treated as declared."""
    settings = asked["settings"]
    worst = settings["scale"][0] if asked["method"] == "score" else 0
    voters = [c["ballot"] for c in asked["ballots"] if c["ballot"] for _ in range(c["weight"])]
    found: dict[str, list[int]] = {}
    for option in asked["options"]:
        values = [ballot[option] for ballot in voters if option in ballot]
        column = sorted(GRADES.index(v) if isinstance(v, str) else v for v in values)
        if not column:
            column = [worst] * len(voters)
        elif settings["missing"] != "ignore":
            median = column[(len(column) - 1) // 2]
            filler = worst if settings["missing"] == "worst" else median
            column = sorted(column + [filler] * (len(voters) - len(column)))
        found[option] = column
    return found


def ranked(figures: dict[str, Any]) -> list[list[str]]:
    return [
        sorted(option for option in figures if figures[option] == figure)
        for figure in sorted({*figures.values()}, reverse=True)
    ]


def one_at_a_time(grades: list[int]) -> tuple[int, ...]:
    """Remove the lower median, again and again, as one would on paper."""
    left, sequence = list(grades), []
    while left:
        sequence.append(left.pop((len(left) - 1) // 2))
    return tuple(sequence)


@given(votes("majority_judgment"))
def test_majority_judgment_on_paper(asked: Vote) -> None:
    grades = columns(asked)
    common = lcm(*(len(column) or 1 for column in grades.values()))
    same = {
        option: sorted(column * (common // (len(column) or 1))) for option, column in grades.items()
    }
    found = answer(asked)
    assert found["ranking"] == ranked({o: one_at_a_time(column) for o, column in same.items()})
    for option, column in grades.items():
        median = GRADES[one_at_a_time(column)[0]] if column else None
        assert found["details"]["options"][option]["majority_grade"] == median


@given(tallies)
def test_the_blocks_spell_the_sequence_got_on_paper(tally: list[int]) -> None:
    blocks = list(majority_sequence(tally))
    spelled = [b.second if n % 2 else b.first for b in blocks for n in range(b.length)]
    column = [grade for grade, number in enumerate(tally) for _ in range(number)]
    assert tuple(spelled) == one_at_a_time(column)
    assert len(blocks) <= 3 * len(tally)


@given(tallies, st.data())
def test_tallies_are_compared_as_their_sequences(one: list[int], data: st.DataObject) -> None:
    column = data.draw(st.lists(st.integers(0, 3), min_size=sum(one), max_size=sum(one)))
    other = [column.count(grade) for grade in range(4)]
    mine = one_at_a_time([g for g, number in enumerate(one) for _ in range(number)])
    theirs = one_at_a_time(sorted(column))
    assert compare(one, other) == (mine > theirs) - (mine < theirs) == -compare(other, one)


def test_a_billion_judges_cost_no_more_than_ten() -> None:
    crowd = 10**9
    grades = ["no", "so", "yes"]
    ballots = [
        (crowd, {"A": "no", "B": "no"}),
        (crowd, {"A": "yes", "B": "so"}),
        (crowd - 1, {"A": "so", "B": "yes"}),
        (1, {"A": "yes", "B": "yes"}),
    ]
    found = recount("majority_judgment", "AB", ballots, grades=grades)
    assert found["winners"] == ["A"]
    assert len(found["details"]["options"]["A"]["sequence"]) < 6


def raised(asked: Vote, n: int, option: str, value: Any) -> tuple[Answer, Answer]:
    """Return the answers before and after the ballots number `n` give `value` to `option`."""
    cast = asked["ballots"][n]
    after = [*asked["ballots"]]
    after[n] = {**cast, "ballot": {**cast["ballot"], option: value}}
    return answer(asked), answer({**asked, "ballots": after})


def unhurt(before: Answer, after: Answer, option: str) -> None:
    """Check that `option` is nowhere worse against any other."""
    for other in OPTIONS:
        if place(before, option) < place(before, other):
            assert place(after, option) < place(after, other)
        elif place(before, option) == place(before, other):
            assert place(after, option) <= place(after, other)


@given(votes("majority_judgment"), st.sampled_from(OPTIONS), st.data())
def test_a_better_grade_never_hurts(asked: Vote, option: str, data: st.DataObject) -> None:
    assume(len(asked["ballots"]) > 0)
    n = data.draw(st.integers(0, len(asked["ballots"]) - 1))
    assume(option in asked["ballots"][n]["ballot"])
    now = GRADES.index(asked["ballots"][n]["ballot"][option])
    unhurt(*raised(asked, n, option, data.draw(st.sampled_from(GRADES[now:]))), option)


@given(votes("majority_judgment"), st.sampled_from(OPTIONS))
def test_unanimous_improvement_never_hurts(asked: Vote, option: str) -> None:
    better = [
        {**cast, "ballot": {**cast["ballot"], option: GRADES[min(3, GRADES.index(now) + 1)]}}
        if (now := cast["ballot"].get(option))
        else cast
        for cast in asked["ballots"]
    ]
    unhurt(answer(asked), answer({**asked, "ballots": better}), option)


@given(votes("score"), st.sampled_from(OPTIONS), st.data())
def test_a_better_score_never_hurts(asked: Vote, option: str, data: st.DataObject) -> None:
    assume(len(asked["ballots"]) > 0)
    n = data.draw(st.integers(0, len(asked["ballots"]) - 1))
    assume(option in asked["ballots"][n]["ballot"])
    now = asked["ballots"][n]["ballot"][option]
    unhurt(*raised(asked, n, option, data.draw(st.integers(now, 3))), option)


@given(votes("score"))
def test_scores_counted_by_hand(asked: Vote) -> None:
    found, scores = answer(asked), columns(asked)
    if asked["settings"]["missing"] == "ignore":
        figures = {o: Fraction(sum(c), len(c)) if c else Fraction(-2) for o, c in scores.items()}
        assert {o: Fraction(m) for o, m in found["details"]["means"].items()} == figures
    else:
        figures = {option: Fraction(sum(column)) for option, column in scores.items()}
        assert found["details"]["totals"] == figures
    assert found["ranking"] == ranked(figures)


@pytest.mark.parametrize(
    ("missing", "ranking", "kind", "figures"),
    [
        ("worst", [["B"], ["A"]], "totals", {"A": 8, "B": 10}),
        ("median", [["B"], ["A"]], "totals", {"A": 9, "B": 10}),
        ("ignore", [["A"], ["B"]], "means", {"A": "7/2", "B": "10/3"}),
    ],
)
def test_what_a_missing_score_counts_as(
    missing: str, ranking: list[list[str]], kind: str, figures: dict[str, Any]
) -> None:
    ballots = [(1, {"A": 5, "B": 4}), (1, {"A": 2, "B": 3}), (1, {"B": 3}), (1, {})]
    found = recount("score", "AB", ballots, scale=[1, 5], missing=missing)
    assert found["ranking"] == ranking
    assert found["details"][kind] == figures
    assert found["details"]["scores_given"] == {"A": 2, "B": 3}
    assert found["details"]["blank"] == 1


def test_new_useful_feasible() -> None:
    criteria = ["new", "useful", "feasible"]
    ballots = [
        (1, {"A": {"new": 5, "useful": 3, "feasible": 1}, "B": {"new": 2, "useful": 4}}),
        (2, {"A": {"new": 4, "useful": 2, "feasible": 2}, "B": {"new": 1, "feasible": 5}}),
    ]
    found = recount("score", "AB", ballots, scale=[0, 5], criteria=criteria)
    assert found["details"]["totals"] == {"A": 25, "B": 18}
    assert found["details"]["by_criterion"]["A"] == {"new": 13, "useful": 7, "feasible": 5}
    found = recount("score", "AB", ballots, scale=[0, 5], criteria=criteria, missing="ignore")
    assert found["details"]["means"] == {"A": "25/3", "B": "31/3"}
    assert found["winners"] == ["B"]


@pytest.mark.parametrize(
    ("missing", "grade", "ranking"),
    [
        ("worst", "low", [["B"], ["A"]]),
        ("median", "fine", [["A"], ["B"]]),
        ("ignore", "fine", [["A"], ["B"]]),
    ],
)
def test_what_a_missing_grade_counts_as(missing: str, grade: str, ranking: list[list[str]]) -> None:
    ballots: list[tuple[int, Any]] = [
        (1, {"A": "low", "B": "fine"}),
        (2, {"A": "fine", "B": "fine"}),
        (1, {"A": "best", "B": "fine"}),
        (2, {"B": "low"}),
        (9, {}),
    ]
    found = recount("majority_judgment", "AB", ballots, grades=list(GRADES), missing=missing)
    one = found["details"]["options"]["A"]
    assert (one["majority_grade"], one["missing"]) == (grade, 2)
    assert found["ranking"] == ranking


def test_only_identical_grades_tie() -> None:
    ballots = [(2, {"A": "low", "B": "best"}), (2, {"A": "best", "B": "low"})]
    found = recount("majority_judgment", "ABC", ballots, grades=list(GRADES))
    assert found["ranking"] == [["A", "B"], ["C"]]
    assert (found["winners"], found["tie"]) == (["A", "B"], True)
    assert found["details"]["options"]["A"]["sequence"] == [{"grades": ["low", "best"], "times": 2}]
