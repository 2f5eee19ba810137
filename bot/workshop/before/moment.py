"""A moment to come, as people write it in French and in English: a day and a time.

The day is read as that of an action (`bot.workshop.actions.due`), the time as people write it:
`18:30`, `18h30`, `18 h`, `6:30 pm`, `midi`. Either may come first: `3 mars à 18h30`, `18:30 on 3
March`. A time alone is the next such time; `dans 2 heures`, `in 45 minutes` count from now.

Refused, each with its reason: what says no day or no time that can be read; a day that can be
read in two ways; what has gone by; an hour that a change of clocks skips, or brings twice.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.workshop.actions.due import NotADay, PastDay, TwoDays, plain, read_due
from bot.workshop.errors import Refusal
from bot.workshop.language import Language

# How far a step may stay open before a meeting, and how far a session may be planned.
MOST_AHEAD = timedelta(days=60)
MOST_PLANNED = timedelta(days=366)

_TIME = re.compile(
    r"(?P<noon>midi|noon)"
    r"|(?P<hour>\d{1,2}) ?(?:(?:h|heures?) ?(?P<minutes>\d{2})?"
    r"|:(?P<after>\d{2}) ?(?P<half>[ap]\.?m)?|(?P<alone>[ap]\.?m))"
)
_WORDS_OF_TIME = 3  # “18 h 30”
_LEADS_IN = ("a", "at", "de")
_FROM_NOW = re.compile(
    r"(?:dans|in) (?P<number>\d{1,3}|une?|an?|one) ?"
    r"(?:(?P<hours>h|heures?|hours?)|(?:mins?|minutes?))"
)


def read_moment(text: str, now: datetime, zone: str, language: Language) -> datetime:
    """Return the moment to come that `text` says in a time zone, as UTC.

    `language` tells which of two figures is the day. Raises Refusal when there is none, when it
    could be another, or when it is not after `now`.
    """
    written = plain(text)
    if found := _FROM_NOW.fullmatch(written):
        number = int(found["number"]) if found["number"].isdigit() else 1
        return now + (timedelta(hours=number) if found["hours"] else timedelta(minutes=number))
    here = now.astimezone(ZoneInfo(zone))
    said = _split(written)
    if said is None:
        _day(written, here.date(), language)  # says what is wrong with the day first
        raise Refusal("before.no_time", example=_example(here.date()))
    at = _time(said[0], here.date())
    if not said[1]:
        moment = _placed(here.date(), at, zone)
        return moment if moment > now else _placed(here.date() + timedelta(days=1), at, zone)
    moment = _placed(_day(said[1], here.date(), language), at, zone)
    if moment <= now:
        raise Refusal("before.past")
    return moment


def check_within(moment: datetime, now: datetime, most: timedelta) -> datetime:
    """Return `moment`; raise Refusal when it is further from `now` than `most`."""
    if moment - now > most:
        raise Refusal("before.too_far", days=most.days)
    return moment


def _split(written: str) -> tuple[re.Match[str], str] | None:
    """Return the time that stands last, or first, and what is said of the day; None without one."""
    words = written.split()
    for last in (True, False):
        for count in range(min(_WORDS_OF_TIME, len(words)), 0, -1):
            some, rest = words[:count], words[count:]
            if last:
                some, rest = words[-count:], words[:-count]
            if match := _TIME.fullmatch(" ".join(some).strip(",")):
                if last and rest and rest[-1] in _LEADS_IN:
                    rest = rest[:-1]
                return match, " ".join(rest)
        if words and words[0] in _LEADS_IN:
            words = words[1:]
    return None


def _day(written: str, today: date, language: Language) -> date:
    try:
        day = read_due(written, today, language)
    except TwoDays as two:
        first, second = two.days
        raise Refusal("before.two_days", first=first, second=second) from None
    except PastDay:
        raise Refusal("before.past") from None
    except NotADay:
        raise Refusal("before.unreadable", example=_example(today)) from None
    if day is None:
        raise Refusal("before.unreadable", example=_example(today))
    return day


def _time(match: re.Match[str], today: date) -> time:
    if match["noon"]:
        return time(12)
    hour, minute = int(match["hour"]), int(match["minutes"] or match["after"] or 0)
    half = match["half"] or match["alone"]
    if half:
        if not 1 <= hour <= 12:
            raise Refusal("before.unreadable", example=_example(today))
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise Refusal("before.unreadable", example=_example(today)) from None


def _placed(day: date, at: time, zone: str) -> datetime:
    """Return a local time as UTC; raise Refusal when it does not exist, or comes twice."""
    local = datetime.combine(day, at, ZoneInfo(zone))
    moment, again = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).time() != at:
        raise Refusal("before.skipped_hour")
    if moment != again:
        raise Refusal("before.hour_twice")
    return moment


def _example(today: date) -> str:
    return f"15/01/{today.year + 1} 18:30"
