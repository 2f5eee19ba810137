"""Milestones of the roadmap, and the links between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.store.rows.base import Aggregate, Row
from bot.workshop.roadmap.grid import Milestone

# Each with what it rests on.
_WITH_LINKS = (
    "SELECT m.*, (SELECT group_concat(before_id) FROM milestone_links WHERE after_id = m.id)"
    " AS before_ids, (SELECT group_concat(postit_id) FROM milestone_sources"
    " WHERE milestone_id = m.id) AS source_ids FROM milestones AS m"
)


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
        author: str | None = None,
        theme: str | None = None,
        sources: Sequence[int] = (),
    ) -> Milestone | None:
        """Insert a milestone with the next number of its session; `theme` and `sources` are what it
        was born of.

        Returns None when the same `submission` was already kept.
        """
        row = await self._one(
            "INSERT INTO milestones (session_id, year, dimension, statement, who, enablers,"
            " obstacles, postit_id, submission, author, theme, number)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
            " (SELECT coalesce(max(number), 0) + 1 FROM milestones WHERE session_id = ?1))"
            " ON CONFLICT (submission) DO NOTHING RETURNING *, NULL AS before_ids,"
            " NULL AS source_ids",
            session_id,
            year,
            dimension,
            statement,
            who,
            enablers,
            obstacles,
            postit_id,
            submission,
            author,
            theme,
        )
        if row is None:
            return None
        await self._many(
            "INSERT INTO milestone_sources (milestone_id, postit_id) VALUES (?, ?)",
            [(row["id"], postit) for postit in sources],
        )
        return replace(_milestone(row), sources=tuple(sorted(sources)))

    async def get(self, milestone_id: int) -> Milestone | None:
        row = await self._one(f"{_WITH_LINKS} WHERE m.id = ?", milestone_id)
        return _milestone(row) if row else None

    async def of_session(self, session_id: int) -> list[Milestone]:
        rows = await self._all(
            f"{_WITH_LINKS} WHERE m.session_id = ? ORDER BY m.year, m.dimension, m.id", session_id
        )
        return [_milestone(row) for row in rows]

    async def count(self, session_id: int, author: str | None) -> tuple[int, int]:
        """Return how many milestones a session has, and how many of them `author` placed."""
        row = await self._one(
            "SELECT count(*), count(*) FILTER (WHERE author = ?) FROM milestones"
            " WHERE session_id = ?",
            author,
            session_id,
        )
        return (int(row[0]), int(row[1])) if row else (0, 0)

    async def of_postit(self, postit_id: int) -> str | None:
        """Return the submission that placed a post-it, if one did."""
        row = await self._one("SELECT submission FROM milestones WHERE postit_id = ?", postit_id)
        return row["submission"] if row else None

    async def save(self, milestone: Milestone) -> None:
        """Write what people can change: place, statement and details."""
        await self._run(
            "UPDATE milestones SET year = ?, dimension = ?, statement = ?, who = ?, enablers = ?,"
            " obstacles = ? WHERE id = ?",
            milestone.year,
            milestone.dimension,
            milestone.statement,
            milestone.who,
            milestone.enablers,
            milestone.obstacles,
            milestone.id,
        )

    async def tie(self, milestone_id: int, before: Iterable[int]) -> None:
        """Have a milestone rest on others; links that stand stay."""
        await self._many(
            "INSERT OR IGNORE INTO milestone_links (before_id, after_id) VALUES (?, ?)",
            [(before_id, milestone_id) for before_id in before],
        )

    async def untie(self, milestone_id: int, before: Iterable[int]) -> None:
        """Have a milestone rest on others no more."""
        await self._many(
            "DELETE FROM milestone_links WHERE before_id = ? AND after_id = ?",
            [(before_id, milestone_id) for before_id in before],
        )

    async def remove(self, milestone_id: int) -> bool:
        """Delete a milestone with its links; False when it was already gone."""
        return bool(await self._run("DELETE FROM milestones WHERE id = ?", milestone_id))

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        await self.forget(session_id)

    async def forget(self, session_id: int) -> None:
        """Keep the milestones, which are decisions; who placed one mattered for changing it."""
        await self._run(
            "UPDATE milestones SET author = NULL, submission = NULL WHERE session_id = ?",
            session_id,
        )


def _ids(joined: str | None) -> tuple[int, ...]:
    return tuple(sorted(int(one) for one in joined.split(","))) if joined else ()


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
        number=row["number"],
        after=_ids(row["before_ids"]),
        author=row["author"],
        theme=row["theme"],
        sources=_ids(row["source_ids"]),
    )
