"""Names of themes that the room proposes: what is kept of them, and which are taken first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.text import one_line
from bot.workshop.themes.sorting import NAME_LIMIT

# In one form and of one person, and in all for a step: more would not be read.
AT_ONCE = 10
IN_ALL = 60
# What is ticked beforehand when names become themes: what people sort among at a glance.
FIRST = 8


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed name, and how many people `want` it; None where that is not told."""

    id: int
    name: str
    want: int | None = None


def to_propose(written: Iterable[str]) -> dict[str, str]:
    """Return the names to keep, by what those that read the same share.

    Raises Refusal when there are too many, or one is too long.
    """
    names: dict[str, str] = {}
    for line in written:
        name = one_line(line)
        if len(name) > NAME_LIMIT:
            raise Refusal("text.too_long", length=len(name), limit=NAME_LIMIT)
        names.setdefault(fold(name), name)
    if len(names) > AT_ONCE:
        raise Refusal("names.too_many", most=AT_ONCE)
    return names


def by_choice(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return proposals, the most wanted first, then in alphabetical order."""
    return sorted(proposals, key=lambda one: (-(one.want or 0), fold(one.name)))


def first_taken(proposals: Sequence[Proposal]) -> frozenset[int]:
    """Return the identifiers of those that are ticked beforehand: the most wanted, `FIRST` of them
    at most, and none that nobody wants."""
    wanted = [one for one in by_choice(proposals) if one.want]
    return frozenset(one.id for one in wanted[:FIRST])
