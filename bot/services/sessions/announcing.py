"""What is said instead, when a summary could not reach those for whom it is."""

from __future__ import annotations

from datetime import datetime

from bot.store import Transaction
from bot.store.outbox import Letter, Saying


async def coordinators_unreachable(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Have the room told that the summary did not reach the coordinators' channel."""
    session = await tx.sessions.get(letter.session_id)
    if session is not None:
        await tx.outbox.add(
            Saying.UNREACHABLE, session.id, session.channel_id, now, letter=letter.id
        )


async def documents_follow(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Have the documents of a summary that went out without them posted when it is possible."""
    payload = {"for_coordinators": letter.payload["for_coordinators"]}
    await tx.outbox.add(Saying.DOCUMENTS, letter.session_id, letter.channel_id, now, **payload)


async def tell_facilitators(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Have those who lead told, each in private, that a letter does not get out.

    These wait in the lane of the first step, named by its identifier, negative: no channel has
    such a number.
    """
    steps = await tx.sessions.steps(letter.session_id)
    for person in sorted(await tx.sessions.facilitators(letter.session_id)):
        await tx.outbox.add(
            Saying.NOT_POSTED,
            letter.session_id,
            -steps[0].id,
            now,
            letter=letter.id,
            person=person,
        )
