"""The pages of the wall that stand in the channel: what is hidden leaves them too."""

from __future__ import annotations

from datetime import datetime

from bot.store import Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.sessions.session import Session


async def note_wall(tx: Transaction, letter: Letter, message_id: int | None) -> None:
    """Remember the message in which a page of the wall was said; None when it was not."""
    if message_id is None:
        return
    page, first, last = (letter.payload.get(name) for name in ("page", "first", "last"))
    await tx.moderation.keep_wall(letter.session_id, message_id, page, first, last)


async def show_walls_again(tx: Transaction, session: Session, now: datetime) -> None:
    """Have every page of the wall that the room was shown be as the wall is now."""
    for wall in await tx.moderation.walls(session.id):
        span = {"page": wall.page, "first": wall.first, "last": wall.last}
        known = {name: number for name, number in span.items() if number is not None}
        await tx.outbox.add(
            Saying.WALL_AGAIN,
            session.id,
            session.channel_id,
            now,
            message=wall.message_id,
            **known,
        )
