"""What forms make of a ballot, whatever was ticked or typed in them."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.language import Language
from bot.workshop.vote.ballot import Grades, NotMarked
from bot.workshop.vote.filling import (
    MistypedError,
    grade_ticked,
    put_one_each,
    rank_typed,
    read_scores,
    written_order,
)
from bot.workshop.vote.options import Departure, Option
from tests.builders import poll

OPTIONS = [Option(n, f"Idée {n}") for n in range(1, 9)]
JUDGED = poll("majority_judgment", *(o.label for o in OPTIONS))
NAMES = JUDGED.grade_names(Language.FRENCH)
NUMBERS = st.integers(1, 8)


@given(
    st.dictionaries(NUMBERS.map(str), st.sampled_from(NAMES)),
    st.sets(NUMBERS),
    st.dictionaries(st.integers(0, 6), st.lists(NUMBERS, unique=True)),
)
def test_what_is_shown_has_the_one_grade_it_is_ticked_in(
    held: Grades, shown: set[int], ticked: dict[int, list[int]]
) -> None:
    ticked = {rank: [n for n in numbers if n in shown] for rank, numbers in ticked.items()}
    graded = grade_ticked(JUDGED, Language.FRENCH, held, OPTIONS, shown, ticked)
    after = cast(Grades, graded.content)
    for number in range(1, 9):
        ranks = [rank for rank, numbers in ticked.items() if number in numbers]
        if number not in shown:
            assert after.get(str(number)) == held.get(str(number)), "what is not shown stays"
        elif len(ranks) == 1:
            assert after[str(number)] == NAMES[ranks[0]]
        else:
            assert str(number) not in after, "none is chosen in the voter's place"
        assert (number in graded.twice) == (len(ranks) > 1)
    again = grade_ticked(JUDGED, Language.FRENCH, after, OPTIONS, shown, ticked)
    assert again.content == after


def test_what_left_meanwhile_keeps_its_grade_and_takes_no_other() -> None:
    gone = Option(1, "Idée 1", gone=Departure.WITHDRAWN)
    options = [gone, *OPTIONS[1:]]
    held: Grades = {"1": NAMES[2]}

    def after(ticked: dict[int, list[int]]) -> tuple[object, list[int]]:
        graded = grade_ticked(JUDGED, Language.FRENCH, held, options, [1, 2], ticked)
        return graded.content, list(graded.gone)

    assert after({2: [1]}) == ({"1": NAMES[2]}, [])
    assert after({4: [1], 5: [2]}) == ({"2": NAMES[5]}, [1])
    assert after({5: [2]}) == ({"2": NAMES[5]}, []), "it is taken back"


def test_what_was_not_shown_is_not_graded() -> None:
    for ticked in ({3: [3]}, {3: [99]}, {9: [1]}, {-1: [1]}):
        with pytest.raises(NotMarked):
            grade_ticked(JUDGED, Language.FRENCH, {}, OPTIONS, [1, 2, 99], ticked)


SCORED = poll("score", "A", "B", scale=(-5, 10))


@given(
    st.lists(st.none() | st.integers(-5, 10), min_size=1, max_size=5),
    st.sampled_from([" ", ";", "/", ", ", " / "]),
)
def test_scores_are_read_as_they_are_written(scores: list[int | None], between: str) -> None:
    written = between.join("–" if points is None else str(points) for points in scores)
    assert read_scores(written, SCORED, len(scores)) == scores


@pytest.mark.parametrize("written", ["8,5", "8.5", "8.5 7", "8,5 7"])
def test_a_decimal_is_never_read_as_two_scores(written: str) -> None:
    with pytest.raises(MistypedError):
        read_scores(written, SCORED, 2)
    assert read_scores("8,5,7", SCORED, 3) == [8, 5, 7]


@given(st.text(max_size=60), st.integers(1, 5))
def test_whatever_is_typed_is_scores_on_the_scale_or_is_refused(text: str, criteria: int) -> None:
    try:
        found = read_scores(text, SCORED, criteria)
    except MistypedError:
        return
    assert len(found) == criteria
    assert all(points is None or -5 <= points <= 10 for points in found)


@given(st.permutations(range(1, 9)), st.lists(st.booleans(), min_size=8, max_size=8))
def test_an_order_is_read_as_it_is_written(order: list[int], level: list[bool]) -> None:
    ranks: list[list[str]] = []
    for number, joined in zip(order, level, strict=True):
        if joined and ranks:
            ranks[-1] = sorted([*ranks[-1], str(number)], key=int)
        else:
            ranks.append([str(number)])
    assert rank_typed(written_order(ranks), [], OPTIONS) == ranks


@given(st.text(alphabet="1289 =>,;\n-x²", max_size=40))
def test_an_order_is_of_options_each_once_or_is_refused(text: str) -> None:
    try:
        ranks = cast("list[list[str]]", rank_typed(text, [], OPTIONS))
    except NotMarked:
        return
    names = [name for group in ranks for name in group]
    assert len(set(names)) == len(names)
    assert all(ranks)
    assert set(names) <= {option.name for option in OPTIONS}


def test_dots_of_a_form_move_together_or_not_at_all() -> None:
    plan = poll("dots", "A", "B", "C", budget=2)
    assert put_one_each(plan, {"1": 1}, OPTIONS, [3]) == {"1": 1, "3": 1}
    with pytest.raises(NotMarked):
        put_one_each(plan, {"1": 1}, OPTIONS, [2, 3])


@pytest.mark.parametrize("written", ["8\u200b 5", "８ ５", "\ufeff8\u00a05", "8 5\u200e"])
def test_what_looks_right_is_read(written: str) -> None:
    assert read_scores(written, SCORED, 2) == [8, 5]
    assert rank_typed(written, [], OPTIONS) == [["8"], ["5"]]
