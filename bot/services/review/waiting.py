"""A summary waits for those who lead to read it again; nobody else is kept from it for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.services.context import Context
from bot.services.sessions.announcing import ask_to_review
from bot.services.sessions.quick import tells_itself
from bot.services.summary.releasing import release
from bot.store import Transaction
from bot.store.outbox import Letter, Saying
from bot.store.timers import Timer, TimerKind
from bot.workshop.review.correction import BEFORE_RAW, REMINDED, TOLD
from bot.workshop.sessions.session import Session

# What each timer does: those who lead are reminded, coordinators are told, then it leaves as it is.
_STAGES = (*REMINDED, TOLD, None)


async def leave(
    ctx: Context, tx: Transaction, session: Session, now: datetime, *, departed: bool, asked: bool
) -> None:
    """Have the summary of a session that has just ended leave, or wait to be read again.

    It waits where the server wants it or who ended `asked` for it. Two never do: what the cards of
    a quick session have told the room already, and that of a session whose channel went away
    (`departed`), where nobody could read it.
    """
    wanted = asked or (await tx.servers.get(session.server_id)).review
    if departed or not wanted or await tells_itself(tx, session):
        await release(ctx, tx, session, now, shown=not departed)
        return
    await tx.corrections.begin(session.id, now)
    await tx.outbox.add(Saying.IN_REVIEW, session.id, session.channel_id, now)
    await ask_to_review(tx, session, 0, now)
    await _set(tx, session, now, 0)


async def still_waits(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, now: datetime
) -> None:
    """A summary still waits: remind those who lead, tell coordinators, at last have it leave as it
    is, while its raw data is there."""
    if not session.in_review or session.review_since is None:
        return
    stage = timer.payload["stage"]
    if _STAGES[stage] is None:
        await release(ctx, tx, session, now, shown=False, unread=True)
        return
    channel = (await tx.servers.get(session.server_id)).coordinators_channel_id
    if stage < len(REMINDED) or channel is None:
        await ask_to_review(tx, session, stage + 1, now)
    else:
        await tx.outbox.add(Saying.REVIEW_WAITS, session.id, channel, now, for_coordinators=1)
    await _set(tx, session, session.review_since, stage + 1)


async def told(tx: Transaction, letter: Letter, message_id: int | None, now: datetime) -> None:
    """The room was told that the summary waits: note the message, which leaves with it."""
    session = await tx.sessions.get(letter.session_id)
    if session is None or message_id is None:
        return
    await tx.corrections.set_message(session.id, message_id)
    if not session.in_review:  # released while this was on its way
        await tx.outbox.add(
            Saying.REPLACED, session.id, session.channel_id, now, message=message_id
        )


async def led_by(ctx: Context, session: Session) -> list[int]:
    """Return those for whom a summary waits."""
    async with ctx.database.read() as tx:
        return sorted(await tx.sessions.facilitators(session.id))


def leaves_by_itself(session: Session) -> datetime | None:
    """Return when a summary that nobody releases leaves as it is; None before the end."""
    return session.raw_until - BEFORE_RAW if session.raw_until is not None else None


async def moved(tx: Transaction, session: Session) -> None:
    """The raw data of a session leaves sooner than was said: a summary that waits leaves before."""
    if session.in_review:
        due = leaves_by_itself(session)
        assert due is not None
        last = {"stage": len(_STAGES) - 1}
        await tx.timers.set(TimerKind.REVIEW, session.id, due, payload=last)


async def _set(tx: Transaction, session: Session, since: datetime, stage: int) -> None:
    leaves = leaves_by_itself(session)
    assert leaves is not None
    after: timedelta | None = _STAGES[stage]
    if after is None or since + after >= leaves:  # its raw data is kept for a few days alone
        stage, due = len(_STAGES) - 1, leaves
    else:
        due = since + after
    await tx.timers.set(TimerKind.REVIEW, session.id, due, payload={"stage": stage})
