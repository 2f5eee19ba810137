"""How many people are in the room without Discord, and who stands for them in the rows."""

from __future__ import annotations

from collections.abc import Callable

from bot.services.context import Context, author_of, steered
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.in_room import ROOM
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session

# How what the room says is signed in a session, in its language.
Signature = Callable[[Session], str]


async def numbered(ctx: Context, session_id: int, actor: Actor) -> Session:
    """Return a session for whoever may say how many are in the room; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        return await steered(tx, session_id, actor)


async def set_number(ctx: Context, session_id: int, actor: Actor, people: int) -> Session:
    """Say how many people are in the room without Discord; 0 for none, if nothing of theirs stands.

    It may change at any time, but for fewer than there are hidden marks of theirs. Raises Refusal
    for whoever does not lead.
    """
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        if not people and await _wrote(tx, session):
            raise Refusal("in_room.wrote")
        marks = await tx.rates.most_in_room(session.id)
        if people < marks:
            raise Refusal("rate.room_fewer", given=marks)
        places = await tx.positions.most_in_room(session.id)
        if people < places:
            raise Refusal("position.room_fewer", given=places)
        await tx.in_room.set_number(session.id, people)
        tx.touch(Topic.SESSION, session.id)
        return session


async def speaker(tx: Transaction, session: Session, actor: Actor, room: Signature | None) -> Actor:
    """Return who speaks: `actor`, or where `room` says how it signs, those who are in it.

    Only those who lead speak for the room, once they said how many are in it. Raises Refusal
    otherwise.
    """
    if room is None:
        return actor
    await steered(tx, session.id, actor)
    if not session.in_room:
        raise Refusal("in_room.nobody")
    return Actor(ROOM, room(session))


async def _wrote(tx: Transaction, session: Session) -> bool:
    _, theirs = await tx.postits.count(session.id, await author_of(tx, session, ROOM))
    return theirs > 0
