"""What ``/vote open`` is given: a plan, or a sentence that says what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.tally.base import Base
from bot.tally.missing import Missing
from bot.workshop.errors import Refusal
from bot.workshop.kinds import STEP_KINDS, Consent, Vote
from bot.workshop.language import Language
from bot.workshop.vote.asking import CONSENT, Asked, parts, planned
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.methods import ClosesWhen, Method, SecondRule, VoteOn
from tests.builders import both

DAYS = "Lundi ; Mardi ; Mercredi"
INVITE = both("Votez.")


def asked(method: str = "dots", **settings: Any) -> Asked:
    return Asked(**{"question": "Quel jour ?", "method": method, "options": DAYS, **settings})


def vote(method: str = "dots", **settings: Any) -> Vote:
    plan = planned(asked(method, **settings), INVITE)
    assert isinstance(plan, Vote)
    return plan


def test_what_is_left_out_has_a_plain_value() -> None:
    plan = vote()
    assert plan.title.fr == plan.title.en == "Quel jour ?"
    assert plan.question is None
    assert [option.fr for option in plan.options] == ["Lundi", "Mardi", "Mercredi"]
    assert (plan.budget, plan.cap, plan.secret, plan.minutes) == (5, None, True, 5)
    assert (plan.closes, plan.tie) == (ClosesWhen.HAND, SecondRule.NONE)
    assert plan.electors.who is Electorate.EVERYONE


def test_a_long_question_is_cut_in_the_title_and_whole_in_the_question() -> None:
    question = "Où irons-nous, " + "et pourquoi là plutôt qu'ailleurs, " * 3 + "à ton avis ?"
    plan = vote(question=question)
    assert len(plan.title.fr) <= 60
    assert plan.question is not None
    assert plan.question.fr == question
    assert plan.asked(Language.FRENCH) == question


@pytest.mark.parametrize(
    "written", ["A;B", " A ;; B ;", "A\nB", "A ; \u200b ; B", "A ;B\n", "A\u202f; B"]
)
def test_options_are_parted_by_semicolons_and_lines(written: str) -> None:
    assert parts(written) == ["A", "B"]


@pytest.mark.parametrize(
    ("method", "settings", "found"),
    [
        ("dots", {"dots": 3, "cap": 2}, {"budget": 3, "cap": 2}),
        ("approval", {"choices": 2}, {"max_choices": 2}),
        ("score", {"scale": "1 à 5"}, {"scale": (1, 5)}),
        ("score", {"scale": "-2..2", "missing": Missing.IGNORE}, {"scale": (-2, 2)}),
        ("score", {"scale": "0 – 10"}, {"scale": (0, 10)}),
        ("yes_no", {"options": None, "majority": "2/3"}, {"majority": "2/3"}),
        ("yes_no", {"options": None, "majority": "66 %"}, {"majority": "66/100"}),
        ("yes_no", {"options": None, "majority": "50%"}, {"majority": "1/2"}),
        ("irv", {"signed": True}, {"secret": False}),
        ("dots", {"quorum": " 14 "}, {"quorum": "14"}),
        ("dots", {"quorum": "1/3", "voters": 40}, {"quorum": "1/3"}),
        ("dots", {"quorum": "50\u202f%", "voice": 7}, {"quorum": "50/100"}),
        ("dots", {"close": ClosesWhen.ALL, "voters": 3}, {"closes": ClosesWhen.ALL}),
        ("dots", {"options": None, "about": VoteOn.THEMES}, {"on": VoteOn.THEMES}),
        ("dots", {"about": VoteOn.OPTIONS}, {"on": VoteOn.OPTIONS}),
    ],
)
def test_settings_are_read_as_people_write_them(
    method: str, settings: dict[str, Any], found: dict[str, Any]
) -> None:
    plan = vote(method, **settings)
    assert {name: getattr(plan, name) for name in found} == found


def test_grades_and_criteria_are_words_in_their_order() -> None:
    plan = vote("majority_judgment", grades="Contre ; Bof ; Pour")
    assert plan.grade_names(Language.FRENCH) == ("Contre", "Bof", "Pour")
    plan = vote("score", criteria="Nouveau;Utile;Faisable")
    assert plan.criterion_names(Language.ENGLISH) == ("Nouveau", "Utile", "Faisable")


def test_electors_are_a_role_a_voice_channel_or_a_number() -> None:
    role = vote(role=5, role_size=12).electors
    assert (role.who, role.place, role.size) == (Electorate.ROLE, 5, 12)
    assert vote(role=5, role_size=12, voters=10).electors.size == 10, "who asks knows better"
    voice = vote(voice=7).electors
    assert (voice.who, voice.place, voice.size) == (Electorate.VOICE, 7, None)
    assert vote(voters=3).electors.who is Electorate.NUMBER


def test_no_more_have_a_role_than_the_members_of_whom_a_majority_is() -> None:
    settings: dict[str, Any] = {"role": 7, "voters": 20, "base": Base.MEMBERS}
    with pytest.raises(Refusal) as refused:
        planned(asked("yes_no", options=None, role_size=30, **settings), INVITE)
    assert refused.value.key == "asked.more_than_members"
    assert refused.value.params == {"voters": 30, "members": 20}
    for size in (None, 12, 20):
        assert planned(asked("yes_no", options=None, role_size=size, **settings), INVITE)
    settings["base"] = None
    assert planned(asked("yes_no", options=None, role_size=30, **settings), INVITE)


def test_a_proposal_to_consent_to_keeps_its_paragraphs() -> None:
    plan = planned(
        Asked(question="On  achète\n\n\n\nun four.", method=CONSENT, minutes=20, voters=7), INVITE
    )
    assert isinstance(plan, Consent)
    assert (plan.text, plan.title.fr) == ("On achète\n\nun four.", "On achète un four.")
    assert (plan.minutes, plan.expected) == (20, 7)


@pytest.mark.parametrize(
    ("method", "settings", "key"),
    [
        ("dots", {"question": " \u200b "}, "asked.no_question"),
        ("dots", {"question": "x" * 501}, "text.too_long"),
        ("dots", {"options": None}, "asked.few_options"),
        ("dots", {"options": "Lundi"}, "asked.few_options"),
        ("dots", {"options": "a ; A"}, "asked.same_options"),
        ("dots", {"options": "Lyon ; Ly\u200bon"}, "asked.same_options"),
        ("dots", {"options": "Lyon ; Paris ; L\u0443on"}, "asked.same_options"),
        ("dots", {"options": "a ; " + "b" * 201}, "asked.long_option"),
        ("dots", {"options": ";".join(map(str, range(101)))}, "asked.many_options"),
        ("dots", {"about": VoteOn.POSTITS}, "asked.options_or_about"),
        ("yes_no", {}, "asked.yes_no_options"),
        ("yes_no", {"options": None, "about": VoteOn.THEMES}, "asked.yes_no_options"),
        ("yes_no", {"options": None, "tie": SecondRule.RUNOFF}, "asked.runoff"),
        ("yes_no", {"options": None, "majority": "1/3"}, "asked.bad.majority"),
        ("yes_no", {"options": None, "majority": "3/2"}, "asked.bad.majority"),
        ("yes_no", {"options": None, "majority": "beaucoup"}, "asked.bad.majority"),
        ("dots", {"cap": 6}, "asked.cap"),
        ("dots", {"dots": 2, "cap": 3}, "asked.cap"),
        ("score", {"scale": "5"}, "asked.bad.scale"),
        ("score", {"scale": "5-0"}, "asked.bad.scale"),
        ("score", {"scale": "0-21"}, "asked.bad.scale"),
        ("score", {"scale": "٠-٥"}, "asked.bad.scale"),
        ("score", {"criteria": "a;b;c;d;e;f"}, "asked.bad.criteria"),
        ("score", {"criteria": ";"}, "asked.bad.criteria"),
        ("majority_judgment", {"grades": "Non ; Oui"}, "asked.bad.grades"),
        ("majority_judgment", {"grades": "Non ; non ; Oui"}, "asked.same.grades"),
        ("score", {"criteria": "Co\u00fbt ; Co\u00fb\u200bt"}, "asked.same.criteria"),
        ("majority_judgment", {"grades": "Non ; Oui ; " + "x" * 31}, "asked.bad.grades"),
        ("dots", {"quorum": "quatorze"}, "asked.bad.quorum"),
        ("dots", {"quorum": "0"}, "asked.bad.quorum"),
        ("dots", {"quorum": "3/2", "voters": 4}, "asked.bad.quorum"),
        ("dots", {"quorum": "1/3"}, "asked.quorum_share"),
        ("dots", {"quorum": "1/3", "role": 5}, "asked.quorum_share"),
        ("dots", {"close": ClosesWhen.ALL}, "asked.close_all"),
        ("dots", {"role": 5, "voice": 7}, "asked.role_or_voice"),
        ("dots", {"voice": 7, "voters": 3}, "asked.voters_voice"),
        ("approval", {"dots": 3}, "asked.not_for.dots"),
        ("approval", {"cap": 3}, "asked.not_for.cap"),
        ("dots", {"choices": 3}, "asked.not_for.choices"),
        ("score", {"grades": "a;b;c"}, "asked.not_for.grades"),
        ("dots", {"scale": "0-5"}, "asked.not_for.scale"),
        ("majority_judgment", {"criteria": "a"}, "asked.not_for.criteria"),
        ("dots", {"majority": "2/3"}, "asked.not_for.majority"),
        ("irv", {"missing": Missing.MEDIAN}, "asked.not_for.missing"),
        (CONSENT, {}, "asked.not_for.options"),
        (CONSENT, {"options": None, "question": "\n"}, "asked.no_question"),
        (CONSENT, {"options": None, "question": "x" * 1501}, "text.too_long"),
        (CONSENT, {"options": None, "quorum": "3"}, "asked.not_for.quorum"),
        (CONSENT, {"options": None, "tie": SecondRule.LOT}, "asked.not_for.tie"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    method: str, settings: dict[str, Any], key: str
) -> None:
    with pytest.raises(Refusal) as refused:
        planned(asked(method, **settings), INVITE)
    assert refused.value.key == key
    for language in Language:
        assert catalogue(language)(key, **refused.value.params)


written = st.one_of(
    st.text(max_size=80),
    st.from_regex(r"[-0-9/%; ]{1,9}", fullmatch=True),
    st.lists(st.text(max_size=12), max_size=8).map(";".join),
)
SETTINGS: dict[str, st.SearchStrategy[Any]] = {
    "about": st.sampled_from(VoteOn),
    "close": st.sampled_from(ClosesWhen),
    "tie": st.sampled_from(SecondRule),
    "missing": st.sampled_from(Missing),
    "signed": st.booleans(),
    "minutes": st.integers(1, 10080),
    "voters": st.integers(1, 100_000),
    "role": st.just(5),
    "voice": st.just(7),
    "dots": st.integers(1, 99),
    "cap": st.integers(1, 99),
    "choices": st.integers(1, 100),
    "options": written,
    "quorum": written,
    "grades": written,
    "scale": written,
    "criteria": written,
    "majority": written,
}


@st.composite
def wishes(draw: st.DrawFn) -> Asked:
    """A question with some of the settings, sensible or not."""
    chosen = draw(st.lists(st.sampled_from(sorted(SETTINGS)), max_size=4, unique=True))
    settings: dict[str, Any] = {"options": DAYS} if draw(st.booleans()) else {}
    settings |= {name: draw(SETTINGS[name]) for name in chosen}
    method = draw(st.sampled_from([*Method, CONSENT]))
    return Asked(question=draw(st.text(max_size=90)), method=method, **settings)


@given(wishes())
def test_whatever_is_asked_is_a_plan_that_recipes_could_hold_or_a_refusal(wish: Asked) -> None:
    try:
        plan = planned(wish, INVITE)
    except Refusal as refusal:
        assert refusal.key in catalogue(Language.FRENCH).sentences
        return
    again = STEP_KINDS[plan.kind].model_validate_json(plan.model_dump_json())
    assert again == plan
