"""Sessions planned for later."""

from __future__ import annotations

from datetime import datetime

from bot.store.rows.base import Aggregate, Row, time_of, to_text, to_time
from bot.store.sessions import recipe_of, scenario_of
from bot.store.topics import Topic
from bot.workshop.before.planned import Planned
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Signing
from bot.workshop.story.scenario import Scenario

# One that waits for its channel is looked for again when a session ends.
_FREE = (
    "NOT EXISTS (SELECT 1 FROM sessions AS s"
    " WHERE s.channel_id = p.channel_id AND s.state <> 'ended')"
)


class PlannedRows(Aggregate):
    async def add(
        self,
        *,
        server_id: int,
        channel_id: int,
        title: str,
        language: Language,
        signing: Signing,
        recipe: Recipe,
        scenario: Scenario | None,
        planned_by: int,
        due_at: datetime,
        continues: int | None = None,
    ) -> int:
        """Keep a session to open at `due_at`; return its identifier."""
        planned_id = await self._insert(
            "INSERT INTO planned_sessions (server_id, channel_id, title, language, signing, recipe,"
            " scenario, planned_by, due_at, continues) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            server_id,
            channel_id,
            title,
            language,
            signing,
            recipe.model_dump_json(),
            scenario.model_dump_json() if scenario else None,
            planned_by,
            to_text(due_at),
            continues,
        )
        self._transaction.touch(Topic.PLANNED)
        return planned_id

    async def get(self, planned_id: int) -> Planned | None:
        row = await self._one("SELECT * FROM planned_sessions WHERE id = ?", planned_id)
        return _planned(row) if row else None

    async def of_server(self, server_id: int) -> list[Planned]:
        """Return what is planned in a server, the next first."""
        rows = await self._all(
            "SELECT * FROM planned_sessions WHERE server_id = ? ORDER BY due_at", server_id
        )
        return [_planned(row) for row in rows]

    async def take(self, planned_id: int) -> bool:
        """Remove a planned session; False where it is no more."""
        found = await self._run("DELETE FROM planned_sessions WHERE id = ?", planned_id)
        self._transaction.touch(Topic.PLANNED)
        return bool(found)

    async def gone(self, channel_id: int) -> list[Planned]:
        """Remove what was planned in a channel that is no more; return it."""
        rows = await self._all("SELECT * FROM planned_sessions WHERE channel_id = ?", channel_id)
        await self._run("DELETE FROM planned_sessions WHERE channel_id = ?", channel_id)
        return [_planned(row) for row in rows]

    async def set_event(self, planned_id: int, event_id: int) -> None:
        """Remember the event by which Discord announces a session."""
        await self._run(
            "UPDATE planned_sessions SET event_id = ? WHERE id = ?", event_id, planned_id
        )

    async def next_due(self) -> datetime | None:
        """Return when the next is to open, of those of which nobody was told to wait."""
        row = await self._one(
            "SELECT due_at FROM planned_sessions WHERE told = 0 ORDER BY due_at LIMIT 1"
        )
        return to_time(row["due_at"]) if row else None

    async def due(self, now: datetime) -> Planned | None:
        """Return the first that is to open at `now` and whose channel is free."""
        row = await self._one(
            f"SELECT p.* FROM planned_sessions AS p WHERE p.due_at <= ? AND {_FREE}"
            " ORDER BY p.due_at, p.id LIMIT 1",
            to_text(now),
        )
        return _planned(row) if row else None

    async def kept_waiting(self, now: datetime) -> Planned | None:
        """Return the first that is to open at `now`, whose channel is busy and of which nobody was
        told so."""
        row = await self._one(
            f"SELECT p.* FROM planned_sessions AS p WHERE p.due_at <= ? AND p.told = 0"
            f" AND {_FREE.removeprefix('NOT ')} ORDER BY p.due_at, p.id LIMIT 1",
            to_text(now),
        )
        return _planned(row) if row else None

    async def set_told(self, planned_id: int) -> None:
        """Remember that somebody was told that a channel is busy."""
        await self._run("UPDATE planned_sessions SET told = 1 WHERE id = ?", planned_id)


def _planned(row: Row) -> Planned:
    return Planned(
        id=row["id"],
        server_id=row["server_id"],
        channel_id=row["channel_id"],
        title=row["title"],
        language=Language.nearest(row["language"]),
        signing=Signing(row["signing"]),
        recipe=recipe_of(row["recipe"]),
        scenario=scenario_of(row["scenario"]) if row["scenario"] else None,
        planned_by=row["planned_by"],
        due_at=time_of(row["due_at"]),
        event_id=row["event_id"],
        continues=row["continues"],
    )
