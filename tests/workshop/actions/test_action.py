from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.actions.action import LIMIT, check_action, read_due
from bot.workshop.errors import Refusal

TODAY = date(2030, 3, 4)


@pytest.mark.parametrize(
    "written",
    ["2030-05-06", "2030-5-6", "06/05/2030", "6/5/2030", "6.5.2030", "06 05 2030", " 6/5/2030\n"],
)
def test_a_date_is_read_day_first_or_as_iso(written: str) -> None:
    assert read_due(written, TODAY) == date(2030, 5, 6)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "demain",
        "6/5/30",
        "5/2030",
        "6/5/2030 soir",
        "6-5-2030",
        "2030/05/06",
        "30/02/2030",
        "29/02/2031",
        "05/13/2030",
        "0/5/2030",
        "2030-13-01",
        "01/01/0000",
        "-6/5/2030",
        "=6/5/2030",
        "9" * 5000,
    ],
)
def test_a_date_that_cannot_be_read_comes_back_with_an_example(written: str) -> None:
    with pytest.raises(Refusal, match=r"^action\.unreadable_date$") as refused:
        read_due(written, TODAY)
    example = refused.value.params["example"]
    assert isinstance(example, str)
    assert read_due(example, TODAY) > TODAY


def test_an_action_is_due_today_at_the_earliest() -> None:
    assert read_due("04/03/2030", TODAY) == TODAY
    with pytest.raises(Refusal, match=r"^action\.past_date$"):
        read_due("03/03/2030", TODAY)


@given(st.dates(min_value=TODAY, max_value=date(9999, 12, 31)))
def test_every_date_to_come_can_be_written_in_both_ways(day: date) -> None:
    assert read_due(day.isoformat(), TODAY) == day
    assert read_due(f"{day.day:02}/{day.month:02}/{day.year:04}", TODAY) == day


@given(st.dates(min_value=date(1000, 1, 1), max_value=TODAY - timedelta(days=1)))
def test_no_date_gone_by_is_accepted(day: date) -> None:
    with pytest.raises(Refusal, match=r"^action\.past_date$"):
        read_due(day.isoformat(), TODAY)


def test_an_action_says_what_and_who_and_perhaps_the_first_step() -> None:
    assert check_action(" Écrire\nla charte ", "Alix\x00", "") == ("Écrire la charte", "Alix", None)
    assert check_action("a", "b", " téléphoner ") == ("a", "b", "téléphoner")


@pytest.mark.parametrize(
    ("what", "owner", "first", "key"),
    [
        ("\u200b", "Alix", "", r"^action\.needs_what$"),
        ("Écrire", " ", "", r"^action\.needs_owner$"),
        ("x" * (LIMIT + 1), "Alix", "", r"^text\.too_long$"),
        ("Écrire", "x" * (LIMIT + 1), "", r"^text\.too_long$"),
        ("Écrire", "Alix", "x" * (LIMIT + 1), r"^text\.too_long$"),
    ],
)
def test_an_incomplete_or_endless_action_is_refused(
    what: str, owner: str, first: str, key: str
) -> None:
    with pytest.raises(Refusal, match=key):
        check_action(what, owner, first)
