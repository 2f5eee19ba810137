"""In which order the themes are offered to someone who says where a post-it goes.

One who always says the first must not file by likeness alone: a theme comes before its turn only
on the evidence of what stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.workshop.themes.sorting import Sorting

# Up to so many themes are all in sight, in a radio group: people learn their order, which stays.
IN_SIGHT = 8
# A theme that holds so many post-its, the one asked about left out, is known by them.
KNOWN_FROM = 3


def offered(postit: int, sorting: Sorting, scores: Mapping[int, float], most: int) -> list[int]:
    """Return the identifiers of the `most` likeliest themes, in the order in which they are
    offered for `postit`; `scores` are what it has in common with each, nothing where not above 0.

    All in sight: the order of the wall, but for the likeliest theme of all, first where it is
    known. In a menu: those that are known, the likeliest first, then the others in that order.
    """
    ranked = sorted(
        (theme.id for theme in sorting.themes), key=lambda theme: -scores.get(theme, 0.0)
    )[:most]
    order = [theme.id for theme in sorting.themes if theme.id in set(ranked)]
    sizes, own = sorting.sizes, sorting.places.get(postit)
    likely = [theme for theme in ranked if scores.get(theme, 0.0) > 0]
    first = likely[:1] if len(order) <= IN_SIGHT else likely
    known = [theme for theme in first if sizes[theme] - (theme == own) >= KNOWN_FROM]
    return [*known, *(theme for theme in order if theme not in known)]
