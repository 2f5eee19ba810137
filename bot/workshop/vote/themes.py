"""What the themes of a wall make of a vote on its post-its: the order of the options."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from bot.workshop.vote.ballot import Option


def by_theme(options: Iterable[Option]) -> list[Option]:
    """Return the options of a theme beside each other, the largest theme first, those without a
    theme last; under their numbers within each. Two themes of a size stand as on the wall: the
    one that holds the lowest number first."""
    found: dict[str | None, list[Option]] = {}
    for option in sorted(options, key=attrgetter("number")):
        found.setdefault(option.theme, []).append(option)
    # Sorting is stable: they were found in the order of the wall.
    groups = sorted(found.items(), key=lambda group: (group[0] is None, -len(group[1])))
    return [option for _, group in groups for option in group]
