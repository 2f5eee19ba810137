"""What is said instead, when the summary could not reach the coordinators."""

from __future__ import annotations

from datetime import datetime

from bot.store import Transaction
from bot.store.outbox import Letter, Saying


async def coordinators_unreachable(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Have the room told that the summary did not reach the coordinators' channel."""
    session = await tx.sessions.get(letter.session_id)
    if session is not None:
        await tx.outbox.add(Saying.UNREACHABLE, session.id, session.channel_id, now)
