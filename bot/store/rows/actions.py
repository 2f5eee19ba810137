"""Actions: who does what by when."""

from __future__ import annotations

from datetime import date

from bot.store.rows.base import Aggregate, Row
from bot.workshop.actions.action import Action


class ActionRows(Aggregate):
    async def add(
        self,
        *,
        session_id: int,
        what: str,
        owner: str,
        owner_id: int | None,
        due: date | None,
        first_step: str | None,
        submission: str,
        milestone_id: int | None = None,
        author: str | None = None,
        theme: str | None = None,
    ) -> Action | None:
        """Insert an action; return None when the same `submission` was already kept."""
        row = await self._one(
            "INSERT INTO actions (session_id, what, owner, owner_id, due, first_step, submission,"
            " milestone_id, author, theme) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (submission) DO NOTHING RETURNING *",
            session_id,
            what,
            owner,
            owner_id,
            due.isoformat() if due else None,
            first_step,
            submission,
            milestone_id,
            author,
            theme,
        )
        return _action(row) if row else None

    async def get(self, action_id: int) -> Action | None:
        row = await self._one("SELECT * FROM actions WHERE id = ?", action_id)
        return _action(row) if row else None

    async def of_session(self, session_id: int, *, hidden: bool = False) -> list[Action]:
        """Return the actions, soonest first, those without a date last; hidden ones if asked."""
        rows = await self._all(
            "SELECT * FROM actions WHERE session_id = ? AND (hidden IS NULL OR ?)"
            " ORDER BY due IS NULL, due, id",
            session_id,
            int(hidden),
        )
        return [_action(row) for row in rows]

    async def count(self, session_id: int, author: str | None) -> tuple[int, int]:
        """Return how many actions a session has, hidden ones too, and how many `author` made."""
        row = await self._one(
            "SELECT count(*), count(*) FILTER (WHERE author = ?) FROM actions WHERE session_id = ?",
            author,
            session_id,
        )
        return (int(row[0]), int(row[1])) if row else (0, 0)

    async def remove(self, action_id: int) -> bool:
        """Delete an action; False when it was already gone."""
        return bool(await self._run("DELETE FROM actions WHERE id = ?", action_id))

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Who proposed an action mattered for taking it back."""
        await self._run("UPDATE actions SET author = NULL WHERE session_id = ?", session_id)

    async def forget(self, session_id: int) -> None:
        """Keep the actions, with the owner as the room wrote it; not what was hidden."""
        await self._run(
            "DELETE FROM actions WHERE session_id = ? AND hidden IS NOT NULL", session_id
        )
        await self.unlink(session_id, masked=False)
        await self._run(
            "UPDATE actions SET owner_id = NULL, submission = NULL WHERE session_id = ?",
            session_id,
        )


def _action(row: Row) -> Action:
    return Action(
        id=row["id"],
        session_id=row["session_id"],
        what=row["what"],
        owner=row["owner"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        owner_id=row["owner_id"],
        first_step=row["first_step"],
        milestone_id=row["milestone_id"],
        author=row["author"],
        hidden=row["hidden"],
        theme=row["theme"],
    )
