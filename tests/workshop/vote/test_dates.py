"""Dates to choose from, as people write them, several at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.reports.vote.dates import spelled
from bot.workshop.language import Language
from bot.workshop.vote.dates.reading import Reader, read_dates
from bot.workshop.vote.dates.slot import Slot

FR, EN = Language.FRENCH, Language.ENGLISH
ZONE = "Europe/Paris"
# A Monday in winter: Paris is an hour ahead of UTC.
NOW = datetime(2027, 2, 15, 9, 30, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0, month: int = 2) -> datetime:
    """A time of Paris in winter."""
    return datetime(2027, month, day, hour - 1, minute, tzinfo=UTC)


def read(text: str, language: Language = FR, length: int | None = None) -> list[tuple[object, ...]]:
    found = read_dates(text, Reader(NOW, ZONE, language, length))
    assert not found.faults, [one.refusal.key for one in found.faults]
    return [(slot.starts, slot.ends, slot.all_day) for slot in found.slots]


def day(number: int, month: int = 3) -> tuple[object, ...]:
    whole = Slot.of_day(date(2027, month, number), ZONE)
    return (whole.starts, whole.ends, True)


@pytest.mark.parametrize(
    ("written", "slots"),
    [
        (
            "mardi 14h, jeudi 4 mars 18h30-20h ; 12/12 à 9h",
            [
                (at(16, 14), None, False),
                (at(4, 18, 30, month=3), at(4, 20, month=3), False),
                (at(12, 9, month=12), None, False),
            ],
        ),
        ("mardi 14h ou 16h", [(at(16, 14), None, False), (at(16, 16), None, False)]),
        ("le 3 mars", [day(3)]),
        ("3 mars toute la journée", [day(3)]),
        (
            "samedi 6 mars de 14h à 16 h",
            [(at(6, 14, month=3), at(6, 16, month=3), False)],
        ),
        ("vendredi 22h-1h", [(at(19, 22), at(20, 1), False)]),
        ("- mercredi 9h\n- mardi 14h\n\n", [(at(16, 14), None, False), (at(17, 9), None, False)]),
        ("2027-03-03 18:30–20:00", [(at(3, 18, 30, month=3), at(3, 20, month=3), False)]),
    ],
)
def test_what_french_people_write(written: str, slots: list[object]) -> None:
    assert read(written) == slots


@pytest.mark.parametrize(
    ("written", "slots"),
    [
        (
            "Tue 2pm; Thursday 4 March 18:30–20:00; friday noon",
            [
                (at(16, 14), None, False),
                (at(19, 12), None, False),
                (at(4, 18, 30, month=3), at(4, 20, month=3), False),
            ],
        ),
        ("Tuesday, February 16, 2027, 2-4pm", [(at(16, 14), at(16, 16), False)]),
        ("11-1pm Tuesday", [(at(16, 11), at(16, 13), False)]),
        ("from 2 to 4pm on Friday 5 March", [(at(5, 14, month=3), at(5, 16, month=3), False)]),
        (
            "Mon 1 March 2pm, Tue 2 March 4pm and Wed 3 March",
            [(at(1, 14, month=3), None, False), (at(2, 16, month=3), None, False), day(3)],
        ),
    ],
)
def test_what_english_people_write(written: str, slots: list[object]) -> None:
    assert read(written, EN) == slots


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("bientôt", "unread"),
        ("mardi 25h", "unread"),
        ("jeudi 14", "unread"),
        ("14h", "no_day"),
        ("hier 14h", "past"),
        ("aujourd'hui 8h", "past"),
        ("mardi prochain 14h", "two_days"),
        ("mercredi 4 mars 9h", "other_weekday"),
        ("28 mars 2h30", "skipped_hour"),
        ("31 octobre 2h30", "hour_twice"),
        ("28 mars 1h-2h30", "skipped_hour"),
        ("12/12/2090 9h", "too_far"),
        ("mardi 14h ; 16 février à 14:00", "twice"),
        ("", "none"),
    ],
)
def test_what_is_refused_says_why(written: str, why: str) -> None:
    found = read_dates(written, Reader(NOW, ZONE, FR))
    if why == "none":
        assert (found.read, found.faults) == ((), ())
    else:
        assert [one.refusal.key for one in found.faults] == [f"dates.{why}"]


def test_every_fault_is_told_and_the_others_are_read() -> None:
    found = read_dates("mardi 14h ; bientôt\nhier 9h ; jeudi", Reader(NOW, ZONE, FR))
    assert [one.written for one in found.read] == ["mardi 14h", "jeudi"]
    assert [one.refusal.params["written"] for one in found.faults] == ["bientôt", "hier 9h"]


def test_a_length_is_the_end_of_what_has_none_and_counts_the_hours_that_pass() -> None:
    # The clocks go forward at 2 in the morning of 28 March.
    (found,) = read("28 mars 1h", length=120)
    assert found[:2] == (at(28, 1, month=3), at(28, 3, month=3))
    assert read("mardi 14h-15h ; mercredi", length=90)[0][1] == at(16, 15)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 300),
            st.integers(6, 21),
            st.sampled_from([0, 15, 30]),
            st.one_of(st.none(), st.integers(1, 4)),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda one: one[:3],
    ),
    st.sampled_from([FR, EN]),
    st.sampled_from(["Europe/Paris", "America/Montreal", "Asia/Kathmandu", "UTC"]),
    st.sampled_from(["\n", " ; "]),
)
def test_dates_that_are_written_are_read_back(
    drawn: list[tuple[int, int, int, int | None]], language: Language, zone: str, between: str
) -> None:
    here = ZoneInfo(zone)
    today = NOW.astimezone(here).date()
    lines, expected = [], []
    for ahead, hour, minute, hours in drawn:
        on = today + timedelta(days=ahead)
        starts = datetime(on.year, on.month, on.day, hour, minute, tzinfo=here)
        end = f"-{hour + hours % 3}h{minute:02}" if hours and hours % 3 else ""
        month = catalogue(language).day(on)
        lines.append(f"{month} {hour}h{minute:02}{end}")
        ends = starts.replace(hour=hour + hours % 3) if hours and hours % 3 else None
        expected.append((starts.astimezone(UTC), ends.astimezone(UTC) if ends else None))
    found = read_dates(between.join(lines), Reader(NOW, zone, language))
    assert not found.faults
    assert [(slot.starts, slot.ends) for slot in found.slots] == sorted(
        expected, key=lambda one: one[0]
    )


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Paris", "mar. 16 févr. 2027, 22:00–mer. 17 févr. 2027, 01:00 (Paris)"),
        ("America/Montreal", "mar. 16 févr. 2027, 16:00–19:00 (Montréal)"),
    ],
)
def test_a_date_names_the_time_zone_of_its_hour(zone: str, said: str) -> None:
    slot = Slot(starts=at(16, 22), ends=at(17, 1))
    told = spelled(slot, zone, catalogue(FR))
    assert told.replace("Toronto", "Montréal") == said
