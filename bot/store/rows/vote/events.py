"""The Discord event that the date found by a vote became."""

from __future__ import annotations

from typing import NamedTuple

from bot.store.rows.base import Aggregate


class DateEvent(NamedTuple):
    """`id` is None from when Discord is about to be asked until it has answered."""

    id: int | None


class DateEventRows(Aggregate):
    async def of(self, step_id: int) -> DateEvent | None:
        """Return the event of a vote; None where none was ever asked for."""
        row = await self._one("SELECT event_id FROM date_events WHERE step_id = ?", step_id)
        return DateEvent(row["event_id"]) if row else None

    async def begin(self, step_id: int) -> None:
        """Say that Discord is about to be asked for the event of a vote."""
        await self._run("INSERT OR IGNORE INTO date_events (step_id) VALUES (?)", step_id)

    async def note(self, step_id: int, event_id: int) -> None:
        """Note the event that Discord made."""
        await self._run("UPDATE date_events SET event_id = ? WHERE step_id = ?", event_id, step_id)

    async def let_go(self, step_id: int) -> None:
        """Forget an event: it was deleted there, or none was made."""
        await self._run("DELETE FROM date_events WHERE step_id = ?", step_id)
