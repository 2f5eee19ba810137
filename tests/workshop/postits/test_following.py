"""Which line of an edited message goes on with which: ideas keep what people answered to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.alike import fold
from bot.workshop.postits.following import Said, follow

# Words of which none is nearly another.
WORDS = ["four", "vélo", "fête", "jardin", "camion", "cuisine", "atelier", "épicerie", "bus"]
LISTS = st.lists(st.sampled_from(WORDS), unique=True, max_size=7)
ANY = st.lists(st.text(max_size=8).map(Said), max_size=8)


def said(*texts: str) -> list[Said]:
    return [Said(text) for text in texts]


def kept(before: list[str], after: list[str]) -> dict[str, str | None]:
    """What each line of `after` goes on with."""
    places = follow(said(*before), said(*after))
    return {
        text: before[place] if place is not None else None
        for text, place in zip(after, places, strict=True)
    }


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        # A line removed, the others stay themselves.
        ("un four|un vélo|une fête", "un vélo|une fête", {"un vélo": "un vélo"}),
        # A slip put right while a line is removed above it.
        ("un four|un vleo|une fête", "un vélo|une fête", {"un vélo": "un vleo"}),
        # Case and spaces tell nothing apart.
        ("un four|un vélo", "UN  VÉLO|un four", {"UN  VÉLO": "un vélo", "un four": "un four"}),
        # Written anew in its place.
        ("un|deux|trois", "un|dos|trois", {"dos": "deux"}),
        ("un four", "une bibliothèque", {"une bibliothèque": "un four"}),
        # Taken off above, another added below: nothing of the one goes to the other.
        ("un four|un vélo", "un vélo|une bibliothèque", {"une bibliothèque": None}),
        # Another number is another idea.
        ("budget 2026|budget 2027", "budget 2027|budget 2028", {"budget 2028": None}),
        # Two are as near: neither is chosen for its letters.
        ("le pain|la paix", "une fête|le paix", {"le paix": "la paix"}),
    ],
)
def test_examples(before: str, after: str, found: dict[str, str | None]) -> None:
    assert kept(before.split("|"), after.split("|")).items() >= found.items()


def test_the_same_words_in_two_places_stay_in_their_own() -> None:
    keep, drop = Said("les réunions", "Garder"), Said("les réunions", "Jeter")
    assert follow([keep, drop], [drop, keep]) == [1, 0]
    assert follow([keep, drop], [drop]) == [1]
    moved = Said("les réunions", "Essayer")
    assert follow([keep], [moved]) == [0]


@given(st.permutations(WORDS), st.permutations(WORDS))
def test_lines_that_only_move_stay_themselves(before: list[str], after: list[str]) -> None:
    assert kept(before, after) == {word: word for word in WORDS}


@given(LISTS, st.data())
def test_to_remove_lines_takes_nothing_from_the_others(
    before: list[str], data: st.DataObject
) -> None:
    after = data.draw(st.permutations(before)) if before else []
    after = after[: data.draw(st.integers(0, len(after)))]
    assert kept(before, after) == {word: word for word in after}


@given(LISTS, st.data())
def test_to_add_lines_takes_nothing_from_the_others(before: list[str], data: st.DataObject) -> None:
    new = [word for word in WORDS if word not in before]
    after = data.draw(st.permutations([*before, *new[: data.draw(st.integers(0, 3))]]))
    assert kept(before, after) == {word: word if word in before else None for word in after}


@given(st.lists(st.sampled_from(WORDS), unique=True, min_size=1), st.data())
def test_one_slip_of_the_hand_stays_the_same_idea(before: list[str], data: st.DataObject) -> None:
    slip = data.draw(st.sampled_from(before))
    after = [f"{word}s" if word == slip else word for word in data.draw(st.permutations(before))]
    expected = {f"{word}s" if word == slip else word: word for word in before}
    assert kept(before, after) == expected


@given(ANY, ANY)
def test_no_line_is_followed_twice_and_equal_texts_are_always_found(
    before: list[Said], after: list[Said]
) -> None:
    places = follow(before, after)
    taken = [place for place in places if place is not None]
    assert len(set(taken)) == len(taken)
    assert set(taken) <= set(range(len(before)))
    assert len(places) == len(after)
    left = {fold(one.text) for rank, one in enumerate(before) if rank not in taken}
    for one, place in zip(after, places, strict=True):
        assert place is not None or fold(one.text) not in left


@given(ANY)
def test_what_did_not_change_stays(before: list[Said]) -> None:
    assert follow(before, before) == list(range(len(before)))
