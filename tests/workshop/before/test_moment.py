"""A day and a time to come, as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.before.moment import MOST_AHEAD, check_within, read_moment
from bot.workshop.errors import Refusal
from bot.workshop.language import Language

FR, EN = Language.FRENCH, Language.ENGLISH
ZONE = "Europe/Paris"
# A Monday in winter: Paris is an hour ahead of UTC.
NOW = datetime(2027, 2, 15, 9, 30, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """Return a time of Paris in winter."""
    return datetime(2027, month, day, hour - 1, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3 mars 18:30", at(3, 18, 30)),
        ("3 mars à 18h30", at(3, 18, 30)),
        ("le 3 mars, 18 h 30", at(3, 18, 30)),
        ("03/03/2027 18h", at(3, 18)),
        ("18:30 le 3 mars", at(3, 18, 30)),
        ("mercredi 3 mars à 18h30", at(3, 18, 30)),
        ("demain midi", at(16, 12, month=2)),
        ("vendredi à 9 h", at(19, 9, month=2)),
        ("ce soir 20h", at(15, 20, month=2)),
        ("18h30", at(15, 18, 30, month=2)),
        ("9h", at(16, 9, month=2)),  # gone by today
        ("dans 2 heures", NOW + timedelta(hours=2)),
        ("dans 45 min", NOW + timedelta(minutes=45)),
    ],
)
def test_what_french_people_write(written: str, read: datetime) -> None:
    assert read_moment(written, NOW, ZONE, FR) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3 March 18:30", at(3, 18, 30)),
        ("March 3 at 6:30 pm", at(3, 18, 30)),
        ("6pm on 3 March", at(3, 18)),
        ("Friday, noon", at(19, 12, month=2)),
        ("tomorrow at 12 am", at(16, 0 + 1, month=2) - timedelta(hours=1)),
        ("in an hour", NOW + timedelta(hours=1)),
        ("15/03/2027 09:00", at(15, 9)),
    ],
)
def test_what_english_people_write(written: str, read: datetime) -> None:
    assert read_moment(written, NOW, ZONE, EN) == read


@pytest.mark.parametrize(
    ("written", "language", "reason"),
    [
        ("3 mars", FR, "before.no_time"),
        ("mars", FR, "before.unreadable"),
        ("bientôt", FR, "before.unreadable"),
        ("", FR, "before.unreadable"),
        ("3 mars 25h", FR, "before.unreadable"),
        ("3 March 18 pm", EN, "before.unreadable"),
        ("03/04/2027 18:30", EN, "before.two_days"),
        ("vendredi prochain à 9 h", FR, "before.two_days"),
        ("mardi 3 mars 18h", FR, "action.other_weekday"),
        ("1 février 2027 18h", FR, "before.past"),
        ("aujourd'hui à 8h", FR, "before.past"),
        ("28 mars 2:30", FR, "before.skipped_hour"),
        ("31 octobre 2:30", FR, "before.hour_twice"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_reason(
    written: str, language: Language, reason: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read_moment(written, NOW, ZONE, language)
    assert refused.value.key == reason


def test_clocks_that_change_meanwhile_are_counted() -> None:
    # On 28 March Paris goes two hours ahead of UTC.
    summer = read_moment("29 mars 18h30", NOW, ZONE, FR)
    assert summer == datetime(2027, 3, 29, 16, 30, tzinfo=UTC)


def test_it_is_within_so_many_days() -> None:
    assert check_within(NOW + MOST_AHEAD, NOW, MOST_AHEAD) == NOW + MOST_AHEAD
    with pytest.raises(Refusal) as refused:
        check_within(NOW + MOST_AHEAD + timedelta(minutes=1), NOW, MOST_AHEAD)
    assert refused.value.params == {"days": 60}


@given(st.text(max_size=60), st.sampled_from(list(Language)))
def test_whatever_is_written_is_a_moment_to_come_or_a_refusal(
    written: str, language: Language
) -> None:
    try:
        moment = read_moment(written, NOW, ZONE, language)
    except Refusal:
        return
    assert moment > NOW


@given(st.integers(1, 28), st.integers(0, 23), st.integers(0, 59))
def test_a_day_and_a_time_written_out_are_that_moment(day: int, hour: int, minute: int) -> None:
    read = read_moment(f"{day:02}/04/2027 à {hour}h{minute:02}", NOW, ZONE, FR)
    assert read == datetime(2027, 4, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)
