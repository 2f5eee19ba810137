"""Raw data reaches its age; a session that nobody ends does not stand for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.services.context import Context
from bot.services.sessions.steering import end_now
from bot.services.summary.releasing import release
from bot.store import Transaction
from bot.store.timers import Timer
from bot.workshop.sessions.session import Session, SessionState

# Nobody turns the pages of what they looked for so long ago.
_LOOKED_FOR = timedelta(days=1)


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
    # Who looked for which words of it may stand there until someone looks for others.
    await tx.memory.forget_searches(now - _LOOKED_FOR)
    await tx.sessions.delete_raw(session.id, now)
    # Its scenario may be gone, and a voice is no decision either.
    await tx.media.delete_unused()
