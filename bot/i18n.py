"""Every sentence that people read: gettext catalogues in French and English.

A sentence has a key (``postit.kept``) and lives in ``data/locale/<language>/<part>.po``, read
with Babel when the program starts. Placeholders are ``{name}``. Operators read English.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.plural import PluralRule

from bot.workshop.language import Language

LOCALE = Path(__file__).parent.parent / "data" / "locale"

# CLDR: French counts 0 and 1 as one, English 1 alone.
_IS_ONE = {
    Language.FRENCH: PluralRule({"one": "i = 0,1"}),
    Language.ENGLISH: PluralRule({"one": "i = 1 and v = 0"}),
}


class _Plain(string.Formatter):
    """Formats ``{name}`` and nothing more: no attributes, no indexes, no conversions."""

    def get_field(self, field_name: str, args: object, kwargs: object) -> tuple[object, str]:
        assert isinstance(kwargs, dict)
        return kwargs[field_name], field_name


_FORMATTER = _Plain()


class Catalogue:
    """The sentences of one language."""

    def __init__(self, language: Language, sentences: dict[str, tuple[str, ...]]) -> None:
        self.language = language
        self.sentences = sentences

    def __call__(self, key: str, /, **params: object) -> str:
        """Return the sentence named `key` with its placeholders filled; KeyError if unknown.

        A date among them is written in full.
        """
        return _FORMATTER.vformat(self.sentences[key][0], (), self._worded(params))

    def n(self, key: str, count: int | Fraction, /, **params: object) -> str:
        """Return the sentence for `count` things; ``{n}`` is the number, as `number` writes it."""
        one, many = self.sentences[key]
        chosen = one if _IS_ONE[self.language](_rounded(count)) == "one" else many
        return _FORMATTER.vformat(chosen, (), {"n": self.number(count), **params})

    def number(self, figure: int | Fraction) -> str:
        """Return a figure, with two decimals at most: “12”, “3,67”, “3.67”."""
        rounded = _rounded(figure)
        if isinstance(rounded, int):
            return str(rounded)
        return format_decimal(rounded, "0.##", locale=self.language.value)

    def day(self, day: date) -> str:
        """Return a day in words: “3 mars 2027”, “3 March 2027”."""
        text = format_date(day, "d MMMM y", locale=self.language.value)
        return text.replace("1 ", "1er ", 1) if self._first_of_month(day) else text

    def _first_of_month(self, day: date) -> bool:
        return self.language is Language.FRENCH and day.day == 1

    def listed(self, things: Sequence[str]) -> str:
        """Return things one after the other: “a, b et c”, “a, b and c”."""
        locale = "fr" if self.language is Language.FRENCH else "en_GB"
        return format_list(things, locale=locale)

    def full_day(self, day: date) -> str:
        """Return a day in full: “mercredi 3 mars 2027”, “Wednesday 3 March 2027”."""
        return f"{format_date(day, 'EEEE', locale=self.language.value)} {self.day(day)}"

    def month(self, day: date) -> str:
        """Return the month of a day: “novembre 2026”, “November 2026”."""
        return format_date(day, "LLLL y", locale=self.language.value)

    def _worded(self, params: dict[str, object]) -> dict[str, object]:
        if not any(isinstance(value, date) for value in params.values()):
            return params
        return {
            name: self.full_day(value) if isinstance(value, date) else value
            for name, value in params.items()
        }

    def minutes(self, minutes: float) -> str:
        """Return a length of time in words: “30 s”, “1 min 30”, “45 min”, “1 h 30”, “2 days”.

        Seconds are said up to ten minutes.
        """
        whole, seconds = divmod(round(minutes * 60), 60)
        if seconds and whole < 10:
            return (
                self("time.minutes_seconds", minutes=whole, seconds=f"{seconds:02}")
                if whole
                else self("time.seconds", seconds=seconds)
            )
        minutes = whole + (seconds >= 30)
        days, rest = divmod(minutes, 24 * 60)
        if days and not rest:
            return self.n("time.days", days)
        hours, left = divmod(minutes, 60)
        if not hours:
            return self("time.minutes", minutes=left)
        return (
            self("time.hours", hours=hours)
            if not left
            else self("time.hours_minutes", hours=hours, minutes=f"{left:02}")
        )


def _rounded(figure: int | Fraction) -> int | Decimal:
    """Return a figure as it is written: a whole number, or one rounded half up."""
    if figure == int(figure):
        return int(figure)
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@cache
def catalogue(language: Language) -> Catalogue:
    """Return the catalogue of a language, read once."""
    return Catalogue(language, _read(language))


def _read(language: Language) -> dict[str, tuple[str, ...]]:
    sentences: dict[str, tuple[str, ...]] = {}
    for file in sorted((LOCALE / language.value).glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale=language.value, abort_invalid=True):
                if not message.id:
                    continue
                key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
                text = message.string
                forms = text if isinstance(text, (tuple, list)) else (text,)
                sentences[key] = tuple(form or "" for form in forms)
    return sentences
