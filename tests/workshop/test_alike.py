"""Texts that nobody can tell apart are one; those that one can tell apart are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.alike import _ALONE, alike, by_name, fold, twice, twins
from bot.workshop.text import one_line
from tests.workshop.hostile import EMOJI, hostile_texts

LYONS = [
    "Lyon",
    "LYON",
    "Ly\u200bon",
    "Ly\u200don",
    "Ly\u00adon",
    "L\u2060yon",
    "Lyon\ufe0f",
    "Lyon\u200e",
    "Ly\U000e0061on",
    "Lу\u043en",  # Cyrillic у and о
    "Lγon",  # Greek gamma
    "Ｌｙｏｎ",
    "𝐋𝐲𝐨𝐧",
]


@pytest.mark.parametrize("text", LYONS)
def test_what_shows_nothing_or_passes_for_another_letter_makes_no_other_text(text: str) -> None:
    assert alike(text) == alike("Lyon")
    assert twice(["Lyon", "Paris", text]) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("соор", "coop"),  # wholly Cyrillic
        ("СООР", "COOP"),
        ("ορυ", "opu"),  # wholly Greek
        ("Café", "Cafе\u0301"),  # Cyrillic е and an accent
        ("Café", "Cafe\u0301"),
        ("La  fête", "la\u00a0FÊTE"),
        ("Dé\u00adci\u00adder", "décider"),
        ("❤️", "❤"),
    ],
)
def test_texts_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert alike(one) == alike(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("un four", "un fourr"),
        ("avenir", "à venir"),
        ("10 m²", "10 m3"),
        ("2⁵", "25"),
        ("кот", "ком"),
        ("сор", "сорт"),
        ("үс", "ус"),
        ("ποδήλατο", "ποδηλάτο"),
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴"),
        ("👍🏽", "👍🏿"),
        ("می\u200cخواهم", "میخواهم"),
        ("क\u094d\u200dष", "क\u094dष"),
        ("", "."),
    ],
)
def test_texts_that_one_can_tell_apart_stay_apart(one: str, other: str) -> None:
    assert alike(one) != alike(other)


def test_emoji_are_all_different() -> None:
    assert twice(EMOJI) is None


CYRILLIC = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїјѕһҥүұӏ", min_size=1, max_size=8)
GREEK = st.text("αβγδεζηθικλμνξοπρστυφχψω", min_size=1, max_size=8)


@given(st.one_of(st.tuples(CYRILLIC, CYRILLIC), st.tuples(GREEK, GREEK)))
def test_two_words_of_one_script_are_never_one(words: tuple[str, str]) -> None:
    one, other = words
    assert (alike(one) == alike(other)) == (one.casefold() == other.casefold())


def test_no_two_small_letters_of_a_script_pass_for_the_same() -> None:
    for script in (range(0x370, 0x400), range(0x400, 0x530)):
        mapped = [latin for letter, latin in _ALONE.items() if letter in script]
        assert len(set(mapped)) == len(mapped) > 5


@given(hostile_texts)
def test_a_key_is_its_own_key_and_spaces_do_not_count_in_what_is_folded(text: str) -> None:
    line = one_line(text)
    assert alike(alike(line)) == alike(line)
    assert " " not in fold(line)


def test_both_texts_that_read_the_same_are_told_by_their_rank() -> None:
    assert twins(["Lyon", "A", "Metz", "\u0391"]) == (1, 3)
    assert twins(["Lyon", "Metz"]) is None


def test_names_are_listed_as_people_list_them() -> None:
    names = ["Zohra", "Émile", "aïcha", "Anaïs", "Élodie", "Eva", "Amadou"]
    assert sorted(names, key=by_name) == [
        "aïcha",
        "Amadou",
        "Anaïs",
        "Élodie",
        "Émile",
        "Eva",
        "Zohra",
    ]
