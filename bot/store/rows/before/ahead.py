"""Steps open before the meeting: since when and until when, who is to be reminded of them, and
whose private messages are their post-its."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.store.rows.base import Aggregate, Row, time_of, to_text, to_time
from bot.workshop.before.ahead import OpenAhead


class AheadRows(Aggregate):
    async def open(self, session_id: int, step_id: int, now: datetime, until: datetime) -> None:
        """Note that a step is open before the meeting; one that was keeps its first opening."""
        await self._run(
            "INSERT INTO steps_ahead (step_id, session_id, opened_at, closes_at)"
            " VALUES (?, ?, ?, ?) ON CONFLICT (step_id) DO UPDATE"
            " SET closes_at = excluded.closes_at, closed_at = NULL, people = NULL",
            step_id,
            session_id,
            to_text(now),
            to_text(until),
        )

    async def set_deadline(self, step_id: int, until: datetime) -> None:
        await self._run(
            "UPDATE steps_ahead SET closes_at = ? WHERE step_id = ?", to_text(until), step_id
        )

    async def close(self, step_id: int, closed_at: datetime, people: int) -> None:
        """Note that a step closed, with how many wrote; let go of who was to be reminded of it,
        and of whose private messages were its post-its."""
        await self._run(
            "UPDATE steps_ahead SET closed_at = ?, people = ? WHERE step_id = ?",
            to_text(closed_at),
            people,
            step_id,
        )
        await self._run("DELETE FROM ahead_reminders WHERE step_id = ?", step_id)
        await self._run("DELETE FROM private_writers WHERE step_id = ?", step_id)

    async def of_session(self, session_id: int) -> dict[int, OpenAhead]:
        """Return the steps of a session that were open before the meeting, or are."""
        rows = await self._all("SELECT * FROM steps_ahead WHERE session_id = ?", session_id)
        return {row["step_id"]: _open_ahead(row) for row in rows}

    async def remind(self, session_id: int, step_id: int, user_id: int) -> bool:
        """Have someone reminded of a step, or no more where they were to be; return which."""
        if await self.reminds_no_more(step_id, user_id):
            return False
        await self._run(
            "INSERT INTO ahead_reminders (step_id, session_id, user_id) VALUES (?, ?, ?)",
            step_id,
            session_id,
            user_id,
        )
        return True

    async def reminds_no_more(self, step_id: int, user_id: int) -> bool:
        """Have someone not reminded of a step; False where they were not to be."""
        return bool(
            await self._run(
                "DELETE FROM ahead_reminders WHERE step_id = ? AND user_id = ?", step_id, user_id
            )
        )

    async def to_remind(self, step_id: int) -> frozenset[int]:
        """Return who is to be reminded of a step."""
        rows = await self._all("SELECT user_id FROM ahead_reminders WHERE step_id = ?", step_id)
        return frozenset(row["user_id"] for row in rows)

    async def write_in_private(self, session_id: int, step_id: int, user_id: int) -> None:
        """Have the private messages of someone be post-its of a step, and of no other."""
        await self._run(
            "INSERT INTO private_writers (user_id, step_id, session_id) VALUES (?, ?, ?)"
            " ON CONFLICT (user_id) DO UPDATE"
            " SET step_id = excluded.step_id, session_id = excluded.session_id, since = NULL",
            user_id,
            step_id,
            session_id,
        )

    async def writes_since(self, user_id: int, message_id: int) -> None:
        """Remember our message below which what someone sends in private are post-its."""
        await self._run(
            "UPDATE private_writers SET since = ? WHERE user_id = ?", message_id, user_id
        )

    async def writers_in(self, session_id: int) -> dict[int, int]:
        """Return who writes in private in a session, with the message of ours below which."""
        rows = await self._all(
            "SELECT user_id, since FROM private_writers WHERE session_id = ?", session_id
        )
        return {row["user_id"]: row["since"] for row in rows if row["since"] is not None}

    async def writes_no_more(self, user_id: int) -> None:
        """Have the private messages of someone be post-its of nothing."""
        await self._run("DELETE FROM private_writers WHERE user_id = ?", user_id)

    async def written_in(self, user_id: int) -> int | None:
        """Return the step of which someone's private messages are post-its."""
        row = await self._one("SELECT step_id FROM private_writers WHERE user_id = ?", user_id)
        return row["step_id"] if row else None

    async def is_private(self, session_id: int, message_id: int) -> None:
        """Remember that a message of a signed session stands in no channel of it."""
        await self._run(
            "INSERT OR IGNORE INTO private_messages (message_id, session_id) VALUES (?, ?)",
            message_id,
            session_id,
        )

    async def private_among(self, message_ids: Iterable[int]) -> frozenset[int]:
        """Return those of a few messages that are private."""
        found = [
            await self._one("SELECT message_id FROM private_messages WHERE message_id = ?", one)
            for one in message_ids
        ]
        return frozenset(row["message_id"] for row in found if row)

    async def private_in(self, session_id: int) -> frozenset[int]:
        """Return the private messages that are post-its of a session."""
        rows = await self._all(
            "SELECT message_id FROM private_messages WHERE session_id = ?", session_id
        )
        return frozenset(row["message_id"] for row in rows)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        for table in ("ahead_reminders", "private_writers", "private_messages"):
            await self._run(f"DELETE FROM {table} WHERE session_id = ?", session_id)


def _open_ahead(row: Row) -> OpenAhead:
    return OpenAhead(
        time_of(row["opened_at"]),
        time_of(row["closes_at"]),
        to_time(row["closed_at"]),
        row["people"],
    )
