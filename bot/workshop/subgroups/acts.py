"""What can be done so that people are where they should be, one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workshop.subgroups.places import Brought, Kind, Why

# What is written, and asks nothing of Discord.


@dataclass(frozen=True, slots=True)
class Begin:
    """Keep where the meeting is, and where its people come from."""

    server_id: int
    channel_id: int
    home: int | None


@dataclass(frozen=True, slots=True)
class Refuse:
    """Keep that a group has no place of a kind in a step."""

    number: int
    kind: Kind
    why: Why
    step_id: int


@dataclass(frozen=True, slots=True)
class Stands:
    """Keep as what a place that was asked for stands."""

    number: int
    kind: Kind
    channel_id: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Forget a place that is no more."""

    number: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Idle:
    """Keep that no group meets in some places from now on, or that one does again."""

    places: tuple[int, ...]
    idle: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Have the card of a group said in its place; in a thread, it lets these people in."""

    place_id: int
    channel_id: int
    step_id: int
    number: int
    guests: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Keep what became of someone."""

    person: int
    brought: Brought


@dataclass(frozen=True, slots=True)
class Recall:
    """Keep nothing of who was brought where: all are called back, and may be sent out again."""


@dataclass(frozen=True, slots=True)
class Hinder:
    """Keep what is in the way of bringing all back, or that nothing is."""

    why: Why | None


@dataclass(frozen=True, slots=True)
class End:
    """Nothing is left."""


# What is asked of Discord: one request each.


@dataclass(frozen=True, slots=True)
class Make:
    """Make a place for a group."""

    number: int
    kind: Kind
    step_id: int


@dataclass(frozen=True, slots=True)
class Move:
    """Move someone to the room of their group."""

    person: int
    channel_id: int
    step_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Home:
    """Move someone back to the voice channel of the meeting."""

    person: int
    channel_id: int


@dataclass(frozen=True, slots=True)
class Invite:
    """Let someone into the thread of their group, or (`out`) take out who left it for another."""

    place_id: int
    channel_id: int
    person: int
    out: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """Say the task as the status of a room."""

    place_id: int
    channel_id: int
    step_id: int


@dataclass(frozen=True, slots=True)
class Remove:
    """Delete a room or a thread of ours."""

    number: int
    kind: Kind
    channel_id: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing is to be done for so long."""

    seconds: float


Written = Begin | Refuse | Stands | Drop | Idle | Card | Note | Recall | Hinder | End
Asked = Make | Move | Home | Invite | Status | Remove
Act = Written | Asked
