"""The summary of a session leaves: the one place where what a session was becomes known."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.services.actions.reminding import watch_released
from bot.services.context import Context
from bot.services.memory.remembering import remember_released
from bot.services.network import sharing
from bot.services.sessions.quick import tells_itself
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.review.correction import Corrections, Of
from bot.workshop.sessions.session import Session

# What else happens when a summary leaves, in the same transaction; the session is released.
Follow = Callable[[Context, Transaction, Session, datetime], Awaitable[None]]
FOLLOWS: tuple[Follow, ...] = (
    remember_released,
    watch_released,
    sharing.follow,
)


async def release(
    ctx: Context,
    tx: Transaction,
    session: Session,
    now: datetime,
    *,
    shown: bool,
    unread: bool = False,
) -> None:
    """Have the summary of a session that has ended posted: from now on it can be found.

    Where what was decided takes the place of a card that is `shown`, it has told the room already.
    `unread` where it waited to be read again and nobody did: the summary says so.
    """
    said = {"unread": 1} if unread else {}
    await tx.sessions.set_released(session.id, now)
    session = replace(session, released_at=now)
    made = Corrections(tuple(await tx.corrections.of_session(session.id)))
    title = made.said(Of.SESSION, 0, "title")
    if title is not None:  # nobody finds it under the other one: lists, files, what continues it
        await tx.sessions.set_title(session.id, title)
        session = replace(session, title=title)
    if not (shown and await tells_itself(tx, session)):
        await tx.outbox.add(
            Saying.SUMMARY,
            session.id,
            session.channel_id,
            now,
            for_coordinators=0,
            **said,
        )
    if session.review_message_id is not None:  # that it was waited for is told no more
        message = session.review_message_id
        await tx.outbox.add(Saying.REPLACED, session.id, session.channel_id, now, message=message)
    settings = await tx.servers.get(session.server_id)
    channel = settings.coordinators_channel_id
    if channel is not None and channel != session.channel_id:
        await tx.outbox.add(Saying.SUMMARY, session.id, channel, now, for_coordinators=1, **said)
    for follow in FOLLOWS:
        await follow(ctx, tx, session, now)
