"""The wall in parts: which have a card, what is counted, what their descriptions say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.i18n import catalogue
from bot.reports.pictures.drawing import ALT_LIMIT, Drawing
from bot.reports.pictures.wall.overview import overview, part
from bot.reports.pictures.wall.wall import part_in_full
from bot.reports.record import SessionRecord
from bot.workshop.language import Language
from bot.workshop.themes.sorting import Sorting, Theme
from bot.workshop.wall.shelves import Place
from tests.builders import collect, reveal, vote
from tests.reports.builders import counted, postits, record
from tests.reports.drawn import workshop

FR = catalogue(Language.FRENCH)
UNSORTED = FR("picture.wall.unsorted")


def sorted_wall(
    *sizes: int, unsorted: int = 0, dots: dict[int, int] | None = None
) -> SessionRecord:
    """A wall of themes of these sizes, and `unsorted` post-its in none, which come last."""
    themes = tuple(Theme(n, f"Thème {n}") for n in range(1, len(sizes) + 1))
    places: list[int | None] = [t.id for t, size in zip(themes, sizes, strict=True)
                                for _ in range(size)]  # fmt: skip
    places += [None] * unsorted
    on_wall = postits([f"Une idée {n}" for n in range(len(places))])
    votes = {"vote": counted(on_wall, [dots] * 3)} if dots else {}
    told = record((collect(), reveal(), vote()), postits=on_wall, votes=votes)
    found = {p.id: place for p, place in zip(on_wall, places, strict=True)}
    return replace(told, sorting=Sorting(themes, found))


def blocks(drawing: Drawing) -> list[dict[str, Any]]:
    found = drawing.data["blocks"]
    assert isinstance(found, list)
    return found


def rest(drawing: Drawing) -> list[str]:
    found = drawing.data["rest"]
    assert isinstance(found, list)
    return [line["text"] for line in found]


def test_what_stands_in_no_theme_has_its_card_and_the_rest_is_counted() -> None:
    sizes = [40, 30, 25, 20, 18, 16, 15, 10, 8, 6, 4, 3, 2, 2, 1]
    told = sorted_wall(*sizes, unsorted=100, dots={250: 1})
    (drawing,) = overview(told, FR)
    first, *others = blocks(drawing)
    assert (first["name"]["text"], first["count"]) == (UNSORTED, 100)
    assert first["notes"][0]["number"] == 250, "the winner is seen"
    assert first["dots"] == FR.n("picture.wall.dots", 3)
    assert [card["count"] for card in others] == sizes[:11]
    (line,) = rest(drawing)
    left = FR.n("picture.wall.other_themes", 4, notes=FR.n("picture.notes", 8))
    assert line == left
    assert FR.n("picture.notes", 292) in drawing.alt
    assert FR.n("picture.cards", 12) in drawing.alt
    assert left in drawing.alt


def test_few_without_a_theme_keep_their_card_among_many_themes() -> None:
    (drawing,) = overview(sorted_wall(*[5] * 14, unsorted=1), FR)
    assert blocks(drawing)[-1]["name"]["text"] == UNSORTED
    (line,) = rest(drawing)
    assert line == FR.n("picture.wall.other_themes", 3, notes=FR.n("picture.notes", 15))


def test_a_whole_wall_is_not_described_as_a_part_of_it() -> None:
    plain = record((collect(), reveal()), postits=postits(["a"] * 180))
    (drawing,) = overview(plain, FR)
    assert FR.n("picture.notes", 180) in drawing.alt
    assert FR.n("picture.cards", 1) in drawing.alt
    assert "partie" not in drawing.alt
    (same,) = part(plain, FR, Place())
    assert same.alt == drawing.alt


def test_each_page_of_a_part_names_the_part() -> None:
    (one,) = part_in_full(sorted_wall(6, 3), FR, Place(theme=1))
    assert one.alt == FR("picture.alt.part", name="Thème 1", notes=FR.n("picture.notes", 6))
    pages = part_in_full(sorted_wall(60, 3), FR, Place(theme=1))
    assert len(pages) > 1
    assert all("Thème 1" in page.alt and len(page.alt) <= ALT_LIMIT for page in pages)


def test_dimensions_keep_their_order() -> None:
    (drawing,) = overview(workshop(40), FR)
    assert [card["hue"] for card in blocks(drawing)] == [0, 1, 2, 3]
