"""What is alike: how often the right theme comes first is held to a floor on labelled sets."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meaning import encoder
from bot.workshop.themes.comparing import Comparison
from bot.workshop.themes.meaning import SIZE, Encoder, packed
from bot.workshop.themes.sorting import Sorting, Theme
from tests.bench.likeness.labelled import Labelled, labelled
from tests.bench.likeness.quality import by_comparison, by_token_sort, quality
from tests.workshop.hostile import hostile_texts

ROUNDS = 6
SETS = {one.name: one for one in labelled()}
# First, and among the first three, in percent: below what is measured by a few points.
WORDS = {
    "rehearsal, fr": (32, 58), "rehearsal, en": (31, 58),
    "neighbourhood, fr": (21, 51), "neighbourhood, en": (20, 55),
}  # fmt: skip
MEANING = {
    "rehearsal, fr": (37, 67), "rehearsal, en": (38, 65),
    "neighbourhood, fr": (49, 80), "neighbourhood, en": (64, 90),
}  # fmt: skip


@pytest.fixture(scope="module")
def reads() -> Encoder:
    found = encoder.encoder()
    if found is None:
        pytest.skip("the sentence encoder is not installed: make likeness")
    return found


@pytest.mark.parametrize("of", SETS.values(), ids=SETS)
def test_words_find_the_right_theme_as_often_as_they_did(of: Labelled) -> None:
    found = quality(of, by_comparison(of), ROUNDS)
    assert found.first >= WORDS[of.name][0]
    assert found.top >= WORDS[of.name][1]
    duplicates = quality(of, by_token_sort(of), ROUNDS)
    assert found.first > duplicates.first
    assert found.top > duplicates.top


@pytest.mark.parametrize("of", SETS.values(), ids=SETS)
def test_meanings_find_it_more_often(of: Labelled, reads: Encoder) -> None:
    found = quality(of, by_comparison(of, reads), ROUNDS)
    assert found.first >= MEANING[of.name][0]
    assert found.top >= MEANING[of.name][1]


def test_what_shares_nothing_keeps_the_order_of_the_themes() -> None:
    themes = tuple(Theme(one, name) for one, name in ((3, "Vert"), (1, "Bleu"), (2, "Rouge")))
    wall = Comparison({7: "un camion", 8: "un potager"})
    sorting = Sorting(themes, {7: 2, 8: None})
    assert wall.likeliest(sorting, [[8], [7], [99], []]) == [[3, 1, 2]] * 4
    assert wall.nearest([8], 5) == []


def test_a_post_it_is_no_evidence_for_its_own_theme() -> None:
    themes = (Theme(1, "A"), Theme(2, "B"))
    wall = Comparison({7: "un camion partagé", 8: "des camions partagés", 9: "un potager"})
    assert wall.likeliest(Sorting(themes, {7: 1, 8: 2, 9: 1}), [[7]]) == [[2, 1]]


def test_a_wall_is_compared_anew_where_it_changed() -> None:
    before = Comparison({1: "un camion", 2: "des camions", 3: "un potager"})
    assert before.still({1: "un camion", 2: "des camions", 3: "un potager"}, {})
    assert not before.still({1: "un camion"}, {})
    texts = {1: "un camion", 2: "un potager partagé", 3: "un potager"}
    assert Comparison(texts, before=before).nearest([3], 1) == [2]
    meanings = {3: packed([1.0] * SIZE)}
    assert not before.still({1: "un camion", 2: "des camions", 3: "un potager"}, meanings)


@given(st.lists(hostile_texts, min_size=1, max_size=6), st.lists(st.floats(-1, 1), max_size=3))
def test_any_texts_are_compared(texts: Sequence[str], numbers: list[float]) -> None:
    known = dict(enumerate(texts))
    meaning = packed([*numbers, *[0.0] * (SIZE - len(numbers))])
    for wall in (Comparison(known), Comparison(known, {0: meaning})):
        sorting = Sorting((Theme(1, texts[0]), Theme(2, "")), {0: 1})
        (found,) = wall.likeliest(sorting, [list(known)], {texts[0]: meaning})
        assert sorted(found) == [1, 2]
        assert set(wall.nearest([0], 9)) < set(known)
