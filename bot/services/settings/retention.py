"""For how long a server keeps what people wrote.

A session has the number of days that its server had when it opened: it is said while the session
goes on, and printed on what is posted. A longer one never lengthens that; a shorter one shortens it
where whoever manages the server says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context
from bot.services.review import waiting
from bot.store import Transaction
from bot.workshop.errors import Outdated
from bot.workshop.settings.settings import ServerSettings


@dataclass(frozen=True, slots=True)
class Former:
    """The sessions of a server of which raw data is kept longer than it would now have it: how many
    go on, how many have ended, and of how many among these it would be deleted at once."""

    under_way: int = 0
    ended: int = 0
    at_once: int = 0

    @property
    def any(self) -> bool:
        return self.under_way + self.ended > 0


async def kept_longer(ctx: Context, settings: ServerSettings, now: datetime) -> Former:
    """Return what `settings` would shorten, if those who manage the server want it for sessions
    that were opened before too."""
    async with ctx.database.read() as tx:
        found = await tx.kept.longer(settings.server_id, settings.retention.days)
    ended = [s.ended_at for s in found if s.ended_at is not None]
    due = sum(ended_at + settings.retention <= now for ended_at in ended)
    return Former(len(found) - len(ended), len(ended), due)


async def shorten(ctx: Context, server_id: int, days: int | None) -> int:
    """Have raw data of the sessions that were opened before be kept no longer than the `days` that
    a server has chosen; return of how many that is so. Raises Outdated where it has chosen another
    number since.

    What is then due is deleted by its timer, at once. Who may do so is the caller's to check.
    """
    async with ctx.database.write() as tx:
        settings = await tx.servers.get(server_id)
        if settings.kept_days != days:
            raise Outdated("setup.changed_since")
        found = await tx.kept.longer(server_id, settings.retention.days)
        await tx.kept.shorten(server_id, settings.retention.days)
        for session in found:
            await _shortened(tx, session.id)
        return len(found)


async def _shortened(tx: Transaction, session_id: int) -> None:
    session = await tx.sessions.get(session_id)
    assert session is not None
    if session.raw_until is not None:
        await tx.timers.forget_at(session.id, session.raw_until)
        await waiting.moved(tx, session)
