"""Notes taken during a discussion."""

from __future__ import annotations

from bot.store.rows.base import Aggregate
from bot.workshop.notes.note import Note


class NoteRows(Aggregate):
    async def add(self, session_id: int, step_id: int, text: str, submission: str) -> Note | None:
        """Insert a note; return None when the same `submission` was already kept."""
        row = await self._one(
            "INSERT INTO notes (session_id, step_id, text, submission) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (submission) DO NOTHING RETURNING id, step_id, text",
            session_id,
            step_id,
            text,
            submission,
        )
        return Note(row["id"], row["step_id"], row["text"]) if row else None

    async def remove(self, note_id: int, step_id: int) -> bool:
        """Delete a note of a step; False when it was already gone."""
        return bool(
            await self._run("DELETE FROM notes WHERE id = ? AND step_id = ?", note_id, step_id)
        )

    async def of_session(self, session_id: int) -> list[Note]:
        rows = await self._all(
            "SELECT id, step_id, text FROM notes WHERE session_id = ? ORDER BY id", session_id
        )
        return [Note(row["id"], row["step_id"], row["text"]) for row in rows]

    async def forget(self, session_id: int) -> None:
        await self._run("DELETE FROM notes WHERE session_id = ?", session_id)
