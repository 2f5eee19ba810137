"""The wall as it stands in the channel: what is hidden leaves it too."""

from __future__ import annotations

from datetime import datetime

from bot.store import Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.sessions.session import Session


async def note_wall(tx: Transaction, letter: Letter, message_id: int | None) -> None:
    """Remember the message in which the wall was said, or a part; None when it was not."""
    if message_id is None:
        return
    names = ("page", "first", "last", "theme", "lane")
    shown = (letter.payload.get(name) for name in names)
    await tx.moderation.keep_wall(letter.session_id, message_id, *shown)


async def show_walls_again(tx: Transaction, session: Session, now: datetime) -> None:
    """Have the wall be as it is now wherever the room was shown it."""
    for wall in await tx.moderation.walls(session.id):
        shown = {
            "page": wall.page,
            "first": wall.first,
            "last": wall.last,
            "theme": wall.theme,
            "lane": wall.lane,
        }
        known = {name: number for name, number in shown.items() if number is not None}
        await tx.outbox.add(
            Saying.WALL_AGAIN,
            session.id,
            session.channel_id,
            now,
            message=wall.message_id,
            **known,
        )
