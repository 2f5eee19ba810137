"""One conversation for each chosen subject: which, in what order, with how much time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.workshop.kinds import Discuss
from bot.workshop.language import LABEL
from bot.workshop.notes.dividing import (
    Agenda,
    Standing,
    agenda,
    divided,
    gathered,
    said_again,
    unsaid,
)
from bot.workshop.notes.step import MOST_SUBJECTS, Subjects, Undivided
from tests.builders import both, poll, titled, vote


def plan(minutes: float = 30, most: int = 5) -> Discuss:
    return Discuss(
        kind="discuss",
        title=titled("One by one"),
        invite=both("Talk."),
        minutes=minutes,
        subjects=Subjects.CHOSEN,
        most=most,
    )


def group(*numbers: int) -> list[Standing]:
    return [Standing(100 + n, n, f"Sujet {n}") for n in numbers]


def numbers(found: Agenda) -> list[int]:
    return [one.number for one in found.subjects]


def test_the_first_ones_are_taken_in_the_order_of_the_vote() -> None:
    found = agenda([group(7), group(2), group(9), group(1)], 3)
    assert (numbers(found), found.tied, found.left_out) == ([7, 2, 9], False, 0)


def test_those_level_with_the_last_one_are_taken_too_as_on_the_wall() -> None:
    found = agenda([group(7), group(9, 2, 4), group(1)], 2)
    assert (numbers(found), found.tied) == ([7, 2, 4, 9], True)


def test_a_crowd_that_is_level_is_left_out_and_counted() -> None:
    crowd = group(*range(1, MOST_SUBJECTS + 1))
    assert len(agenda([crowd], 3).subjects) == MOST_SUBJECTS
    found = agenda([group(30), crowd], 3)
    assert (numbers(found), found.tied, found.left_out) == ([30], False, MOST_SUBJECTS)
    assert agenda([[*crowd, *group(30)]], 3).subjects == ()


@given(
    st.lists(st.integers(1, 4), max_size=8), st.integers(1, MOST_SUBJECTS), st.integers(1, 20_160)
)
def test_the_time_planned_is_shared_and_nobody_is_twice(
    sizes: list[int], most: int, halves: int
) -> None:
    every = iter(range(1, 100))
    groups = [group(*(next(every) for _ in range(size))) for size in sizes]
    found = agenda(groups, most)
    taken = numbers(found)
    assert len(set(taken)) == len(taken) <= MOST_SUBJECTS
    assert len(taken) >= min(most, sum(sizes)) or found.left_out
    if not taken:
        return
    whole = plan(halves / 2, most)
    made = divided(whole, found)
    times = [one.minutes for one in made]
    assert max(times) - min(times) <= 0.5
    assert sum(times) == max(whole.minutes, len(times) / 2)
    assert [one.subject.rank for one in made if one.subject] == [*range(1, len(made) + 1)]
    assert not any(one.divides for one in made), "none is divided once more"
    assert all(Discuss.model_validate_json(one.model_dump_json()) == one for one in made)


def test_a_long_subject_is_cut_in_the_title_alone() -> None:
    text = "Ouvrir le local le samedi matin, avec celles et ceux qui ont les clés cette année"
    (one,) = divided(plan(), Agenda((Standing(1, 3, text, "Local"),)))
    assert len(one.title.fr) <= LABEL
    assert one.title.fr == one.title.en
    assert one.title.fr.endswith("…")
    assert one.subject is not None
    assert one.subject.text == f"Local · {text}"
    assert one.invite == plan().invite


def test_a_subject_that_is_hidden_says_nothing_until_it_is_shown_again() -> None:
    (one,) = divided(plan(), Agenda(tuple(group(3))))
    gone = unsaid(one, "🙈")
    assert "Sujet" not in gone.model_dump_json()
    assert gone.minutes == one.minutes
    assert said_again(gone, group(3)[0]) == one


def test_how_many_goes_with_chosen_subjects() -> None:
    with pytest.raises(ValidationError, match="most goes with subjects"):
        Discuss(kind="discuss", title=titled("a"), invite=both("b"), minutes=5, most=3)


@given(st.integers(1, MOST_SUBJECTS), st.integers(MOST_SUBJECTS, 200))
def test_a_recipe_has_the_step_again_that_was_divided(count: int, halves: int) -> None:
    step = plan(halves / 2)
    parts = divided(step, Agenda(tuple(group(*range(1, count + 1)))))
    assert gathered(parts) == (step,)


def test_what_was_put_between_two_conversations_stands_after_the_whole() -> None:
    step, dots = plan(20), vote()
    one, two = divided(step, Agenda(tuple(group(1, 2))))
    live = poll("yes_no")
    assert gathered([dots, one, live, unsaid(two, "[…]")]) == (dots, step, live)
    assert gathered([dots, one, two, dots, one, two]) == (dots, step, dots, step)


def test_two_steps_divided_by_one_vote_are_two() -> None:
    long, short = plan(20), plan(6, most=2)
    on = Agenda(tuple(group(1, 2)))
    assert gathered([*divided(long, on), *divided(short, on)]) == (long, short)


def test_one_that_stayed_whole_may_be_divided_in_another_session() -> None:
    whole = plan().model_copy(update={"undivided": Undivided.NO_VOTE})
    assert gathered([whole]) == (plan(),)
