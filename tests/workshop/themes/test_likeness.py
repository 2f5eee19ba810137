"""Likeness: what hides a duplicate does not hide it, and what differs is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.themes.likeness import alike, key
from tests.workshop.hostile import hostile_texts

SAME = [
    # accents, case, punctuation
    ("Une légumerie commune", "UNE LEGUMERIE COMMUNE !!"),
    ("Créer un cœur de village", "créer un coeur de village"),
    ("Des cafés‑débats", "des cafes-debats"),
    # plural
    ("Un atelier de réparation", "Des ateliers de réparations"),
    ("Le journal du réseau", "Les journaux du réseau"),
    ("A story told by residents", "Stories told by the residents"),
    ("Weekly lunches", "A weekly lunch"),
    # articles, elisions, small words
    ("L'alimentation", "alimentation"),
    ("Gouvernance partagée", "Une gouvernance partagée entre nous"),
    ("A garden for the community", "Community garden"),
    # word order
    ("Des légumes bio à la cantine", "Cantine : des légumes bio"),
    ("Les résidents ont composé les menus", "Les menus ont été composés par les résidents"),
    ("Residents on the board", "The board has residents"),
    # an ending, a slip of the hand
    ("Réduire le gaspillage", "La réduction du gaspillage"),
    ("Un camion frigorifique partagé", "Un camion frigorifque partagé"),
    ("A shared truck", "Truck sharing"),
    # nothing but emoji
    ("🎉", " 🎉 "),
]
APART = [
    ("Une cuisine commune", "Une voiture commune"),
    ("Mutualiser les achats", "Mutualiser les camions"),
    ("formation", "information"),
    ("jardin", "gardien"),
    ("cantine", "cantique"),
    ("Un jardin", "Un jardin à la place du parking, ouvert aux familles"),
    ("Plus de viande", "Moins de viande"),
    ("Aller au marché avec la voiture", "Aller au marché sans la voiture"),
    ("We do trust the board", "We don't trust the board"),
    ("More local food", "Less local food"),
    ("Le budget de 2026", "Le budget de 2027"),
    ("Weekly market", "Weekly meeting"),
    ("🎉", "🎈"),
    ("اجتماع القرية غدا", "פגישה מחר"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_what_hides_a_duplicate_does_not_hide_it(first: str, second: str) -> None:
    (pair,) = alike([first, second])
    assert (pair.first, pair.second) == (0, 1)
    assert 80 <= pair.score <= 100


@pytest.mark.parametrize(("first", "second"), APART)
def test_what_says_something_else_is_left_alone(first: str, second: str) -> None:
    assert alike([first, second]) == []


def test_the_likeliest_come_first_and_some_pairs_can_be_left_out() -> None:
    texts = ["Réduire le gaspillage", "Un camion", "Réduction du gaspillage", "Des camions"]
    assert [(p.first, p.second) for p in alike(texts)] == [(1, 3), (0, 2)]
    assert [(p.first, p.second) for p in alike(texts, [(1, 3)])] == [(0, 2)]


def test_a_text_of_small_words_alone_is_compared_by_them() -> None:
    assert key("Tous avec nous") == "avec nous tous"
    assert alike(["Tous avec nous", "avec nous tous"])


def test_three_hundred_copies_are_all_found() -> None:
    assert len(alike(["Un jardin partagé"] * 300)) == 300 * 299 // 2


@given(st.lists(hostile_texts, max_size=6))
def test_any_text_can_be_compared(texts: list[str]) -> None:
    for pair in alike(texts):
        assert pair.first < pair.second
    for text in texts:
        assert alike([text, text]), "a text is like itself"
