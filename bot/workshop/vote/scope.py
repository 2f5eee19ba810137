"""Which part of the wall a vote on post-its is on."""

from __future__ import annotations

from enum import StrEnum

from bot.workshop.language import Frozen


class Within(StrEnum):
    """What a recipe says: the whole wall, or what is in the themes that came first in the last
    vote on themes of the session."""

    ALL = "all"
    CHOSEN = "chosen"


class Unchosen(StrEnum):
    """Why a vote that was to be within the chosen themes is on the whole wall."""

    NO_VOTE = "no_vote"  # none on themes was counted
    UNDECIDED = "undecided"  # it chose none, had no quorum, or too few voted for it to be told
    GONE = "gone"  # none of those that it chose has a post-it any more


class Scope(Frozen):
    """The part of the wall that a vote opened on, as it then was.

    `ids` are the themes, None among them for what stands in none; empty for the whole wall.
    `names` are theirs, as people read them. `tied` when more of them came first than were to be
    taken, because the last ones are level. `gone` counts the chosen themes that hold nothing any
    more. `by_hand` when the facilitator picked them. `renamed` are themes by the name that they
    have and the one that people voted on, `joined` those voted on that have joined one of these
    since, with its name. The whole wall held `wall` post-its.
    """

    ids: tuple[int | None, ...] = ()
    names: tuple[str, ...] = ()
    tied: bool = False
    gone: int = 0
    unchosen: Unchosen | None = None
    by_hand: bool = False
    renamed: tuple[tuple[str, str], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    wall: int = 0

    @property
    def is_part(self) -> bool:
        """True when it is less than the whole wall."""
        return bool(self.ids)

    @property
    def unsorted(self) -> bool:
        """True when what stands in no theme is among what was picked."""
        return None in self.ids
