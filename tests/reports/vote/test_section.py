"""What a vote gave, told by every method in words: verdict, method, tables, ties, quorum."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.i18n import Catalogue, catalogue
from bot.reports.kinds import Part
from bot.reports.markdown import markdown
from bot.reports.record import VoteRecord
from bot.reports.summary import summary
from bot.reports.vote.method import explained
from bot.reports.vote.telling import Telling
from bot.reports.vote.verdict import lot, quorum, settlement, turnout, verdict
from bot.tally.lot import drawn
from bot.tally.missing import Missing
from bot.workshop.language import Language
from bot.workshop.vote.ballot import empty
from bot.workshop.vote.methods import Method, SecondRule
from tests.reports.builders import decided
from tests.reports.elections import CRITERIA, NAMES, part, plan, sample, session

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)

GARDEN, KITCHEN, JOURNAL, WORKSHOP, FEAST = NAMES


def told(vote: VoteRecord, t: Catalogue = FR) -> Telling:
    return Telling(vote, t, str)


# What came first

FRENCH = {
    Method.DOTS: "Égalité en tête entre 2 options, avec 22 gommettes chacune\u00a0:"
    f" «\u00a0{GARDEN}\u00a0», «\u00a0{KITCHEN}\u00a0».",
    Method.APPROVAL: f"«\u00a0{KITCHEN}\u00a0» arrive en tête\u00a0: 11 bulletins sur 19"
    " l'approuvent.",
    Method.SCORE: "Égalité en tête entre 2 options, avec 52 points chacune\u00a0:"
    f" «\u00a0{GARDEN}\u00a0», «\u00a0{WORKSHOP}\u00a0».",
    Method.MAJORITY_JUDGMENT: f"«\u00a0{GARDEN}\u00a0» l'emporte avec la mention"
    f" «\u00a0Bien\u00a0»\u202f; «\u00a0{WORKSHOP}\u00a0» a la même, et passe derrière au"
    " départage.",
    Method.IRV: f"«\u00a0{KITCHEN}\u00a0» l'emporte au bout de 4 tours, à 12 contre 6 dans le"
    " dernier.",
    Method.STV: f"«\u00a0{KITCHEN}\u00a0» est élu·e.",
    Method.SCHULZE: f"«\u00a0{GARDEN}\u00a0» bat chacune des autres options en duel.",
    Method.BORDA: f"«\u00a0{GARDEN}\u00a0» arrive en tête avec 58 points.",
    Method.CONDORCET: f"«\u00a0{GARDEN}\u00a0» bat chacune des autres options en duel.",
    Method.DATES: "La meilleure date est dim. 6 avr. 2031, 19:30–21:30 (Paris)\u00a0: sur 18 votes,"
    " 15 personnes peuvent venir (10 oui, 5 si besoin).",
    Method.YES_NO: "C'est adopté\u00a0: 12 oui, 5 non.",
    Method.RESISTANCE: f"«\u00a0{WORKSHOP}\u00a0» rencontre le moins de résistance\u00a0:"
    f" 19,4\u00a0% de la plus forte possible, contre 30\u00a0% pour «\u00a0{GARDEN}\u00a0».",
    Method.SHARED_BUDGET: "3 projets sont financés, pour 8\u202f700,50\xa0€ sur 10\u202f000\xa0€."
    " Il reste 1\u202f299,50\xa0€.",
}
ENGLISH = {
    Method.APPROVAL: f"“{KITCHEN}” comes first: 11 ballots of 19 approve of it.",
    Method.MAJORITY_JUDGMENT: f"“{GARDEN}” wins with the grade “Good”; “{WORKSHOP}” has the same,"
    " and falls behind in the tie-break.",
    Method.IRV: f"“{KITCHEN}” wins after 4 rounds, 12 to 6 in the last one.",
    Method.YES_NO: "It is adopted: 12 yes, 5 no.",
}


@pytest.mark.parametrize("method", Method)
def test_what_came_first_is_one_plain_sentence(method: Method) -> None:
    said = verdict(told(sample(method)))
    if method is Method.SHARED_BUDGET:  # which ones stands below it, or after it
        said = said.partition(" Ce sont ")[0]
    assert said == FRENCH[method]


@pytest.mark.parametrize("method", ENGLISH)
def test_it_is_said_in_english_too(method: Method) -> None:
    assert verdict(told(sample(method, language=Language.ENGLISH), EN)) == ENGLISH[method]


CYCLE = [(4, [["1"], ["2"], ["3"]]), (3, [["2"], ["3"], ["1"]]), (2, [["3"], ["1"], ["2"]])]


def test_without_a_condorcet_winner_it_is_said() -> None:
    nobody = sample(Method.CONDORCET, cast=CYCLE, tie=SecondRule.LOT)
    assert verdict(told(nobody)) == FR("result.none.condorcet")
    assert settlement(told(nobody)) == "", "nothing tied: nobody wins"
    by_paths = verdict(told(sample(Method.SCHULZE, cast=CYCLE)))
    assert by_paths == FR("result.won.paths", option=FR("result.named", option=GARDEN))


def test_other_ways_to_win() -> None:
    same = {"1": "Bien", "2": "Bien"}
    tied = sample(Method.MAJORITY_JUDGMENT, cast=[(3, same)])
    assert "exactement les mêmes mentions" in verdict(told(tied))
    clear = sample(Method.MAJORITY_JUDGMENT, cast=[(3, {"1": "Excellent", "2": "Passable"})])
    assert verdict(told(clear)).endswith("l'emporte avec la mention «\u00a0Excellent\u00a0».")
    mean = sample(Method.SCORE, cast=[(2, {"1": 5}), (1, {"1": 1})], missing=Missing.IGNORE)
    assert verdict(told(mean)).endswith("avec une moyenne de 3,67.")
    assert verdict(told(sample(Method.IRV, cast=[(3, [["1"]])]))).endswith("dès le premier tour.")
    alone = decided(plan(Method.IRV), [[["1"]]] * 3, options=sample(Method.IRV).options[:1])
    assert verdict(told(alone)) == FR("result.won.alone", option=FR("result.named", option=GARDEN))
    rejected = sample(Method.YES_NO, majority="2/3", cast=[(5, "yes"), (3, "no")])
    more = "bien qu'il y ait plus de oui que de non\u00a0: 5 oui, 3 non"
    assert f"Ce n'est pas adopté, {more}. Il fallait 6 oui" in verdict(told(rejected))


def test_a_large_tie_names_some_and_counts_the_others() -> None:
    names = [f"Idée {n}" for n in range(1, 9)]
    vote = decided(plan(Method.APPROVAL, names), [[str(n) for n in range(1, 9)]] * 3)
    assert "«\u00a0Idée 5\u00a0», et 3 autres." in verdict(told(vote))


@pytest.mark.parametrize("method", Method)
def test_blank_ballots_decide_nothing(method: Method) -> None:
    of = plan(method)
    vote = sample(method, cast=[(4, "abstain" if method is Method.YES_NO else empty(of))])
    expected = {Method.DOTS: "result.none.dots", Method.YES_NO: "result.none.yes_no"}
    assert verdict(told(vote)) == FR(expected.get(method, "result.none.blank"))
    text = markdown(session(vote), FR)
    assert "None" not in text
    assert (FR.n("result.blank", 4) in text) is (method is not Method.YES_NO)


# Who voted, and whether that was enough


def test_turnout_tells_the_room_and_the_electors() -> None:
    assert turnout(told(sample(Method.DOTS, size=None))) == "18 personnes ont voté."
    in_room = sample(Method.DOTS, room=3)
    assert turnout(told(in_room)) == "18 personnes ont voté sur 24, dont 3 dans la salle."
    assert turnout(told(in_room, EN)) == "18 people voted out of 24, 3 of them in the room."
    assert FR.n("result.in_room", 3) in part(in_room, Part.TALLIES)


def test_nobody_voted_is_said_once() -> None:
    for method in Method:
        vote = sample(method, cast=[])
        decided_part = part(vote, Part.DECIDED)
        assert decided_part.count(FR("result.nobody_voted")) == 1
        assert summary(session(vote), FR).parts[0].count(FR("result.nobody_voted")) == 1


def test_the_quorum_is_met_or_not_and_says_what_it_changes() -> None:
    assert quorum(told(sample(Method.DOTS))) == ""
    met = sample(Method.DOTS, quorum="3/4")
    assert quorum(told(met)) == "Quorum atteint\u00a0: 18 bulletins, il en fallait 18."
    missed = sample(Method.DOTS, quorum="19", tie=SecondRule.LOT)
    assert quorum(told(missed)) == FR.n("result.quorum_not_met", 18, needed=19)
    assert "Rien n'est décidé" in part(missed, Part.DECIDED)
    assert settlement(told(missed)) == "", "there is nothing to settle"


def test_blank_ballots_that_do_not_count_for_the_quorum_are_not_counted() -> None:
    strict = sample(Method.APPROVAL, quorum="19", abstentions_count=False)
    assert strict.outcome.quorum_met is False
    expected = FR.n("result.quorum_not_met", 18, needed=19)
    assert quorum(told(strict)) == f"{expected} {FR('result.quorum_strict')}"


# A tie, and what settles it


def test_a_lot_can_be_drawn_again_from_what_is_said() -> None:
    vote = sample(Method.DOTS, tie=SecondRule.LOT)
    second = vote.outcome.second
    assert second is not None
    assert second.seed is not None
    assert second.winner == drawn(second.seed, ["1", "2"])[0]
    said = settlement(told(vote))
    assert said.endswith(f"«\u00a0{vote.labels[second.winner]}\u00a0».")
    assert f"`{second.seed}:{second.winner}`" in lot(told(vote))
    assert f"({FR('result.mark.lot')})" in part(vote, Part.DECIDED)
    assert f"`{second.seed}:{second.winner}`" in part(vote, Part.TALLIES)


@pytest.mark.parametrize("rule", [SecondRule.FACILITATOR, SecondRule.RUNOFF])
def test_a_tie_that_waits_says_what_comes(rule: SecondRule) -> None:
    vote = sample(Method.SCORE, tie=rule)
    assert settlement(told(vote)) == FR(f"result.second.{rule.value}_waits")


def test_the_choice_of_the_facilitator_is_said_to_be_one() -> None:
    vote = sample(Method.SCORE, tie=SecondRule.FACILITATOR)
    assert vote.outcome.second is not None
    second = vote.outcome.second.model_copy(update={"winner": "4"})
    chosen = replace(vote, outcome=vote.outcome.model_copy(update={"second": second}))
    assert settlement(told(chosen)) == FR(
        "result.second.facilitator", option=FR("result.named", option=WORKSHOP)
    )
    assert f"{WORKSHOP} — 52 points ({FR('result.mark.facilitator')})" in part(chosen, Part.DECIDED)


def test_without_a_second_rule_a_tie_stays_one() -> None:
    assert settlement(told(sample(Method.DOTS))) == FR("result.second.none")
    level = sample(Method.YES_NO, cast=[(4, "yes"), (4, "no")])
    assert verdict(told(level)) == "Égalité\u00a0: 4 oui, 4 non."
    assert settlement(told(level)) == FR("result.second.none_yes_no")


# The method, explained

SETTINGS: list[tuple[Method, dict[str, Any]]] = [
    (Method.DOTS, {}),
    (Method.DOTS, {"cap": 2}),
    (Method.APPROVAL, {}),
    (Method.APPROVAL, {"min_choices": 1, "max_choices": 3}),
    *((Method.SCORE, {"missing": m, "criteria": c}) for m in Missing for c in ((), CRITERIA)),
    *((Method.MAJORITY_JUDGMENT, {"missing": m}) for m in Missing),
    *((m, {}) for m in Method if m.is_ranked),
    (Method.YES_NO, {}),
    (Method.YES_NO, {"majority": "2/3"}),
]


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize(("method", "settings"), SETTINGS)
def test_a_method_is_explained_in_two_sentences(
    method: Method, settings: dict[str, Any], t: Catalogue
) -> None:
    text = explained(plan(method, **settings), 5, t)
    assert text.endswith(".")
    assert len(re.findall(r"\.(?:\s|$)", text)) == 2
    for value in settings.values():
        if isinstance(value, (int, str)) and not isinstance(value, Missing):
            assert str(value) in text


@pytest.mark.parametrize(("added", "title"), [(False, "Soirée"), (True, "Soirée"), (True, "Vote")])
def test_a_vote_that_came_up_is_told_with_what_it_was_about(added: bool, title: str) -> None:
    """One of the recipe is what the session was for; one that was its own session has its title."""
    vote = sample(Method.APPROVAL)
    made = session(replace(vote, plan=vote.plan.model_copy(update={"question": None})))
    made = replace(made, session=replace(made.session, title=title))
    if added:
        made = replace(made, steps=tuple(replace(step, first_minutes=None) for step in made.steps))
    asked = added and title != made.steps[0].plan.title.fr
    assert (f"*{made.steps[0].plan.title.fr}* —" in "".join(summary(made, FR).parts)) is asked
    assert (f"### {made.steps[0].plan.title.fr}\n" in markdown(made, FR)) is asked
