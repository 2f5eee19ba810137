"""Where small groups meet, as rows keep it: rooms and threads that are ours, and who was brought
there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a group meets in."""

    ROOM = "room"  # a voice channel
    THREAD = "thread"


class Stand(StrEnum):
    """What became of someone who was to be brought to the room of their group."""

    THERE = "there"  # they were there; if they are elsewhere now, they went of their own
    LEFT = "left"  # they were there, and left voice altogether: a line that broke, perhaps
    REFUSED = "refused"  # Discord refused to move them


class Why(StrEnum):
    """Why a place is missing, someone was not moved, or somebody is not back yet."""

    RIGHTS = "rights"
    FULL = "full"  # the server has as many channels, or threads, as Discord allows
    NOWHERE = "nowhere"  # Discord has no threads where the meeting is
    DELETED = "deleted"  # by someone of the server
    REFUSED = "refused"  # for a reason of Discord's own
    HOME = "home"  # the voice channel of the meeting is gone


@dataclass(frozen=True, slots=True)
class Brought:
    """Where someone was brought, or was to be, and for which step."""

    step_id: int
    number: int
    state: Stand


@dataclass(frozen=True, slots=True)
class Place:
    """A room or a thread of group `number`. Discord is asked for it once the row stands: until its
    `channel_id` is known, it is one named `name` that is newer than the channel `after`."""

    id: int
    number: int
    kind: Kind
    name: str
    after: int
    channel_id: int | None = None
    refusal: Why | None = None  # why there is none: the group meets elsewhere
    step_id: int | None = None  # whose card stands in it, or is on its way
    card_message_id: int | None = None
    status_step_id: int | None = None  # whose task its status says
    idle_at: datetime | None = None  # since when no group meets there
    guests: frozenset[int] = frozenset()  # who was let into a thread


@dataclass(frozen=True, slots=True)
class Kept:
    """What rows keep of a gathering until everyone is back and nothing of ours is left. `refusal`
    is what is in the way of that, if anything is."""

    session_id: int
    server_id: int
    channel_id: int
    home: int | None
    places: tuple[Place, ...] = ()
    people: Mapping[int, Brought] = field(default_factory=dict)
    refusal: Why | None = None


class Lacks(StrEnum):
    """What whoever leads is told of a gathering."""

    ROOM = "room"  # a group has no room, and meets in a thread
    THREAD = "thread"  # a group has no thread
    PLACE = "place"  # a group has neither: it works from the card of the room
    MOVED = "moved"  # people could not be brought to the room of their group
    BACK = "back"  # people, or places of ours, are left


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to tell whoever leads: what `lacks` and `why`, of which groups or which people."""

    lacks: Lacks
    why: Why
    numbers: tuple[int, ...] = ()
    people: tuple[int, ...] = ()


def troubles(kept: Kept) -> tuple[Trouble, ...]:
    """Return what whoever leads should know of a gathering, what concerns most groups first."""
    refused: dict[tuple[Lacks, Why], list[int]] = {}
    for place in kept.places:
        if place.refusal is None:
            continue
        other = next((p for p in kept.places if p.number == place.number and p is not place), None)
        if other is not None and other.refusal is not None:
            if place.kind is Kind.ROOM:
                continue  # told once, with why it has no thread either
            lacks = Lacks.PLACE
        elif place.kind is Kind.ROOM:
            lacks = Lacks.ROOM
        else:
            lacks = Lacks.THREAD if other is not None else Lacks.PLACE
        refused.setdefault((lacks, place.refusal), []).append(place.number)
    told = [Trouble(*what, tuple(sorted(numbers))) for what, numbers in refused.items()]
    still = tuple(sorted(p for p, b in kept.people.items() if b.state is Stand.REFUSED))
    if still:
        told.append(Trouble(Lacks.MOVED, Why.REFUSED, people=still))
    if kept.refusal is not None:
        told.append(Trouble(Lacks.BACK, kept.refusal))
    return tuple(told)
