"""What was under way in a copy that was put back is held, as of when the copy was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.context import Context
from bot.services.hands.keeping import room_pauses
from bot.services.sessions.moving import stop_clock
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.rows.base import to_time
from bot.store.taking_up import HELD_FROM
from bot.workshop.sessions.session import Session, SessionState


async def hold(ctx: Context, now: datetime) -> int:
    """Stop the clocks of the sessions under way in a database that was put back, and have their
    rooms told; return how many rooms are. Once for each restoration.

    To be called before anything falls due: what did since the copy was made was said then.
    """
    async with ctx.database.write() as tx:
        made_at = to_time(await tx.servers.meta(HELD_FROM))
        if made_at is None:
            return 0
        told = 0
        for session in await tx.sessions.live():
            if session.state is SessionState.RUNNING:
                await _stop(tx, session, made_at)
            elif session.lobby_message_id is None:
                continue  # nobody has read of it
            since = int(made_at.timestamp())
            await tx.outbox.add(Saying.RESTORED, session.id, session.channel_id, now, since=since)
            tx.touch(Topic.SESSION, session.id)
            told += 1
        await tx.servers.unset_meta(HELD_FROM)
        return told


async def _stop(tx: Transaction, session: Session, made_at: datetime) -> None:
    """Pause a session as it was at `made_at`; what is open before a meeting keeps its day."""
    step = await tx.sessions.step_at(session.id, session.position)
    if step is None or not step.is_open or session.paused or session.is_ahead:
        return
    await tx.sessions.save_step(await stop_clock(tx, step, made_at))
    await tx.sessions.save(replace(session, paused=True))
    await room_pauses(tx, session.id, made_at)
