"""The parts of a wall that are read, drawn and published one by one.

A shelf is a theme once there are some, else a column or a dimension; what stands in none has its
own, the last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session
from bot.workshop.themes.pages import lanes
from bot.workshop.themes.sorting import Sorting
from bot.workshop.wall.wall import lane_names


@dataclass(frozen=True, slots=True)
class Place:
    """Which shelf: the identifier of a theme, or the rank of a column or dimension among all
    those of the session, empty ones too; neither for what stands in none."""

    theme: int | None = None
    lane: int | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Revealed post-its of one place; `name` is None for what stands in none."""

    place: Place
    name: str | None
    postits: tuple[PostIt, ...]


def shelves(session: Session, sorting: Sorting, postits: Iterable[PostIt]) -> list[Shelf]:
    """Return the shelves that hold some of `postits`: themes from the largest, else columns and
    dimensions in their own order, what stands in none last."""
    if sorting.themes:
        return [
            Shelf(Place(theme=theme.id), theme.name, tuple(held))
            if theme
            else Shelf(Place(), None, tuple(held))
            for theme, held in lanes(sorting, postits)
        ]
    names = lane_names(session)
    found: dict[str | None, list[PostIt]] = {}
    for postit in postits:
        found.setdefault(postit.lane, []).append(postit)
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys([*names, *filter(None, found)]))}
    return [
        Shelf(Place(lane=rank), name, tuple(found[name]))
        for name, rank in ranks.items()
        if name in found
    ] + ([Shelf(Place(), None, tuple(found[None]))] if None in found else [])


def shelf_at(
    session: Session, sorting: Sorting, postits: Iterable[PostIt], place: Place
) -> Shelf | None:
    """Return the shelf of a place; None when it holds nothing, or is gone."""
    found = shelves(session, sorting, postits)
    return next((shelf for shelf in found if shelf.place == place), None)
