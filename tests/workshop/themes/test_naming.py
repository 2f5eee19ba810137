"""Names proposed for a group: the words that set it apart, as people wrote them, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.themes.naming import proposed
from tests.workshop.hostile import hostile_texts

TRUCKS = ["Un camion partagé", "Des camions partagés", "Le camion partagé du lundi"]
FARMS = ["Acheter aux fermes", "Les fermes livrent nos achats", "Grouper les achats"]
OTHERS = [
    "Une fête de quartier",
    "Un potager derrière la mairie",
    "Un journal",
    "Ouvrir le dimanche",
    "Des bancs au soleil",
    "Le bus jusqu'à la gare",
    "Planter des haies",
    "Une troupe de théâtre",
    "Prêter des outils",
    "Repeindre la salle",
]


@pytest.mark.parametrize(
    ("group", "name"),
    [
        # a phrase, in the form that most wrote
        (TRUCKS, "Camion partagé"),
        (["La banque du temps", "Monter une banque du temps !"], "Banque du temps"),
        (["A statement of purpose", "Rewrite our statement of purpose"], "Statement of purpose"),
        # two words, where no phrase is shared
        (FARMS, "Achats, fermes"),
        # one
        (["Réduire le gaspillage", "La réduction du gaspillage"], "Gaspillage"),
        # what they share says nothing of what they are about
        (["Deux personnes enfin là", "Enfin, après deux fois"], None),
        (["Un four", "Une mare"], None),
        (["Un four"], None),
        (["2027", "2027 !"], None),
        ([], None),
    ],
)
def test_a_name_is_what_several_share(group: list[str], name: str | None) -> None:
    assert proposed(group, OTHERS) == name


def test_a_word_that_all_the_wall_has_names_nothing() -> None:
    wall = ["Une fête pour le réseau", "Le journal du réseau", "Le réseau au jardin", "Un réseau"]
    assert proposed(wall[:2], wall[2:]) is None


def test_a_name_that_is_taken_gives_way_to_the_next() -> None:
    taken = {"Achats, fermes"}
    assert proposed(FARMS, OTHERS, taken.__contains__) == "Achats"


def test_a_name_is_never_a_post_it_cut_short() -> None:
    long = "Que chaque établissement reçoive enfin la liste des fournisseurs solidaires " * 3
    name = proposed([long, f"{long} !"], OTHERS)
    assert name is not None
    assert len(name) <= 40
    assert "…" not in name


@given(st.lists(hostile_texts, max_size=5), st.lists(hostile_texts, max_size=5))
def test_any_texts_give_a_name_that_they_hold_or_none(group: list[str], others: list[str]) -> None:
    name = proposed(group, others)
    if name is not None:
        assert all(
            any(word.casefold() in text.casefold() for text in group)
            for word in name.replace(",", "").split()
        )
