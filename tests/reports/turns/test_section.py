"""A speaking round in what coordinators receive: numbers, words, and nothing of who passed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.i18n import Catalogue, catalogue
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord, TurnsRecord
from bot.reports.review.applying import corrected
from bot.reports.review.items import entries
from bot.reports.summary import summary
from bot.workshop.language import Language
from bot.workshop.review.correction import Correction, Corrections, Item, Of
from bot.workshop.sessions.session import Signing
from bot.workshop.turns.round import Count
from bot.workshop.turns.word import Word
from tests.builders import discuss, turns
from tests.exported import as_json
from tests.reports.builders import record, without_raw

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
SPOKEN = Count(people=9, spoke=5, passed=1, skipped=1, gone=1)
WORDS = ("grand *soleil*", "# brume")


def rounded(
    count: Count = SPOKEN,
    words: tuple[str, ...] = WORDS,
    *,
    signing: Signing = Signing.SIGNED,
    language: Language = Language.FRENCH,
) -> SessionRecord:
    """A session that ended with such a round; its words are those of Alix."""
    plan = turns(word=True)
    told = record((discuss(), plan), language=language, signing=signing)
    name = None if signing is Signing.MASKED else "Alix"
    step = told.steps[1].id
    kept = tuple(Word(n, step, text, None, name) for n, text in enumerate(words, start=1))
    return replace(told, turns={step: TurnsRecord(plan, count, kept)})


def exported(told: SessionRecord) -> dict[str, Any]:
    (held,) = json.loads(as_json(told))["turns"]
    return dict(held)


def said(told: SessionRecord, t: Catalogue = FR) -> tuple[str, str]:
    return markdown(told, t), "\n".join(summary(told, t).parts)


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_summary_report_and_data_tell_the_same_numbers_and_words(t: Catalogue) -> None:
    told = rounded(language=t.language)
    for text in said(told, t):
        assert t.n("turns.people", 9) in text
        for what, people in (("spoke", 5), ("passed", 1), ("skipped", 1), ("gone", 1)):
            assert t.n(f"turns.did.{what}", people) in text
        assert t.n("turns.did.unheard", 1) in text
        assert t("report.turns.said", who="Alix", text="grand \\*soleil\\*") in text
        assert "- # brume" not in text
    held = exported(told)
    assert {what: held[what] for what in ("people", "spoke", "passed", "skipped", "left")} == {
        "people": 9,
        "spoke": 5,
        "passed": 1,
        "skipped": 1,
        "left": 1,
    }
    assert held["not_reached"] == 1
    assert held["words"] == [{"text": text, "author": "Alix"} for text in WORDS]


def test_masked_words_are_told_without_their_author() -> None:
    told = rounded(signing=Signing.MASKED)
    text, _ = said(told)
    assert FR("report.turns.words_masked") in text
    assert all(word["author"] is None for word in exported(told)["words"])


@pytest.mark.parametrize("passed", [0, 1, 2])
def test_of_two_nothing_tells_who_passed(passed: int) -> None:
    told = rounded(Count(people=2, spoke=2 - passed, passed=passed))
    other = rounded(Count(people=2, spoke=2))
    assert as_json(told) == as_json(other)
    assert said(told) == said(other)
    assert (exported(told)["people"], exported(told)["withheld"]) == (2, "too_few")


def test_words_leave_with_raw_data_and_numbers_stay() -> None:
    told = rounded()
    assert FR("report.raw.words") in markdown(told, FR).casefold()
    after = without_raw(told)
    assert "brume" not in markdown(after, FR)
    assert exported(after)["words"] == []
    assert exported(after)["spoke"] == 5


def test_a_round_that_did_not_take_place_is_told_in_a_sentence() -> None:
    told = record((discuss(), turns()))
    text, short = said(told)
    assert FR("report.turns.none") in text
    assert FR("report.part.turns") not in short
    assert json.loads(as_json(told))["turns"] == []


def test_a_word_is_put_right_or_left_out_before_the_summary_leaves() -> None:
    told = rounded()
    assert [one.label for one in entries(told, (), ())[Of.WORD]] == list(WORDS)
    changed = corrected(
        told,
        Corrections(
            (
                Correction(Item(Of.WORD, 1), "text", "soleil"),
                Correction(Item(Of.WORD, 2), ""),
            )
        ),
    )
    assert exported(changed)["words"] == [{"text": "soleil", "author": "Alix"}]
    assert json.loads(as_json(changed))["corrections"] == {
        "reworded": [{"of": "word", "fields": ["text"]}],
        "left_out": {"word": 1},
    }
