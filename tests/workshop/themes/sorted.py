"""Sortings for tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.workshop.themes.sorting import Sorting


def over(postits: Iterable[int], sorting: Sorting | None = None) -> Sorting:
    """Return `sorting` on a wall of exactly `postits`: others leave it, new ones are unsorted."""
    known = sorting or Sorting()
    return replace(known, places={postit: known.places.get(postit) for postit in postits})
