"""What is left for later."""

from __future__ import annotations

from bot.store.rows.base import Aggregate, Row
from bot.workshop.notes.parked import Parked


class ParkedRows(Aggregate):
    async def add(self, session_id: int, text: str, submission: str) -> Parked | None:
        """Insert a subject; return None when the same `submission` was already kept."""
        row = await self._one(
            "INSERT INTO parked (session_id, text, submission) VALUES (?, ?, ?)"
            " ON CONFLICT (submission) DO NOTHING RETURNING *",
            session_id,
            text,
            submission,
        )
        return _parked(row) if row else None

    async def get(self, parked_id: int) -> Parked | None:
        row = await self._one("SELECT * FROM parked WHERE id = ?", parked_id)
        return _parked(row) if row else None

    async def of_session(self, session_id: int) -> list[Parked]:
        """Return what is left for later, in the order in which it was."""
        rows = await self._all("SELECT * FROM parked WHERE session_id = ? ORDER BY id", session_id)
        return [_parked(row) for row in rows]

    async def remove(self, parked_id: int) -> bool:
        """Delete a subject; False when it was already gone."""
        return bool(await self._run("DELETE FROM parked WHERE id = ?", parked_id))

    async def forget(self, session_id: int) -> None:
        """They are the words of a discussion, as notes are."""
        await self._run("DELETE FROM parked WHERE session_id = ?", session_id)


def _parked(row: Row) -> Parked:
    return Parked(row["id"], row["session_id"], row["text"])
