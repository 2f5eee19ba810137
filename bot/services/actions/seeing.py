"""Whose eyes look at the actions of a server: which channels they see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session


@dataclass(frozen=True, slots=True)
class Reader:
    """A person in a server, with the channels that they can see there."""

    server_id: int
    actor: Actor
    channels: Collection[int]


def sees(reader: Reader, session: Session) -> bool:
    """Return whether someone can find what is left of a session: one of a channel that they see,
    once its summary has left."""
    return (
        session.server_id == reader.server_id
        and session.released_at is not None
        and session.channel_id in reader.channels
    )
