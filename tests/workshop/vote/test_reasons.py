"""Whose reason is asked, what becomes of what was said, and what is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.rules.resistance import MOST, STRONG
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.reasons import (
    MOST_ASKED,
    REASON_LIMIT,
    Said,
    as_said,
    as_text,
    asks_reasons,
    check_reason,
    resisted,
    said_of,
    told_of,
)
from bot.workshop.vote.step import Wording
from tests.builders import both, vote

FR = Language.FRENCH


def plan(options: int, *, sealed: bool = False) -> Vote:
    words = tuple(Wording(fr=f"Option {n}", en=f"Option {n}") for n in range(1, options + 1))
    made = vote(
        method="resistance",
        on=VoteOn.OPTIONS,
        question=both("Quoi ?"),
        options=words,
        sealed=sealed,
    )
    assert isinstance(made, Vote)
    return made


def slate(asked: Vote) -> list[Option]:
    return [Option(n, one[FR]) for n, one in enumerate(asked.options, start=1)]


BALLOTS = st.dictionaries(st.sampled_from(["1", "2", "3", "4"]), st.integers(0, MOST), max_size=4)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


@given(BALLOTS)
def test_exactly_the_proposals_at_eight_or_more_are_asked_about(content: Content) -> None:
    asked = plan(3)  # the fourth is to decide nothing
    found = {option.name for option in resisted(asked, FR, content, slate(asked))}
    assert isinstance(content, dict)
    assert found == {n for n, given in content.items() if n != "4" and int(str(given)) >= STRONG}


def test_of_a_sealed_vote_nothing_is_asked() -> None:
    sealed = plan(3, sealed=True)
    assert not asks_reasons(sealed)
    assert resisted(sealed, FR, {"1": 10}, slate(sealed)) == ()


def test_what_was_taken_out_is_asked_about_no_more_and_no_more_than_some_are() -> None:
    asked = plan(60)
    options = slate(asked)
    every: Content = {option.name: 9 for option in options}
    assert len(resisted(asked, FR, every, options)) == MOST_ASKED
    gone = [replace(one, removed=one.number == 1) for one in options]
    assert resisted(asked, FR, {"1": 9, "2": 9}, gone) == (options[1],)


@given(st.dictionaries(st.integers(1, 3), TEXTS, max_size=3))
def test_what_is_kept_is_read_back_as_it_was(texts: dict[int, str]) -> None:
    said = said_of({}, slate(plan(3))[:3], texts)
    assert as_said(as_text(said)) == said
    assert as_text({}) is None
    assert as_said(None) == {}
    # Once more changes nothing; empty texts take all of it back.
    assert said_of(said, slate(plan(3))[:3], texts) == said
    assert said_of(said, (), dict.fromkeys(texts, " ")) == {}


def test_words_for_what_is_not_asked_change_nothing() -> None:
    with pytest.raises(Refusal, match=r"resistance\.reason\.not_strong"):
        said_of({}, slate(plan(3))[:1], {1: "Oui", 2: "Non"})
    with pytest.raises(Refusal, match=r"text\.too_long"):
        check_reason("a" * (REASON_LIMIT + 1))
    assert check_reason("  deux\nlignes ") == "deux lignes"


@given(BALLOTS)
def test_nothing_is_told_that_the_ballot_does_not_hold(content: Content) -> None:
    asked = plan(3)
    options = slate(asked)
    said = {one.number: Said(f"Raison {one.number}", one.label) for one in options}
    told = told_of(asked, FR, content, options, said)
    strong = {one.number for one in resisted(asked, FR, content, options)}
    assert {number for number, _, _ in told} == strong
    assert not any(earlier for _, _, earlier in told)
    corrected = [replace(one, label=f"{one.label} bis") for one in options[:3]] + options[3:]
    assert all(earlier for _, _, earlier in told_of(asked, FR, content, corrected, said))
