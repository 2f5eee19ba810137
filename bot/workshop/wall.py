"""The wall: the order in which post-its are revealed, and its pages of text."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bot.workshop.postit import PostIt
from bot.workshop.scenario import Scenario
from bot.workshop.text import escape

# A message shows 4,000 characters; headings and the card around the page need some.
PAGE_CHARACTERS = 3200
PAGE_POSTITS = 60
# Stars, a line break and, at most, the words for “no dimension”.
HEADING = 40


def shuffled(postits: Sequence[PostIt], scenario: Scenario | None, rng: Random) -> list[int]:
    """Return the identifiers in the order of the wall: by dimension, drawn by lot within one.

    The order says nothing of who wrote or when.
    """
    names = [d.name for d in scenario.dimensions] if scenario else []
    lanes: dict[str | None, list[int]] = {name: [] for name in [*names, None]}
    for postit in sorted(postits, key=lambda p: p.id):
        lanes.setdefault(postit.dimension, []).append(postit.id)
    order: list[int] = []
    for lane in lanes.values():
        rng.shuffle(lane)
        order.extend(lane)
    return order


def pages(postits: Sequence[PostIt]) -> list[tuple[int, int]]:
    """Return first and last numbers of each page for revealed `postits`, in order."""
    found: list[tuple[int, int]] = []
    size = count = 0
    first: int | None = None
    last = 0
    heading: str | None = None
    for postit in postits:
        if postit.number is None:
            continue
        # The number, the year, the author and the line break come beside the text.
        length = len(escape(postit.text)) + len(postit.author_name or "") + 24
        if first is None or postit.dimension != heading:
            length += len(escape(postit.dimension or "")) + HEADING
        heading = postit.dimension
        if first is not None and (size + length > PAGE_CHARACTERS or count >= PAGE_POSTITS):
            found.append((first, last))
            first = None
        if first is None:
            first, size, count = postit.number, 0, 0
        last = postit.number
        size += length
        count += 1
    if first is not None:
        found.append((first, last))
    return found
