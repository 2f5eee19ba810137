"""Themes: every post-it in one place, whatever is done; and everything can be undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.workshop.errors import Refusal
from bot.workshop.themes.sorting import (
    NAME_LIMIT,
    ChangeKind,
    Sorting,
    change,
    redone,
    starting,
    undone,
)
from tests.workshop.themes.sorted import over

POSTITS = range(101, 113)


def wall() -> Sorting:
    """Twelve post-its and two themes: 1 holds the first three, 2 the next two."""
    sorting = over(POSTITS).create(1, "Cuisine", [101, 102, 103])
    return sorting.create(2, "Jardin", [104, 105])


def refused(key: str, act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        act()
    assert refusal.value.key == key
    return refusal.value


def test_a_wall_is_unsorted_at_first() -> None:
    assert over(POSTITS).unsorted == tuple(POSTITS)


def test_a_theme_is_made_with_post_its_or_without() -> None:
    made = wall().create(3, "  Fêtes\n du  quartier ")
    assert [theme.name for theme in made.themes] == ["Cuisine", "Jardin", "Fêtes du quartier"]
    assert made.sizes == {1: 3, 2: 2, 3: 0}


@pytest.mark.parametrize("name", ["", " \n", "\u200b"])
def test_a_theme_needs_a_name(name: str) -> None:
    refused("theme.needs_name", lambda: wall().create(3, name))
    refused("theme.needs_name", lambda: wall().rename(1, name))


def test_a_name_has_a_limit() -> None:
    assert wall().create(3, "x" * NAME_LIMIT).named("x" * NAME_LIMIT)
    assert refused("text.too_long", lambda: wall().create(3, "x" * 81)).params == {
        "length": 81,
        "limit": 80,
    }


def test_two_themes_cannot_have_one_name_but_a_name_can_change_case() -> None:
    assert refused("theme.name_taken", lambda: wall().create(3, "CUISINE")).params == {
        "name": "Cuisine"
    }
    refused("theme.name_taken", lambda: wall().rename(2, " cuisine"))
    assert wall().rename(1, "CUISINE").theme(1).name == "CUISINE"


def test_themes_merge_into_one_that_keeps_its_name() -> None:
    three = wall().create(3, "Potager", [106])
    merged = three.merge(2, [3, 1])
    assert [theme.name for theme in merged.themes] == ["Jardin"]
    assert merged.within(2) == (101, 102, 103, 104, 105, 106)
    refused("theme.same", lambda: wall().merge(1, [1]))
    refused("theme.same", lambda: wall().merge(1, []))
    refused("theme.gone", lambda: wall().merge(1, [9]))


def test_a_theme_splits_off_the_post_its_that_it_holds() -> None:
    split = wall().split(1, 3, "Desserts", [102, 104, 999])
    assert split.within(3) == (102,)
    assert split.within(2) == (104, 105), "those of another theme stay there"
    refused("theme.split_nothing", lambda: wall().split(1, 3, "Rien", [104]))


def test_post_its_move_and_those_withdrawn_meanwhile_are_left_out() -> None:
    moved = wall().move([101, 999, 110], 2)
    assert moved.within(2) == (101, 104, 105, 110)
    assert 101 in moved.move([101], None).unsorted
    refused("postit.gone", lambda: wall().move([999], 2))
    refused("theme.gone", lambda: wall().move([101], 9))


def test_the_post_its_of_a_theme_removed_are_unsorted() -> None:
    removed = wall().remove(1)
    assert removed.unsorted == (101, 102, 103, *range(106, 113))
    refused("theme.gone", lambda: removed.remove(1))


@pytest.mark.parametrize(
    ("first", "second", "theme"),
    [
        (110, 104, "Jardin"),  # the theme of one of them
        (104, 101, "Cuisine"),  # of two, the larger
        (110, 111, "Un texte"),  # a new one
    ],
)
def test_two_post_its_are_put_together(first: int, second: int, theme: str) -> None:
    after = wall().together(first, second, 3, "Un texte")
    named = after.named(theme)
    assert named is not None
    assert {first, second} <= set(after.within(named.id))


def test_two_post_its_join_the_theme_that_has_the_name_already() -> None:
    after = wall().together(110, 111, 3, "CUISINE")
    assert after.within(1) == (101, 102, 103, 110, 111)
    refused("postit.gone", lambda: wall().together(110, 999, 3, "x"))


def test_a_long_post_it_makes_a_name_that_fits() -> None:
    after = wall().together(110, 111, 3, "mot " * 60)
    assert len(after.theme(3).name) <= NAME_LIMIT


def test_the_first_themes_come_from_lanes_once_each() -> None:
    lanes = {"Garder": [101, 102], "garder": [103], "Jeter": []}
    started = starting(over(POSTITS), lanes, 5)
    assert [(t.id, t.name) for t in started.themes] == [(5, "Garder"), (6, "Jeter")]
    assert started.within(5) == (101, 102, 103)


def test_what_changes_nothing_is_no_change() -> None:
    assert change(ChangeKind.MOVE, "", wall(), wall().move([101], 1)) is None


def test_undo_leaves_alone_what_came_and_went_meanwhile() -> None:
    before = wall()
    after = before.remove(1)
    made = change(ChangeKind.REMOVE, "Cuisine", before, after)
    assert made is not None
    meanwhile = over([102, 103, *range(104, 113), 200], after)
    back = undone(meanwhile, made)
    assert back.within(1) == (102, 103)
    assert back.places[200] is None
    assert redone(back, made) == meanwhile
