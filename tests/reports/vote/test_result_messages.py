"""The result in the channel: everything in one message, ties never cut silently."""

from __future__ import annotations

from dataclasses import replace

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Catalogue, catalogue
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import TEXT_LIMIT
from bot.interface.words.vote.card import counted_text, folded_text
from bot.interface.words.vote.results import result
from bot.reports.record import VoteRecord
from bot.reports.vote.method import explained
from bot.workshop.language import Language
from bot.workshop.sessions.session import RETENTION
from bot.workshop.vote.methods import Method, SecondRule
from tests.reports.builders import decided
from tests.reports.elections import (
    CRITERIA,
    NAMES,
    decided_in_words,
    elections,
    plan,
    sample,
    session,
)
from tests.reports.vote.test_section import CYCLE, FRENCH

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)


def message(vote: VoteRecord, t: Catalogue = FR) -> str:
    told = session(vote, t)
    view = result(told, told.steps[0], Illustration(), 1)
    assert view.content_length() <= TEXT_LIMIT
    texts = (part for part in view.walk_children() if isinstance(part, ui.TextDisplay))
    return "\n".join(part.content for part in texts)


@pytest.mark.parametrize("method", Method)
def test_a_result_tells_who_voted_what_came_first_and_how(method: Method) -> None:
    vote = sample(method, room=3, quorum="14")
    text = message(vote)
    assert text.startswith(f"-# 🗳️ Résultat · {FR(f'result.method.{method.value}')}\n")
    assert "## Par quoi commençons-nous ?" in text
    assert "personnes ont voté sur 24, dont 3 dans la salle. Quorum atteint" in text
    if method is Method.DATES:  # shown to each in their own time
        assert "### 🏆 La meilleure date est <t:1933263000:F> – <t:1933270200:t>" in text
    else:
        assert FRENCH[method] in text
    assert f"-# {explained(vote.plan, 5, FR)}" in text
    assert f"-# {FR.n('result.secret', RETENTION.days)}" in text


LINES = {
    Method.DOTS: f"**18** · `3` {NAMES[2]}",
    Method.APPROVAL: f"**11** · `2` {NAMES[1]}",
    Method.SCORE: f"**47** · `2` {NAMES[1]}",
    Method.MAJORITY_JUDGMENT: f"**1.** `1` {NAMES[0]} — **Bien** ou mieux pour 13 sur 18\n"
    "-# Excellent 4 · Très bien 5 · Bien 4 · Assez bien 3 · Insuffisant 2",
    Method.IRV: "**Tour 3** · `2` 7 · `3` 6 · `1` 5 — éliminée\u00a0: `1`",
    Method.STV: f"✅ `2` {NAMES[1]} — élu·e au tour 4, avec 12 voix",
    Method.SCHULZE: "`1` bat `2` (11 à 7), `3` (12 à 6), `4` (16 à 3), `5` (18 à 1).",
    Method.BORDA: f"**33,5** · `4` {NAMES[3]}",
    Method.CONDORCET: f"`4` {NAMES[3]} — 2 duels gagnés sur 4",
    Method.DATES: "**15** · `4` <t:1933263000:F> – <t:1933270200:t>\n-# 10 oui, 5 si besoin, 3 non",
    Method.RESISTANCE: f"**1.** `4` {NAMES[3]} — 19,4\u00a0% de résistance (total 35)\n"
    "-# moins de résistance que de ne rien décider",
    Method.SHARED_BUDGET: f"`2` {NAMES[1]} — 3\u202f500\xa0€\n-# ",
    Method.YES_NO: "**12** · Oui\n**5** · Non\n2 abstentions\n"
    "-# Oui et non réunis\u00a0: 17. Il fallait plus de la moitié de oui, soit 9.",
}


@pytest.mark.parametrize("method", Method)
def test_each_method_shows_its_figures(method: Method) -> None:
    assert LINES[method] in message(sample(method))


def test_words_have_no_legend_of_a_chart() -> None:
    told = message(sample(Method.MAJORITY_JUDGMENT))
    assert not set("🟫🟥🟧🟨⬜🟦🟪") & set(told)


def test_criteria_stand_below_their_option() -> None:
    cast = [(3, {"1": {"Nouveau": 5, "Faisable": 2}})]
    text = message(sample(Method.SCORE, cast=cast, criteria=CRITERIA))
    assert f"**21** · `1` {NAMES[0]}\n-# Nouveau 15 · Utile 0 · Faisable 6" in text


def test_a_cycle_is_told_with_its_duels() -> None:
    text = message(sample(Method.SCHULZE, cast=CYCLE))
    assert "`1` bat `2` (6 à 3), `4` (9 à 0), `5` (9 à 0)." in text
    assert "`1` perd contre `3` (4 à 5)." in text


def test_a_signed_vote_is_said_to_be_one() -> None:
    text = message(sample(Method.APPROVAL, secret=False))
    assert f"-# {FR('result.signed')}" in text
    assert "Personne 0" not in text


@pytest.mark.parametrize(
    ("vote", "sign"),
    [
        (sample(Method.DOTS), "⚖️"),
        (sample(Method.BORDA), "🏆"),
        (sample(Method.BORDA, quorum="24"), "⚠️"),
        (sample(Method.YES_NO), "✅"),
        (sample(Method.YES_NO, cast=[(5, "no")]), "✖️"),
        (sample(Method.YES_NO, cast=[(5, "abstain")]), "🗳️"),
        (sample(Method.CONDORCET, cast=CYCLE), "⚖️"),
        (sample(Method.BORDA, cast=[(2, [["1"]])]), "🔒"),
        (sample(Method.BORDA, cast=[]), "🗳️"),
    ],
    ids=range(9),
)
def test_the_sign_goes_with_the_sentence(vote: VoteRecord, sign: str) -> None:
    assert f"\n### {sign} " in message(vote)


