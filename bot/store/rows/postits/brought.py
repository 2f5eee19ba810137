"""Files of post-its from other tools: what somebody looks at, and what came from one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from bot.store.rows.base import Aggregate
from bot.workshop.transfer.board_file import Board, Mapping


class BroughtRows(Aggregate):
    async def hold(self, step_id: int, user_id: int, board: Board, mapping: Mapping) -> None:
        """Keep the file that someone looks at, in the place of the one before."""
        await self._run(
            "INSERT OR REPLACE INTO postit_files (step_id, user_id, content, mapping)"
            " VALUES (?, ?, ?, ?)",
            step_id,
            user_id,
            json.dumps([board.names, *board.rows], ensure_ascii=False),
            json.dumps(asdict(mapping)),
        )

    async def held(self, step_id: int, user_id: int) -> tuple[Board, Mapping] | None:
        """Return the file that someone looks at, and which column is what."""
        row = await self._one(
            "SELECT content, mapping FROM postit_files WHERE step_id = ? AND user_id = ?",
            step_id,
            user_id,
        )
        if row is None:
            return None
        names, *rows = (tuple(one) for one in json.loads(row["content"]))
        return Board(names, tuple(rows)), Mapping(**json.loads(row["mapping"]))

    async def choose(self, step_id: int, user_id: int, mapping: Mapping) -> None:
        """Keep which column is what, as somebody chose."""
        await self._run(
            "UPDATE postit_files SET mapping = ? WHERE step_id = ? AND user_id = ?",
            json.dumps(asdict(mapping)),
            step_id,
            user_id,
        )

    async def let_go(self, step_id: int, user_id: int) -> bool:
        """Delete the file that someone looks at; False when there was none."""
        return bool(
            await self._run(
                "DELETE FROM postit_files WHERE step_id = ? AND user_id = ?", step_id, user_id
            )
        )

    async def came(self, step_id: int, batch: int, postit_ids: Iterable[int]) -> None:
        """Remember which post-its came from one file."""
        await self._many(
            "INSERT INTO postits_brought (postit_id, step_id, batch) VALUES (?, ?, ?)",
            [(postit, step_id, batch) for postit in postit_ids],
        )

    async def of_batch(self, step_id: int, batch: int) -> dict[int, bool]:
        """Return the post-its that came from one file and are still there; True for those that
        somebody has acted on: answered, sorted, put to a vote, placed on the roadmap, hidden."""
        rows = await self._all(
            "SELECT b.postit_id, p.hidden IS NOT NULL"
            " OR EXISTS (SELECT 1 FROM reactions AS r WHERE r.postit_id = p.id)"
            " OR EXISTS (SELECT 1 FROM comments AS c WHERE c.postit_id = p.id)"
            " OR EXISTS (SELECT 1 FROM theme_postits AS t WHERE t.postit_id = p.id)"
            " OR EXISTS (SELECT 1 FROM vote_options AS o WHERE o.source_id = p.id)"
            " OR EXISTS (SELECT 1 FROM milestones AS m WHERE m.postit_id = p.id)"
            " OR EXISTS (SELECT 1 FROM sorting_answers AS a WHERE a.postit_id = p.id) AS acted"
            " FROM postits_brought AS b JOIN postits AS p ON p.id = b.postit_id"
            " WHERE b.step_id = ? AND b.batch = ?",
            step_id,
            batch,
        )
        return {row["postit_id"]: bool(row["acted"]) for row in rows}

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Nothing is looked at, nor taken back, once a session has ended."""
        await self.forget(session_id)

    async def forget(self, session_id: int) -> None:
        for table in ("postit_files", "postits_brought"):
            await self._run(
                f"DELETE FROM {table} WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?)",
                session_id,
            )
