"""How far a vote is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.workshop.vote.ballot import DETAIL_FROM


def tells_nobody(ballots: int, turnout: int) -> bool:
    """True when details of a secret vote with so many ballots tell nobody's choice.

    `turnout` voted themselves. Ballots that a facilitator recorded are known to them: they hide
    nobody.
    """
    return ballots >= DETAIL_FROM and (turnout == 0 or turnout >= DETAIL_FROM)


class Shut(StrEnum):
    """Why a sealed box cannot be opened."""

    GONE = "gone"  # its key is no more: nobody will ever read what is inside
    STUCK = "stuck"  # its key is there, and cannot be read for now


@dataclass(frozen=True, slots=True)
class Progress:
    """What may be known of a vote while it is open: how many voted, of how many, quorum asked; of a
    sealed one, whether its box is `shut` for good, or for now."""

    voted: int  # those in the room included
    in_room: int
    size: int | None
    quorum: int | None
    shut: Shut | None = None

    @property
    def few(self) -> bool:
        """True when the count of a secret vote would now tell nothing, and erase the ballots."""
        return not tells_nobody(self.voted, self.voted - self.in_room)
