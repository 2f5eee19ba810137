"""Accents, case and plurals do not matter, in French and in English; whatever is typed is data."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.store.rows.memory import _expression
from bot.workshop.memory.passages import About, Passage, best
from bot.workshop.memory.words import LONGEST, Query, folded, words_of

# One finds the other.
SAME = """
journaux journal, chevaux cheval, travaux travail, bateaux bateau, tuyaux tuyau, noyaux noyau,
locaux local, locales local, idées idée, IDEES idée, écoles école, ecole école, œuvres oeuvre,
yeux œil, prix PRIX, feux feu, genoux genou, vies vie, notes note, villes ville, manches manche,
presses presse, coopératives coopérative, Légumeries légumerie, taxes taxe, détails détail,
bureaux bureau, maux mal, mois mois,
cities city, companies company, bodies body, stories story, parties party, days day, keys key,
boxes box, buses bus, dishes dish, lunches lunch, businesses business, children child, women woman,
knives knife, shelves shelf, taxes tax, Straße strasse, meetings Meeting, ties tie, 2032 2032
"""
# One does not find the other.
OTHER = """
formation information, ville vélo, chat château, 2026 2027, mer maire, cité citer, marche marcher,
organe organisation, car carte, policy police
"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [(one, other) for pair in table.split(",") for one, other in [pair.split()]]


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_accents_case_and_plurals_do_not_matter(one: str, other: str) -> None:
    assert folded(one) == folded(other) != ""


@pytest.mark.parametrize(("one", "other"), pairs(OTHER))
def test_another_word_is_another(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("text", ["l'idée", "L’IDÉE", "d'idées", "qu'une idée", "the idea's idée"])
def test_what_stands_before_an_apostrophe_is_no_word(text: str) -> None:
    assert "idee" in set(words_of(text))
    assert not {"l", "d", "qu"} & set(words_of(text))


def test_accents_of_their_own_are_accents() -> None:
    assert list(words_of("e\u0301cole")) == list(words_of("école"))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("légum", "La légumerie"),
        ("jardin partag", "Un jardin, à partager"),
        ("les jardins", "Le jardin"),
        ("coopér", "Nos coopératives"),
        ("son", "La sonorisation"),
        ("café du", "Un café"),
    ],
)
def test_the_last_word_may_be_a_beginning(typed: str, text: str) -> None:
    query = Query.of(typed)
    assert query.met_in(text) == len(query.terms) > 0


def test_an_earlier_word_is_whole_and_a_beginning_has_three_letters() -> None:
    assert Query.of("jard partagé").met_in("jardin partagé") == 1
    assert Query.of("ja").met_in("jardin") == 0
    assert Query.of("idée").met_in("identité") == 0, "what is typed whole is no shorter beginning"


@pytest.mark.parametrize("typed", ["", "  ", "le la", "🙂", '"" * ( )', "à"])
def test_nothing_to_look_for_is_known(typed: str) -> None:
    assert Query.of(typed).terms == ()


def test_words_are_marked_where_they_stand() -> None:
    parts = list(Query.of("ville jardin").parts("À la Ville, l'usine des jardins !"))
    assert "".join(part for part, _ in parts) == "À la Ville, l'usine des jardins !"
    assert [part for part, met in parts if met] == ["Ville", "jardins"]


@given(st.text(max_size=80))
@example('foo" OR words:*')
@example("NEAR(a b, 3) AND NOT c")
@example("§12 jardin")
@example("a\x00b ^c {d} -e : +f")
def test_whatever_is_typed_is_data(typed: str) -> None:
    query = Query.of(typed)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE memory USING fts5"
            " (words, content = '', detail = none, columnsize = 0, tokenize = 'ascii')"
        )
        for server in (1, 2):
            held = " ".join([f"§{server}", *sorted(set(words_of(typed)))])
            connection.execute("INSERT INTO memory (rowid, words) VALUES (?, ?)", (server, held))
        found = connection.execute(
            "SELECT rowid FROM memory WHERE memory MATCH ?", (_expression(1, query),)
        ).fetchall()
    whole = len(query.terms) == query.met_in(typed)
    assert found == ([(1,)] if whole else []), "its own server's text, and nothing of another"


@given(st.text(max_size=200), st.text(max_size=200))
def test_parts_are_the_text_and_fold_as_it_does(text: str, typed: str) -> None:
    query = Query.of(typed)
    parts = list(query.parts(text))
    assert "".join(part for part, _ in parts) == text
    assert any(met for _, met in parts) == (query.met_in(text) > 0)
    assert all(0 < len(word) <= LONGEST for word in words_of(text))


def test_what_several_people_wrote_alike_is_shown_once() -> None:
    alike = [Passage(About.POSTIT, "Un jardin")] * 3
    assert best([*alike, Passage(About.TITLE, "Un jardin")], Query.of("jardin"), 5)[1] == 2


def test_a_decision_comes_before_an_action_before_a_postit_before_a_title() -> None:
    told = [
        Passage(about, "Le jardin partagé")
        for about in (About.TITLE, About.POSTIT, About.ACTION, About.DECISION)
    ]
    both = Passage(About.NOTE, "Le jardin de la ville")
    shown, count = best([*told, both, Passage(About.DECISION, "Rien")], Query.of("jardin ville"), 4)
    assert count == 5
    assert shown == [both, *told[:0:-1]]
