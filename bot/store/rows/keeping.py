"""For how long raw data of the sessions of a server is kept."""

from __future__ import annotations

from bot.store.rows.base import Aggregate
from bot.store.sessions import session_of
from bot.workshop.sessions.session import Session


class KeepingRows(Aggregate):
    async def longer(self, server_id: int, days: int) -> list[Session]:
        """Return the sessions of a server whose raw data is there, and kept for more than `days`
        after their end."""
        rows = await self._all(
            "SELECT * FROM sessions WHERE server_id = ? AND raw_deleted_at IS NULL"
            " AND kept_days > ? ORDER BY id",
            server_id,
            days,
        )
        return [session_of(row) for row in rows]

    async def shorten(self, server_id: int, days: int) -> None:
        """Have them be kept for no more than `days`."""
        await self._run(
            "UPDATE sessions SET kept_days = ?1 WHERE server_id = ?2 AND raw_deleted_at IS NULL"
            " AND kept_days > ?1",
            days,
            server_id,
        )
