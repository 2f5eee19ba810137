"""The wall by theme: its pages of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.workshop.postits.postit import PostIt
from bot.workshop.text import escape
from bot.workshop.themes.sorting import Sorting, Theme
from bot.workshop.wall.wall import HEADING, PAGE_CHARACTERS, PAGE_POSTITS, written_length


@dataclass(frozen=True, slots=True)
class Stretch:
    """Post-its of one theme, or of none, on one page.

    `total` counts the whole theme; `continued` tells that a page before began it.
    """

    theme: Theme | None
    total: int
    postits: tuple[PostIt, ...]
    continued: bool = False


def lanes(sorting: Sorting, postits: Iterable[PostIt]) -> list[tuple[Theme | None, list[PostIt]]]:
    """Return the post-its of each theme that has some, the larger first; the unsorted last."""
    found: dict[int | None, list[PostIt]] = {}
    for postit in postits:
        found.setdefault(sorting.places.get(postit.id), []).append(postit)
    named: list[tuple[Theme | None, list[PostIt]]] = [
        (theme, found[theme.id]) for theme in sorting.themes if theme.id in found
    ]
    named.sort(key=lambda lane: -len(lane[1]))
    return [*named, (None, found[None])] if None in found else named


def pages(
    sorting: Sorting, postits: Sequence[PostIt], most: int = PAGE_POSTITS, beside: int = 0
) -> list[list[Stretch]]:
    """Return what each page of the wall shows, theme after theme.

    A page has at most `most` post-its, and keeps room for `beside` characters by each.
    """
    found: list[list[Stretch]] = []
    page: list[Stretch] = []
    size = count = 0
    for theme, lane in lanes(sorting, postits):
        heading = len(escape(theme.name) if theme else "") + HEADING
        begun = False
        held: list[PostIt] = []
        for postit in lane:
            length = written_length(postit) + beside
            needed = length + (0 if held else heading)
            if count and (size + needed > PAGE_CHARACTERS or count >= most):
                if held:
                    page.append(Stretch(theme, len(lane), tuple(held), begun))
                    begun, held = True, []
                found.append(page)
                page, size, count = [], 0, 0
                needed = length + heading
            held.append(postit)
            size += needed
            count += 1
        if held:
            page.append(Stretch(theme, len(lane), tuple(held), begun))
    return [*found, page] if page else found
