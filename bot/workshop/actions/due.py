"""The day by which an action is due, as people write it in French and in English.

What may be written is a short list of shapes: a date in figures; a day and a month, with or without
a year; a day of the week; a length of time from today; the end of a month. The words in them
(months, “demain”, “in two weeks”) are read by `dateparser`, in both languages whatever that of the
room. Without a year it is the next such day. What could be understood in two ways is refused, with
both: nobody should learn at the end of a project which one was meant.

Refused, each with its reason (`tests/workshop/actions/test_due.py` holds them all):

- `03/04` in an English room: 3 April, or March 4. In a French room the day comes first.
- `vendredi prochain`, `next Friday`, while this week's Friday is still to come: that one, or the
  next week's. `lundi en huit`, `Monday week`: the next Monday, or the one after.
- `dans huit jours`, `dans quinze jours`: one week or eight days, two weeks or fifteen days.
- `avant le 15 mars`, `before March 15`: the 14th or the 15th.
- `mars`, `en mars`, `mi-mars`, `mars 2027`, `2027`, `la semaine prochaine`, `next month`: the day
  is missing, where `fin mars` says one. `le 15`, `lundi 15`: the month is.
- `Noël`, `l'été`, `la rentrée`, `Easter`: feasts and seasons are not read.
- `vendredi 16 janvier 2027`: it is a Saturday.
- `3-5 mars`, `15/03 ou 16/03`, `mar`, `bientôt`, `asap`: not one day.
- `32 mars`, `29/02/2027`, and `29 février` without a year unless the next is leap: no such day.
- what has gone by: an action is due today at the earliest.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.text import one_line
from bot.workshop.tongues.rules import RULED, day_first, rules_of

# Said instead of a date: there is none yet.
_NO_DATE = frozenset(
    (
        *("", "-", "?", "pas encore de date", "pas encore", "pas de date", "sans date"),
        *("no date yet", "no date", "not yet", "without a date"),
    )
)
_WEEK = (
    ("lundi", "lun", "monday", "mon"),
    ("mardi", "tuesday", "tues", "tue"),
    ("mercredi", "mer", "wednesday", "wed"),
    ("jeudi", "jeu", "thursday", "thurs", "thu"),
    ("vendredi", "ven", "friday", "fri"),
    ("samedi", "sam", "saturday", "sat"),
    ("dimanche", "dim", "sunday", "sun"),
)
_WEEKDAYS = {name: rank for rank, names in enumerate(_WEEK) for name in names}
_NUMBERS = {"une": 1, "a": 1, "vingt": 20, "twenty": 20, "trente": 30, "thirty": 30}
for _counted in (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
):
    _NUMBERS |= {word: number for number, word in enumerate(_counted.split(), start=1)}
# A fortnight is “quinze jours”, and a week “huit jours”, to most people and not to all.
_ROUNDED = {8: 7, 15: 14}

_FEASTS = (
    "noel|paques|pentecote|ascension|toussaint|carnaval|nouvel an|jour de l'an|rentree|vacances"
    "|christmas|xmas|easter|pentecost|halloween|new year"
)
_SEASONS = "printemps|ete|automne|hiver|spring|summer|autumn|fall|winter"

_W = rf"(?P<weekday>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\.?,?"
_D = r"(?P<day>\d{1,2}|premier) ?(?:er|st|nd|rd|th)?"
_M = r"(?P<month>[a-z]{3,9})\.?"
_Y = r"(?P<year>\d{4})"
_FRENCH_UNITS = r"jours?|semaines?|mois|ans?|annees?"
_ENGLISH_UNITS = r"days?|weeks?|fortnights?|months?|years?"
_ABSOLUTE, _RELATIVE = "absolute-time", "relative-time"  # how `dateparser` is to read
_BEFORE = re.compile(r"(?:avant|before) (?:le |la |the )?(.+)")
_LEADS_IN = re.compile(
    r"(?:d'ici (?:(?:a|au|le|la) )?(?:le )?|pour (?:le |la )?|au plus tard (?:le )?"
    r"|le |by |on |for |due )"
    r"(?:the )?"
)

Match = re.Match[str]
Days = Sequence[date]  # the readings, one or two; none when it cannot be read


class TwoDays(Refusal):
    """What was written can be read as either of two `days`."""

    def __init__(self, first: date, second: date) -> None:
        super().__init__("action.two_days", first=first, second=second)
        self.days = (first, second)


class NotADay(Refusal):
    """What was written says no day, or not which one."""


class PastDay(Refusal):
    """The day has gone by."""


def read_due(text: str, today: date, language: Language) -> date | None:
    """Return the day that `text` says, None when it says that there is none yet.

    `language` is that of the room: it tells which of two figures is the day. Raises Refusal when
    there is no such day, when it could be another, or when it is before `today`.
    """
    written = plain(text)
    if written in _NO_DATE:
        return None
    try:
        days = _read(written, today, language)
    except (ValueError, OverflowError):  # of `date`: there is no such day
        days = ()
    if not days and not rules_of(language).reads_days:
        days = _elsewhere(one_line(text)[:100], today, language)
    if not days:
        raise NotADay("action.unreadable_date", example=_example(today))
    if len(days) > 1:
        raise TwoDays(days[0], days[1])
    if days[0] < today:
        raise PastDay("action.past_date")
    return days[0]


def plain(text: str) -> str:
    """Return small letters without accents, of a few forms: what the shapes are written in."""
    line = one_line(text)[:100].replace("’", "'").lower()
    decomposed = unicodedata.normalize("NFKD", line)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.split()).strip(" .,;!")


def _read(written: str, today: date, language: Language) -> Days:
    if before := _BEFORE.fullmatch(written):
        days = _read(before[1], today, language)
        return (days[0] - timedelta(days=1), days[0]) if days else ()
    for shape, read in _SHAPES:
        if match := shape.fullmatch(written):
            return read(match, today, language)
    leads_in = _LEADS_IN.match(written)
    return _read(written[leads_in.end() :], today, language) if leads_in else ()


def _iso(match: Match, today: date, language: Language) -> Days:
    return (date(*map(int, match.groups())),)


def _figures(match: Match, today: date, language: Language) -> Days:
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"]) if match["year"] else None
    if year is not None and len(match["year"]) == 2:
        year += 2000
    readings = [(first, second)]
    if not day_first(language):
        readings.append((second, first))
    found = {_on(day, month, year, today) for day, month in readings if month <= 12}
    return tuple(_named(match, day) for day in sorted(found))


def _worded(match: Match, today: date, language: Language) -> Days:
    month = _month(match["month"])
    if month is None:
        return ()
    day = 1 if match["day"] == "premier" else int(match["day"])
    year = int(match["year"]) if match["year"] else None
    return (_named(match, _on(day, month, year, today)),)


def _on(day: int, month: int, year: int | None, today: date) -> date:
    """Return a day of a year, else the next such day; raise ValueError when there is none."""
    if year is not None:
        return date(year, month, day)
    passed = (month, day) < (today.month, today.day)
    return date(today.year + passed, month, day)


def _named(match: Match, day: date) -> date:
    """Return a day that is the weekday which was written beside it; raise Refusal otherwise."""
    name = match["weekday"]
    if name and _WEEKDAYS[name] != day.weekday():
        raise Refusal("action.other_weekday", day=day)
    return day


def _weekday(match: Match, today: date, language: Language) -> Days:
    """The next such day: not today, unless it is said to be of this week."""
    ahead = (_WEEKDAYS[match["weekday"]] - today.weekday()) % 7
    if match["this"]:
        return (today + timedelta(days=ahead),)
    coming = today + timedelta(days=ahead or 7)
    after = coming + timedelta(days=7)
    this_week = coming <= today + timedelta(days=6 - today.weekday())
    if match["in_eight"] or ((match["next"] or match["following"]) and this_week):
        return (coming, after)
    return (coming,)


def _in_time(match: Match, today: date, language: Language) -> Days:
    number = _NUMBERS.get(match["number"]) or int(match["number"])
    unit = match["french"] or match["english"]
    if unit.startswith("jour") and number in _ROUNDED:
        return tuple(today + timedelta(days=days) for days in (_ROUNDED[number], number))
    return _words(f"{'dans' if match['french'] else 'in'} {number} {unit}", today, _RELATIVE)


def _said(match: Match, today: date, language: Language) -> Days:
    return _words(match[0].replace("apres demain", "apres-demain"), today, _RELATIVE)


def _end_of_month(match: Match, today: date, language: Language) -> Days:
    if not match["month"]:
        return (today.replace(day=monthrange(today.year, today.month)[1]),)
    month = _month(match["month"])
    if month is None:
        return ()
    year = int(match["year"]) if match["year"] else today.year + (month < today.month)
    return (date(year, month, monthrange(year, month)[1]),)


def _end_of_year(match: Match, today: date, language: Language) -> Days:
    return (date(today.year, 12, 31),)


def _vague(match: Match, today: date, language: Language) -> Days:
    month = match.groupdict().get("month")
    if month and _month(month) is None:
        return ()
    raise NotADay("action.vague_date", example=_example(today))


def _no_month(match: Match, today: date, language: Language) -> Days:
    raise NotADay("action.no_month", example=_example(today))


def _feast(match: Match, today: date, language: Language) -> Days:
    raise NotADay("action.feast_date", example=_example(today))


def _example(today: date) -> str:
    return f"15/01/{today.year + 1}"


def _today(match: Match, today: date, language: Language) -> Days:
    return (today,)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[Match, date, Language], Days]], ...] = tuple(
    (re.compile(shape), read)
    for shape, read in (
        (rf"(?:{_W} )?(?:le |the )?{_D}", _no_month),
        (r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", _iso),
        (
            rf"(?:{_W} )?(?P<first>\d{{1,2}})[-/. ](?P<second>\d{{1,2}})[-/. ]"
            r"(?P<year>\d{4}|\d{2})",
            _figures,
        ),
        (rf"(?:{_W} )?(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}})(?P<year>)", _figures),
        (rf"(?:{_W} )?(?:le |the )?{_D} (?:of )?{_M}(?:,? {_Y})?", _worded),
        (rf"(?:{_W} )?{_M} (?:the )?{_D}(?:,? {_Y})?", _worded),
        (
            rf"(?:(?P<this>ce|this) |(?P<next>next) )?{_W}"
            r"(?P<following> prochain| suivant)?(?P<in_eight> en huit| week)?",
            _weekday,
        ),
        (
            r"(?:dans|d'ici|in|within) (?P<number>\d{1,3}|[a-z]+) "
            rf"(?:(?P<french>{_FRENCH_UNITS})|(?P<english>{_ENGLISH_UNITS}))",
            _in_time,
        ),
        (
            r"aujourd'hui|today|demain|tomorrow|apres[- ]demain|(?:the )?day after tomorrow"
            r"|hier|yesterday",
            _said,
        ),
        (r"ce soir|cet apres-midi|tonight|this (?:afternoon|evening)", _today),
        (r"(?:la |the )?(?:fin|end of) (?:d'annee|de l'annee|(?:the |this )?year)", _end_of_year),
        (
            r"(?:la |the )?(?:fin|end of) (?:(?:de|du|de ce|the|this) )?"
            rf"(?:mois|month|(?:de )?{_M}(?:,? {_Y})?)",
            _end_of_month,
        ),
        (r"(?:en |in )?\d{4}|\d{1,2}[/-]\d{4}", _vague),
        (
            rf"(?:(?:(?:a )?(?:l'|la )|a |au |en |le |les |cet? |cette |at |in |this |next |the )?"
            rf"(?:{_FEASTS}|{_SEASONS})(?: prochaine?)?(?: {_Y})?)",
            _feast,
        ),
        (
            r"(?:(?:en|courant|debut|mi|in|early|mid|late|during|(?:beginning|middle) of)[- ])?"
            rf"{_M}(?:,? {_Y})?",
            _vague,
        ),
        (
            r"(?:la |cette )?semaine(?: prochaine)?|(?:le |ce )?mois(?: prochain)?"
            r"|(?:l'|cette )?annee(?: prochaine)?|(?:next|this) (?:week|month|year)",
            _vague,
        ),
    )
)


@cache
def _month(word: str) -> int | None:
    """Return the number of a month by its name, whole or cut short, in either language."""
    # “mar” is mardi, or March: the one short form that is another word.
    found = () if word == "mar" else _words(f"1 {word} 2000", date(2000, 7, 2), _ABSOLUTE)
    return found[0].month if found else None


def _words(words: str, today: date, how: str) -> Days:
    """Return the day that `dateparser` reads in words whose shape is known."""
    settings = {
        "RELATIVE_BASE": datetime.combine(today, time()),
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": [how],
        "TIMEZONE": "UTC",  # else it looks for that of the machine
    }
    found = (
        _library()(languages=[one for one in RULED if rules_of(one).reads_days], settings=settings)
        .get_date_data(words)
        .date_obj
    )
    return (found.date(),) if found is not None else ()


def _elsewhere(words: str, today: date, language: Language) -> Days:
    """Return the day that `dateparser` reads in a language for which there are no shapes here."""
    settings = {
        "RELATIVE_BASE": datetime.combine(today, time()),
        "REQUIRE_PARTS": ["day", "month"],
        "PREFER_DATES_FROM": "future",
        "PARSERS": [_ABSOLUTE, _RELATIVE],
        "TIMEZONE": "UTC",
    }
    try:
        reader = _library()(languages=[language.partition("_")[0]], settings=settings)
    except ValueError:  # a language that it does not know
        return ()
    found = reader.get_date_data(words).date_obj
    return (found.date(),) if found is not None else ()


@cache
def _library() -> Any:
    # Found when the first date is read: it takes a tenth of a second.
    from dateparser.date import DateDataParser

    return DateDataParser
