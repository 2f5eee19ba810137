"""The wall, and why people resist, as they stand in the channel: what is hidden leaves them too."""

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


async def note_reasons(tx: Transaction, letter: Letter, message_id: int | None) -> None:
    """Remember the message in which the room reads why people resist; None when it was not said."""
    if message_id is not None:
        await tx.reasons.set_message(letter.payload["step"], message_id)


async def show_reasons_again(
    tx: Transaction, session: Session, step_id: int | None, now: datetime
) -> None:
    """Have the message that tells why people resist, in a vote, be as it is now."""
    message_id = await tx.reasons.message(step_id) if step_id is not None else None
    if step_id is not None and message_id is not None:
        await tx.outbox.add(
            Saying.REASONS_AGAIN,
            session.id,
            session.channel_id,
            now,
            step=step_id,
            message=message_id,
        )
