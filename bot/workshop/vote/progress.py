"""How far a vote is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """What may be known of a vote while it is open: how many voted, of how many, quorum asked."""

    voted: int  # those in the room included
    in_room: int
    size: int | None
    quorum: int | None
