"""The pictures of a result by every method: what they show, whatever was written, in one page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Catalogue, catalogue
from bot.reports.pictures.drawing import ALT_LIMIT, Drawing
from bot.reports.pictures.vote.chart import OPTIONS
from bot.reports.pictures.vote.result import result
from bot.reports.record import VoteRecord
from bot.reports.vote.telling import places, tally_that_counts
from bot.tally.base import Base
from bot.tally.missing import Missing
from bot.workshop.language import Language
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.methods import Method, SecondRule
from tests.reports.builders import decided
from tests.reports.drawn import WRITTEN, compiler, texts_in, without_glyph
from tests.reports.elections import BALLOTS, CRITERIA, elections, plan, sample, session

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)

TEMPLATES = {
    Method.DOTS: "result",
    Method.APPROVAL: "bars",
    Method.SCORE: "bars",
    Method.BORDA: "bars",
    Method.MAJORITY_JUDGMENT: "grades",
    Method.IRV: "rounds",
    Method.STV: "rounds",
    Method.SCHULZE: "duels",
    Method.CONDORCET: "duels",
    Method.YES_NO: "answers",
    Method.DATES: "bars",
    Method.RESISTANCE: "bars",
    Method.SHARED_BUDGET: "shares",
}


def drawn(vote: VoteRecord, t: Catalogue = FR) -> Drawing:
    told = session(vote, t)
    (drawing,) = result(told, told.steps[0], t)
    return drawing


def listed(drawing: Drawing, key: str) -> list[dict[str, Any]]:
    found = drawing.data[key]
    assert isinstance(found, list)
    return found


def words(drawing: Drawing) -> str:
    return "\n".join(texts_in(dict(drawing.data)))


def page(drawing: Drawing) -> bytes:
    """The picture, small; one page or it fails."""
    made = compiler(drawing.template).compile(
        format="png", ppi=12, sys_inputs={"data": json.dumps(drawing.data)}, timestamp=0
    )
    assert isinstance(made, bytes), "several pages"
    return made


def many(method: Method, options: int, text: str = "Idée") -> VoteRecord:
    """A vote on so many options, in which they all come out differently."""
    names = [f"{text} {n}" for n in range(1, options + 1)]
    held: list[Content] = []
    for last in range(1, options + 1):
        first = [str(n) for n in range(last, options + 1)]
        if method is Method.DOTS:
            held += [{str(last): 1}] * last
        elif method in (Method.APPROVAL, Method.SHARED_BUDGET):
            held.append(first)
        elif method in (Method.SCORE, Method.RESISTANCE):
            held.append(dict.fromkeys(first, 4))
        elif method is Method.MAJORITY_JUDGMENT:
            held.append(dict.fromkeys(first, "Bien"))
        elif method is Method.DATES:
            held.append(dict.fromkeys(first, "yes"))
        else:
            held.append([[name] for name in reversed(first)])
    return decided(plan(method, names), [*held, *held, *held])


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("method", Method)
def test_each_method_has_its_picture_and_its_alt_text(method: Method, t: Catalogue) -> None:
    vote = sample(method, language=t.language, room=3, quorum="14", tie=SecondRule.LOT)
    drawing = drawn(vote, t)
    assert drawing.template == TEMPLATES[method]
    assert drawing.data["kicker"] == t(f"result.method.{method.value}")
    assert t.n("result.voted", vote.outcome.ballots) in str(drawing.data["turnout"])
    assert str(drawing.data["quorum"]).startswith("Quorum")
    assert drawing.data["decided"] is True
    assert 0 < len(drawing.alt) <= ALT_LIMIT
    assert "Par quoi commençons-nous" in drawing.alt
    assert without_glyph(drawing) == set()
    assert page(drawing).startswith(b"\x89PNG")


@pytest.mark.parametrize("options", [2, 30])
@pytest.mark.parametrize("method", [m for m in Method if m is not Method.YES_NO])
def test_two_options_and_thirty_are_one_page_each(method: Method, options: int) -> None:
    drawing = drawn(many(method, options))
    assert len(drawing.alt) <= ALT_LIMIT
    assert page(drawing)
    if options == 30 and drawing.template in ("result", "bars", "grades"):
        assert len(listed(drawing, "options")) == OPTIONS
        assert FR.n("picture.result.others", 30 - OPTIONS) in words(drawing)


@pytest.mark.parametrize("method", [m for m in Method if m not in (Method.YES_NO, Method.DATES)])
def test_whatever_is_written_is_drawn(method: Method) -> None:
    vote = many(method, len(WRITTEN))
    written = zip(vote.options, WRITTEN.values(), strict=True)
    drawing = drawn(replace(vote, options=tuple(replace(o, label=text) for o, text in written)))
    assert without_glyph(drawing) == set()
    drawing.alt.encode()
    assert page(drawing)


@pytest.mark.parametrize("method", Method)
@given(data=st.data())
def test_any_vote_is_drawn_or_has_nothing_to_draw(method: Method, data: st.DataObject) -> None:
    vote = data.draw(elections(method))
    told = session(vote)
    drawings = result(told, told.steps[0], FR)
    said = vote.outcome.ballots > int(vote.outcome.details["blank"])
    assert len(drawings) == int(vote.detailed and said)
    assert all(len(drawing.alt) <= ALT_LIMIT for drawing in drawings)


def test_a_sentence_goes_from_left_to_right_whatever_it_quotes() -> None:
    vote = many(Method.BORDA, 3, "مطبخ مشترك")
    verdict = drawn(vote).data["verdict"]
    assert isinstance(verdict, dict)
    assert verdict["rtl"] is False
    assert listed(drawn(vote), "options")[0]["text"]["rtl"] is True


def test_without_the_quorum_the_picture_says_that_nothing_is_decided() -> None:
    drawing = drawn(sample(Method.BORDA, quorum="24"))
    assert drawing.data["decided"] is False
    assert "Rien n'est décidé" in str(drawing.data["verdict"])


def test_what_settled_a_tie_is_marked() -> None:
    first, second = listed(drawn(sample(Method.DOTS, tie=SecondRule.LOT)), "options")[:2]
    assert (first["mark"], second["mark"]) == (FR("result.mark.lot"), FR("result.mark.tied"))


def test_bars_are_full_of_what_could_be() -> None:
    options = listed(drawn(sample(Method.APPROVAL)), "options")
    assert [o["share"] for o in options][:2] == [11 / 19, 10 / 19]
    cast = [(3, {"1": {"Nouveau": 5, "Utile": 0, "Faisable": 5}})]
    scored = drawn(sample(Method.SCORE, cast=cast, criteria=CRITERIA))
    first = listed(scored, "options")[0]
    assert first["share"] == pytest.approx(2 / 3)
    assert [c["figure"] for c in first["criteria"]] == ["15", "0", "15"]
    assert [c["share"] for c in first["criteria"]] == [1, 0, 1]
    assert FR("picture.result.scale.score", high=5) in words(scored)


@pytest.mark.parametrize("missing", Missing)
def test_a_profile_holds_every_grade_and_the_line_falls_on_the_median(missing: Missing) -> None:
    vote = sample(Method.MAJORITY_JUDGMENT, missing=missing)
    for place, option in zip(places(vote), listed(drawn(vote), "options"), strict=True):
        parts = option["parts"]
        assert sum(part["share"] for part in parts) == pytest.approx(1)
        tally, assumed = tally_that_counts(vote, place.name)
        assert [part["count"] for part in parts] == [n for n in tally.values() if n]
        hatched = sum(part["assumed"] * part["count"] for part in parts)
        assert hatched == pytest.approx(assumed)
        # The lower median: its part begins before the half, and ends there or after.
        before = 0.0
        for part in parts:
            if part["median"]:
                assert before < 0.5 <= before + part["share"] + 1e-9
                assert option["grade"]["text"] and option["colour"] == part["colour"]
            before += part["share"]
        assert sum(part["median"] for part in parts) == 1


def test_grades_left_out_are_told() -> None:
    assert "comptée comme «\u00a0À rejeter\u00a0»" in words(drawn(sample(Method.MAJORITY_JUDGMENT)))
    median = sample(Method.MAJORITY_JUDGMENT, missing=Missing.MEDIAN)
    assert FR("picture.result.assumed.median") in words(drawn(median))
    ignored = sample(Method.MAJORITY_JUDGMENT, missing=Missing.IGNORE)
    assert FR.n("picture.result.left_out", 7) in words(drawn(ignored))


def test_rounds_show_who_goes_out_and_where_votes_go() -> None:
    first, *_, last = listed(drawn(sample(Method.IRV)), "rounds")
    assert [(b["number"], b["figure"], b["out"]) for b in first["bars"]] == [
        ("2", "7", False),
        ("1", "5", False),
        ("3", "4", False),
        ("4", "2", False),
        ("5", "1", True),
    ]
    assert all(bar["gain"] == "" for bar in first["bars"])
    winner, second = last["bars"]
    assert (winner["gain"], winner["mark"]) == ("+5", FR("picture.result.wins"))
    assert (winner["wins"], second["out"]) == (True, True)
    assert winner["kept"] + winner["gained"] == pytest.approx(1)


def test_many_rounds_are_cut_and_whoever_goes_out_is_shown() -> None:
    names = [f"Idée {n}" for n in range(1, 13)]
    wide = decided(plan(Method.IRV, names), [[[str(n)]] for n in range(1, 13) for _ in range(n)])
    drawing = drawn(wide)
    assert [one["name"] for one in listed(drawing, "rounds")] == [
        FR("picture.result.round", n=n) for n in (8, 9, 10, 11)
    ]
    assert FR.n("picture.result.rounds_cut", 7) in words(drawing)
    for one in listed(drawing, "rounds"):
        assert any(bar["out"] for bar in one["bars"])
    tie = [[[str(n)]] for n in range(1, 13)]
    (only,) = listed(drawn(decided(plan(Method.IRV, names), tie)), "rounds")
    assert only["others"] == FR.n("picture.result.standing_cut", 4)
    assert {bar["mark"] for bar in only["bars"]} == {FR("picture.result.first")}


@pytest.mark.parametrize("method", [Method.SCHULZE, Method.CONDORCET])
def test_duels_have_the_winner_on_top_and_twelve_options_at_most(method: Method) -> None:
    rows = listed(drawn(sample(method)), "rows")
    assert [row["number"] for row in rows] == ["1", "2", "4", "3", "5"]
    assert [row["first"] for row in rows] == [True, False, False, False, False]
    assert rows[0]["cells"][0] is None
    assert rows[0]["cells"][1] == {"figure": "11", "won": True, "even": False}
    assert rows[1]["cells"][0] == {"figure": "7", "won": False, "even": False}
    cut = drawn(many(method, 30))
    assert len(listed(cut, "rows")) == 12
    assert FR.n("picture.result.duels_cut", 18) in words(cut)


def test_a_question_shows_the_majority_that_it_took() -> None:
    drawing = drawn(sample(Method.YES_NO, majority="2/3"))
    assert [side["share"] for side in listed(drawing, "sides")] == [12 / 17, 5 / 17]
    assert drawing.data["line"] == 12 / 17
    assert drawing.data["adopted"] is True
    told = words(drawing)
    assert FR("result.majority_share", needed=12, total=17, share="2/3") in told
    assert FR.n("result.abstained", 2) in told


@pytest.mark.parametrize("base", [Base.PRESENT, Base.MEMBERS])
def test_who_said_neither_has_a_part_of_the_bar_where_the_majority_is_of_them_too(
    base: Base,
) -> None:
    drawing = drawn(sample(Method.YES_NO, base=base, base_size=40))
    assert sum(side["share"] for side in listed(drawing, "sides")) == pytest.approx(17 / 40)
    neither = [FR.n("result.abstained", 2), FR.n(f"majority.away.{base}", 21)]
    assert drawing.data["neither"] == neither
    assert page(drawing)
    assert listed(drawn(sample(Method.YES_NO)), "neither") == []
    everyone = drawn(sample(Method.YES_NO, base=base, base_size=40, majority="1/1"))
    assert "1/1" not in words(everyone)
    assert everyone.data["line"] == 1


def test_what_a_majority_of_each_option_takes_is_a_line_and_none_of_them_is_first() -> None:
    drawing = drawn(sample(Method.APPROVAL, threshold="1/2", base=Base.CAST))
    assert drawing.data["line"] == 10 / 18
    options = {one["number"]: (one["rank"], one["first"]) for one in listed(drawing, "options")}
    assert options == {
        "1": (None, True),
        "2": (None, True),
        "4": (None, False),
        "3": (None, False),
    }
    assert page(drawing)


def test_resistance_is_drawn_beside_that_to_deciding_nothing() -> None:
    drawing = drawn(sample(Method.RESISTANCE))
    options = {one["number"]: one for one in listed(drawing, "options")}
    assert drawing.data["line"] == options["1"]["share"]
    assert options["1"]["mark"] == FR("picture.resistance.passive")
    for one in options.values():
        worse = FR("picture.resistance.more") in one["mark"]
        assert worse is (one["share"] > options["1"]["share"])
    assert FR("picture.resistance.line") in words(drawing)


def test_a_place_takes_what_the_line_of_transferable_votes_says() -> None:
    drawing = drawn(sample(Method.STV, seats=2))
    assert FR("picture.seats.line") in words(drawing)
    for one in listed(drawing, "rounds"):
        for bar in one["bars"]:
            if bar["mark"] == FR("seats.mark.elected") and not one["silent"]:
                assert bar["kept"] + bar["gained"] >= cast(float, drawing.data["line"]) - 1e-9
    assert drawn(sample(Method.IRV)).data["line"] is None


def test_projects_that_are_not_drawn_are_said_to_be_funded_or_not() -> None:
    drawing = drawn(many(Method.SHARED_BUDGET, 30))
    assert FR.n("picture.budget.unfunded_cut", 20) in words(drawing)
    vote = many(Method.SHARED_BUDGET, 30)
    small = plan(Method.SHARED_BUDGET, [o.label for o in vote.options], costs=("10",) * 30)
    told = words(drawn(decided(small, [[str(n) for n in range(1, 31)]] * 3)))
    assert FR.n("picture.budget.cut", 20) in told


def test_one_option_alone_needs_no_duel() -> None:
    vote = sample(Method.SCHULZE)
    alone = decided(plan(Method.SCHULZE), [[["1"]]] * 3, options=vote.options[:1])
    told = session(alone)
    assert result(told, told.steps[0], FR) == []


@pytest.mark.parametrize("method", Method)
def test_labels_that_were_deleted_are_said_to_be(method: Method) -> None:
    vote = sample(method, cast=[*BALLOTS[method]])
    gone = replace(vote, options=vote.options[:1])
    assert page(drawn(gone))
    assert (FR("result.gone") in words(drawn(gone))) is (method is not Method.YES_NO)


def test_all_that_are_retained_are_drawn_as_first_and_the_rounds_show_the_first_and_the_last() -> (
    None
):
    cast = [["1", "2"], ["1", "3"], ["1", "2", "3"], ["4"]]
    board = decided(plan(Method.APPROVAL, seats=3), cast)
    first = {one["number"]: one["first"] for one in listed(drawn(board), "options")}
    assert first == {"1": True, "2": True, "3": True, "4": False}
    tied = decided(plan(Method.APPROVAL, seats=2), cast)
    assert [one["first"] for one in listed(drawn(tied), "options")] == [True, False, False, False]
    names = [f"Idée {n}" for n in range(1, 9)]
    ballots = [[[str(n)]] for n in range(1, 9) for _ in range(n)]
    rounds = listed(drawn(decided(plan(Method.STV, names, seats=2), ballots)), "rounds")
    assert [one["name"] for one in rounds] == ["Tour 1", "Tour 5", "Tour 6", "Tour 7"]
    marks = {bar["number"]: bar["mark"] for bar in rounds[-1]["bars"]}
    assert marks["8"] == marks["7"] == "élu·e"
