"""Texts in both languages, written in one of them.

Whoever writes a recipe writes it in one language. The other says the same words, unless it has
words of its own: a recipe that came in two languages keeps those until they are changed there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.workshop.language import Language

Plan = Mapping[str, Any]


def other(language: Language) -> Language:
    """Return the language that is not this one."""
    return Language.ENGLISH if language is Language.FRENCH else Language.FRENCH


def said(before: Plan | None, text: str, language: Language) -> dict[str, str]:
    """Return a text in both languages, `text` being what it says in `language` from now on."""
    was = before or {}
    kept = was.get(other(language), "")
    if kept and kept != was.get(language, ""):
        return {language.value: text, other(language).value: kept}
    return {language.value: text, other(language).value: text}


def heard(text: Plan | None, language: Language) -> str:
    """Return what a text says in a language; empty where there is none."""
    return str((text or {}).get(language, ""))


def listed(
    before: Sequence[Plan], lines: Sequence[str], language: Language
) -> list[dict[str, str]]:
    """Return a list in both languages: lines that were there keep their words in the other."""
    left = [dict(one) for one in before]
    made: list[dict[str, str]] = []
    for line in lines:
        known = next((one for one in left if heard(one, language) == line), None)
        if known is not None:
            left.remove(known)
        made.append(known or {one.value: line for one in Language})
    return made


def is_text(value: object) -> bool:
    """True for a text in both languages."""
    return isinstance(value, Mapping) and value.keys() == {one.value for one in Language}


def late(before: Plan, after: Plan, language: Language) -> set[str]:
    """Return the fields that say something else in `language` than before, and still say in the
    other, in words of its own, what they did."""
    found = set()
    for field, now in after.items():
        was = before.get(field)
        if not is_text(now) or not isinstance(was, Mapping) or not is_text(was):
            continue
        kept = now[other(language)]
        if now[language] != was[language] and kept == was[other(language)] != now[language]:
            found.add(field)
    return found
