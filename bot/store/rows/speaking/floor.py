"""How long each person had the floor, as long as their session lives."""

from __future__ import annotations

from typing import NamedTuple

from bot.store.rows.base import Aggregate


class Spoken(NamedTuple):
    """How often someone was given the floor, and for how many seconds in all."""

    turns: int = 0
    seconds: int = 0


class FloorRows(Aggregate):
    async def spoke(self, session_id: int, user_id: int, seconds: int) -> None:
        """Count one turn of `user_id`, of so many seconds."""
        await self._run(
            "INSERT INTO floor_times (session_id, user_id, turns, seconds) VALUES (?, ?, 1, ?)"
            " ON CONFLICT (session_id, user_id) DO UPDATE"
            " SET turns = turns + 1, seconds = seconds + excluded.seconds",
            session_id,
            user_id,
            max(0, seconds),
        )

    async def took_back(self, session_id: int, user_id: int, seconds: int) -> None:
        """Count one turn of `user_id` no more, nor its seconds: they were given the floor again."""
        await self._run(
            "UPDATE floor_times SET turns = turns - 1, seconds = max(0, seconds - ?)"
            " WHERE session_id = ? AND user_id = ? AND turns > 1",
            max(0, seconds),
            session_id,
            user_id,
        ) or await self._run(
            "DELETE FROM floor_times WHERE session_id = ? AND user_id = ?", session_id, user_id
        )

    async def times(self, session_id: int) -> dict[int, Spoken]:
        """Return what each person had of the floor; who never had it is left out."""
        rows = await self._all(
            "SELECT user_id, turns, seconds FROM floor_times WHERE session_id = ?", session_id
        )
        return {row["user_id"]: Spoken(row["turns"], row["seconds"]) for row in rows}

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Nothing of who spoke how long outlives the session."""
        await self._run("DELETE FROM floor_times WHERE session_id = ?", session_id)
