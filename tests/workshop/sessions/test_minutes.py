"""How long a step lasts, as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.sessions.minutes import read_minutes
from bot.workshop.step import LEAST_MINUTES, MOST_MINUTES


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5", 5),
        (" 5 min ", 5),
        ("0,5", 0.5),
        ("0.5", 0.5),
        ("90 s", 1.5),
        ("90s", 1.5),
        ("1 min 30", 1.5),
        ("1 min 30 s", 1.5),
        ("2 minutes", 2),
        ("1 h", 60),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1,5 h", 90),
        ("100 s", 2),
        ("168 h", MOST_MINUTES),
        ("1,5 min", 1.5),
        ("90 sec", 1.5),
        ("1 min. 30", 1.5),
        ("2\u00a0jours", 2880),
        ("7 d", MOST_MINUTES),
        ("15 h 40", 940),  # no time of the day: nothing but a length is asked
        ("une demi-heure", 30),
        ("10 s", 0.5),
        ("1,3", 1.5),
    ],
)
def test_what_people_type(text: str, minutes: float) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "0",
        "-3",
        "+3",
        "169 h",
        "8 j",
        "5 5",
        "15:40",
        "1e3",
        "10.30",
        "5 min 5 h",
        "9" * 30,
    ],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_minutes(text)
    assert refusal.value.key == "length.not_a_length"


@given(st.integers(1, 2 * MOST_MINUTES), st.sampled_from(list(Language)))
def test_a_length_is_read_as_it_is_said(halves: int, language: Language) -> None:
    """The form shows the usual length in words: sent as it is, it must be read."""
    minutes = halves / 2
    if minutes >= 24 * 60 or (minutes > 10 and minutes % 1):
        return  # days, and what is said rounded, are typed in another way
    assert read_minutes(catalogue(language).minutes(minutes)) == minutes


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        minutes = read_minutes(text)
    except Refusal:
        return
    assert LEAST_MINUTES <= minutes <= MOST_MINUTES
    assert float(minutes * 2).is_integer()
