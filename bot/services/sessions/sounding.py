"""Whether the end of a timebox is heard: off until those who lead turn it on."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.services.context import Context, steered
from bot.store import Topic, Transaction
from bot.store.timers import Timer
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session

# A sound that comes later tells nothing any more.
HEARD_FOR = timedelta(minutes=1)


async def set_sound(ctx: Context, session_id: int, actor: Actor, *, heard: bool) -> Session:
    """Have the end of timeboxes heard, or not; raise Refusal when `actor` does not lead."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        await tx.sessions.set_sound(session.id, heard=heard)
        return session


async def set_voice(ctx: Context, session_id: int, actor: Actor, channel_id: int | None) -> Session:
    """Have the end of timeboxes heard in a voice channel too, in none where it is None.

    Raises Refusal when `actor` does not lead, or nothing is heard: it would be heard there alone.
    """
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        if channel_id is not None and not session.sound:
            raise Refusal("voice.no_sound")
        await tx.sessions.set_voice(session.id, channel_id)
        return session


def strike(tx: Transaction, session: Session, timer: Timer, now: datetime) -> None:
    """Have the end that `timer` tells heard in the voice channel of a session, if it has one and
    the end is not long past."""
    if session.voice_channel_id is not None and now - timer.due_at <= HEARD_FOR:
        tx.touch(Topic.TIME_UP, session.id)
