"""Several themes named at once: one name a line, as post-its are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.workshop.errors import Refusal
from bot.workshop.themes.sorting import Sorting


@dataclass(frozen=True, slots=True)
class Named:
    """The sorting with its new themes: the names that were `made`, and those it `knew`."""

    sorting: Sorting
    made: tuple[str, ...]
    knew: tuple[str, ...]


def name_several(sorting: Sorting, names: Iterable[str], first_id: int) -> Named:
    """Return the sorting with an empty theme for each of `names`.

    A name that a theme has already, or that comes twice, makes no other. Raises Refusal when there
    is no name, or one is too long.
    """
    made: list[str] = []
    knew: list[str] = []
    for name in names:
        known = sorting.named(name)
        if known is not None:
            if known.name not in made:
                knew.append(known.name)
            continue
        sorting = sorting.create(first_id + len(made), name)
        made.append(sorting.themes[-1].name)
    if not made and not knew:
        raise Refusal("theme.needs_name")
    return Named(sorting, tuple(made), tuple(dict.fromkeys(knew)))
