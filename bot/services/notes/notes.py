"""Notes of a discussion: those who lead write them while its step is open."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, form_step, steered
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Discuss
from bot.workshop.limits import NOTES_PER_SESSION, check_room
from bot.workshop.notes.note import check_note
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun


async def keep(
    ctx: Context,
    step_id: int,
    actor: Actor,
    text: str,
    submission: str,
    now: datetime | None = None,
) -> str:
    """Keep a note of the discussion and return it as kept; `now` as in `form_step`."""
    async with ctx.database.write() as tx:
        session, step = await _led(tx, step_id, actor, now)
        kept = check_note(text)
        await tx.notes.add(session.id, step.id, kept, submission)
        noted = len(await tx.notes.of_session(session.id))
        check_room("note.too_many", NOTES_PER_SESSION, noted)
        tx.touch(Topic.SESSION, session.id)
        return kept


async def to_write(ctx: Context, step_id: int, actor: Actor) -> StepRun:
    """Return the discussion of which `actor` may write a note now; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        _, step = await _led(tx, step_id, actor)
        return step


async def _led(
    tx: Transaction, step_id: int, actor: Actor, now: datetime | None = None
) -> tuple[Session, StepRun]:
    session, step = await form_step(tx, step_id, now)
    await steered(tx, session.id, actor)
    if not isinstance(step.plan, Discuss):
        raise Refusal("step.not_open")
    return session, step
