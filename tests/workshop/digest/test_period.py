"""What a while is, as people write it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.digest.period import (
    Period,
    month_before,
    month_of,
    next_posting,
    offered,
    quarter_of,
    read_period,
    year_of,
)
from bot.workshop.errors import Refusal

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("11/2026", date(2026, 11, 1), date(2026, 11, 30)),
        ("Novembre 2026", date(2026, 11, 1), date(2026, 11, 30)),
        ("février 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("august", date(2026, 8, 1), date(2026, 8, 31)),
        ("décembre", date(2025, 12, 1), date(2025, 12, 31)),
        ("T3 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("q1 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("3e trimestre 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2nd quarter 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("du 1/10/2026 au 15/11/2026", date(2026, 10, 1), date(2026, 11, 15)),
        ("from 2026-10-01 to 2026-11-15", date(2026, 10, 1), date(2026, 11, 15)),
        ("2026-10-01 - 2026-11-15", date(2026, 10, 1), date(2026, 11, 15)),
    ],
)
def test_it_is_read_as_people_write_it(text: str, first: date, last: date) -> None:
    assert read_period(text, TODAY) == Period(first, last)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "digest.no_period"),
        ("bientôt", "digest.no_period"),
        ("2026-13", "digest.no_period"),
        ("31/02/2026 - 5/3/2026", "digest.no_period"),
        ("du 15/11/2026 au 1/10/2026", "digest.backwards"),
        ("2027", "digest.to_come"),
        ("2020-01-01 - 2026-01-01", "digest.too_long"),
    ],
)
def test_what_says_none_is_refused(text: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_period(text, TODAY)
    assert refused.value.key == key


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_is_offered_is_read_again_as_itself(today: date) -> None:
    periods = offered(today)
    assert len(periods) <= 25
    assert [read_period(period.code, today) for period in periods] == periods


@given(st.text(max_size=60))
def test_nothing_that_is_written_breaks_it(text: str) -> None:
    try:
        period = read_period(text, TODAY)
    except Refusal:
        return
    assert period.first <= period.last


def test_months_quarters_and_years_know_what_they_are() -> None:
    assert month_of(2026, 2).is_month
    assert quarter_of(2026, 4).quarter == 4
    assert year_of(2026).is_year
    assert not Period(date(2026, 1, 1), date(2026, 2, 27)).is_month
    assert month_before(date(2026, 1, 1)) == month_of(2025, 12)


def test_a_month_is_posted_on_the_first_morning_after_it() -> None:
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)
    assert next_posting(now, "Europe/Paris") == datetime(2026, 12, 1, 7, tzinfo=UTC)
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # December already, there
    assert next_posting(late, "Europe/Paris") == datetime(2027, 1, 1, 7, tzinfo=UTC)


def test_a_while_goes_from_midnight_to_midnight_where_people_are() -> None:
    first, after = month_of(2026, 3).within("Europe/Paris")
    assert first == datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert after == datetime(2026, 3, 31, 22, tzinfo=UTC)
