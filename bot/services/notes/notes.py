"""Notes: those who lead write them down for the step under way, whatever its kind."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, led_step
from bot.store import Topic
from bot.workshop.limits import NOTES_PER_SESSION, check_room
from bot.workshop.notes.note import check_note
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import StepRun


async def keep(
    ctx: Context,
    step_id: int,
    actor: Actor,
    text: str,
    submission: str,
    now: datetime | None = None,
) -> str:
    """Keep a note and return it as kept; `now` as in `form_step`."""
    async with ctx.database.write() as tx:
        session, step = await led_step(tx, step_id, actor, now)
        kept = check_note(text)
        await tx.notes.add(session.id, step.id, kept, submission)
        noted = len(await tx.notes.of_session(session.id))
        check_room("note.too_many", NOTES_PER_SESSION, noted)
        tx.touch(Topic.SESSION, session.id)
        return kept


async def to_write(ctx: Context, step_id: int, actor: Actor) -> StepRun:
    """Return the step of which `actor` may write a note now; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        _, step = await led_step(tx, step_id, actor)
        return step
