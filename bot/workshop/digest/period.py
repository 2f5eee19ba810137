"""A while that is over, or under way: a month, a quarter, a year, or any days.

What may be written, in French and in English: `2026-11`, `11/2026`, `novembre 2026`, `november`
(the last one that began); `T3 2026`, `Q3 2026`, `3e trimestre 2026`; `2026`; two days as
`2026-10-01 - 2026-11-15`, `du 1/10/2026 au 15/11/2026`, `from 2026-10-01 to 2026-11-15`. In two
days written in figures the day comes first, but in ISO: anything else is refused rather than
guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.workshop.actions.due import plain
from bot.workshop.errors import Refusal
from bot.workshop.memory.days import month_or_year

# The longest while that is looked over.
MOST_DAYS = 366 * 3
# The hour of the first day of a month at which that of the month before is posted.
_HOUR = 8

_SLASHED = re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})")
_QUARTER = re.compile(
    r"(?:[tq] ?(?P<q>[1-4])|(?P<rank>[1-4]) ?(?:er|e|eme|st|nd|rd|th)? (?:trimestre|quarter)) ?"
    r"(?P<year>\d{4})"
)
_DAY = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}"
_DAYS = re.compile(
    rf"(?:du |from )?(?P<first>{_DAY}) ?(?:-|–|au|to|until|jusqu'au)? ?(?P<last>{_DAY})"
)


@dataclass(frozen=True, slots=True)
class Period:
    """From the day `first` to the day `last`, both within it."""

    first: date
    last: date

    @property
    def is_month(self) -> bool:
        end = monthrange(self.first.year, self.first.month)[1]
        return self.first.day == 1 and self.last == self.first.replace(day=end)

    @property
    def quarter(self) -> int | None:
        """The quarter that it is, from 1; None where it is none."""
        rank, begins = divmod(self.first.month - 1, 3)
        whole = not begins and self == quarter_of(self.first.year, rank + 1)
        return rank + 1 if whole else None

    @property
    def is_year(self) -> bool:
        return self == year_of(self.first.year)

    @property
    def code(self) -> str:
        """What a choice of it is written as: “2026-11”, “T3 2026”, “2026”, or its two days."""
        if self.is_month:
            return f"{self.first:%Y-%m}"
        if self.quarter is not None:
            return f"T{self.quarter} {self.first.year}"
        return str(self.first.year) if self.is_year else f"{self.first} - {self.last}"

    def within(self, zone: str) -> tuple[datetime, datetime]:
        """Return its first moment in a time zone, and the first one after it, as UTC."""
        here = ZoneInfo(zone)
        first = datetime.combine(self.first, datetime.min.time(), here)
        after = datetime.combine(self.last + timedelta(days=1), datetime.min.time(), here)
        return first.astimezone(UTC), after.astimezone(UTC)


def month_of(year: int, month: int) -> Period:
    """Return a month; raise ValueError where there is none such."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def quarter_of(year: int, rank: int) -> Period:
    """Return the quarter `rank`, from 1, of a year."""
    return Period(date(year, 3 * rank - 2, 1), month_of(year, 3 * rank).last)


def year_of(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def month_before(day: date) -> Period:
    """Return the last month that was over on `day`."""
    last = day.replace(day=1) - timedelta(days=1)
    return month_of(last.year, last.month)


def next_posting(now: datetime, zone: str) -> datetime:
    """Return when the digest of the month under way is posted in a time zone, as UTC: on the first
    day of the next one, in the morning."""
    here = now.astimezone(ZoneInfo(zone))
    after = (here.date().replace(day=1) + timedelta(days=32)).replace(day=1)
    moment = datetime.combine(after, datetime.min.time(), ZoneInfo(zone)).replace(hour=_HOUR)
    return moment.astimezone(UTC)


def offered(today: date) -> list[Period]:
    """Return what one mostly asks for, the nearest first: the month under way and those before it,
    then quarters and years."""
    months = [month_of(today.year, today.month)]
    while len(months) < 13:
        months.append(month_before(months[-1].first))
    quarters = [quarter_of(today.year, (today.month + 2) // 3)]
    while len(quarters) < 5:
        before = month_before(quarters[-1].first).first
        quarters.append(quarter_of(before.year, (before.month + 2) // 3))
    return [*months, *quarters, year_of(today.year), year_of(today.year - 1)]


def read_period(text: str, today: date) -> Period:
    """Return the while that `text` says; raise Refusal when it says none, one that has not begun,
    or one that is too long."""
    try:
        found = _read(plain(text), today)
    except ValueError:
        found = None
    if found is None:
        raise Refusal("digest.no_period")
    if found.last < found.first:
        raise Refusal("digest.backwards")
    if found.first > today:
        raise Refusal("digest.to_come")
    if (found.last - found.first).days >= MOST_DAYS:
        raise Refusal("digest.too_long")
    return found


def _read(text: str, today: date) -> Period | None:
    if found := _DAYS.fullmatch(text):
        return Period(_day(found["first"]), _day(found["last"]))
    if found := _SLASHED.fullmatch(text):
        return month_of(int(found["year"]), int(found["month"]))
    if found := _QUARTER.fullmatch(text):
        return quarter_of(int(found["year"]), int(found["q"] or found["rank"]))
    days = month_or_year(text, today)
    return Period(*days) if days is not None else None


def _day(text: str) -> date:
    if "-" in text:
        year, month, day = map(int, text.split("-"))
    else:
        day, month, year = map(int, text.split("/"))
    return date(year, month, day)
