"""The tables: what a spreadsheet shows of a session, and that nothing in them is a formula."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.reports.tables.actions import actions
from bot.reports.tables.milestones import milestones
from bot.reports.tables.postits import postits as postits_table
from bot.reports.tables.sheet import guarded, sheet
from bot.reports.tables.votes import votes
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.text import clean
from bot.workshop.vote.methods import Method
from bot.workshop.wall.reaction import Comment, Echo, Reaction
from tests import builders
from tests.reports.builders import action, counted, postits, record, without_raw
from tests.reports.documents.reading import opened_with, table, taken_back
from tests.reports.elections import BALLOTS, sample, session
from tests.workshop.hostile import hostile_texts

fr, en = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
signs = st.text(alphabet="=+-@;,|\t\r\n'\"＝ a1", max_size=20)


@pytest.mark.parametrize("language", list(Language))
@given(texts=st.lists(hostile_texts | signs, min_size=1, max_size=4))
def test_no_cell_is_a_formula_however_it_is_split(language: Language, texts: list[str]) -> None:
    made = sheet(["text", "other"], [(text, -5) for text in texts], catalogue(language))
    rows = table(made, language)
    assert [taken_back(row["text"]) for row in rows] == [clean(text) for text in texts]
    cells = [cell for row in rows for cell in row.values()]
    for cell in [*cells, *opened_with(made, ";"), *opened_with(made, ",")]:
        assert not FORMULA.match(cell) or NUMBER.fullmatch(cell)


def test_a_formula_is_shown_as_it_was_written_behind_an_apostrophe() -> None:
    assert guarded("=1+1") == "'=1+1"
    assert guarded("l'eau, l'air") == "l'eau, l'air"
    assert guarded("oui, - 20 %") == "oui, - 20 %"


def test_figures_are_written_as_the_computer_of_the_reader_has_them() -> None:
    vote = sample(Method.SCORE, missing="ignore")
    french = table(votes(session(vote), fr))
    english = table(votes(session(vote, en), en), Language.ENGLISH)
    got = [row["obtenu"] for row in french]
    assert any("," in figure for figure in got)
    assert [figure.replace(",", ".") for figure in got] == [row["got"] for row in english]
    assert {row["unit"] for row in english} == {"mean"}


def test_a_post_it_has_a_row_with_all_that_was_answered() -> None:
    wall = postits(["Une charte", "Un potager"])
    wall[0] = replace(wall[0], dimension="Services", year=2027)
    told = record(postits=wall, votes={"vote": counted(wall, ({1: 3}, {1: 2, 2: 1}, {2: 3}))})
    comment = Comment(7, wall[0].id, "9", "Nour", "avec la mairie ;=1+1")
    told = replace(told, echoes={wall[0].id: Echo({Reaction.AGREE: 2}, (comment,))})
    first, second = table(postits_table(told, fr))
    assert list(first)[:4] == ["text", "author", "column", "votes"]
    assert (first["text"], first["author"], first["votes"]) == ("Une charte", "Alix", "5")
    assert (first["dimension"], first["année"], first["👍"]) == ("Services", "2027", "2")
    assert taken_back(first["commentaires"]) == "avec la mairie ;=1+1 (Nour)"
    assert (second["text"], second["numéro"], second["votes"]) == ("Un potager", "2", "4")


def test_a_masked_session_has_no_author_and_no_time() -> None:
    wall = [replace(one, late=True) for one in postits(["Une charte", "Un potager"])]
    told = record(postits=wall, signing=Signing.MASKED)
    told = replace(
        told, echoes={wall[0].id: Echo({}, (Comment(7, wall[0].id, "9", "Nour", "oui"),))}
    )
    made = postits_table(told, fr)
    assert b"Alix" not in made and b"Nour" not in made
    rows = table(made)
    assert {(row["author"], row["après l'heure"]) for row in rows} == {("", "")}


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("language", list(Language))
def test_a_vote_of_any_method_has_a_row_for_each_option(method: Method, language: Language) -> None:
    t = catalogue(language)
    vote = sample(method, language=language, room=2)
    rows = table(votes(session(vote, t), t), language)
    column = {name: t(f"table.{name}") for name in ("option", "rank", "chosen", "turnout")}
    options = 3 if method is Method.YES_NO else 5
    assert len(rows) == options == len({row[column["option"]] for row in rows})
    chosen = [row for row in rows if row[column["chosen"]] == t("table.yes")]
    assert len(chosen) == len(vote.outcome.taken)
    if method not in (Method.YES_NO, Method.STV, Method.SHARED_BUDGET):
        assert all(row[column["rank"]] == "1" for row in chosen)
    assert {row[column["turnout"]] for row in rows} == {str(vote.outcome.turnout)}


@pytest.mark.parametrize("language", list(Language))
def test_of_whom_a_majority_is_stands_beside_what_it_took(language: Language) -> None:
    t = catalogue(language)
    members: dict[str, Any] = {"base": "members", "base_size": 40}
    asked = sample(Method.YES_NO, language=language, **members)
    approved = sample(Method.APPROVAL, language=language, threshold="1/4", **members)
    for vote, needed, taken in ((asked, "21", 0), (approved, "10", 2)):
        rows = table(votes(session(vote, t), t), language)
        people = t.n("majority.people.members", 40)
        assert {row[t("table.majority_of")] for row in rows} == {people}
        assert {row[t("table.needed")] for row in rows} == {needed}
        chosen = [row for row in rows if row[t("table.chosen")] == t("table.yes")]
        # Without enough yes, it is no that stands.
        assert len(chosen) == (taken or 1)


def test_a_tie_is_said_to_be_one() -> None:
    wall = postits(["Une charte", "Un potager"])
    told = record(postits=wall, votes={"vote": counted(wall, ({1: 2}, {2: 2}, {1: 1, 2: 1}))})
    rows = table(votes(told, fr))
    assert [(row["rang"], row["à égalité"], row["retenu"]) for row in rows] == [
        ("1", "oui", "non")
    ] * 2


@pytest.mark.parametrize("method", list(Method))
def test_of_two_secret_ballots_nothing_is_told(method: Method) -> None:
    few = sample(method, cast=[(1, content) for _, content in BALLOTS[method][:2]])
    rows = table(votes(session(few), fr))
    told = {name: {row[name] for row in rows} for name in rows[0]}
    for column in ("rang", "à égalité", "retenu", "obtenu", "en mots", "mentions"):
        assert told[column] == {""}
    assert told["remarque"] == {fr("table.too_few")}
    assert told["quorum atteint"] == {""}


def test_without_the_quorum_nothing_has_a_rank() -> None:
    vote = sample(Method.APPROVAL, quorum="23")
    rows = table(votes(session(vote), fr))
    assert {(row["rang"], row["retenu"], row["quorum atteint"]) for row in rows} == {
        ("", "", "non")
    }
    assert all(row["obtenu"] for row in rows)


@pytest.mark.parametrize("method", list(Method))
def test_what_a_vote_gave_outlives_its_ballots(method: Method) -> None:
    whole = session(sample(method))
    assert votes(without_raw(whole), fr) == votes(whole, fr)


def test_actions_and_milestones_are_cards_first() -> None:
    road = [
        builders.milestone(2024, number=1),
        replace(builders.milestone(2030, number=2, after=[1]), who="Le bureau\n=la mairie"),
    ]
    told = record(
        told=builders.scenario(),
        milestones=road,
        actions=[
            replace(action(), milestone_id=road[1].id, theme="Charte"),
            replace(action("Emprunter", first_step=None), due=None),
        ],
    )
    first, second = table(actions(told, fr))
    assert list(first)[:5] == ["Card Name", "Card Description", "Labels", "Members", "Due Date"]
    assert (first["Card Name"], first["Card Description"]) == ("Écrire la charte", "Appeler Alix")
    assert (first["Labels"], first["Members"]) == ("Charte", "Nour")
    assert date.fromisoformat(first["Due Date"]) == date(2030, 4, 1)
    assert first["numéro du jalon"] == "2"
    assert second["Due Date"] == second["Card Description"] == ""
    early, late = table(milestones(told, fr))
    assert (early["année"], late["année"], late["après les jalons"]) == ("2024", "2030", "1")
    assert late["qui"] == "Le bureau\n'=la mairie"
