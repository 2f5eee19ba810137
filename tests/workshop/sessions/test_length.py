"""What those who lead type for a length of time, or for an end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.sessions.length import (
    LONGEST,
    SHORTEST,
    Change,
    Length,
    Moment,
    Typed,
    ends_at,
    read_length,
)

PARIS = "Europe/Paris"
# Monday 4 March 2030, two in the afternoon in Paris.
NOW = datetime(2030, 3, 4, 13, 0, tzinfo=UTC)


def read(text: str, now: datetime = NOW, language: Language = Language.FRENCH) -> Typed:
    return read_length(text, now, PARIS, language)


def why(text: str, now: datetime = NOW, language: Language = Language.FRENCH) -> str:
    with pytest.raises(Refusal) as refused:
        read(text, now, language)
    return refused.value.key


def at(hour: int, minute: int = 0, *, day: int = 4, month: int = 3) -> Moment:
    here = datetime(2030, month, day, hour, minute, tzinfo=ZoneInfo(PARIS))
    return Moment(here.astimezone(UTC))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("+3", 180),
        ("+ 3", 180),
        ("＋3", 180),
        ("-2 min", -120),
        ("−2", -120),
        ("– 2 minutes", -120),
        ("+30 s", 30),
        ("−1 min 30", -90),
        ("+1h", 3600),
        ("plus 5", 300),
        ("moins 5 min", -300),
        ("minus 30 sec", -30),
        ("2 min de plus", 120),
        ("3 minutes more", 180),
        ("2 de moins", -120),
        ("30 s less", -30),
        ("+15 h 40", 15 * 3600 + 2400),
    ],
)
def test_a_sign_is_a_change_of_what_was_planned(text: str, seconds: int) -> None:
    assert read(text) == Change(timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10", 600),
        ("10 min", 600),
        ("10min.", 600),
        ("10 minutes", 600),
        ("10 mn", 600),
        ("10'", 600),
        ("1 h 30", 5400),
        ("1h30", 5400),
        ("1 h 30 min", 5400),
        ("1 heure et 30 minutes", 5400),
        ("1 hour and 30 minutes", 5400),
        ("2 h", 7200),
        ("90 s", 90),
        ("1 min 30", 90),
        ("1 min 30 s", 90),
        ("1 h 30 s", 3630),
        ("1,5 h", 5400),
        ("2.5", 150),
        ("0.5 min", 30),
        ("2 jours", 2 * 86400),
        ("1 day, 2 hours", 93600),
        ("1 j 2 h 3 min 4 s", 93784),
        ("une demi-heure", 1800),
        ("half an hour", 1800),
        ("Un quart d’heure", 900),
        ("1 semaine", 7 * 86400),
        ("une semaine", 7 * 86400),
        ("a week", 7 * 86400),
        ("dans 1 week", 7 * 86400),
        ("2 weeks 1 day", 15 * 86400),
        ("a day", 86400),
        ("a minute", 60),
        ("dans 15 h", 15 * 3600),
        ("１０ min", 600),
        ("in 8 h", 8 * 3600),
        ("for 20 minutes", 1200),
        ("15 h 40 min", 15 * 3600 + 2400),
        ("10\u00a0min", 600),
    ],
)
def test_a_length_is_counted_from_now(text: str, seconds: int) -> None:
    assert read(text) == Length(timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15:40", at(15, 40)),
        ("until 15:40", at(15, 40)),
        ("until 15.40", at(15, 40)),
        ("jusqu'à 15h40", at(15, 40)),
        ("jusqu’à 15 h 40", at(15, 40)),
        ("à 15 h 40", at(15, 40)),
        ("à 16 h", at(16)),
        ("at 4 pm", at(16)),
        ("3:40 pm", at(15, 40)),
        ("3.40 p.m.", at(15, 40)),
        ("until midnight", at(0, day=5)),
        ("until 5 March 9:00", at(9, day=5)),
        ("until tomorrow at 9:00", at(9, day=5)),
        ("9:00 tomorrow", at(9, day=5)),
        ("demain à 9 h", at(9, day=5)),
        ("demain 9h30", at(9, 30, day=5)),
        ("demain 9 h 30", at(9, 30, day=5)),
        ("demain midi", at(12, day=5)),
        ("jusqu'au 5 mars à 9h", at(9, day=5)),
        ("mercredi 9:00", at(9, day=6)),
        ("2030-03-06 09:00", at(9, day=6)),
        ("2 avril 10:00", at(10, day=2, month=4)),
    ],
)
def test_a_moment_is_read_on_the_clock_of_the_server(text: str, moment: Moment) -> None:
    assert read(text) == moment


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("15 h 40", at(15, 40)),
        ("15h40", at(15, 40)),
        ("16h", at(16)),
        ("16 h", at(16)),
        ("16 heures", at(16)),
        ("16.30", at(16, 30)),
        ("à 16 h", at(16)),
        ("pour 15h", at(15)),
        ("Fin à 15h", at(15)),
        ("on finit vers 16 h", at(16)),
        ("we end at 4 pm", at(16)),
        ("around 15:40", at(15, 40)),
        ("demain 9 h", at(9, day=5)),
        ("1 h 30", Length(timedelta(minutes=90))),
        ("dans 8 h", Length(timedelta(hours=8))),
        ("45 min", Length(timedelta(minutes=45))),
        ("for 45 min", Length(timedelta(minutes=45))),
        ("+10", Change(timedelta(minutes=10))),
    ],
)
def test_where_an_end_is_asked_for_what_could_be_an_hour_is_that_hour(
    text: str, typed: Typed
) -> None:
    assert read_length(text, NOW, PARIS, Language.FRENCH, asked_when=True) == typed


def test_where_an_end_is_asked_for_an_hour_that_has_passed_is_not_taken_for_a_length() -> None:
    with pytest.raises(Refusal) as refused:
        read_length("9 h", NOW, PARIS, Language.FRENCH, asked_when=True)
    assert refused.value.key == "length.passed_morning"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "length.unreadable"),
        ("bientôt", "length.unreadable"),
        ("+", "length.unreadable"),
        ("+0", "length.unreadable"),
        ("10 10", "length.unreadable"),
        ("1 min 2 h", "length.unreadable"),
        ("10 pommes", "length.unreadable"),
        ("10.30", "length.unreadable"),
        ("²", "length.unreadable"),
        ("1²", "length.unreadable"),
        ("10 min ³", "length.unreadable"),
        ("①", "length.unreadable"),
        ("1½ h", "length.unreadable"),
        ("٣", "length.unreadable"),
        ("25:00", "length.unreadable"),
        ("15:60", "length.unreadable"),
        ("13 pm", "length.unreadable"),
        ("until", "length.unreadable"),
        ("jusqu'à 15", "length.unreadable"),
        ("15h40", "length.two_readings"),
        ("15 h 40", "length.two_readings"),
        ("8 h", "length.two_readings"),
        ("13:00", "length.passed"),
        ("14:00", "length.passed"),
        ("1:30", "length.passed"),
        ("3:40", "length.passed_morning"),
        ("until 3:40", "length.passed_morning"),
        ("hier à 9h", "length.passed"),
        ("demain", "length.no_hour"),
        ("until Wednesday", "length.no_hour"),
        ("mardi 6 mars 9:00", "action.other_weekday"),
    ],
)
def test_what_cannot_be_read_or_can_be_in_two_ways_is_refused(text: str, key: str) -> None:
    assert why(text) == key


def test_which_figure_is_the_day_is_asked_in_an_english_room() -> None:
    assert why("05/04 9:00", language=Language.ENGLISH) == "length.two_days"
    assert read("05/04 9:00") == at(9, day=5, month=4)


def test_a_small_hour_is_a_length_unless_it_is_still_to_come() -> None:
    night = datetime(2030, 3, 4, 23, 30, tzinfo=UTC)  # half past midnight in Paris
    assert why("1 h 30", night) == "length.two_readings"
    assert read("1 h 30") == Length(timedelta(minutes=90))


def test_an_hour_that_the_night_leaves_out_is_refused_and_one_that_comes_twice_too() -> None:
    spring = datetime(2030, 3, 30, 23, 0, tzinfo=UTC)  # clocks go from 2:00 to 3:00
    assert why("until 2:30", spring) == "length.no_such_hour"
    assert read("until 3:30", spring) == Moment(datetime(2030, 3, 31, 1, 30, tzinfo=UTC))
    autumn = datetime(2030, 10, 26, 23, 0, tzinfo=UTC)  # clocks go from 3:00 to 2:00
    assert why("until 2:30", autumn) == "length.twice"
    assert read("until 3:30", autumn) == Moment(datetime(2030, 10, 27, 2, 30, tzinfo=UTC))
    between = datetime(2030, 10, 27, 0, 45, tzinfo=UTC)
    assert read("until 2:30", between) == Moment(datetime(2030, 10, 27, 1, 30, tzinfo=UTC))


@given(st.integers(1, 7 * 86400))
def test_a_length_that_is_written_out_is_read_back(seconds: int) -> None:
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    parts = [f"{n} {u}" for n, u in ((days, "j"), (hours, "h"), (minutes, "min"), (left, "s")) if n]
    for between in (" ", ", ", " et "):
        assert read("in " + between.join(parts)) == Length(timedelta(seconds=seconds))
    assert read("+" + "".join(parts)) == Change(timedelta(seconds=seconds))
    assert read("−" + " ".join(parts)) == Change(timedelta(seconds=-seconds))


@given(st.integers(1, 24 * 120), st.sampled_from(list(Language)))
def test_a_length_that_gommette_says_is_read_back(halves: int, language: Language) -> None:
    minutes = halves / 2 if halves < 20 else halves // 2
    said = catalogue(language).minutes(minutes)
    assert read(f"+{said}") == Change(timedelta(minutes=minutes))


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["{}:{:02}", "à {} h {:02}"]))
def test_every_hour_to_come_is_read_back(hour: int, minute: int, written: str) -> None:
    midnight = datetime(2030, 3, 3, 22, 59, tzinfo=UTC)  # a minute to midnight in Paris, the 3rd
    text = f"4 mars {written.format(hour, minute)}"
    assert read(text, midnight) == at(hour, minute)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        typed = read(text)
    except Refusal as refusal:
        assert refusal.key.startswith(("length.", "action.other_weekday"))
    else:
        assert isinstance(typed, Change | Length | Moment)


@given(st.integers(-3000, 800_000), st.integers(-3000, 3000))
def test_an_end_is_always_ahead_and_never_too_far(by: int, left: int) -> None:
    ends = NOW + timedelta(seconds=left)
    for typed in (Change(timedelta(seconds=by)), Length(timedelta(seconds=by))):
        try:
            found = ends_at(typed, NOW, ends)
        except Refusal as refusal:
            assert refusal.key in ("length.too_short", "length.too_long")
        else:
            assert SHORTEST <= found - NOW <= LONGEST
            if isinstance(typed, Change) and left > 0:
                assert found == ends + typed.by


def test_more_time_counts_from_now_once_it_is_up() -> None:
    ends = NOW - timedelta(minutes=4)
    assert ends_at(Change(timedelta(minutes=3)), NOW, ends) == NOW + timedelta(minutes=3)
