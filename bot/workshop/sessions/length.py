"""A length of time or a moment, as those who lead type it in French and in English.

Three things can be said of the end of a step, or of a session:

- a change of what was planned: `+3`, `-2 min`, `+30 s`, `−1 min 30`, `2 min de plus`, `3 min less`;
- a length from now: `10`, `10 min`, `1 h 30`, `90 s`, `1,5 h`, `2 jours`, `une semaine`, `in 8 h`,
  `a half hour`;
- a moment, in the time zone of the server: `15:40`, `until 15:40`, `jusqu'à 15h40`, `3:40 pm`,
  `until 3 March 9:00`, `demain à 9 h`, `midi`. Days are read as those of actions are
  (`bot.workshop.actions.due`).

A number alone is minutes; after hours it is minutes too, after minutes it is seconds. What could
be understood in two ways is refused, with both: nobody should see a step end when they meant
something else. Refused, each with its reason (`tests/workshop/sessions/test_length.py`):

- `15 h 40`, `8 h` alone: a time of the day, or a length. `1 h 30` is a length, unless half past one
  is still to come.
- an hour that has passed today: a meeting does not end tomorrow. Where the afternoon would do, it
  is proposed: `3:40` at two o'clock.
- `2:30` in the night when clocks go on (there is no such time) or back (there are two).
- a day without an hour.

Where the moment of an end is asked for, `15 h 40` and `8 h` are that hour, and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from bot.workshop.actions.due import NotADay, PastDay, TwoDays, read_due
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.step import MOST_MINUTES
from bot.workshop.text import one_line

# The end of a step, or of a session, is so far from now at least, and at most.
SHORTEST = timedelta(seconds=5)
LONGEST = timedelta(minutes=MOST_MINUTES)

_TYPED = 60  # characters: no length of time takes more

_WEEK, _DAY, _HOUR, _MINUTE, _SECOND = 7 * 86400, 86400, 3600, 60, 1
_UNITS = {
    word: unit
    for unit, words in (
        (_WEEK, "semaine semaines week weeks"),
        (_DAY, "j jour jours d day days"),
        (_HOUR, "h heure heures hour hours hr hrs"),
        (_MINUTE, "min mins minute minutes mn m '"),
        (_SECOND, "s sec secs seconde secondes second seconds \" ''"),
    )
    for word in words.split()
}
# What a number without a unit counts after another, or alone.
_THEN = {None: _MINUTE, _HOUR: _MINUTE, _MINUTE: _SECOND}
_SAID = {
    "une demi-heure": 30,
    "demi-heure": 30,
    "une demi heure": 30,
    "half an hour": 30,
    "a half hour": 30,
    "un quart d'heure": 15,
    "quart d'heure": 15,
    "a quarter of an hour": 15,
    "trois quarts d'heure": 45,
    "une heure": 60,
    "an hour": 60,
    "one hour": 60,
    "une heure et demie": 90,
    "1 h et demie": 90,
    "an hour and a half": 90,
    "une minute": 1,
    "a minute": 1,
    "one minute": 1,
    "deux minutes": 2,
    "two minutes": 2,
    "cinq minutes": 5,
    "five minutes": 5,
    "dix minutes": 10,
    "ten minutes": 10,
    "un jour": 24 * 60,
    "a day": 24 * 60,
    "one day": 24 * 60,
    "une semaine": 7 * 24 * 60,
    "a week": 7 * 24 * 60,
    "one week": 7 * 24 * 60,
}
_PART = re.compile(r"([0-9]{1,5})(?:[.,]([0-9]{1,2}))? ?([a-z'\"]{0,9})")
_SIGNS = (("+", 1), ("plus ", 1), ("-", -1), ("moins ", -1), ("minus ", -1))
_AFTER = ((" de plus", 1), (" more", 1), (" de moins", -1), (" less", -1))
_FOR = ("dans ", "in ", "for ", "pendant ")
_UNTIL = ("until ", "till ", "til ", "by ", "at ", "jusqu'a ", "jusqu'au ", "a ", "au ")
# Said before the end of a meeting, where it is asked for: it tells no length from a moment.
_ENDING = re.compile(
    r"(?:(?:(?:on |nous )?(?:finit|finissons|termine|terminons|fin)"
    r"|(?:we )?(?:ends?|ending|finish|stop)|pour|for|vers|around) ){1,2}"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})")
_FRENCH = re.compile(r"(\d{1,2}) ?h(?:eures?)? ?(\d{2})?")
_HALF_DAYS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.?")
_NOON = ("midi", "noon")
_MIDNIGHT = ("minuit", "midnight")


@dataclass(frozen=True, slots=True)
class Change:
    """So much more than was planned; less, where it is negative."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class Length:
    """So long from now."""

    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Moment:
    """Until then; an aware time, in UTC."""

    at: datetime


