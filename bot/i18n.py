"""Every sentence that people read: gettext catalogues, in English and in what it is translated to.

A sentence has a key (``postit.kept``) and lives in ``data/locale/<language>/<part>.po``, read
with Babel when the program starts. Placeholders are ``{name}``. Operators read English, and so
does whoever reads a language, wherever its catalogues say nothing yet.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TypeVar

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol

from bot.translations.checking import flaw_of
from bot.workshop.language import LOCALE, Language, Translated

__all__ = ["LOCALE", "Catalogue", "catalogue", "in_each"]

# Whole numbers among which every form of every language is used, millions of the Romance ones
# included.
_TRIED = (*range(201), 1_000_000)

_Sentences = dict[str, tuple[str, ...]]


_Text = TypeVar("_Text", bound=Translated)


class _Plain(string.Formatter):
    """Formats ``{name}`` and nothing more: no attributes, no indexes, no conversions."""

    def get_field(self, field_name: str, args: object, kwargs: object) -> tuple[object, str]:
        assert isinstance(kwargs, dict)
        return kwargs[field_name], field_name


_FORMATTER = _Plain()


class Catalogue:
    """The sentences of one language.

    One that is missing, or is not whole, is said by the catalogue of the `source`. `forms` tells
    which of the forms of a sentence, from 0, goes with a plural category of CLDR, `unfit` how many
    sentences are left out because they cannot be said.
    """

    def __init__(
        self,
        language: Language,
        sentences: dict[str, tuple[str, ...]],
        forms: Mapping[str, int],
        source: Catalogue | None = None,
        unfit: int = 0,
    ) -> None:
        self.language = language
        self.unfit = unfit
        self.sentences = sentences
        self._forms = forms
        self._source = source
        self._category = Locale.parse(language.locale).plural_form

    def __contains__(self, key: str) -> bool:
        """True for a key that has a sentence, if only in English."""
        return key in self.sentences or (self._source is not None and key in self._source)

    def __call__(self, key: str, /, **params: object) -> str:
        """Return the sentence named `key` with its placeholders filled; KeyError if unknown.

        A date among them is written in full.
        """
        if key not in self.sentences and self._source is not None:
            return self._source(key, **params)
        return _FORMATTER.vformat(self.sentences[key][0], (), self._worded(params))

    def n(self, key: str, count: int | Fraction, /, **params: object) -> str:
        """Return the sentence for `count` things; ``{n}`` is the number, as `number` writes it."""
        if key not in self.sentences and self._source is not None:
            return self._source.n(key, count, **params)
        forms = self.sentences[key]
        place = self._forms.get(self._category(_rounded(count)), len(forms) - 1)
        chosen = forms[min(place, len(forms) - 1)]
        return _FORMATTER.vformat(chosen, (), {"n": self.number(count), **params})

    @property
    def decimal_mark(self) -> str:
        """What stands before decimals: “,”, “.”."""
        return get_decimal_symbol(self.language.locale)

    def number(self, figure: int | Fraction) -> str:
        """Return a figure, with two decimals at most: “12”, “3,67”, “3.67”."""
        rounded = _rounded(figure)
        if isinstance(rounded, int):
            return str(rounded)
        return format_decimal(rounded, "0.##", locale=self.language.locale)

    def day(self, day: date) -> str:
        """Return a day in words: “3 mars 2027”, “3 March 2027”."""
        text = format_date(day, "long", locale=self.language.locale)
        if day.day == 1 and text.startswith("1 "):
            return f"{self('time.first_day')}{text[1:]}"
        return text

    def listed(self, things: Sequence[str]) -> str:
        """Return things one after the other: “a, b et c”, “a, b and c”."""
        return format_list(things, locale=self.language.locale)

    def full_day(self, day: date) -> str:
        """Return a day in full: “mercredi 3 mars 2027”, “Wednesday 3 March 2027”."""
        weekday = format_date(day, "EEEE", locale=self.language.locale)
        return self("time.full_day", weekday=weekday, day=self.day(day))

    def language_name(self, language: Language) -> str:
        """Return what a language is called: “français”, “French”; the name that it gives itself
        where CLDR has none."""
        try:
            name = Locale.parse(language).get_display_name(self.language.locale)
        except UnknownLocaleError:
            name = None
        own = catalogue(language).sentences.get("language.own", (language.value,))
        return name or own[0]

    def month(self, day: date) -> str:
        """Return the month of a day: “novembre 2026”, “November 2026”."""
        return format_skeleton("yMMMM", day, locale=self.language.locale)

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
    sentences, forms = _read(language)
    if language is Language.ENGLISH:
        return Catalogue(language, sentences, forms)
    source = catalogue(Language.ENGLISH)
    fit = _fit(sentences, source.sentences)
    return Catalogue(
        language, fit, forms, source, unfit=len(sentences.keys() & source.sentences) - len(fit)
    )


def in_each(kind: type[_Text], key: str) -> _Text:
    """Return a sentence in every language that says it, as a text of `kind`."""
    said = {one: catalogue(one) for one in Language}
    return kind.each({one: t(key) for one, t in said.items() if key in t.sentences})


def _fit(told: _Sentences, source: _Sentences) -> _Sentences:
    """Return the sentences that can be said in the place of those of the source."""
    fit: _Sentences = {}
    for key, forms in told.items():
        flaw = flaw_of(key, source[key], forms) if key in source else None
        if key in source and (flaw is None or flaw.forgiven):
            fit[key] = forms
    return fit


def _read(language: Language) -> tuple[_Sentences, dict[str, int]]:
    """Return the sentences of a language, and which of their forms goes with which category."""
    sentences: _Sentences = {}
    forms: dict[str, int] = {}
    for file in sorted(language.folder.glob("*.po")):
        found = read(file, language)
        forms = forms or plural_forms(found, language)
        sentences |= sentences_of(found)
    return sentences, forms


def read(file: Path, language: Language) -> Catalog:
    """Return what a file of a language says; PoFileError where it cannot be read."""
    with file.open("rb") as stream:
        return read_po(stream, locale=language.locale, abort_invalid=True)


def sentences_of(found: Catalog) -> _Sentences:
    """Return the forms of each sentence that is translated, and about which nobody is in doubt."""
    sentences: _Sentences = {}
    for message in found:
        if not message.id or message.fuzzy:
            continue
        key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        text = message.string
        forms = text if isinstance(text, (tuple, list)) else (text,)
        if any(forms):
            sentences[key] = tuple(form or "" for form in forms)
    return sentences


def plural_forms(found: Catalog, language: Language) -> dict[str, int]:
    """Return which form, from 0, goes with each plural category of CLDR, as a file has them.

    A category of which no whole number is, such as that of fractions, takes the last.
    """
    category, form = Locale.parse(language.locale).plural_form, gettext.c2py(found.plural_expr)
    forms: dict[str, int] = {}
    for number in _TRIED:
        forms.setdefault(category(number), form(number))
    return forms
