"""What servers write for themselves: the rows of scenarios and of recipes are alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel

from bot.store.erasures import Erasure
from bot.store.rows.base import Aggregate, Row, time_of, to_text
from bot.workshop.prepared import Drafted, Prepared

S = TypeVar("S", bound=Drafted[Any])
W = TypeVar("W", bound=BaseModel)


class PreparedRows(Aggregate, Generic[S, W]):
    """Rows of `table`; `sketch` and `whole` read what they hold."""

    table: ClassVar[str]
    sketch: ClassVar[Callable[[str], Any]]
    whole: ClassVar[Callable[[str], Any]]

    async def add(
        self,
        server_id: int,
        slug: str,
        sketch: S,
        created_by: int,
        submission: str,
        now: datetime,
    ) -> Prepared[S, W]:
        """Insert a draft; the same `submission` again returns the one it made."""
        row = await self._one(
            f"INSERT INTO {self.table} (server_id, slug, title, language, sketch, created_by,"
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
        return self._read(row)

    async def get(self, ref: int) -> Prepared[S, W] | None:
        row = await self._one(f"SELECT * FROM {self.table} WHERE id = ?", ref)
        return self._read(row) if row else None

    async def of_server(self, server_id: int) -> list[Prepared[S, W]]:
        """Return those of a server, the latest changed first."""
        rows = await self._all(
            f"SELECT * FROM {self.table} WHERE server_id = ? ORDER BY updated_at DESC, id DESC",
            server_id,
        )
        return [self._read(row) for row in rows]

    async def change(self, prepared: Prepared[S, W], piece: str, sketch: S, now: datetime) -> None:
        """Write another sketch, in which `piece` is what changed."""
        revision = prepared.revision + 1
        await self._run(
            f"UPDATE {self.table} SET sketch = ?, title = ?, language = ?, revision = ?,"
            " stamps = ?, updated_at = ? WHERE id = ?",
            sketch.model_dump_json(),
            sketch.title,
            sketch.language,
            revision,
            json.dumps({**prepared.stamps, piece: revision}),
            to_text(now),
            prepared.id,
        )

    async def save(self, ref: int, saved: W, now: datetime) -> None:
        """Have `saved` offered from now on."""
        await self._run(
            f"UPDATE {self.table} SET saved = ?, updated_at = ? WHERE id = ?",
            saved.model_dump_json(),
            to_text(now),
            ref,
        )

    async def delete(self, ref: int) -> None:
        await self._run(f"DELETE FROM {self.table} WHERE id = ?", ref)
        await self._transaction.erasures.promise(Erasure.PAGES)

    def _read(self, row: Row) -> Prepared[S, W]:
        of = type(self)
        return Prepared(
            id=row["id"],
            server_id=row["server_id"],
            slug=row["slug"],
            sketch=of.sketch(row["sketch"]),
            saved=of.whole(row["saved"]) if row["saved"] else None,
            revision=row["revision"],
            stamps=json.loads(row["stamps"]),
            created_by=row["created_by"],
            updated_at=time_of(row["updated_at"]),
        )
