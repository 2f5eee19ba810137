"""Post-its typed without a column, where there are some: kept, and asked where they go.

The room is asked once in a step, whoever writes and however much (`columns.py` is what each
person then does). What nobody placed is kept without a column, and said.
"""

from __future__ import annotations

from datetime import datetime

from bot.store import Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.sessions.session import Session, StepRun


async def ask(tx: Transaction, session: Session, step: StepRun, now: datetime) -> None:
    """Have the room asked for columns, unless it was in this step."""
    if await tx.sessions.ask_columns(step.id):
        await tx.outbox.add(Saying.COLUMN, session.id, session.channel_id, now, step=step.id)


async def asked(tx: Transaction, letter: Letter, message_id: int | None, now: datetime) -> None:
    """Note which message asks; it leaves at once where the step was left meanwhile."""
    step = await tx.sessions.step(letter.payload["step"])
    if step is not None and step.is_open:
        await tx.sessions.set_column_asked(step.id, message_id)
    elif message_id is not None:
        await tx.outbox.add(
            Saying.REPLACED, letter.session_id, letter.channel_id, now, message=message_id
        )


async def ask_no_more(tx: Transaction, session: Session, step: StepRun, now: datetime) -> None:
    """Take the message away that asks for columns; a step that opens again asks again."""
    message_id = await tx.sessions.column_asked(step.id)
    await tx.sessions.set_column_asked(step.id, None)
    if message_id is not None:
        await tx.outbox.add(
            Saying.REPLACED, session.id, session.channel_id, now, message=message_id
        )
