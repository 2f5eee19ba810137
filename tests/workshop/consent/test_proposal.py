"""The rules of consent: what stands, what counts, what can be adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.workshop.consent.proposal import (
    REASON_LIMIT,
    Answer,
    Counts,
    Decision,
    Fate,
    Proposal,
    Stage,
    Stance,
    Version,
    check_adoption,
    check_line,
    check_proposal,
    check_stage,
    check_version,
    decided,
)
from bot.workshop.consent.step import PROPOSAL_LIMIT
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Consent
from bot.workshop.language import Language
from tests.builders import both, consent
from tests.services.room import refused
from tests.workshop.hostile import hostile_texts

PEOPLE = st.sampled_from([f"{n}" for n in range(8)])


@st.composite
def proposals(draw: st.DrawFn, least: int = 1) -> Proposal:
    """A round at any stage, with up to three versions and one answer a person to each."""
    versions = tuple(Version(n + 1, f"texte {n}") for n in range(draw(st.integers(least, 3))))
    answers: list[Answer] = []
    for version in versions:
        for author in draw(st.sets(PEOPLE)):
            stance = draw(st.sampled_from(Stance))
            reason = f"parce que {author}" if stance.worded else None
            answers.append(Answer(len(answers), version.number, author, None, stance, reason))
            if stance is not Stance.OBJECTION and draw(st.booleans()):
                answers.append(
                    Answer(
                        len(answers), version.number, author, None, Stance.OBJECTION, "non", True
                    )
                )
    return Proposal(draw(st.sampled_from(Stage)), versions, (), (), tuple(answers), "1")


PLANS = st.builds(
    lambda silence, expected: consent(silence_is_consent=silence, expected=expected),
    st.booleans(),
    st.none() | st.integers(1, 9),
)


def adoptable(proposal: Proposal, plan: Consent) -> bool:
    try:
        check_adoption(proposal, plan)
    except Refusal:
        return False
    return True


def asked(*answers: Answer, stage: Stage = Stage.OBJECTIONS) -> Proposal:
    """A round on its first version, with these answers."""
    return Proposal(stage, (Version(1, "Ouvrir le samedi."),), (), (), answers)


def said(author: str, stance: Stance, *, version: int = 1, lifted: bool = False) -> Answer:
    reason = f"mot de {author}" if stance.worded else None
    return Answer(hash((author, stance, version)), version, author, None, stance, reason, lifted)


# What must always hold


@given(proposals(), PLANS)
def test_an_amendment_always_voids_what_was_answered(proposal: Proposal, plan: Consent) -> None:
    newer = Version(proposal.version + 1, "un autre texte")
    amended = replace(proposal, versions=(*proposal.versions, newer))
    assert amended.counts() == Counts()
    assert amended.standing == ()
    assert all(amended.answer_of(a.author or "") is None for a in proposal.answers)
    assert adoptable(amended, plan) is (
        plan.silence_is_consent and proposal.stage is Stage.OBJECTIONS
    )
    fates = {amended.fate(a) for a in amended.worded(Stance.OBJECTION)}
    assert Fate.STANDS not in fates
    assert amended.worded(Stance.OBJECTION) == proposal.worded(Stance.OBJECTION)
    assert amended.counts(proposal.version) == proposal.counts()


@given(proposals(), PLANS)
def test_nothing_is_adopted_while_an_objection_stands(proposal: Proposal, plan: Consent) -> None:
    counts = proposal.counts()
    if adoptable(proposal, plan):
        assert proposal.standing == ()
        assert counts.objections == 0
        assert proposal.stage is Stage.OBJECTIONS
        if not plan.silence_is_consent:
            assert counts.consents + counts.concerns > 0
            assert counts.answers >= (plan.expected or 0)
    elif proposal.stage is Stage.OBJECTIONS and not proposal.standing:
        assert not plan.silence_is_consent


@given(proposals(), PLANS, st.randoms(), st.booleans())
def test_the_order_of_answers_never_matters(
    proposal: Proposal, plan: Consent, rng: object, adopt: bool
) -> None:
    mixed: list[Answer] = list(proposal.answers)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    other = replace(proposal, answers=tuple(mixed))
    assert other.counts() == proposal.counts()
    assert adoptable(other, plan) is adoptable(proposal, plan)
    if not adopt or adoptable(proposal, plan):
        assert decided(other, plan, adopt=adopt) == decided(proposal, plan, adopt=adopt)


@given(proposals(), PLANS)
def test_a_decision_comes_back_from_its_row_and_names_nobody(
    proposal: Proposal, plan: Consent
) -> None:
    for adopt in (False, True):
        if adopt and not adoptable(proposal, plan):
            continue
        made = decided(proposal, plan, adopt=adopt)
        kept = made.model_dump_json()
        assert Decision.model_validate_json(kept) == made
        assert "author" not in kept
        assert made.counts == proposal.counts()
        assert made.standing + made.lifted + made.amended == len(proposal.worded(Stance.OBJECTION))
        assert len(made.concerns) == (made.with_concern if adopt else 0)


# What is refused, and why


@pytest.mark.parametrize(
    ("proposal", "settings", "key"),
    [
        (Proposal(Stage.OBJECTIONS), {}, "consent.unwritten"),
        (Proposal(Stage.OBJECTIONS), {"silence_is_consent": True}, "consent.unwritten"),
        (asked(said("a", Stance.CONSENT), stage=Stage.REACTIONS), {}, "consent.not_asked"),
        (asked(stage=Stage.PROPOSAL), {"silence_is_consent": True}, "consent.not_asked"),
        (asked(), {}, "consent.nobody"),
        (asked(said("a", Stance.ASIDE)), {}, "consent.nobody"),
        (
            asked(*(said(f"{n}", Stance.CONSENT) for n in range(9)), said("x", Stance.OBJECTION)),
            {"silence_is_consent": True},
            "consent.objection_stands",
        ),
        (asked(said("a", Stance.CONSENT)), {"expected": 2}, "consent.missing"),
    ],
)
def test_what_cannot_be_adopted_says_why(
    proposal: Proposal, settings: dict[str, Any], key: str
) -> None:
    plan = consent(**settings)
    with refused(key):
        decided(proposal, plan, adopt=True)


def test_the_refusal_says_how_many_are_missing() -> None:
    two = asked(said("a", Stance.CONSENT), said("b", Stance.ASIDE))
    with pytest.raises(Refusal) as refusal:
        check_adoption(two, consent(expected=5))
    assert refusal.value.params == {"missing": 3, "expected": 5}


@pytest.mark.parametrize(
    ("proposal", "settings"),
    [
        (asked(said("a", Stance.CONSENT)), {}),
        (asked(said("a", Stance.CONCERN)), {}),
        (asked(), {"silence_is_consent": True}),
        (asked(), {"silence_is_consent": True, "expected": 12}),
        (asked(said("a", Stance.CONSENT), said("b", Stance.ASIDE)), {"expected": 2}),
        (
            asked(said("a", Stance.OBJECTION, lifted=True), said("a", Stance.CONSENT)),
            {"expected": 1},
        ),
    ],
)
def test_what_can_be_adopted(proposal: Proposal, settings: dict[str, Any]) -> None:
    assert decided(proposal, consent(**settings), adopt=True).adopted


def test_what_became_of_each_objection_is_counted() -> None:
    proposal = Proposal(
        Stage.OBJECTIONS,
        (Version(1, "un"), Version(2, "deux")),
        answers=(
            said("a", Stance.OBJECTION),
            said("b", Stance.OBJECTION, lifted=True),
            said("b", Stance.CONSENT),
            said("a", Stance.OBJECTION, version=2, lifted=True),
            said("a", Stance.CONSENT, version=2),
            said("c", Stance.OBJECTION, version=2),
            said("d", Stance.CONCERN, version=2),
        ),
    )
    made = decided(proposal, consent(expected=6), adopt=False)
    assert (made.standing, made.lifted, made.amended) == (1, 2, 1)
    assert (made.consents, made.with_concern, made.counts.silent(6)) == (1, 1, 3)
    assert made.concerns == (), "the words of a concern stay with an adopted text alone"


def test_the_words_of_concerns_stay_with_an_adopted_text_in_no_ones_order() -> None:
    first, second = said("b", Stance.CONCERN), said("a", Stance.CONCERN)
    for answers in ((first, second), (second, first)):
        assert decided(asked(*answers), consent(), adopt=True).concerns == ("mot de a", "mot de b")


def test_a_version_or_a_stage_that_passed_is_refused() -> None:
    proposal = asked()
    check_version(proposal, 1)
    check_stage(proposal, Stage.OBJECTIONS)
    for seen in (0, 2, -1):
        with refused("consent.changed"):
            check_version(proposal, seen)
    for stage in (Stage.QUESTIONS, Stage.REACTIONS):
        with refused(f"consent.elsewhere.{stage}"):
            check_stage(proposal, stage)


# Texts


@given(hostile_texts)
def test_a_text_is_kept_clean_and_within_its_limit(text: str) -> None:
    try:
        kept = check_proposal(text)
    except Refusal as refusal:
        assert refusal.key in ("consent.empty", "text.too_long")
        return
    assert 1 <= len(kept) <= PROPOSAL_LIMIT
    assert "\n\n\n" not in kept
    assert check_proposal(kept) == kept
    assert consent(text=kept).first_text(Language.FRENCH) == kept


@given(hostile_texts)
def test_words_are_one_line(text: str) -> None:
    try:
        kept = check_line(text, REASON_LIMIT)
    except Refusal:
        return
    assert "\n" not in kept
    assert len(kept) <= REASON_LIMIT


@pytest.mark.parametrize("blank", ["", "  \n", "\u200b"])
def test_nothing_is_no_text(blank: str) -> None:
    with refused("consent.empty"):
        check_proposal(blank)
    with refused("consent.empty"):
        check_line(blank, REASON_LIMIT)


def test_a_text_too_long_says_by_how_much() -> None:
    with refused("text.too_long"):
        check_proposal("x" * (PROPOSAL_LIMIT + 1))
    assert check_proposal("x" * PROPOSAL_LIMIT)


# The settings of the step


def test_a_step_brings_its_own_text_or_the_recipes_or_none() -> None:
    assert consent(text="Un.\n\n\n\nDeux.").first_text(Language.ENGLISH) == "Un.\n\nDeux."
    assert consent(proposal=both("Un.")).first_text(Language.ENGLISH) == "Un."
    assert consent().first_text(Language.FRENCH) == ""
    assert consent(text="x" * PROPOSAL_LIMIT).text


SETTINGS: Sequence[dict[str, Any]] = (
    {"text": ""},
    {"text": "\u200b"},
    {"text": "x" * (PROPOSAL_LIMIT + 1)},
    {"text": "Un.", "proposal": both("Un.")},
    {"proposal": both("\u200b")},
    {"expected": 0},
)


@pytest.mark.parametrize("settings", SETTINGS)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        consent(**settings)