Typed = Change | Length | Moment


def read_length(
    text: str, now: datetime, zone: str, language: Language, *, asked_when: bool = False
) -> Typed:
    """Return what `text` says, read at `now` by someone whose clock shows the time of `zone`.

    `language` is that of the room: it tells which of two figures of a date is the day.
    `asked_when` where people were asked at what time: what could be a length or an hour is the
    hour. Raises Refusal when it cannot be read, can be read in two ways, or has passed.
    """
    if _strange_figures(text):
        raise Refusal("length.unreadable")
    written = _plain(text)
    if asked_when:
        said = _ENDING.match(written)
        written = written[said.end() :] if said is not None else written
    change = _change(written)
    if change is not None:
        return Change(change)
    for word in _FOR:
        lasts = _duration(written[len(word) :]) if written.startswith(word) else None
        if lasts is not None:
            return Length(lasts)
    told = None
    if written not in _SAID:  # “a week” is no hour, though “à 9 h” is one
        told = next((written[len(word) :] for word in _UNTIL if written.startswith(word)), None)
    here = _Here(now, ZoneInfo(zone), language)
    if told is None:
        lasts = _duration(written)
        hour = here.time_of_day(written) if lasts is not None else None
        if lasts is not None and hour is None:
            return Length(lasts)
        if hour is not None and not asked_when:
            raise _two_readings(hour, written)
    at = here.moment(told or written, said=told is not None or asked_when)
    if at is None:
        raise Refusal("length.unreadable")
    return Moment(at)


def duration(text: str) -> timedelta | None:
    """Return the length of time that `text` is, and nothing else: “10”, “90 s”, “1 h 30”; None
    where it is none."""
    return _duration(_plain(text))


def ends_at(typed: Typed, now: datetime, ends: datetime) -> datetime:
    """Return when a thing ends that would have ended at `ends`, once `typed` is done.

    More time counts from now where the end has passed. Raises Refusal when that leaves nothing, or
    more than the longest timebox.
    """
    if isinstance(typed, Change):
        at = (max(ends, now) if typed.by > timedelta() else ends) + typed.by
    else:
        at = typed.at if isinstance(typed, Moment) else now + typed.lasts
    if at - now < SHORTEST:
        raise Refusal("length.too_short")
    if at - now > LONGEST:
        raise Refusal("length.too_long")
    return at


def _strange_figures(text: str) -> bool:
    """Return whether a figure is none of 0 to 9, full width or not: “1²” is not twelve."""
    return any(
        sign.isnumeric()
        and not (sign.isdecimal() and unicodedata.normalize("NFKC", sign).isascii())
        for sign in text
    )


def _plain(text: str) -> str:
    """Return small letters without accents, of a few forms: what the shapes are written in."""
    line = one_line(text)[:_TYPED].lower()
    decomposed = unicodedata.normalize("NFKD", line)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    for sign, plain in (("’", "'"), ("−", "-"), ("–", "-"), ("—", "-"), ("″", '"'), ("′", "'")):
        bare = bare.replace(sign, plain)
    return " ".join(bare.split()).strip(" .,;!")


def _change(written: str) -> timedelta | None:
    for sign, way in _SIGNS:
        if written.startswith(sign):
            by = _duration(written[len(sign) :].strip())
            return by * way if by else None
    for words, way in _AFTER:
        if written.endswith(words):
            by = _duration(written[: -len(words)])
            return by * way if by else None
    return None


def _duration(written: str) -> timedelta | None:
    """Return a length of time: its parts, the longest first; None when it is none."""
    if written in _SAID:
        return timedelta(minutes=_SAID[written])
    total, last, at, bare = Fraction(), None, 0, False
    while at < len(written):
        part = _PART.match(written, at)
        if part is None:
            return None
        whole, decimals, word = part.groups()
        unit = _UNITS.get(word) if word else _THEN.get(last)
        if unit is None or (last is not None and unit >= last):
            return None
        if bare or (decimals and not word and len(decimals) > 1):
            return None  # “10 10” says too little, “10.30” is no tenth of anything
        total += unit * Fraction(f"{whole}.{decimals or 0}")
        last, at, bare = unit, part.end(), not word
        for between in (" et ", " and ", ", ", ". ", " "):
            if written.startswith(between, at):
                at += len(between)
                break
    return timedelta(seconds=round(total)) if last is not None else None


