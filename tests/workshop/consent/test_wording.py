from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.consent.wording import Change, changes

WORDS = st.lists(st.sampled_from(["la", "halle", "ouvre", "le", "samedi", "mardi", "\n"]))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "La halle ouvre le mardi soir, de 18 h à 20 h.",
            "La halle ouvre le samedi matin, de 9 h à 11 h, toute l'année.",
            [("mardi soir, de 18 h à 20 h", "samedi matin, de 9 h à 11 h, toute l'année")],
        ),
        (
            "Nous ouvrons la halle aux familles le samedi, sans inscription.",
            "Nous ouvrons la grande halle aux familles du bourg le samedi.",
            [("", "grande"), ("le samedi, sans inscription", "du bourg le samedi")],
        ),
        (
            "Ouvrir le mardi soir.",
            "Ouvrir le samedi matin. Alix garde la clé.",
            [("mardi soir", "samedi matin. Alix garde la clé")],
        ),
        ("Ouvrir ?", "Ouvrir !", [("?", "!")]),
        ("Le bruit, le soir", "Le bruit le soir", [(",", "")]),
        ("un deux\n\ntrois", "un  deux trois", []),
        ("", "", []),
        ("", "Tout.", [("", "Tout.")]),
        ("Tout.", "", [("Tout.", "")]),
    ],
)
def test_words_that_changed_are_told_together(
    before: str, after: str, told: list[tuple[str, str]]
) -> None:
    assert changes(before, after) == tuple(Change(*pair) for pair in told)


@given(WORDS, WORDS)
def test_a_change_says_words_of_the_texts_and_none_is_missed(
    old: list[str], new: list[str]
) -> None:
    before, after = " ".join(old), " ".join(new)
    found = changes(before, after)
    assert (found == ()) is (before.split() == after.split())
    rest, made = " ".join(before.split()), " ".join(after.split())
    for change in found:
        assert change.removed or change.added
        assert change.removed in rest
        assert change.added in made
        rest, made = _past(rest, change.removed), _past(made, change.added)


def _past(text: str, words: str) -> str:
    """What comes in `text` after `words`: changes are told in the order of the text."""
    return text[text.index(words) + len(words) :]
