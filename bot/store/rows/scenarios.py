"""Scenarios that servers write for themselves."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache

from bot.store.erasures import Erasure
from bot.store.rows.base import Aggregate, Row, time_of, to_text
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.scenario import Scenario
from bot.workshop.story.sketch import Sketch


class ScenarioRows(Aggregate):
    async def add(
        self,
        server_id: int,
        slug: str,
        sketch: Sketch,
        created_by: int,
        submission: str,
        now: datetime,
    ) -> Prepared:
        """Insert a draft; the same `submission` again returns the one it made."""
        row = await self._one(
            "INSERT INTO scenarios (server_id, slug, title, language, sketch, created_by,"
            " updated_at, submission) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (submission) DO UPDATE SET submission = submission RETURNING *",
            server_id,
            slug,
            sketch.title,
            sketch.language,
            sketch.model_dump_json(),
            created_by,
            to_text(now),
            submission,
        )
        assert row is not None
        return _prepared(row)

    async def get(self, scenario_id: int) -> Prepared | None:
        row = await self._one("SELECT * FROM scenarios WHERE id = ?", scenario_id)
        return _prepared(row) if row else None

    async def of_server(self, server_id: int) -> list[Prepared]:
        """Return the scenarios of a server, the latest changed first."""
        rows = await self._all(
            "SELECT * FROM scenarios WHERE server_id = ? ORDER BY updated_at DESC, id DESC",
            server_id,
        )
        return [_prepared(row) for row in rows]

    async def change(self, scenario: Prepared, piece: str, sketch: Sketch, now: datetime) -> None:
        """Write another sketch, in which `piece` is what changed."""
        revision = scenario.revision + 1
        await self._run(
            "UPDATE scenarios SET sketch = ?, title = ?, language = ?, revision = ?, stamps = ?,"
            " updated_at = ? WHERE id = ?",
            sketch.model_dump_json(),
            sketch.title,
            sketch.language,
            revision,
            json.dumps({**scenario.stamps, piece: revision}),
            to_text(now),
            scenario.id,
        )

    async def save(self, scenario_id: int, saved: Scenario, now: datetime) -> None:
        """Have `saved` offered from now on."""
        await self._run(
            "UPDATE scenarios SET saved = ?, updated_at = ? WHERE id = ?",
            saved.model_dump_json(),
            to_text(now),
            scenario_id,
        )

    async def delete(self, scenario_id: int) -> None:
        await self._run("DELETE FROM scenarios WHERE id = ?", scenario_id)
        await self._transaction.erasures.promise(Erasure.PAGES)


# Read again at each press and each letter of a search; what they become is immutable.
_sketch = lru_cache(128)(Sketch.model_validate_json)
_scenario = lru_cache(128)(Scenario.model_validate_json)


def _prepared(row: Row) -> Prepared:
    return Prepared(
        id=row["id"],
        server_id=row["server_id"],
        slug=row["slug"],
        sketch=_sketch(row["sketch"]),
        saved=_scenario(row["saved"]) if row["saved"] else None,
        revision=row["revision"],
        stamps=json.loads(row["stamps"]),
        created_by=row["created_by"],
        updated_at=time_of(row["updated_at"]),
    )
