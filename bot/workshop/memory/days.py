"""From when to when summaries are looked for, as people write days that have gone by.

A year, a month, a day: `2026`, `mars 2026`, `March 2026`, `2026-03`, `15 mars 2026`, `2026-03-15`,
`15/03/2026`; without a year, the last that has begun: `mars`, `15 mars`. `hier`, `yesterday`,
`aujourd'hui`, `today`; `il y a 3 semaines`, `3 months ago`. In an English room `03/04/2026` is
refused, as it is for the day of an action (`bot.workshop.actions.due`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from bot.workshop.actions.due import TwoDays, plain
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.tongues.rules import day_first

_NAMES = (
    "janvier january jan janv",
    "fevrier february feb fev fevr",
    "mars march mar",
    "avril april apr avr",
    "mai may",
    "juin june jun",
    "juillet july jul juil",
    "aout august aug",
    "septembre september sep sept",
    "octobre october oct",
    "novembre november nov",
    "decembre december dec",
)
_MONTHS = {name: rank for rank, names in enumerate(_NAMES, start=1) for name in names.split()}
_UNITS = {
    **dict.fromkeys(("jour", "jours", "day", "days"), 1),
    **dict.fromkeys(("semaine", "semaines", "week", "weeks"), 7),
}
_MONTH_UNITS = {
    **dict.fromkeys(("mois", "month", "months"), 1),
    **dict.fromkeys(("an", "ans", "annee", "annees", "year", "years"), 12),
}
_ONE = {"un": 1, "une": 1, "a": 1, "an": 1, "one": 1}
_NEAR = {"aujourd'hui": 0, "today": 0, "hier": 1, "yesterday": 1}

# First and last day of what was written.
Days = tuple[date, date]


def read_days(text: str, today: date, language: Language) -> Days:
    """Return the first and the last day of what `text` says. `language` tells which of two figures
    is the day. Raises Refusal when it says no day that has come."""
    written = plain(text)
    found: Days | None = None
    try:
        for shape, read in _SHAPES:
            if match := shape.fullmatch(written):
                found = read(match, today, language)
                break
    except (ValueError, OverflowError):  # of `date`: there is no such day
        found = None
    if found is None:
        raise Refusal("memory.unreadable_day")
    return found


def month_or_year(written: str, today: date) -> Days | None:
    """Return the first and the last day of a month or of a year, as `plain` gives what was written;
    None where it says neither. Raises ValueError where there is no such month."""
    for shape, read in _SPANS:
        match = shape.fullmatch(written)
        if match and match.groupdict().get("day") is None:
            return read(match, today, Language.ENGLISH)
    return None


def _near(match: re.Match[str], today: date, language: Language) -> Days:
    day = today - timedelta(days=_NEAR[match[0]])
    return day, day


def _ago(match: re.Match[str], today: date, language: Language) -> Days | None:
    number = _ONE.get(match["n"]) or (int(match["n"]) if match["n"].isdigit() else 0)
    if not number:
        return None
    if match["unit"] in _UNITS:
        day = today - timedelta(days=number * _UNITS[match["unit"]])
        return day, day
    months = 12 * today.year + today.month - 1 - number * _MONTH_UNITS[match["unit"]]
    year, month = divmod(months, 12)
    day = date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    return day, day


def _year(match: re.Match[str], today: date, language: Language) -> Days:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _iso(match: re.Match[str], today: date, language: Language) -> Days:
    if match["day"] is None:
        return _month_of(int(match["year"]), int(match["month"]))
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return day, day


def _figures(match: re.Match[str], today: date, language: Language) -> Days:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    either = not day_first(language)
    if either and first != second and max(first, second) <= 12:
        raise TwoDays(date(year, second, first), date(year, first, second))
    if second > 12 and either:
        first, second = second, first
    day = date(year, second, first)
    return day, day


def _named(match: re.Match[str], today: date, language: Language) -> Days | None:
    month = _MONTHS.get(match["month"])
    if month is None:
        return None
    number = int(match["day"]) if match["day"] else None
    year = int(match["year"]) if match["year"] else today.year
    if match["year"] is None and date(year, month, number or 1) > today:
        year -= 1
    if number is None:
        return _month_of(year, month)
    day = date(year, month, number)
    return day, day


def _month_of(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


_Y = r"(?P<year>(?:19|20|21)\d\d)"
_D = r"(?P<day>\d{1,2}) ?(?:er|st|nd|rd|th)?"
_M = r"(?P<month>[a-z]{3,9})\.?"
_Read = Callable[[re.Match[str], date, Language], Days | None]
# Those that may say a month or a year.
_SPANS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (re.compile(rf"(?:en |in )?{_Y}"), _year),
    (re.compile(rf"{_Y}-(?P<month>\d{{1,2}})(?:-(?P<day>\d\d))?"), _iso),
    (re.compile(rf"(?:le |en |in |on )?(?:{_D} (?:of )?)?{_M}(?:,? {_Y})?"), _named),
)
_SHAPES: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (re.compile("|".join(_NEAR)), _near),
    (re.compile(rf"il y a (?P<n>\w{{1,4}}) (?P<unit>{'|'.join([*_UNITS, *_MONTH_UNITS])})"), _ago),
    (re.compile(rf"(?P<n>\w{{1,4}}) (?P<unit>{'|'.join([*_UNITS, *_MONTH_UNITS])}) ago"), _ago),
    *_SPANS[:2],
    (re.compile(rf"(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}})[/.]{_Y}"), _figures),
    *_SPANS[2:],
    (re.compile(rf"(?:on )?{_M} {_D}(?:,? {_Y})?"), _named),
)
