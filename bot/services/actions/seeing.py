"""Whose eyes look at the actions of a server: which channels they see.

What a summary says where it stands, everyone who sees the channel has read: its actions are found
by them. Where the channel is gone, they are found by those who may read the summary.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.memory.reading import read_one, readable
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.memory.reading import Seen
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session


@dataclass(frozen=True, slots=True)
class Reader:
    """A person in a server, with the channels that they can see there."""

    server_id: int
    actor: Actor
    seen: Seen


async def sees(tx: Transaction, reader: Reader, session: Session) -> bool:
    """Return whether someone can find what is left of a session: one of a channel that they see,
    or whose summary they may read, once it has left."""
    if session.server_id != reader.server_id or session.released_at is None:
        return False
    return session.channel_id in reader.seen.channels or await reads(tx, reader, session)


async def reads(tx: Transaction, reader: Reader, session: Session) -> bool:
    """Return whether someone may read the summary of a session."""
    try:
        await read_one(tx, reader.server_id, session.id, reader.actor, reader.seen)
    except Refusal:
        return False
    return True


async def all_read(tx: Transaction, reader: Reader) -> frozenset[int]:
    """Return the sessions that left a summary which someone may read."""
    found = await readable(tx, reader.server_id, reader.actor, reader.seen)
    return frozenset(found)
