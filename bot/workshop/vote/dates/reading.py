"""Dates to choose from, as people write them in French and in English, several at once.

One a line, or separated by semicolons; a comma, “et”, “ou”, “and”, “or” separate too where what
stands on both sides can be read: `mardi 14h, jeudi 3 déc. 18h30-20h`. A day is read as that of an
action is (`bot.workshop.actions.due`), with its hour before or after it, or without; an hour that
stands alone after another is of the same day: `mardi 14h ou 16h`. The end follows the hour:
`18h30-20h`, `de 14h à 16h`, `2-4pm`; one that is not later is of the next day.

What cannot be read, could be another day, is past, or is an hour that a change of clocks skips or
brings twice, is a `Fault` of its own: all of them are told at once, each with what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.workshop.actions.due import NotADay, PastDay, TwoDays, plain, read_due
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.text import escape, one_line, shorten
from bot.workshop.vote.dates.slot import MOST_DATES, Slot

# A year that was mistyped is further away than any meeting.
MOST_AWAY = timedelta(days=731)
MOST_LENGTH = 24 * 60  # minutes
# What is read of each line, and shown of it where it cannot be.
_LINE = 200
_SHOWN = 60
# So many commas in a line at most are looked at one by one.
_MOST_PARTS = 20

_HOUR = r"(?:midi|noon|\d{1,2}(?:(?: ?h| ?heures?) ?(?:\d{2})?|:\d{2})?(?: ?[ap]\.?m\.?)?)"
_END = rf"(?:{_HOUR}|minuit|midnight)"
_TIMES = rf"(?P<first>{_HOUR})(?: ?(?:-|to|a|until|till|jusqu'a) ?(?P<last>{_END}))?"
_LEADS = r"(?:(?:a partir de|des|de|d'|a|at|from|@) ?)?"
_AFTER = re.compile(rf"(?:(?P<day>.*?)[ ,]+)??(?:{_LEADS}){_TIMES}")
_BEFORE = re.compile(rf"{_LEADS}{_TIMES}(?:[ ,]{{1,9}}(?:on )?(?P<day>.+))")
_ONE_HOUR = re.compile(
    r"(?P<noon>midi|noon)|(?P<night>minuit|midnight)"
    r"|(?P<hour>\d{1,2})(?:(?P<h> ?h| ?heures?) ?(?P<minutes>\d{2})?|:(?P<after>\d{2}))?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?"
)
_ALL_DAY = re.compile(r"(.*?)[ ,]{0,9}\(?(?:toute la journee|journee entiere|all day|whole day)\)?")
_MARK = re.compile(r"^[^\S\n]*(?:[-*•·▪◦–—]|\d{1,2}\))[^\S\n]+")
_LINES = re.compile(r"[;\n]")
_WITHIN = re.compile(r",|\s(?:et|ou|and|or)\s", re.IGNORECASE)
_DASHES = str.maketrans("‐‑‒–—−→", "-------")


@dataclass(frozen=True, slots=True)
class Read:
    """A date, and how it was written."""

    written: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Fault:
    """What was written and cannot be taken, and why."""

    written: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Dates:
    """What was read of a text: the dates in their order in time, and what could not be."""

    read: tuple[Read, ...]
    faults: tuple[Fault, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The dates; raise the Refusal of the first that cannot be taken, or where there is
        none."""
        if self.faults:
            raise self.faults[0].refusal
        if not self.read:
            raise Refusal("dates.none")
        return tuple(one.slot for one in self.read)


@dataclass(frozen=True, slots=True)
class Reader:
    """What a date is read by: when it is, in which time zone, in which language, and how many
    minutes one lasts whose end is not written (None where nobody says)."""

    now: datetime
    zone: str
    language: Language
    length: int | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()


def read_dates(text: str, by: Reader) -> Dates:
    """Return the dates that a text says, and what is wrong with the others."""
    found: dict[tuple[datetime, bool], Read] = {}
    faults: list[Fault] = []
    for line in _LINES.split(text):
        written = one_line(_MARK.sub("", line))
        if not written:
            continue
        for one in _of_line(written, by):
            if isinstance(one, Fault):
                faults.append(one)
                continue
            again = found.setdefault((one.slot.starts, one.slot.all_day), one)
            if again is not one:
                faults.append(_fault(one.written, "dates.twice", other=_quoted(again.written)))
    if len(found) > MOST_DATES:
        faults.append(Fault("", Refusal("dates.many", count=len(found), most=MOST_DATES)))
    in_time = sorted(found.values(), key=lambda one: (one.slot.starts, not one.slot.all_day))
    return Dates(tuple(in_time), tuple(faults))


def _of_line(written: str, by: Reader) -> list[Read | Fault]:
    """Return what one line says: as one date if it can be, else part by part."""
    whole = _one(written, by, None)
    if isinstance(whole, Read) or len(written) > _LINE:
        return [whole]
    parts = list(_parts(written))
    if not 1 < len(parts) <= _MOST_PARTS:
        return [whole]
    told: list[Read | Fault] = []
    before: Read | None = None
    rank = 0
    while rank < len(parts):
        # A comma may stand within one date: “Tuesday, 3 December, 2pm”.
        best = _one(_between(written, parts, rank, rank), by, before)
        last = rank
        for end in range(min(rank + 2, len(parts) - 1), rank, -1):
            longer = _one(_between(written, parts, rank, end), by, before)
            if isinstance(longer, Read):
                best, last = longer, end
                break
        told.append(best)
        before = best if isinstance(best, Read) else before
        rank = last + 1
    if any(isinstance(one, Read) for one in told):
        return told
    return [whole]


