"""What can be changed of an open vote, and what it makes of its plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.mending import Change, Mend, Open, lowers, planned
from bot.workshop.vote.methods import ClosesWhen, VoteOn
from bot.workshop.vote.options import Option
from tests.builders import poll

DAYS = ("Lundi", "Mardi", "Mercredi")
FR = Language.FRENCH


def opened(
    method: str = "approval", voted: int = 3, size: int | None = None, **settings: Any
) -> Open:
    """A vote between three days, in which `voted` people have voted."""
    days = () if method == "yes_no" else DAYS
    plan = poll(method, *days, **settings)
    options = tuple(Option(rank, day) for rank, day in enumerate(days, start=1))
    return Open(plan, options, FR, voted, 0, size)


def key_of(now: Open, **change: Any) -> str:
    with pytest.raises(Refusal) as refused:
        planned(now, Change(**change))
    return refused.value.key


def options_of(plan: Vote) -> list[str]:
    return [one[FR] for one in plan.options]


def test_an_option_that_is_added_takes_a_number_that_nobody_had() -> None:
    now = opened()
    gone = (now.options[0], now.options[1], replace(now.options[2], removed=True))
    made = planned(replace(now, options=gone), Change(kind=Mend.ADDED, text=" Jeudi  soir "))
    assert (made.number, made.before, made.after) == (4, None, "Jeudi soir")
    assert options_of(made.plan)[-1] == "Jeudi soir"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "mend.no_words"),
        ("x" * 201, "asked.long_option"),
        ("  LUNDI", "mend.twin"),
    ],
)
def test_words_that_are_none_or_those_of_another_are_refused(text: str, key: str) -> None:
    assert key_of(opened(), kind=Mend.ADDED, text=text) == key
    assert key_of(opened(), kind=Mend.CORRECTED, number=2, text=text) == key


def test_an_option_is_corrected_in_its_place() -> None:
    made = planned(opened(), Change(kind=Mend.CORRECTED, number=2, text="mardi"))
    assert options_of(made.plan) == ["Lundi", "mardi", "Mercredi"]
    assert (made.before, made.after) == ("Mardi", "mardi")
    assert key_of(opened(), kind=Mend.CORRECTED, number=2, text="Mardi") == "mend.same"
    assert key_of(opened(), kind=Mend.CORRECTED, number=9, text="Jeudi") == "mend.gone"


def test_an_option_is_taken_out_as_long_as_two_stay() -> None:
    now = opened(min_choices=3)
    made = planned(now, Change(kind=Mend.TAKEN_OUT, number=2))
    assert options_of(made.plan) == ["Lundi", "Mercredi"]
    assert made.plan.min_choices == 2
    left = replace(now, plan=made.plan, options=(now.options[0], now.options[2]))
    assert key_of(left, kind=Mend.TAKEN_OUT, number=1) == "mend.few_options"
    Vote.model_validate(made.plan.model_dump())


def test_as_many_options_stay_as_there_are_seats() -> None:
    assert key_of(opened(seats=3), kind=Mend.TAKEN_OUT, number=1) == "mend.few_for_seats"


def test_what_costs_something_is_taken_out_with_its_cost_and_never_added() -> None:
    now = opened("shared_budget", money=100, costs=("10", "20", "30"))
    assert key_of(now, kind=Mend.ADDED, text="Jeudi") == "mend.not_written"
    assert key_of(now, kind=Mend.CORRECTED, number=1, text="Jeudi") == "mend.not_written"
    made = planned(now, Change(kind=Mend.TAKEN_OUT, number=2))
    assert made.before == "Mardi"
    assert len(made.plan.costs) == 2
    Vote.model_validate(made.plan.model_dump())


def test_what_stands_on_a_wall_can_only_be_taken_out() -> None:
    now = opened()
    of_wall = now.plan.model_copy(update={"on": VoteOn.POSTITS, "options": ()})
    wall = replace(now, plan=of_wall)
    assert key_of(wall, kind=Mend.ADDED, text="Jeudi") == "mend.not_written"
    made = planned(wall, Change(kind=Mend.TAKEN_OUT, number=2))
    assert made.before is None, "its words stay where they stand"


@pytest.mark.parametrize("kind", [kind for kind in Mend if kind.asks])
def test_a_sealed_vote_takes_no_change_of_what_ballots_say(kind: Mend) -> None:
    given = {"kind": kind, "number": 1, "text": "Jeudi"}
    now = opened()
    sealed = replace(now, plan=now.plan.model_copy(update={"sealed": True}))
    assert key_of(sealed, **given) == "mend.sealed"
    assert planned(replace(sealed, voted=0), Change(**given))
    assert planned(sealed, Change(kind=Mend.END, number=30)).minutes == 30
    assert planned(sealed, Change(kind=Mend.VOTERS, number=30)).plan.electors.size == 30


def test_more_people_may_vote_and_never_fewer() -> None:
    made = planned(opened(), Change(kind=Mend.VOTERS, number=12))
    assert made.plan.electors == Electors(who=Electorate.NUMBER, size=12)
    now = replace(opened(), plan=made.plan, size=12)
    assert key_of(now, kind=Mend.VOTERS, number=11) == "mend.fewer"
    assert key_of(now, kind=Mend.VOTERS, number=12) == "mend.same"
    assert key_of(now, kind=Mend.VOTERS) == "asked.bad.voters"


def test_a_role_more_may_vote() -> None:
    now = opened(electors=Electors(who=Electorate.ROLE, place=7, size=10), size=10)
    made = planned(now, Change(kind=Mend.ROLE, number=8, size=15))
    assert made.plan.electors.places == (7, 8)
    assert (made.before, made.after) == ("10", "15")
    assert planned(now, Change(kind=Mend.ROLE, number=8, size=4)).after == "10"
    assert key_of(now, kind=Mend.ROLE, number=7) == "mend.same"
    assert key_of(opened(), kind=Mend.ROLE, number=7) == "button.unknown"


def test_what_closes_a_vote_can_be_changed_as_long_as_it_waits_for_someone() -> None:
    now = opened(electors=Electors(who=Electorate.NUMBER, size=4), size=4)
    assert planned(now, Change(kind=Mend.CLOSES, text="all")).plan.closes is ClosesWhen.ALL
    assert key_of(replace(now, voted=4), kind=Mend.CLOSES, text="all") == "mend.all_voted"
    assert key_of(opened(), kind=Mend.CLOSES, text="all") == "asked.close_all"
    assert key_of(opened(), kind=Mend.CLOSES, text="hand") == "mend.same"
    assert key_of(opened(), kind=Mend.CLOSES, text="never") == "button.unknown"


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60))
def test_a_smaller_quorum_is_said_to_make_it_easier(before: int, after: int, size: int) -> None:
    electors = Electors(who=Electorate.NUMBER, size=size)
    now = opened(quorum=str(before), electors=electors, size=size)
    change = Change(kind=Mend.QUORUM, text=str(after))
    if after == before:
        assert key_of(now, kind=Mend.QUORUM, text=str(after)) == "mend.same"
    else:
        assert lowers(now, change, planned(now, change)) is (after < before)
    none = Change(kind=Mend.QUORUM, text="")
    assert lowers(now, none, planned(now, none))


@given(st.text(max_size=300), st.sampled_from(Mend), st.none() | st.integers(-1, 10**6))
def test_whatever_is_asked_gives_a_vote_that_can_be_held_or_a_refusal(
    text: str, kind: Mend, number: int | None
) -> None:
    for now in (opened(), opened("yes_no", size=5), opened("dots", voted=0), opened("score")):
        try:
            made = planned(now, Change(kind=kind, number=number, text=text))
        except Refusal:
            continue
        Vote.model_validate(made.plan.model_dump())
