"""Raw data reaches its age."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.context import Context
from bot.store import Transaction
from bot.store.timers import Timer
from bot.workshop.sessions.session import Session, SessionState


async def forget(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, now: datetime
) -> None:
    """Delete what people wrote in a session and who they are; what was decided stays."""
    if session.state is not SessionState.ENDED:
        # Nobody ended it: what people wrote in it does not stay for ever.
        await tx.sessions.save(replace(session, state=SessionState.ENDED, ended_at=now))
    await tx.sessions.delete_raw(session.id, now)
    # Its scenario may be gone, and a voice is no decision either.
    await tx.media.delete_unused()
