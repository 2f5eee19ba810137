"""Texts in several languages, written in one of them.

Whoever writes a recipe writes it in one language. The others say the same words, unless they have
words of their own: a recipe that came in two languages keeps those until they are changed there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.workshop.language import Language, is_language, spoken

Plan = Mapping[str, Any]


def other(language: Language) -> Language:
    """Return a language that is not this one: English, unless this is."""
    if language is not Language.ENGLISH:
        return Language.ENGLISH
    return next(iter(Language))


def said(before: Plan | None, text: str, language: Language) -> dict[str, str]:
    """Return a text in its languages, `text` being what it says in `language` from now on."""
    was: Plan = before or {}
    if was and text == heard(was, language):
        return dict(was)
    old = was.get(language, "")
    kept = {one: told for one, told in was.items() if told and told != old and one != language}
    following = was if kept else (*Language, *was)
    return {language.value: text} | {str(one): kept.get(one, text) for one in following}


def heard(text: Plan | None, language: Language) -> str:
    """Return what a text says to who reads a language; empty where there is none."""
    words = text or {}
    return str(words[language] if language in words else spoken(words, language))


def listed(
    before: Sequence[Plan], lines: Sequence[str], language: Language
) -> list[dict[str, str]]:
    """Return a list in its languages: lines that were there keep their words in the others."""
    left = [dict(one) for one in before]
    made: list[dict[str, str]] = []
    for line in lines:
        known = next((one for one in left if heard(one, language) == line), None)
        if known is not None:
            left.remove(known)
        made.append(known or {one.value: line for one in Language})
    return made


def is_text(value: object) -> bool:
    """True for a text in one language or more."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(is_language(str(key)) and isinstance(text, str) for key, text in value.items())
    )


def late(before: Plan, after: Plan, language: Language) -> dict[str, Language]:
    """Return the fields that say something else in `language` than before, each with a language
    that still says, in words of its own, what it did."""
    found: dict[str, Language] = {}
    for field, now in after.items():
        was = before.get(field)
        if not is_text(now) or not isinstance(was, Mapping) or not is_text(was):
            continue
        if heard(now, language) == heard(was, language):
            continue
        for one in Language:
            if one is not language and one in now and now[one] == was.get(one) != now[language]:
                found.setdefault(field, one)
    return found
