"""A session whose channel, thread or server went away ends by itself."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.counting import counts_between
from bot.services.sessions.announcing import tell_facilitators
from bot.services.sessions.steering import end_now
from bot.services.sessions.unsaid import give_up_all
from bot.services.summary.releasing import release
from bot.workshop.sessions.session import Session, SessionState

# Why nothing more is said there.
GONE = "gone"


async def live_sessions(ctx: Context) -> list[Session]:
    """Return the sessions that have not ended, or whose summary waits to be read again, with the
    places where they are."""
    async with ctx.database.read() as tx:
        return [*await tx.sessions.live(), *await tx.corrections.all_waiting()]


async def broken_off(ctx: Context, session: Session) -> bool:
    """True for a session that ended because its channel went away, until its summary is posted."""
    async with ctx.database.read() as tx:
        unsaid = await tx.outbox.unsaid(session.id)
    return any(x.channel_id == session.channel_id and x.failure == GONE for x in unsaid)


@counts_between
async def end_departed(
    ctx: Context, session_id: int, now: datetime, *, server_too: bool = False
) -> None:
    """End a session as one who leads it would: votes are counted, its summary goes to coordinators.
    One that waits to be read again leaves as it is: nobody could read it where it was.

    What was for the channel is kept until someone asks for it elsewhere; with `server_too`, so is
    what was for coordinators. Those who lead are told in private.
    """
    async with ctx.database.write() as tx:
        session = await tx.sessions.get(session_id)
        if session is None:
            return
        if session.in_review:
            await release(ctx, tx, session, now, shown=False)
            started = True
        elif session.state is SessionState.ENDED:
            return
        else:
            started = await end_now(ctx, tx, session, now, departed=True)
        gone = [session.channel_id]
        settings = await tx.servers.get(session.server_id)
        if server_too and settings.coordinators_channel_id is not None:
            gone.append(settings.coordinators_channel_id)
        summary = await give_up_all(tx, session, gone, GONE, now)
        if started and summary is not None and not server_too:
            # Discord takes no private message to people with whom no server is shared.
            await tell_facilitators(tx, summary, now)
