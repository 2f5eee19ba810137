"""What each method lets people mark on a ballot, and that nothing else can be cast."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.recount import recounted
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.vote.ballot import (
    Content,
    check_whole,
    choose,
    empty,
    gone_on,
    grade,
    left,
    marked,
    move_dot,
    rank_next,
    score,
    tick,
    unrank_last,
    without,
)
from bot.workshop.vote.document import document
from bot.workshop.vote.options import Departure, Option
from bot.workshop.vote.places import place_of
from tests.builders import poll, vote
from tests.services.room import refused

FR = Language.FRENCH
OPTIONS = (*(Option(n, f"option {n}") for n in (1, 2, 3, 7)), Option(9, "", removed=True))
NUMBERS = (1, 2, 3, 7)
ANY_NUMBER = st.sampled_from([*NUMBERS, 8, 9])


@st.composite
def plans(draw: st.DrawFn) -> Vote:
    budget = draw(st.integers(1, 9))
    cap = draw(st.none() | st.integers(1, budget))
    return vote(budget=budget, cap=cap)


@given(plans(), st.lists(st.tuples(ANY_NUMBER, st.sampled_from([1, -1]))))
def test_no_sequence_of_moves_gets_past_the_budget_or_the_cap(
    plan: Vote, moves: list[tuple[int, int]]
) -> None:
    dots: dict[str, int] = {}
    for option, by in moves:
        before = dict(dots)
        try:
            after = move_dot(plan, dots, OPTIONS, option, by)
        except Refusal as refusal:
            assert _right(refusal, plan, before, option, by)
            assert dots == before
            continue
        assert isinstance(after, dict)
        dots = {name: count for name, count in after.items() if isinstance(count, int)}
        assert dots.keys() <= {str(n) for n in NUMBERS}
        assert all(1 <= count <= (plan.cap or plan.budget) for count in dots.values())
        assert sum(dots.values()) <= plan.budget
        assert left(plan, dots) == left(plan, before) - by
        assert {**dots, str(option): 0} == {**before, str(option): 0}


def _right(refusal: Refusal, plan: Vote, before: dict[str, int], option: int, by: int) -> bool:
    """True when the refusal says what is really the matter."""
    there = before.get(str(option), 0)
    match refusal.key:
        case "ballot.unknown_option":
            return option == 8
        case "ballot.option_removed":
            return option == 9
        case "ballot.none_there":
            return by < 0 and there == 0
        case "ballot.cap":
            return by > 0 and there == plan.cap
        case "ballot.budget":
            return by > 0 and sum(before.values()) == plan.budget
    return False


@given(plans(), st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=9))
def test_what_was_placed_can_always_be_taken_back(plan: Vote, choices: list[int]) -> None:
    placed: list[int] = []
    dots: Content = {}
    for option in choices:
        try:
            dots = move_dot(plan, dots, OPTIONS, option, 1)
        except Refusal:
            continue
        placed.append(option)
    for option in placed:
        dots = move_dot(plan, dots, OPTIONS, option, -1)
    assert dots == {}
    assert left(plan, dots) == plan.budget


def test_a_move_does_not_change_the_ballot_it_started_from() -> None:
    before: Content = {"1": 2}
    assert move_dot(vote(), before, OPTIONS, 1, 1) == {"1": 3}
    assert before == {"1": 2}


def test_ticks_are_those_of_the_page_and_of_the_other_pages() -> None:
    plan = poll("approval", "a", "b", "c", max_choices=3)
    ticks = tick(plan, ["7"], OPTIONS, [1, 2, 3], [3, 1])
    assert ticks == ["1", "3", "7"]
    assert tick(plan, ticks, OPTIONS, [1, 2, 3], []) == ["7"]
    with refused("ballot.too_many"):
        tick(plan, ["7"], OPTIONS, [1, 2, 3], [1, 2, 3])
    with refused("ballot.unknown_option"):
        tick(plan, [], OPTIONS, [1, 2], [3])
    with refused("ballot.option_removed"):
        tick(plan, [], OPTIONS, [1, 9], [9])


def test_a_score_stays_on_the_scale_and_can_be_taken_back() -> None:
    plan = poll("score", "a", "b", scale=(-2, 2))
    scores = score(plan, FR, {}, OPTIONS, 3, 0, -2)
    assert scores == {"3": -2}
    assert score(plan, FR, scores, OPTIONS, 1, 0, 0) == {"1": 0, "3": -2}
    assert score(plan, FR, scores, OPTIONS, 3, 0, None) == {}
    for points, criterion in ((3, 0), (-3, 0), (1, 1), (1, -1)):
        with refused("ballot.off_scale"):
            score(plan, FR, scores, OPTIONS, 1, criterion, points)


def test_criteria_are_scored_one_by_one_in_their_order() -> None:
    plan = poll("score", "a", "b", criteria=("Nouveau", "Utile", "Faisable"))
    scores = score(plan, FR, {}, OPTIONS, 1, 2, 4)
    scores = score(plan, FR, scores, OPTIONS, 1, 0, 5)
    assert scores == {"1": {"Nouveau": 5, "Faisable": 4}}
    assert isinstance(scores, dict)
    assert json.dumps(scores["1"]).startswith('{"Nouveau"')
    scores = score(plan, FR, scores, OPTIONS, 1, 0, None)
    assert score(plan, FR, scores, OPTIONS, 1, 2, None) == {}


def test_grades_are_the_sessions_own_or_the_seven_mentions() -> None:
    seven = poll("majority_judgment", "a", "b")
    assert grade(seven, FR, {}, OPTIONS, 2, 6) == {"2": "Excellent"}
    assert grade(seven, Language.ENGLISH, {}, OPTIONS, 2, 0) == {"2": "To reject"}
    own = poll("majority_judgment", "a", "b", grades=("non", "bof", "oui"))
    grades = grade(own, FR, {"1": "bof"}, OPTIONS, 2, 2)
    assert grades == {"1": "bof", "2": "oui"}
    assert grade(own, FR, grades, OPTIONS, 1, None) == {"2": "oui"}
    for rank in (3, -1):
        with refused("ballot.unknown_grade"):
            grade(own, FR, grades, OPTIONS, 1, rank)


def test_ranks_are_given_one_after_the_other_or_level() -> None:
    ranks = rank_next([], OPTIONS, 7)
    ranks = rank_next(ranks, OPTIONS, 1)
    ranks = rank_next(ranks, OPTIONS, 3, level=True)
    assert ranks == [["7"], ["1", "3"]]
    assert rank_next(ranks, OPTIONS, 7) == [["1", "3"], ["7"]]
    assert unrank_last(ranks) == [["7"]]
    assert rank_next([], OPTIONS, 2, level=True) == [["2"]]
    with refused("ballot.none_there"):
        unrank_last([])


@given(st.lists(st.tuples(st.sampled_from(NUMBERS), st.booleans()), max_size=12))
def test_an_option_is_ranked_once_whatever_is_pressed(presses: list[tuple[int, bool]]) -> None:
    ranks: Content = []
    for number, level in presses:
        ranks = rank_next(ranks, OPTIONS, number, level=level)
        names = marked(ranks)
        assert len(names) == len(set(names))
        assert str(number) in names
    assert set(marked(ranks)) == {str(number) for number, _ in presses}


def test_a_question_is_answered_before_it_is_cast() -> None:
    plan = poll("yes_no")
    assert [choose(c) for c in ("yes", "no", "abstain")] == ["yes", "no", "abstain"]
    with refused("ballot.choose_first"):
        check_whole(plan, empty(plan), OPTIONS)
    with refused("ballot.unknown_option"):
        choose("maybe")


def test_fewer_ticks_than_asked_cannot_be_cast() -> None:
    plan = poll("approval", "a", "b", "c", min_choices=2)
    check_whole(plan, ["1", "2"], OPTIONS)
    with refused("ballot.too_few"):
        check_whole(plan, ["1"], OPTIONS)
    check_whole(plan, ["1"], (OPTIONS[0], OPTIONS[-1]))  # one is left to tick


@pytest.mark.parametrize(
    ("content", "after"),
    [
        ({"1": 3, "2": 1}, {"2": 1}),
        ({"1": {"Utile": 2}}, {}),
        (["1", "2"], ["2"]),
        ([["1"], ["2", "3"]], [["2", "3"]]),
        ([["2", "1"]], [["2"]]),
        ("yes", "yes"),
    ],
)
def test_what_was_withdrawn_leaves_the_ballot(content: Content, after: Content) -> None:
    assert without(content, "1") == after
    assert "1" not in marked(without(content, "1"))


PRESSES = st.lists(
    st.tuples(ANY_NUMBER, st.integers(-3, 8), st.integers(0, 2), st.booleans()), max_size=10
)
PLANS = st.sampled_from(
    [
        vote(budget=4, cap=2),
        poll("approval", "a", "b", "c", max_choices=2),
        poll("approval", "a", "b", "c", min_choices=2),
        poll("score", "a", "b", scale=(-1, 5)),
        poll("score", "a", "b", criteria=("Utile", "Faisable")),
        poll("majority_judgment", "a", "b"),
        poll("schulze", "a", "b"),
        poll("yes_no"),
    ]
)


@given(PLANS, PRESSES)
def test_whatever_is_pressed_what_can_be_cast_can_be_counted(
    plan: Vote, presses: list[tuple[int, int, int, bool]]
) -> None:
    content = empty(plan)
    for press in presses:
        try:
            content = _pressed(plan, content, *press)
        except Refusal:
            continue
    try:
        check_whole(plan, content, OPTIONS)
    except Refusal:
        return
    counted: Any = json.loads(
        recounted(json.dumps(document(plan, FR, OPTIONS, [(1, content)], None)).encode())
    )
    assert counted["details"]["ballots"] == 1


def _pressed(
    plan: Vote, content: Content, number: int, value: int, which: int, flag: bool
) -> Content:
    match plan.method:
        case "dots":
            return move_dot(plan, content, OPTIONS, number, 1 if flag else -1)
        case "approval":
            return tick(plan, content, OPTIONS, NUMBERS, [number] if flag else [])
        case "score":
            return score(plan, FR, content, OPTIONS, number, which, value if flag else None)
        case "majority_judgment":
            return grade(plan, FR, content, OPTIONS, number, value if flag else None)
        case "yes_no":
            return choose(["yes", "no", "abstain"][which])
    return rank_next(content, OPTIONS, number, level=flag) if which else unrank_last(content)


def test_an_option_is_cut_in_its_words_never_in_its_place() -> None:
    option = Option(1, "les mails de relance " * 20, place="Ce que nous voulons laisser derrière")
    for limit in (150, 80, 40, 20, 10, 1):
        said = option.said(limit)
        assert said.startswith("Ce que nous voulons laisser derrière · ")
        assert len(said) <= max(limit, len(said.split(" · ")[0]) + 3 + max(1, limit // 3))
    assert Option(2, "le café").said(40) == "le café"
    assert Option(3, "le café", dimension="Eau").said() == "Eau · le café"
    assert Option(4, "le café", dimension="Eau", theme="Nuits").said() == "le café (Nuits)"
    assert Option(5, "le café", place="Jeter", theme="Nuits").said(25) == "Jeter · le café (Nuits)"
    assert Option(6, "le café", place="Jeter", theme="jeter").said() == "Jeter · le café"


@pytest.mark.parametrize(
    ("column", "theme", "dimension", "place"),
    [
        (None, None, None, None),
        ("Jeter", None, None, "Jeter"),
        ("Jeter", "Nuits", None, "Jeter"),
        ("Jeter", None, "Eau", "Jeter · Eau"),
        ("Jeter", "jeter", "Eau", "Jeter"),
        (None, None, "Eau", "Eau"),
        (None, "Nuits", "Eau", None),
    ],
)
def test_a_place_is_a_column_and_without_a_theme_a_dimension(
    column: str | None, theme: str | None, dimension: str | None, place: str | None
) -> None:
    assert place_of(column, theme, dimension) == place


HELD: dict[str, Content] = {
    "dots": {"1": 2},
    "approval": ["1"],
    "score": {"1": 3},
    "majority_judgment": {"1": "Bien"},
    "irv": [["1"]],
}
GONE = (Option(1, "a", gone=Departure.WITHDRAWN), Option(2, "b"))


@pytest.mark.parametrize("method", HELD)
def test_what_was_withdrawn_is_taken_back_and_never_chosen(method: str) -> None:
    plan, held = poll(method, "a", "b"), HELD[method]
    more: dict[str, Callable[[Content], Content]] = {
        "dots": lambda c: move_dot(plan, c, GONE, 1, 1),
        "approval": lambda c: tick(plan, c, GONE, [1, 2], [1]),
        "score": lambda c: score(plan, FR, c, GONE, 1, 0, 4),
        "majority_judgment": lambda c: grade(plan, FR, c, GONE, 1, 6),
        "irv": lambda c: rank_next(c, GONE, 1),
    }
    back: dict[str, Callable[[Content], Content]] = {
        "dots": lambda c: move_dot(plan, move_dot(plan, c, GONE, 1, -1), GONE, 1, -1),
        "approval": lambda c: tick(plan, c, GONE, [1, 2], []),
        "score": lambda c: score(plan, FR, c, GONE, 1, 0, None),
        "majority_judgment": lambda c: grade(plan, FR, c, GONE, 1, None),
        "irv": unrank_last,
    }
    with refused("ballot.option_withdrawn"):
        more[method](empty(plan))
    assert not marked(back[method](held))
    if method == "approval":
        assert more[method](held) == held, "its tick stays when others of its page are ticked"
    assert gone_on(GONE, held, None) == [GONE[0]]
    assert gone_on(GONE, empty(plan), None) == []
    vote_of = document(plan, FR, GONE, [(1, held)], None)
    assert vote_of["options"] == ["1", "2"], "what was cast is counted"
