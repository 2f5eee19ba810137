"""The sentences of the reports: the same in both languages, French typography kept."""

from __future__ import annotations

import re
from string import Formatter

from bot.i18n import catalogue
from bot.workshop.language import Language


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def sentences(language: Language) -> dict[str, tuple[str, ...]]:
    return {
        key: forms
        for key, forms in catalogue(language).sentences.items()
        if key.startswith(("report.", "time."))
    }


def test_both_languages_have_the_same_sentences() -> None:
    french, english = sentences(Language.FRENCH), sentences(Language.ENGLISH)
    assert list(french) == list(english)
    for key, forms in french.items():
        assert len(forms) == len(english[key]), key
        assert all(forms), key
        assert all(english[key]), key
        wanted = placeholders(forms[0])
        assert all(placeholders(f) == wanted for f in (*forms, *english[key])), key


def test_french_signs_never_begin_a_line() -> None:
    for key, forms in sentences(Language.FRENCH).items():
        for text in forms:
            assert re.search(r"[^\u00a0\u202f][;:?!»]|«[^\u00a0\u202f]", text) is None, key


def test_lengths_of_time() -> None:
    french, english = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
    lengths = [french.minutes(m) for m in (0, 45, 60, 90, 1440, 2880)]
    assert lengths == ["0 min", "45 min", "1 h", "1 h 30", "1 jour", "2 jours"]
    assert english.minutes(2880) == "2 days"
