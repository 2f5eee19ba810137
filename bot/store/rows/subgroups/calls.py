"""Who said that they are there before the groups of a step are made."""

from __future__ import annotations

from bot.store.rows.base import Aggregate


class CallRows(Aggregate):
    async def answer(self, step_id: int, user_id: int, *, there: bool) -> None:
        """Someone says whether they are there; the last word counts."""
        await self._run(
            "INSERT INTO group_calls (step_id, user_id, there) VALUES (?, ?, ?)"
            " ON CONFLICT (step_id, user_id) DO UPDATE SET there = excluded.there",
            step_id,
            user_id,
            int(there),
        )

    async def of(self, step_id: int) -> tuple[frozenset[int], frozenset[int]]:
        """Return who said that they are there, and who said that they are not after all."""
        rows = await self._all("SELECT user_id, there FROM group_calls WHERE step_id = ?", step_id)
        here = frozenset(row["user_id"] for row in rows if row["there"])
        return here, frozenset(row["user_id"] for row in rows) - here

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """It mattered only until groups were made."""
        await self._run(
            "DELETE FROM group_calls WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?)",
            session_id,
        )
