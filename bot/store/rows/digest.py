"""What a server's sessions left over a while, or in a series."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from bot.store.rows.base import Aggregate, to_text


class DigestRows(Aggregate):
    async def released(
        self, server_id: int, first: datetime, after: datetime, most: int
    ) -> list[int]:
        """Return the sessions of a server whose summary left from `first` on and before `after`,
        the oldest first, `most` of them."""
        rows = await self._all(
            "SELECT id FROM sessions WHERE server_id = ? AND released_at >= ?"
            " AND released_at < ? ORDER BY released_at, id LIMIT ?",
            server_id,
            to_text(first),
            to_text(after),
            most,
        )
        return [row["id"] for row in rows]

    async def done(self, server_id: int, first: datetime, after: datetime, most: int) -> list[int]:
        """Return sessions of a server whose summary left, and of which an action was done in a
        while: the oldest first, at most `most`."""
        rows = await self._all(
            "SELECT DISTINCT s.id FROM actions AS a JOIN sessions AS s ON s.id = a.session_id"
            " WHERE a.changed_at >= ? AND a.changed_at < ? AND a.state = 'done'"
            " AND a.hidden IS NULL AND s.server_id = ? AND s.released_at IS NOT NULL"
            " ORDER BY s.id LIMIT ?",
            to_text(first),
            to_text(after),
            server_id,
            most,
        )
        return [row["id"] for row in rows]

    async def series(self, session_ids: Collection[int]) -> list[tuple[int, str]]:
        """Return the series of some sessions, the latest first: numbers and titles."""
        rows = await self._all(
            "SELECT r.id, r.title FROM json_each(?) AS one JOIN sessions AS s ON s.id = one.value"
            " JOIN series AS r ON r.id = s.series_id GROUP BY r.id",
            json.dumps(list(session_ids)),
        )
        return sorted(((row["id"], row["title"]) for row in rows), reverse=True)

    async def of_series(self, series_id: int) -> list[int]:
        """Return the sessions of a series whose summary left, in the order in which they were
        made."""
        rows = await self._all(
            "SELECT id FROM sessions WHERE series_id = ? AND released_at IS NOT NULL ORDER BY id",
            series_id,
        )
        return [row["id"] for row in rows]
