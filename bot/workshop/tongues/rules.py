"""The rules of languages: the one place where they are named, English and its catalogues aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from babel import Locale

from bot.tally.rules.majority_judgment import MENTIONS
from bot.workshop.language import Language
from bot.workshop.postits import english_tense, french_tense


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be known of a language.

    `looks_ahead` tells of the words of a sentence, found by `word`, that it says what is not done
    yet; `inverted` finds verb and subject that a question turned round. `spaced` makes spaces
    before high signs and inside quotation marks ones that do not break. `either_first` where two
    figures may be day and month, or month and day; `reads_days` where the words of a day are read
    by rules of ours. `picture` is what a picture is called before its number, `grades` are the
    seven mentions of the majority judgment, worst to best, `passive` is what happens where nothing
    is decided; who has none reads the English ones.
    """

    looks_ahead: Callable[[Sequence[str]], bool] | None = None
    word: re.Pattern[str] = re.compile(r"[^\W\d_]+")
    inverted: re.Pattern[str] | None = None
    spaced: bool = False
    either_first: bool = False
    reads_days: bool = False
    picture: str = ""
    grades: tuple[str, ...] = ()
    passive: str = ""


_NONE = Rules()
_RULES = {
    "fr": Rules(
        looks_ahead=french_tense.looks_ahead,
        word=re.compile(r"[^\W\d_]+'?"),
        inverted=re.compile(r"\b(\w+)-(?:t-)?(je|tu|il|elle|on|nous|vous|ils|elles)\b", re.I),
        spaced=True,
        reads_days=True,
        picture="Image",
        grades=MENTIONS,
        passive="Laisser les choses comme elles sont",
    ),
    "en": Rules(
        looks_ahead=english_tense.looks_ahead,
        word=re.compile(r"[^\W\d_]++(?:'[^\W\d_]++)*+"),
        inverted=re.compile(r"\b(will|would|should|could|might|must) (we|you|they|it)\b", re.I),
        either_first=True,
        reads_days=True,
        picture="Picture",
        grades=(
            "To reject",
            "Poor",
            "Acceptable",
            "Fairly good",
            "Good",
            "Very good",
            "Excellent",
        ),
        passive="Leave things as they are",
    ),
}


# The codes of the languages that have some.
RULED = tuple(_RULES)


def rules_of(language: str) -> Rules:
    """Return the rules of a language, or of the language of which it is a regional form."""
    return _RULES.get(language) or _RULES.get(language.partition("_")[0]) or _NONE


def day_first(language: Language) -> bool:
    """True where the first of two figures can only be the day."""
    if rules_of(language).either_first:
        return False
    pattern = Locale.parse(language.locale).date_formats["short"].pattern
    return "d" in pattern.partition("M")[0]