def _time_of_day(written: str, *, said: bool) -> time | None:
    """Return an hour of the day; `said` where words before it say that it is one."""
    found = _HALF_DAYS.fullmatch(written)
    if found is not None:
        hour = int(found[1])
        if not 1 <= hour <= 12:
            return None
        return _hour(hour % 12 + (12 if found[3] == "p" else 0), found[2])
    if written in _NOON:
        return time(12)
    shapes = (_CLOCK, _FRENCH, *((_DOTTED,) if said else ()))
    match = next(filter(None, (shape.fullmatch(written) for shape in shapes)), None)
    return _hour(int(match[1]), match[2]) if match is not None else None


def _hour(hour: int, minutes: str | None) -> time | None:
    minute = int(minutes or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _two_readings(hour: time, written: str) -> Refusal:
    match = _FRENCH.fullmatch(written)
    minutes = (match[2] if match is not None else None) or ""
    return Refusal(
        "length.two_readings", clock=f"{hour:%H:%M}", length=f"{hour.hour} h {minutes}".strip()
    )


@dataclass(frozen=True, slots=True)
class _Here:
    """Where and when something is read."""

    now: datetime
    zone: ZoneInfo
    language: Language

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def time_of_day(self, written: str) -> time | None:
        """Return the hour that a length could be as well; None when it is only a length."""
        match = _FRENCH.fullmatch(written)
        hour = _hour(int(match[1]), match[2]) if match is not None else None
        if hour is None:
            return None
        to_come = any(at > self.now for at in self._instants(self.today, hour))
        return hour if hour.hour >= 6 or to_come else None

    def moment(self, written: str, *, said: bool) -> datetime | None:
        """Return the moment that is written; None when it is none, or lies in no day."""
        if written in _MIDNIGHT:
            return self._only(self.today + timedelta(days=1), time(0))
        hour = _time_of_day(written, said=said)
        if hour is not None:
            return self._only(self.today, hour)
        for clock, day in _split(written):
            hour = _time_of_day(clock, said=True)
            found = self._day(day) if hour is not None else None
            if hour is not None and found is not None:
                return self._only(found, hour)
        if self._day(written) is not None:
            raise Refusal("length.no_hour")
        return None

    def _day(self, written: str) -> date | None:
        try:
            return read_due(written, self.today, self.language)
        except TwoDays as two:
            first, second = two.days
            raise Refusal("length.two_days", first=first, second=second) from None
        except PastDay:
            raise Refusal("length.passed") from None
        except NotADay:
            return None

    def _only(self, day: date, hour: time) -> datetime:
        """Return the one moment to come at which it is that hour."""
        instants = self._instants(day, hour)
        if not instants:
            raise Refusal("length.no_such_hour", clock=f"{hour:%H:%M}")
        to_come = [at for at in instants if at > self.now]
        if len(to_come) > 1:
            raise Refusal("length.twice", clock=f"{hour:%H:%M}")
        if to_come:
            return to_come[0]
        later = hour.replace(hour=hour.hour + 12) if hour.hour < 12 else None
        if later is not None and any(at > self.now for at in self._instants(day, later)):
            raise Refusal("length.passed_morning", clock=f"{hour:%H:%M}", later=f"{later:%H:%M}")
        raise Refusal("length.passed")

    def _instants(self, day: date, hour: time) -> list[datetime]:
        """Return when it is `hour` on a day: never where clocks go on, twice where they go back."""
        naive = datetime.combine(day, hour)
        found = {naive.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
        return sorted(at for at in found if at.astimezone(self.zone).replace(tzinfo=None) == naive)


def _split(written: str) -> Iterator[tuple[str, str]]:
    """Return what could be an hour with what could be its day: the hour stands last, or first."""
    words = written.split()
    for many in range(min(3, len(words) - 1), 0, -1):
        for clock, day in ((words[-many:], words[:-many]), (words[:many], words[many:])):
            if clock[0] in ("a", "at") and len(clock) > 1:
                clock = clock[1:]
            if day[-1] in ("a", "at") and len(day) > 1:
                day = day[:-1]
            yield " ".join(clock), " ".join(day).strip(" ,")
