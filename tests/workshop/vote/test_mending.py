"""What can be changed of an open vote, and what it makes of its plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.mending.change import Change, Mend, Open, Planned
from bot.workshop.vote.mending.lines import covers, priced, read_priced, read_timed, timed
from bot.workshop.vote.mending.options import understood
from bot.workshop.vote.mending.planning import lowers, planned
from bot.workshop.vote.methods import ClosesWhen, VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.shared_budget import project
from bot.workshop.vote.written import written_options
from tests.builders import poll

DAYS = ("Lundi", "Mardi", "Mercredi")
FR = Language.FRENCH
PARIS = "Europe/Paris"
NOW = datetime(2030, 3, 1, 9, tzinfo=UTC)  # a Friday
MONDAY = Slot(
    starts=datetime(2030, 3, 4, 13, tzinfo=UTC), ends=datetime(2030, 3, 4, 15, tzinfo=UTC)
)
THURSDAY = Slot.of_day(date(2030, 3, 7), PARIS)


def opened(
    method: str = "approval", voted: int = 3, size: int | None = None, **settings: Any
) -> Open:
    """A vote between three days, in which `voted` people have voted."""
    days = () if method == "yes_no" else DAYS
    plan = poll(method, *days, **settings)
    options = tuple(Option(rank, day) for rank, day in enumerate(days, start=1))
    return Open(plan, options, FR, voted, 0, size, NOW)


def budget(money: int = 100, **settings: Any) -> Open:
    """A vote that shares money among three projects."""
    costs = ("10", "20.50", "30")
    plan = poll("shared_budget", "Four", "Vélo", "Bancs", money=money, costs=costs, **settings)
    return Open(plan, written_options(plan, FR), FR, 3, 0, None, NOW)


def dates(*slots: Slot) -> Open:
    """A search for a date among two or more."""
    held = slots or (MONDAY, THURSDAY)
    plan = poll("dates", dates=held, zone=PARIS)
    options = tuple(Option(rank, f"date {rank}", slot=one) for rank, one in enumerate(held, 1))
    return Open(plan, options, FR, 3, 0, None, NOW)


def dated(now: Open, kind: Mend, text: str, number: int | None = None) -> Planned:
    return planned(now, understood(now, Change(kind=kind, number=number, text=text)))


def refused(now: Open, kind: Mend, text: str, number: int | None = None) -> str:
    with pytest.raises(Refusal) as found:
        dated(now, kind, text, number)
    return found.value.key


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


def test_a_project_is_added_with_its_cost_and_taken_out_with_it() -> None:
    now = budget()
    made = planned(now, Change(kind=Mend.ADDED, text=" Compost  -  40,50 € "))
    assert (made.number, made.after) == (4, "Compost : 40.50")
    assert made.option == Option(4, "Compost", cost=4050, currency="€")
    assert made.plan.costs == ("10", "20.50", "30", "40.50")
    Vote.model_validate(made.plan.model_dump())
    made = planned(now, Change(kind=Mend.TAKEN_OUT, number=2))
    assert (made.before, made.plan.costs) == ("Vélo : 20.50", ("10", "30"))
    Vote.model_validate(made.plan.model_dump())


def test_the_name_or_the_cost_of_a_project_is_corrected_in_its_place() -> None:
    now = budget()
    made = planned(now, Change(kind=Mend.CORRECTED, number=2, text="Vélo : 25"))
    assert (made.before, made.after) == ("Vélo : 20.50", "Vélo : 25")
    assert (options_of(made.plan), made.plan.costs) == (
        ["Four", "Vélo", "Bancs"],
        ("10", "25", "30"),
    )
    assert made.option == replace(now.options[1], cost=2500)
    made = planned(now, Change(kind=Mend.CORRECTED, number=2, text="Vélo cargo (20,50)"))
    assert (options_of(made.plan)[1], made.plan.costs) == ("Vélo cargo", now.plan.costs)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "mend.no_words"),
        ("Compost", "mend.no_cost"),
        (": 40", "mend.no_cost"),
        ("Compost : 100,01", "mend.too_dear"),
        ("Compost : 40 $", "mend.currency"),
        ("FOUR : 12", "mend.twin"),
        ("x" * 201 + " : 3", "asked.long_option"),
    ],
)
def test_a_project_that_cannot_be_is_refused(text: str, key: str) -> None:
    assert key_of(budget(), kind=Mend.ADDED, text=text) == key
    assert key_of(budget(), kind=Mend.CORRECTED, number=2, text=text) == key


def test_a_project_that_is_written_as_it_was_changes_nothing() -> None:
    assert key_of(budget(), kind=Mend.CORRECTED, number=2, text="Vélo - 20,5 €") == "mend.same"


def test_the_sum_is_corrected_as_long_as_each_project_can_be_paid() -> None:
    made = planned(budget(), Change(kind=Mend.MONEY, text="1 200 €"))
    assert (made.before, made.after, made.plan.money) == ("100", "1200", 1200)
    assert planned(budget(), Change(kind=Mend.MONEY, text="30")).plan.money == 30
    for text, key in (
        ("29", "mend.money_short"),
        ("100", "mend.same"),
        ("50 $", "mend.currency"),
        ("12,50", "budget.bad_money"),
        ("beaucoup", "budget.bad_money"),
    ):
        assert key_of(budget(), kind=Mend.MONEY, text=text) == key
    assert key_of(opened(), kind=Mend.MONEY, text="100") == "button.unknown"


def test_a_date_is_added_as_people_write_it_and_comes_in_the_order_of_time() -> None:
    made = dated(dates(), Mend.ADDED, "mardi 10h-11h30")
    slot = Slot(
        starts=datetime(2030, 3, 5, 9, tzinfo=UTC), ends=datetime(2030, 3, 5, 10, 30, tzinfo=UTC)
    )
    assert made.option is not None
    assert (made.number, made.option.slot) == (3, slot)
    assert made.plan.dates == (MONDAY, slot, THURSDAY)
    assert made.after == "2030-03-05T09:00:00+00:00/2030-03-05T10:30:00+00:00"
    Vote.model_validate(made.plan.model_dump())


def test_a_date_without_an_end_lasts_as_long_as_the_others() -> None:
    made = dated(dates(), Mend.ADDED, "mardi 10h")
    assert made.option is not None
    assert made.option.slot is not None
    assert made.option.slot.ends == datetime(2030, 3, 5, 11, tzinfo=UTC)


def test_answers_to_a_date_stay_where_whoever_could_come_still_can() -> None:
    made = dated(dates(), Mend.CORRECTED, "lundi 14h30-15h30", 1)
    assert (made.number, made.forgets) == (1, False)
    made = dated(dates(), Mend.CORRECTED, "lundi 15h-17h", 1)
    assert made.forgets
    assert made.before == "2030-03-04T13:00:00+00:00/2030-03-04T15:00:00+00:00"
    made = dated(dates(), Mend.CORRECTED, "7 mars 18h-20h", 2)
    assert (made.before, made.forgets) == ("2030-03-07", False)
    assert made.plan.dates[0] == MONDAY
    Vote.model_validate(made.plan.model_dump())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "dates.none"),
        ("bientôt", "dates.unread"),
        ("hier", "dates.past"),
        ("mardi 14h ; mercredi 14h", "mend.one_date"),
    ],
)
def test_a_date_that_cannot_be_is_refused(text: str, key: str) -> None:
    assert refused(dates(), Mend.ADDED, text) == key
    assert refused(dates(), Mend.CORRECTED, text, 1) == key


def test_a_date_that_is_there_already_or_goes_by_is_refused() -> None:
    assert refused(dates(), Mend.ADDED, "lundi 14h-15h") == "mend.twin_date"
    assert refused(dates(), Mend.CORRECTED, "lundi 14h", 2) == "mend.twin_date"
    assert refused(dates(), Mend.CORRECTED, "lundi 14h-16h", 1) == "mend.same"
    change = understood(dates(), Change(kind=Mend.ADDED, text="mardi 10h"))
    later = replace(dates(), at=NOW + timedelta(days=9))
    with pytest.raises(Refusal) as found:
        planned(later, change)
    assert found.value.key == "mend.date_past"


def test_a_date_that_is_taken_out_leaves_the_plan() -> None:
    now = dates(MONDAY, THURSDAY, Slot.of_day(date(2030, 3, 8), PARIS))
    made = planned(now, Change(kind=Mend.TAKEN_OUT, number=2))
    assert (made.before, len(made.plan.dates)) == ("2030-03-07", 2)
    assert THURSDAY not in made.plan.dates


def lasting(after: int, minutes: int) -> Slot:
    starts = NOW + timedelta(minutes=after)
    return Slot(starts=starts, ends=starts + timedelta(minutes=minutes) if minutes else None)


SLOTS = st.one_of(
    st.builds(lasting, st.integers(1, 3000), st.integers(0, 3000)),
    st.dates(date(2030, 1, 1), date(2031, 1, 1)).map(lambda day: Slot.of_day(day, PARIS)),
)


@given(SLOTS, SLOTS)
def test_a_date_is_read_in_the_history_as_it_was_written(one: Slot, other: Slot) -> None:
    assert read_timed(timed(one, PARIS), PARIS) == one
    assert covers(one, one)
    if one.ends and other.ends and covers(one, other):
        assert one.starts <= other.starts < other.ends <= one.ends


@given(
    st.text(min_size=1, max_size=60).map(lambda name: project(f"{name} : 3")),
    st.integers(1, 10**9),
)
def test_a_project_is_read_in_the_history_as_it_was_written(read: Any, cost: int) -> None:
    if read is None:
        return
    name, _ = read
    found = read_priced(priced(name, f"{cost // 100}.{cost % 100:02}")) if cost >= 100 else None
    if found is not None:
        assert (found[0], found[1].hundredths) == (name, cost)


@given(st.text())
def test_whatever_the_history_of_another_file_holds_is_read_or_is_not(text: str) -> None:
    read_priced(text)
    read_timed(text, PARIS)


def test_what_stands_on_a_wall_can_only_be_taken_out() -> None:
    now = opened()
    of_wall = now.plan.model_copy(update={"on": VoteOn.POSTITS, "options": ()})
    wall = replace(now, plan=of_wall)
    assert key_of(wall, kind=Mend.ADDED, text="Jeudi") == "mend.not_written"
    made = planned(wall, Change(kind=Mend.TAKEN_OUT, number=2))
    assert made.before is None, "its words stay where they stand"


@pytest.mark.parametrize("kind", [kind for kind in Mend if kind.asks])
def test_a_sealed_vote_takes_no_change_of_what_ballots_say(kind: Mend) -> None:
    given = {"kind": kind, "number": 1, "text": "Jeudi : 50" if kind is Mend.ADDED else "60"}
    now = opened() if kind is not Mend.MONEY else budget()
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
    others = (opened("yes_no", size=5), opened("dots", voted=0), opened("score"))
    for now in (opened(), *others, budget(), dates()):
        try:
            made = planned(now, understood(now, Change(kind=kind, number=number, text=text)))
        except Refusal:
            continue
        Vote.model_validate(made.plan.model_dump())