def _parts(written: str) -> Iterator[tuple[int, int]]:
    """Yield where each part of a line begins and ends."""
    start = 0
    for mark in _WITHIN.finditer(written):
        yield start, mark.start()
        start = mark.end()
    yield start, len(written)


def _between(written: str, parts: Sequence[tuple[int, int]], first: int, last: int) -> str:
    return written[parts[first][0] : parts[last][1]].strip()


def _one(written: str, by: Reader, before: Read | None) -> Read | Fault:
    """Return the one date that a text says; of one that says an hour alone, that of the day of
    the one `before`."""
    try:
        return Read(written, _slot(written, by, before))
    except TwoDays as two:
        first, second = two.days
        return _fault(written, "dates.two_days", first=first, second=second)
    except PastDay:
        return _fault(written, "dates.past")
    except NotADay:
        return _fault(written, "dates.unread")
    except _WrongError as wrong:
        return _fault(written, f"dates.{wrong}")
    except Refusal as refusal:  # the weekday is that of another day
        return _fault(written, "dates.other_weekday", **refusal.params)


class _WrongError(ValueError):
    """Why a date cannot be taken: the end of a key of the catalogue."""


def _fault(written: str, key: str, **params: object) -> Fault:
    return Fault(written, Refusal(key, written=_quoted(written), **params))


def _quoted(written: str) -> str:
    return escape(shorten(written, _SHOWN))


def _slot(written: str, by: Reader, before: Read | None) -> Slot:
    line = plain(written.translate(_DASHES))
    if (whole := _ALL_DAY.fullmatch(line)) is not None:
        return _day_alone(_day(whole[1], by), by)
    match = _AFTER.fullmatch(line) or _BEFORE.fullmatch(line)
    if match is not None and not _says_an_hour(match):
        match = _BEFORE.fullmatch(line)
    if match is None or not _says_an_hour(match):
        return _day_alone(_day(line, by), by)
    if match["day"]:
        day = _day(match["day"].removesuffix(" le").strip(" ,"), by)
    elif before is not None:
        day = before.slot.day(by.zone)
    else:
        raise _WrongError("no_day")
    return _timed(day, match["first"], match["last"], by)


def _says_an_hour(match: re.Match[str]) -> bool:
    """False where all that looks like an hour is a bare number, which a day is too."""
    return any(said and not said.isdecimal() for said in (match["first"], match["last"]))


def _day(written: str, by: Reader) -> date:
    day = read_due(written, by.today, by.language)
    if day is None:
        raise _WrongError("unread")
    if day - by.today > MOST_AWAY:
        raise _WrongError("too_far")
    return day


def _day_alone(day: date, by: Reader) -> Slot:
    return Slot.of_day(day, by.zone)


def _timed(day: date, first: str, last: str | None, by: Reader) -> Slot:
    starts_at = _hour(first)
    ends_at = _hour(last) if last else None
    if ends_at is not None:
        starts_at, ends_at = _same_half(starts_at, ends_at)
    if starts_at.night:
        raise _WrongError("midnight")
    starts = _placed(day, starts_at.time, by)
    if starts <= by.now:
        raise _WrongError("past")
    if ends_at is None:
        length = timedelta(minutes=by.length) if by.length else None
        return Slot(starts=starts, ends=starts + length if length else None)
    after = ends_at.night or ends_at.time <= starts_at.time
    ends = _placed(day + timedelta(days=after), ends_at.time, by)
    return Slot(starts=starts, ends=ends)


@dataclass(frozen=True, slots=True)
class _Hour:
    """An hour as written: `half` where it says morning or afternoon, `night` for midnight."""

    hour: int
    minute: int
    half: str | None = None
    night: bool = False

    @property
    def time(self) -> time:
        hour = self.hour
        if self.half:
            if not 1 <= hour <= 12:
                raise _WrongError("unread")
            hour = hour % 12 + (12 if self.half == "p" else 0)
        try:
            return time(hour, self.minute)
        except ValueError:
            raise _WrongError("unread") from None


def _hour(written: str) -> _Hour:
    match = _ONE_HOUR.fullmatch(written.strip())
    if match is None:
        raise _WrongError("unread")
    if match["noon"]:
        return _Hour(12, 0)
    if match["night"]:
        return _Hour(0, 0, night=True)
    hour, minute = int(match["hour"]), int(match["minutes"] or match["after"] or 0)
    if (hour, minute) == (24, 0):
        return _Hour(0, 0, night=True)
    return _Hour(hour, minute, match["half"])


def _same_half(first: _Hour, last: _Hour) -> tuple[_Hour, _Hour]:
    """Return both ends of a time, where one alone says morning or afternoon: “2-4pm” is from 2 pm,
    “11-1pm” from 11 am, “2pm-4” until 4 pm."""
    if last.half and not first.half and not first.night and 1 <= first.hour <= 12:
        same = _Hour(first.hour, first.minute, last.half)
        other = _Hour(first.hour, first.minute, "a" if last.half == "p" else "p")
        return (same if same.time < last.time else other), last
    if first.half and not last.half and not last.night and 1 <= last.hour <= 12:
        same = _Hour(last.hour, last.minute, first.half)
        other = _Hour(last.hour, last.minute, "a" if first.half == "p" else "p")
        return first, (same if same.time > first.time else other)
    return first, last


def _placed(day: date, at: time, by: Reader) -> datetime:
    """Return a local time as UTC; raise _WrongError when it does not exist, or comes twice."""
    here = ZoneInfo(by.zone)
    local = datetime.combine(day, at, here)
    moment, again = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    if moment.astimezone(here).time() != at:
        raise _WrongError("skipped_hour")
    if moment != again:
        raise _WrongError("hour_twice")
    return moment
