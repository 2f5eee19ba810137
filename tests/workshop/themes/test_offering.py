"""The order in which themes are offered: one that people learn, and no bait."""

from __future__ import annotations

from bot.workshop.themes import offering
from bot.workshop.themes.offering import IN_SIGHT, KNOWN_FROM
from bot.workshop.themes.sorting import Sorting, Theme

ASKED = 100


def offered(sorting: Sorting, scores: dict[int, float], most: int = 23) -> list[int]:
    return offering.offered(ASKED, sorting, scores, most)


def holding(themes: int, **sizes: int) -> Sorting:
    """Themes 1 to `themes`, of which some (`t2=3`) hold post-its; one is asked about."""
    places: dict[int, int | None] = {ASKED: None}
    for name, size in sizes.items():
        for _ in range(size):
            places[len(places)] = int(name[1:])
    return Sorting(tuple(Theme(n, f"T{n}") for n in range(1, themes + 1)), places)


def test_all_in_sight_keep_the_order_of_the_wall_but_for_the_likeliest_that_is_known() -> None:
    scores = {1: 0.1, 2: 0.2, 3: 0.9, 4: 0.3}
    assert offered(holding(4), scores) == [1, 2, 3, 4], "a name alone moves nothing"
    few = holding(4, t3=KNOWN_FROM - 1, t4=KNOWN_FROM)
    assert offered(few, scores) == [1, 2, 3, 4], "nor the second likeliest"
    assert offered(holding(4, t3=KNOWN_FROM, t2=9), scores) == [3, 1, 2, 4]
    assert offered(holding(4, t3=9), {}) == [1, 2, 3, 4], "nothing in common"


def test_in_a_menu_the_likeliest_of_those_known_come_first() -> None:
    size = IN_SIGHT + 1
    scores = {1: -0.2, 2: 0.2, 4: 0.9, 5: 0.8}
    now = holding(size, t1=KNOWN_FROM, t2=KNOWN_FROM, t4=KNOWN_FROM - 1, t5=KNOWN_FROM)
    assert offered(now, scores) == [5, 2, 1, 3, 4, 6, 7, 8, 9]


def test_a_post_it_is_no_evidence_of_where_it_stands_itself() -> None:
    now = holding(3, t3=KNOWN_FROM - 1)
    filed = Sorting(now.themes, {**now.places, ASKED: 3})
    assert offered(filed, {3: 0.9}) == [1, 2, 3]


def test_of_more_than_a_menu_holds_the_likeliest_are_offered() -> None:
    assert offered(holding(12), {12: 0.5, 3: 0.1}, most=9) == [1, 2, 3, 4, 5, 6, 7, 8, 12]
