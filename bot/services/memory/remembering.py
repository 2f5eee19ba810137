"""What a summary tells becomes what is found of it: said in the transaction that changes it, done
shortly after, outside of it.

Whatever changes what a summary tells once it is out calls `remember`. An upgrade asks the same of
the sessions that ended before (`0047_memory.sql`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.reports.passages import passages
from bot.reports.record import SessionRecord
from bot.services.context import Context
from bot.services.records import record
from bot.store import Transaction
from bot.store.errors import disk_refuses
from bot.workshop.errors import Refusal
from bot.workshop.memory.reading import Spot
from bot.workshop.memory.words import words_of
from bot.workshop.sessions.session import Session

log = logging.getLogger(__name__)

# Sessions that are indexed in one transaction: nobody waits long for it.
BATCH = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session was, as Discord tells now; `is_open` where everyone can see it."""

    spot: Spot
    is_open: bool


# Where a channel of a server is; None where Discord does not tell.
Places = Callable[[int, int], Place | None]


async def remember(tx: Transaction, session: Session) -> None:
    """Have what the summary of a session tells now be found. Nothing of one that is not released,
    nor of a round alone, which leaves no summary."""
    if not session.is_round:
        await tx.memory.remember(session.id)


async def remember_released(ctx: Context, tx: Transaction, session: Session, now: datetime) -> None:
    """The summary of a session left: it can be found from now on."""
    await remember(tx, session)


async def remember_some(ctx: Context, places: Places) -> bool:
    """Index some of the sessions that wait for it; return whether more may wait."""
    async with ctx.database.read() as tx:
        waiting = await tx.memory.due(BATCH)
    if not waiting:
        return False
    found = [(due, await _told(ctx, due.session_id)) for due in waiting]
    async with ctx.database.write() as tx:
        for due, told in found:
            place = None if due.placed else places(due.server_id, due.channel_id)
            if place is not None:
                await tx.memory.place(due, place.spot, was_open=place.is_open)
            if told is None:
                await tx.memory.give_up(due)
            else:
                await tx.memory.keep(due, *told)
    return len(waiting) == BATCH


async def _told(ctx: Context, session_id: int) -> tuple[str, frozenset[str]] | None:
    """Return the title and the words of a session; None where it cannot be read."""
    try:
        told = await record(ctx, session_id)
        return told.session.title, await asyncio.to_thread(_folded, told)
    except Refusal:  # it is gone
        return None
    except Exception as error:
        if disk_refuses(error):
            raise
        log.exception("session %d cannot be indexed", session_id)
        return None


def _folded(told: SessionRecord) -> frozenset[str]:
    return frozenset(word for passage in passages(told) for word in words_of(passage.text))
