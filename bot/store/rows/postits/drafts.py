"""What forms refused, kept for their writers."""

from __future__ import annotations

from bot.store.rows.base import Aggregate
from bot.workshop.postits.draft import Draft
from bot.workshop.postits.kind import Kind


class DraftRows(Aggregate):
    async def get(self, step_id: int, author: str) -> Draft | None:
        row = await self._one(
            "SELECT * FROM drafts WHERE step_id = ? AND author = ?", step_id, author
        )
        if row is None:
            return None
        kind = Kind(row["kind"]) if row["kind"] else None
        return Draft(row["text"], row["column_name"], row["dimension"], row["year"], kind)

    async def put(self, step_id: int, author: str, draft: Draft) -> None:
        """Keep `draft` as the one of `author` in a step; an empty one is deleted."""
        if not draft.text:
            await self.discard(step_id, author)
            return
        await self._run(
            "INSERT OR REPLACE INTO drafts"
            " (step_id, author, text, column_name, dimension, year, kind)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            step_id,
            author,
            draft.text,
            draft.column,
            draft.dimension,
            draft.year,
            draft.kind,
        )

    async def discard(self, step_id: int, author: str) -> None:
        await self._run("DELETE FROM drafts WHERE step_id = ? AND author = ?", step_id, author)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        await self.forget(session_id)

    async def forget(self, session_id: int) -> None:
        await self._run(
            "DELETE FROM drafts WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?)",
            session_id,
        )
