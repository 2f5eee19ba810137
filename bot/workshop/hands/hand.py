"""A hand that is up, a place that is taken, and what people had of the floor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

FLOOR = 0  # the place of the one who speaks; chairs are numbered from 1
LEAST_CHAIRS, MOST_CHAIRS = 2, 8


class Raised(StrEnum):
    """What a hand is up for."""

    HAND = "hand"  # to speak, when its turn comes
    POINT = "point"  # to answer on this very point: before the others


class Had(NamedTuple):
    """What someone had of the floor; compared, the least comes first."""

    seconds: int = 0
    turns: int = 0


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand that is up. `rank` tells which was raised first; `absent` that it was passed over,
    since whoever raised it is not where the meeting is held."""

    person: int
    name: str
    kind: Raised
    rank: int
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone who has the floor (`FLOOR`) or a chair, and the hand for which they got it, if they
    had raised one.

    `seconds` were counted until `since`; None while a pause lasts.
    """

    place: int
    person: int
    name: str
    step: int
    since: datetime | None
    seconds: int = 0
    kind: Raised | None = None
    rank: int | None = None

    def lasted(self, now: datetime) -> int:
        """Return for how many seconds they have had it, pauses left out."""
        since = self.since
        return self.seconds + (max(0, int((now - since).total_seconds())) if since else 0)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that is over, and what it counts for."""

    person: int
    step: int
    seconds: int


class Heard(NamedTuple):
    """How many people had the floor in a step, and how many turns there were."""

    people: int
    turns: int
