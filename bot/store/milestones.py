"""Milestones of the roadmap."""

from __future__ import annotations

from bot.store.rows import Aggregate, Row
from bot.workshop.roadmap import Milestone


class MilestoneRows(Aggregate):
    async def add(
        self,
        *,
        session_id: int,
        year: int,
        dimension: str,
        statement: str,
        who: str | None,
        enablers: str | None,
        obstacles: str | None,
        postit_id: int | None,
        submission: str,
    ) -> Milestone | None:
        """Insert a milestone; return None when the same `submission` was already kept."""
        row = await self._one(
            "INSERT INTO milestones (session_id, year, dimension, statement, who, enablers,"
            " obstacles, postit_id, submission) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (submission) DO NOTHING RETURNING *",
            session_id,
            year,
            dimension,
            statement,
            who,
            enablers,
            obstacles,
            postit_id,
            submission,
        )
        return _milestone(row) if row else None

    async def get(self, milestone_id: int) -> Milestone | None:
        row = await self._one("SELECT * FROM milestones WHERE id = ?", milestone_id)
        return _milestone(row) if row else None

    async def of_session(self, session_id: int) -> list[Milestone]:
        rows = await self._all(
            "SELECT * FROM milestones WHERE session_id = ? ORDER BY year, dimension, id", session_id
        )
        return [_milestone(row) for row in rows]

    async def of_postit(self, postit_id: int) -> str | None:
        """Return the submission that placed a post-it, if one did."""
        row = await self._one("SELECT submission FROM milestones WHERE postit_id = ?", postit_id)
        return row["submission"] if row else None

    async def remove(self, milestone_id: int) -> bool:
        """Delete a milestone; False when it was already gone."""
        return bool(await self._run("DELETE FROM milestones WHERE id = ?", milestone_id))


def _milestone(row: Row) -> Milestone:
    return Milestone(
        id=row["id"],
        session_id=row["session_id"],
        year=row["year"],
        dimension=row["dimension"],
        statement=row["statement"],
        who=row["who"],
        enablers=row["enablers"],
        obstacles=row["obstacles"],
        postit_id=row["postit_id"],
    )
