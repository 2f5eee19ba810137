"""Raw data reaches its age; a session that nobody ends does not stand for ever."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.keeping.purging import purge
from bot.services.sessions.steering import end_now
from bot.services.summary.releasing import release
from bot.store import Transaction
from bot.store.timers import Timer
from bot.workshop.sessions.session import Session, SessionState


async def forget(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, now: datetime
) -> None:
    """Delete what people wrote in a session and who they are; what was decided stays.

    One that nobody ended ends first, as if someone who leads it had done so: with its summary, if
    it had started. What was written in it then has the time that is printed there.
    """
    if session.state is not SessionState.ENDED:
        await end_now(ctx, tx, session, now)
        return
    if session.in_review:  # the program was away on the day on which it was to leave
        await release(ctx, tx, session, now, shown=False, unread=True)
    await purge(tx, session.id, now)
