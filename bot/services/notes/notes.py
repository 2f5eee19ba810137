"""Notes: those who lead write them down for the step under way, whatever its kind."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, led_step, steered
from bot.store import Topic
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.limits import NOTES_PER_SESSION, check_room
from bot.workshop.notes.note import Note, check_note
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import StepRun


async def keep(
    ctx: Context,
    step_id: int,
    actor: Actor,
    text: str,
    submission: str,
    now: datetime | None = None,
) -> tuple[str, Note | None]:
    """Keep a note and return its text as kept, with its row, None for a repeated `submission`;
    `now` as in `form_step`."""
    async with ctx.database.write() as tx:
        session, step = await led_step(tx, step_id, actor, now)
        kept = check_note(text)
        row = await tx.notes.add(session.id, step.id, kept, submission)
        noted = len(await tx.notes.of_session(session.id))
        check_room("note.too_many", NOTES_PER_SESSION, noted)
        tx.touch(Topic.SESSION, session.id)
        return kept, row


async def take_back(ctx: Context, note_id: int, step_id: int, actor: Actor, now: datetime) -> None:
    """Delete a note: it is on no card any more, and in no report.

    Raises Refusal for who does not lead, once the session has ended, and when it is gone.
    """
    async with ctx.database.write() as tx:
        found = await tx.sessions.step_in_session(step_id)
        if found is None:
            raise Refusal("note.gone")
        session = await steered(tx, found[0].id, actor)
        if not await tx.notes.remove(note_id, step_id):
            raise Refusal("note.gone")
        step = found[1]
        if step.is_over and step.card_message_id is not None:
            await tx.outbox.add(Saying.FOLD, session.id, session.channel_id, now, step=step.id)
        tx.touch(Topic.SESSION, session.id)


async def to_write(ctx: Context, step_id: int, actor: Actor) -> StepRun:
    """Return the step of which `actor` may write a note now; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        _, step = await led_step(tx, step_id, actor)
        return step
