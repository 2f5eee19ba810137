"""The post of a session, where its coordinators' place is a forum."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.sessions.session import Session


async def stands_in(ctx: Context, session_id: int, post_id: int) -> None:
    """Note that what coordinators read of a session is in a post: what follows goes there."""
    async with ctx.database.write() as tx:
        await tx.sessions.set_post(session_id, post_id)


async def retag(tx: Transaction, session: Session, now: datetime) -> None:
    """Have the post of a session say whether something is left to do: called where an action was
    done, dropped or taken up again. Nothing happens where it has no post."""
    channel = (await tx.servers.get(session.server_id)).coordinators_channel_id
    if session.post_id is not None and channel is not None:
        await tx.outbox.add(Saying.RETAG, session.id, channel, now)
