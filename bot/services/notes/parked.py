"""What is left for later: those who lead write it at any step, and make of it what they like.

Participants have their post-its: a subject of theirs that is put off is said aloud, and whoever
leads writes it down for the room.
"""

from __future__ import annotations

from bot.services.context import Context, led_step, steered
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.limits import NOTES_PER_SESSION, PARKED_PER_SESSION, check_room
from bot.workshop.notes.parked import Parked, check_parked
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState


async def park(
    ctx: Context, session_id: int, actor: Actor, text: str, submission: str
) -> Parked | None:
    """Keep a subject for later and return it; None for a repeated `submission`."""
    async with ctx.database.write() as tx:
        session = await _led(tx, session_id, actor)
        kept = await tx.parked.add(session.id, check_parked(text), submission)
        count = len(await tx.parked.of_session(session.id))
        check_room("parked.too_many", PARKED_PER_SESSION, count)
        return kept


async def listed(ctx: Context, session_id: int, actor: Actor) -> list[Parked]:
    """Return what is left for later in a session that `actor` leads; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        session = await _led(tx, session_id, actor)
        return await tx.parked.of_session(session.id)


async def one(ctx: Context, parked_id: int, actor: Actor) -> Parked:
    """Return a subject that `actor` may do something with; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        return await taken(tx, parked_id, actor)


async def take_back(ctx: Context, parked_id: int, actor: Actor) -> Parked:
    """Take a subject off the list and return it."""
    async with ctx.database.write() as tx:
        found = await taken(tx, parked_id, actor)
        await tx.parked.remove(found.id)
        return found


async def as_note(
    ctx: Context, parked_id: int, step_id: int, actor: Actor, submission: str
) -> Parked:
    """Make a subject a note of the step under way, and return it as it was."""
    async with ctx.database.write() as tx:
        found = await taken(tx, parked_id, actor)
        session, step = await led_step(tx, step_id, actor)
        if session.id != found.session_id:
            raise Refusal("parked.gone")
        await tx.notes.add(session.id, step.id, found.text, submission)
        noted = len(await tx.notes.of_session(session.id))
        check_room("note.too_many", NOTES_PER_SESSION, noted)
        await tx.parked.remove(found.id)
        tx.touch(Topic.SESSION, session.id)
        return found


async def taken(tx: Transaction, parked_id: int, actor: Actor) -> Parked:
    """Return a subject of a session that goes on and that `actor` leads; raise Refusal
    otherwise."""
    found = await tx.parked.get(parked_id)
    if found is None:
        raise Refusal("parked.gone")
    await _led(tx, found.session_id, actor)
    return found


async def _led(tx: Transaction, session_id: int, actor: Actor) -> Session:
    session = await steered(tx, session_id, actor)
    if session.state is not SessionState.RUNNING:
        raise Refusal("session.not_started")
    return session
