"""What a masked wall shows when: a post-it that arrives alone names its writer by its place.

The first time that the post-its of a step are shown, people have been told on the card that few
writers are guessed. Those written afterwards are seen to arrive: they wait until enough people
have written some, unless their writer agrees that they stand alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.workshop.postits.postit import PostIt
from bot.workshop.vote.ballot import DETAIL_FROM

# How many people must have written for one of them not to be named: as for secret ballots.
COMPANY = DETAIL_FROM


@dataclass(frozen=True, slots=True)
class Late:
    """Hidden post-its of a step whose others are on the wall, and by how many people they are."""

    postits: tuple[PostIt, ...]
    writers: int

    @property
    def missing(self) -> int:
        """How many more people have to write before these are shown."""
        return max(0, COMPANY - self.writers)


def late(postits: Sequence[PostIt], step_id: int) -> Late:
    """Return what would arrive on the wall after the others of its step; nothing while none of
    them is on it. Post-its that their writer lets stand alone wait for nobody."""
    of_step = [p for p in postits if p.step_id == step_id]
    if all(p.number is None for p in of_step):
        return Late((), 0)
    hidden = tuple(p for p in of_step if p.number is None and not p.alone)
    # What is of nobody any more hides nobody: its writer may be among the others.
    return Late(hidden, len({p.author for p in hidden if p.author is not None}))


def waiting(postits: Sequence[PostIt]) -> tuple[PostIt, ...]:
    """Return the post-its of a masked session that the wall may not show yet."""
    found: list[PostIt] = []
    for step_id in dict.fromkeys(p.step_id for p in postits):
        of_step = late(postits, step_id)
        found += of_step.postits if of_step.missing else ()
    return tuple(found)
