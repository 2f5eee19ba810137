"""Dates as people write them: what is read, and the whole list of what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.workshop.actions.due import read_due
from bot.workshop.errors import Refusal
from bot.workshop.language import Language

FR, EN = Language.FRENCH, Language.ENGLISH
TODAY = date(2026, 1, 7)  # a Wednesday


@pytest.mark.parametrize("room", [FR, EN])
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("15 février", date(2026, 2, 15)),
        ("15 fevrier", date(2026, 2, 15)),
        ("15 févr.", date(2026, 2, 15)),
        ("15/03", date(2026, 3, 15)),
        ("15.03", date(2026, 3, 15)),
        ("15/03/26", date(2026, 3, 15)),
        ("15-03-2026", date(2026, 3, 15)),
        ("15 03 2026", date(2026, 3, 15)),
        ("15 mars 2026", date(2026, 3, 15)),
        ("le 15 mars", date(2026, 3, 15)),
        ("d'ici le 15 mars", date(2026, 3, 15)),
        ("1er mars 2026", date(2026, 3, 1)),
        ("1 er mars", date(2026, 3, 1)),
        ("le premier mars", date(2026, 3, 1)),
        ("dimanche 15 mars", date(2026, 3, 15)),
        ("dim. 15/03", date(2026, 3, 15)),
        ("6 janvier", date(2027, 1, 6)),
        ("29/02/2028", date(2028, 2, 29)),
        ("March 15, 2026", date(2026, 3, 15)),
        ("Mar 15th, 2026", None),
        ("15th of March", date(2026, 3, 15)),
        ("Sunday, March 15", date(2026, 3, 15)),
        ("by 15 March", date(2026, 3, 15)),
        ("2026/03/15", date(2026, 3, 15)),
        ("2026-3-15", date(2026, 3, 15)),
        ("aujourd'hui", TODAY),
        ("aujourd’hui", TODAY),
        ("today", TODAY),
        ("demain", date(2026, 1, 8)),
        ("tomorrow", date(2026, 1, 8)),
        ("après-demain", date(2026, 1, 9)),
        ("après demain", date(2026, 1, 9)),
        ("the day after tomorrow", date(2026, 1, 9)),
        ("lundi", date(2026, 1, 12)),
        ("Lundi prochain", date(2026, 1, 12)),
        ("next Monday", date(2026, 1, 12)),
        ("vendredi", date(2026, 1, 9)),
        ("by Friday", date(2026, 1, 9)),
        ("ce vendredi", date(2026, 1, 9)),
        ("mercredi", date(2026, 1, 14)),
        ("dans deux semaines", date(2026, 1, 21)),
        ("d'ici deux semaines", date(2026, 1, 21)),
        ("in two weeks", date(2026, 1, 21)),
        ("in a fortnight", date(2026, 1, 21)),
        ("dans une semaine", date(2026, 1, 14)),
        ("dans 10 jours", date(2026, 1, 17)),
        ("dans trois mois", date(2026, 4, 7)),
        ("within a month", date(2026, 2, 7)),
        ("fin mars", date(2026, 3, 31)),
        ("end of March", date(2026, 3, 31)),
        ("fin février 2028", date(2028, 2, 29)),
        ("fin du mois", date(2026, 1, 31)),
        ("end of the month", date(2026, 1, 31)),
        ("fin d'année", date(2026, 12, 31)),
        ("end of the year", date(2026, 12, 31)),
        ("d'ici la fin de l'année", date(2026, 12, 31)),
        ("by the end of the year", date(2026, 12, 31)),
        ("d'ici lundi", date(2026, 1, 12)),
        ("ce soir", TODAY),
        ("tonight", TODAY),
    ],
)
def test_a_date_is_read_as_it_is_written(room: Language, written: str, read: date | None) -> None:
    if read is None:
        with pytest.raises(Refusal):
            read_due(written, TODAY, room)
    else:
        assert read_due(written, TODAY, room) == read


@pytest.mark.parametrize(
    "written", ["", " ", "pas encore de date", "Pas encore.", "no date yet", "?"]
)
def test_no_date_yet_is_a_choice(written: str) -> None:
    assert read_due(written, TODAY, FR) is None


@pytest.mark.parametrize(
    ("room", "written", "first", "second"),
    [
        (EN, "03/04", date(2026, 3, 4), date(2026, 4, 3)),
        (EN, "03/04/2027", date(2027, 3, 4), date(2027, 4, 3)),
        (EN, "05.06.27", date(2027, 5, 6), date(2027, 6, 5)),
        (FR, "vendredi prochain", date(2026, 1, 9), date(2026, 1, 16)),
        (EN, "next Friday", date(2026, 1, 9), date(2026, 1, 16)),
        (FR, "lundi en huit", date(2026, 1, 12), date(2026, 1, 19)),
        (EN, "Monday week", date(2026, 1, 12), date(2026, 1, 19)),
        (FR, "dans huit jours", date(2026, 1, 14), date(2026, 1, 15)),
        (FR, "dans quinze jours", date(2026, 1, 21), date(2026, 1, 22)),
        (FR, "avant le 15 mars", date(2026, 3, 14), date(2026, 3, 15)),
        (EN, "before March 15", date(2026, 3, 14), date(2026, 3, 15)),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_both(
    room: Language, written: str, first: date, second: date
) -> None:
    with pytest.raises(Refusal, match=r"^action\.two_days$") as refused:
        read_due(written, TODAY, room)
    assert refused.value.params == {"first": first, "second": second}


def test_the_day_comes_first_in_a_french_room_and_what_has_one_reading_is_read_in_both() -> None:
    assert read_due("03/04", TODAY, FR) == date(2026, 4, 3)
    assert read_due("04/04", TODAY, EN) == date(2026, 4, 4)
    assert read_due("03/15", TODAY, EN) == date(2026, 3, 15)
    with pytest.raises(Refusal, match=r"^action\.unreadable_date$"):
        read_due("03/15", TODAY, FR)


@pytest.mark.parametrize("room", [FR, EN])
@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("15", "no_month"),
        ("le 15", "no_month"),
        ("the 15th", "no_month"),
        ("lundi 15", "no_month"),
        ("en mars", "vague_date"),
        ("in March", "vague_date"),
        ("by March", "vague_date"),
        ("d'ici mars", "vague_date"),
        ("courant mars 2027", "vague_date"),
        ("mi-décembre", "vague_date"),
        ("mid-December", "vague_date"),
        ("Noël", "feast_date"),
        ("d'ici l'été", "feast_date"),
        ("à la rentrée", "feast_date"),
        ("after Easter", "unreadable_date"),
        ("Christmas 2026", "feast_date"),
        ("by the summer", "feast_date"),
        ("en bois", "unreadable_date"),
        ("mars", "vague_date"),
        ("May", "vague_date"),
        ("mars 2027", "vague_date"),
        ("5/2030", "vague_date"),
        ("2027", "vague_date"),
        ("la semaine prochaine", "vague_date"),
        ("le mois prochain", "vague_date"),
        ("next week", "vague_date"),
        ("vendredi 16 janvier 2027", "other_weekday"),
        ("Friday 16/01/2027", "other_weekday"),
        ("bientôt", "unreadable_date"),
        ("asap", "unreadable_date"),
        ("mar", "unreadable_date"),
        ("3-5 mars", "unreadable_date"),
        ("du 3 au 5 mars", "unreadable_date"),
        ("15/03 ou 16/03", "unreadable_date"),
        ("15/03/2027 soir", "unreadable_date"),
        ("demain matin", "unreadable_date"),
        ("avant Noël", "feast_date"),
        ("32 mars", "unreadable_date"),
        ("31 avril", "unreadable_date"),
        ("29 février", "unreadable_date"),
        ("29/02/2027", "unreadable_date"),
        ("31/02/2027", "unreadable_date"),
        ("0/3/2027", "unreadable_date"),
        ("13/13/2027", "unreadable_date"),
        ("2026-13-01", "unreadable_date"),
        ("01/01/0000", "unreadable_date"),
        ("15/01/99999", "unreadable_date"),
        ("-6/5/2030", "unreadable_date"),
        ("=6/5/2030", "unreadable_date"),
        ("9" * 5000, "unreadable_date"),
        ("dans des lustres", "unreadable_date"),
        ("dans tant de jours", "unreadable_date"),
        ("15 jours", "unreadable_date"),
        ("hier", "past_date"),
        ("15 mars 2025", "past_date"),
        ("25 décembre 2025", "past_date"),
    ],
)
def test_what_is_no_day_to_come_is_refused_with_its_reason(
    room: Language, written: str, key: str
) -> None:
    with pytest.raises(Refusal, match=rf"^action\.{key}$") as refused:
        read_due(written, TODAY, room)
    example = refused.value.params.get("example", "15/01/2027")
    assert isinstance(example, str)
    due = read_due(example, TODAY, room)
    assert due is not None
    assert due > TODAY


def test_the_29th_of_february_needs_no_year_where_this_one_has_it() -> None:
    assert read_due("29 février", date(2028, 1, 7), FR) == date(2028, 2, 29)


def test_an_action_is_due_today_at_the_earliest() -> None:
    assert read_due("07/01/2026", TODAY, FR) == TODAY
    assert read_due("7 janvier", TODAY, FR) == TODAY
    with pytest.raises(Refusal, match=r"^action\.past_date$"):
        read_due("06/01/2026", TODAY, FR)


DAYS = st.dates(min_value=TODAY, max_value=date(9999, 12, 31))


@given(DAYS, st.sampled_from([FR, EN]))
def test_every_day_to_come_can_be_written_as_it_is_shown(day: date, language: Language) -> None:
    """What a receipt says can be typed again, whatever the language of the room."""
    t = catalogue(language)
    for room in (FR, EN):
        for written in (day.isoformat(), t.day(day), t.full_day(day)):
            assert read_due(written, TODAY, room) == day
    assert read_due(f"{day:%d/%m/}{day.year:04}", TODAY, FR) == day


@given(DAYS)
def test_in_an_english_room_figures_are_read_only_when_they_have_one_reading(day: date) -> None:
    written = f"{day:%d/%m/}{day.year:04}"
    if day.day > 12 or day.day == day.month:
        assert read_due(written, TODAY, EN) == day
    else:
        with pytest.raises(Refusal, match=r"^action\.two_days$"):
            read_due(written, TODAY, EN)


@given(st.dates(min_value=date(1000, 1, 1), max_value=TODAY - timedelta(days=1)))
def test_no_date_gone_by_is_accepted(day: date) -> None:
    with pytest.raises(Refusal, match=r"^action\.past_date$"):
        read_due(day.isoformat(), TODAY, FR)


@given(st.text(max_size=40))
def test_whatever_is_written_is_a_day_to_come_none_or_a_refusal(written: str) -> None:
    try:
        due = read_due(written, TODAY, FR)
    except Refusal:
        return
    assert due is None or due >= TODAY