@pytest.mark.parametrize("method", Method)
@given(data=st.data(), stretch=st.integers(1, 9))
def test_any_result_is_one_message(method: Method, data: st.DataObject, stretch: int) -> None:
    vote = data.draw(elections(method))
    label = data.draw(st.sampled_from(["a", "*_`", "@everyone ", "مرحبا ", "#"]))
    options = tuple(replace(o, label=label * 20 * stretch) for o in vote.options)
    text = message(replace(vote, options=options))
    assert "@everyone" not in text
    assert "None" not in text


# With the same ballot three times over: all alike, or all eliminated at once but the first.
_LEVEL = (Method.RESISTANCE, Method.APPROVAL, Method.SCORE, Method.MAJORITY_JUDGMENT, Method.IRV)


@pytest.mark.parametrize("method", [m for m in Method if m not in (Method.YES_NO, Method.DATES)])
def test_a_hundred_long_options_are_cut_and_counted(method: Method) -> None:
    names = [f"{n} " + "**très** long " * 15 for n in range(1, 101)]
    one = {Method.APPROVAL: [str(n) for n in range(1, 101)], Method.DOTS: {"1": 1, "2": 1}}
    one |= {Method.SHARED_BUDGET: one[Method.APPROVAL]}
    one |= {Method.SCORE: dict.fromkeys(map(str, range(1, 101)), 3)}
    one |= {Method.RESISTANCE: one[Method.SCORE]}
    one |= {Method.MAJORITY_JUDGMENT: dict.fromkeys(map(str, range(1, 101)), "Bien")}
    ballot = one.get(method, [[str(n)] for n in range(1, 101)])
    vote = decided(plan(method, [n[:200] for n in names]), [ballot] * 3)  # type: ignore[list-item]
    text = message(vote)
    if method is Method.DOTS:
        assert FR.n("result.got_nothing.dots", 98) in text
        return
    assert "autres, voir le compte rendu." in text
    level = "sont à égalité avec la dernière montrée." in text
    assert level is (method in _LEVEL)


def test_an_even_run_of_eliminations_is_told_round_by_round() -> None:
    names = [f"Idée {n}" for n in range(1, 31)]
    ballots = [[[str(n)]] for n in range(1, 31) for _ in range(n)]
    text = message(decided(plan(Method.IRV, names), ballots))
    assert FR.n("result.rounds_before", 23) in text
    assert "**Tour 29** ·" in text
    at_once = message(decided(plan(Method.IRV, names), [*ballots[-30:], [["1"]]]))
    assert "et 22 autres" in at_once


def test_a_tie_that_the_order_of_elimination_makes_is_said_and_its_rounds_shown() -> None:
    ballots = [
        *[[["1"], ["2"], ["3"]]] * 4,
        *[[["2"], ["3"], ["1"]]] * 3,
        *[[["3"], ["2"], ["1"]]] * 3,
    ]
    names = ["Jardin", "Cuisine", "Journal"]
    text = message(decided(plan(Method.IRV, names), ballots))
    assert "Égalité en tête entre 2 options" in text
    assert (
        "Au tour 1, «\u00a0Cuisine\u00a0», «\u00a0Journal\u00a0» sont dernières à égalité" in text
    )
    assert "éliminée\u00a0:" not in text
    drawn_by_lot = decided(plan(Method.IRV, names, tie=SecondRule.LOT), ballots)
    winner = drawn_by_lot.outcome.chosen
    assert winner in ("2", "3")
    told = message(drawn_by_lot)
    assert "Les tours montrés sont ceux d'un ordre où" in told
    other = "3" if winner == "2" else "2"
    assert f"éliminée\u00a0: `{other}`, dernière à égalité avec `{winner}`" in told


@pytest.mark.parametrize("method", Method)
def test_what_is_decided_is_a_sentence_alone(method: Method) -> None:
    said = decided_in_words(sample(method), FR)
    assert FRENCH[method] in said
    assert "\n" not in said


def test_what_was_decided_says_how_a_tie_was_settled() -> None:
    drawn = sample(Method.DOTS, tie=SecondRule.LOT)
    assert "Comme annoncé avant le vote, le sort a désigné" in decided_in_words(drawn, FR)
    waits = decided_in_words(sample(Method.DOTS, tie=SecondRule.FACILITATOR), FR)
    assert waits.startswith(FRENCH[Method.DOTS])
    assert waits.endswith(FR("result.second.facilitator_waits"))
    missed = decided_in_words(sample(Method.BORDA, quorum="24"), FR)
    assert missed.endswith(FR.n("result.quorum_not_met", 20, needed=24))


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_where_nobody_voted_nothing_is_said_of_ballots(t: Catalogue) -> None:
    vote = sample(Method.APPROVAL, cast=[], room=0)
    text = message(vote, t)
    assert t("result.nobody_voted") in text
    assert t("result.how.approval") not in text
    told = session(vote, t)
    for card in (counted_text(told.session, vote, t), folded_text(told.session, vote, t)):
        assert t("result.nobody_voted") in card
        assert t("vote.unlinked") not in card
