"""Who is ready in the step under way. Nothing of it outlives the step."""

from __future__ import annotations

from datetime import datetime

from bot.store.rows.base import Aggregate, to_text, to_time
from bot.workshop.in_room import ROOM
from bot.workshop.sessions.readiness import Tally

_AWAITED = (
    "FROM participants AS p WHERE p.session_id = ?1 AND NOT EXISTS (SELECT 1 FROM facilitators AS f"
    " WHERE f.session_id = p.session_id AND f.user_id = p.user_id)"
)
_SAID = "EXISTS (SELECT 1 FROM ready AS r WHERE r.step_id = ?2 AND r.user_id = p.user_id)"
_TALLY = (
    f"SELECT (SELECT count(*) {_AWAITED}) AS people,"
    f" (SELECT count(*) {_AWAITED} AND {_SAID}) AS people_ready,"
    " (SELECT in_room FROM sessions WHERE id = ?1) AS room,"
    f" (SELECT people FROM ready WHERE step_id = ?2 AND user_id = {ROOM}) AS room_ready,"
    f" (SELECT count(*) FROM ready WHERE step_id = ?2 AND user_id <> {ROOM}) AS persons"
)
_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"


class ReadyRows(Aggregate):
    async def turn(self, step_id: int, user_id: int) -> bool:
        """Have someone be ready who was not, or no longer; return whether they are."""
        if await self._run(
            "INSERT OR IGNORE INTO ready (step_id, user_id) VALUES (?, ?)", step_id, user_id
        ):
            return True
        await self._run("DELETE FROM ready WHERE step_id = ? AND user_id = ?", step_id, user_id)
        return False

    async def set_room(self, step_id: int, people: int) -> None:
        """Keep how many in the room are ready; 0 for none."""
        if not people:
            await self._run("DELETE FROM ready WHERE step_id = ? AND user_id = ?", step_id, ROOM)
            return
        await self._run(
            "INSERT INTO ready (step_id, user_id, people) VALUES (?, ?, ?)"
            " ON CONFLICT (step_id, user_id) DO UPDATE SET people = excluded.people",
            step_id,
            ROOM,
            people,
        )

    async def tally(self, session_id: int, step_id: int) -> Tally:
        """Return how many are ready, of how many."""
        row = await self._one(_TALLY, session_id, step_id)
        if row is None or row["room"] is None:
            return Tally()
        # Fewer may be said to be in the room since.
        room = min(row["room"], row["room_ready"] or 0)
        leading = row["persons"] - row["people_ready"]
        return Tally(row["people"], row["people_ready"], row["room"], room, leading)

    async def missing(self, session_id: int, step_id: int) -> frozenset[int]:
        """Return those who are awaited, and have an account to be told so."""
        rows = await self._all(f"SELECT user_id {_AWAITED} AND NOT {_SAID}", session_id, step_id)
        return frozenset(row["user_id"] for row in rows)

    async def is_ready(self, step_id: int, user_id: int) -> bool:
        row = await self._one(
            "SELECT 1 FROM ready WHERE step_id = ? AND user_id = ?", step_id, user_id
        )
        return row is not None

    async def reminded(self, step_id: int) -> tuple[int, datetime | None]:
        """Return how often those who are awaited were reminded, and when they last were."""
        row = await self._one("SELECT times, at FROM ready_reminders WHERE step_id = ?", step_id)
        return (int(row["times"]), to_time(row["at"])) if row else (0, None)

    async def note_reminder(self, step_id: int, now: datetime) -> None:
        await self._run(
            "INSERT INTO ready_reminders (step_id, times, at) VALUES (?, 1, ?)"
            " ON CONFLICT (step_id) DO UPDATE SET times = times + 1, at = excluded.at",
            step_id,
            to_text(now),
        )

    async def clear(self, session_id: int) -> None:
        """Forget who was ready: the room leaves the step, or comes to another."""
        for table in ("ready", "ready_reminders"):
            await self._run(f"DELETE FROM {table} WHERE {_OF_SESSION}", session_id)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        await self.clear(session_id)

    async def forget(self, session_id: int) -> None:
        await self.clear(session_id)
