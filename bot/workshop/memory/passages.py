"""What a summary tells, text by text, and which of it a search shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.workshop.memory.words import Query


class About(StrEnum):
    """What a passage is, in the order in which passages are shown; `memory.about.<name>`."""

    DECISION = "decision"  # what a vote or a round of consent gave
    PUT = "put"  # what a vote asked, and what came first together
    NOT_ADOPTED = "not_adopted"  # a proposal
    ROLE = "role"  # for which someone was looked for
    CLAIM = "claim"  # what people took a place on: nothing was decided
    MILESTONE = "milestone"
    ACTION = "action"
    CONCERN = "concern"
    PARKED = "parked"
    NOTE = "note"
    MOVED = "moved"  # what moved someone on a line
    NAMED = "named"  # why someone was named for a role
    RESISTANCE = "resistance"  # why someone resists a proposal
    THEME = "theme"
    POSTIT = "postit"
    TITLE = "title"


_ORDER = {about: rank for rank, about in enumerate(About)}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that a summary tells. Nobody is named beside it."""

    about: About
    text: str


def best(passages: Iterable[Passage], query: Query, most: int) -> tuple[Sequence[Passage], int]:
    """Return at most so many of the passages in which a search finds something, and how many it
    finds in all: those first that hold most of its words, then in the order of `About`. What
    several people wrote alike is one."""
    met = [(query.met_in(passage.text), passage) for passage in dict.fromkeys(passages)]
    found = [(count, passage) for count, passage in met if count]
    found.sort(key=lambda one: (-one[0], _ORDER[one[1].about]))
    return [passage for _, passage in found[:most]], len(found)
