"""For how long raw data of the sessions of a server is kept."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.rows.base import Aggregate
from bot.store.sessions import session_of
from bot.workshop.sessions.session import Session

_OF_STEP = "step_id IN (SELECT id FROM steps WHERE session_id = ?1)"
# What raw data of a session is, in numbers that say nothing of it.
_COUNTED = {
    "postits": "postits WHERE session_id = ?1",
    "comments": "postits AS p JOIN comments AS c ON c.postit_id = p.id WHERE p.session_id = ?1",
    "ballots": f"counted_ballots WHERE {_OF_STEP}",
    "notes": "notes WHERE session_id = ?1",
    "parked": "parked WHERE session_id = ?1",
    "answers": f"consent_answers WHERE {_OF_STEP}",
    "people": "participants WHERE session_id = ?1",
}
_COUNTS = "SELECT " + ", ".join(
    f"(SELECT count(*) FROM {what}) AS {name}" for name, what in _COUNTED.items()
)


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

    async def held(self, session_id: int) -> Mapping[str, int]:
        """Return how many there are of each kind of raw data in a session."""
        row = await self._one(_COUNTS, session_id)
        return {name: row[name] for name in _COUNTED} if row else {}
