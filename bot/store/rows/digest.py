"""What a server's sessions left over a while."""

from __future__ import annotations

from datetime import datetime

from bot.store.rows.base import Aggregate, to_text


class DigestRows(Aggregate):
    async def released(
        self, server_id: int, first: datetime, after: datetime, most: int
    ) -> list[tuple[int, int]]:
        """Return the sessions of a server whose summary left from `first` on and before `after`,
        the oldest first, `most` of them, each with its channel."""
        rows = await self._all(
            "SELECT id, channel_id FROM sessions WHERE server_id = ? AND released_at >= ?"
            " AND released_at < ? ORDER BY released_at, id LIMIT ?",
            server_id,
            to_text(first),
            to_text(after),
            most,
        )
        return [(row["id"], row["channel_id"]) for row in rows]
