"""What a session takes up from the one that it continues."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from bot.workshop.postits.postit import PostIt
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.story.scenario import Scenario


class Taken(StrEnum):
    """What can be taken up."""

    MILESTONES = "milestones"
    PARKED = "parked"
    POSTITS = "postits"


def left(
    postits: Sequence[PostIt],
    milestones: Sequence[Milestone],
    first: Collection[int],
    chosen: Collection[int],
) -> list[PostIt]:
    """Return the post-its that were left: on the wall, `first` in no vote, in none of the themes
    that came first (`chosen` are the post-its of those), and on no milestone."""
    placed = {m.postit_id for m in milestones} | {p for m in milestones for p in m.sources}
    followed = {*first, *chosen, *placed}
    return [one for one in postits if one.on_the_wall and one.id not in followed]


def fits(milestones: Sequence[Milestone], there: Scenario | None) -> bool:
    """Return whether milestones have their place in a scenario: its years, and its dimensions."""
    if there is None:
        return False
    names = {dimension.name for dimension in there.dimensions}
    return all(
        there.origin <= one.year <= there.horizon and one.dimension in names for one in milestones
    )
