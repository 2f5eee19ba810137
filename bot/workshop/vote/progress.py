"""How far a vote is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workshop.vote.ballot import DETAIL_FROM


def tells_nobody(ballots: int, turnout: int) -> bool:
    """True when details of a secret vote with so many ballots tell nobody's choice.

    `turnout` voted themselves. Ballots that a facilitator recorded are known to them: they hide
    nobody.
    """
    return ballots >= DETAIL_FROM and (turnout == 0 or turnout >= DETAIL_FROM)


@dataclass(frozen=True, slots=True)
class Progress:
    """What may be known of a vote while it is open: how many voted, of how many, quorum asked."""

    voted: int  # those in the room included
    in_room: int
    size: int | None
    quorum: int | None

    @property
    def few(self) -> bool:
        """True when the count of a secret vote would now tell nothing, and erase the ballots."""
        return not tells_nobody(self.voted, self.voted - self.in_room)
