"""Actions: who does what by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.store.rows.base import Aggregate, Row, to_text, to_time
from bot.workshop.actions.action import Action, ActionState
from bot.workshop.review.correction import FIELDS, Of

COLUMNS = (
    "id", "session_id", "what", "owner", "due", "owner_id", "first_step", "milestone_id", "author",
    "hidden", "theme", "state", "changed_at",
)  # fmt: skip

# An open action keeps the link to its owner past the raw data where they asked for reminders.
_REMINDED = (
    "EXISTS (SELECT 1 FROM action_reminders AS r JOIN sessions AS s ON s.server_id = r.server_id"
    " WHERE r.user_id = actions.owner_id AND s.id = actions.session_id)"
)


def to_action(table: str) -> str:
    """Return the columns of an action of `table`, named `<table>_<column>`, as they are told once
    its summary was read again, for a statement that reads others too; `action_of` reads them with
    the same prefix."""
    return ", ".join(f"{_told(table, column)} AS {table}_{column}" for column in COLUMNS)


def not_left_out(table: str) -> str:
    """Return the condition that an action of `table` was not left out of its summary."""
    return f"NOT EXISTS (SELECT 1 {_correction(table, '')})"


def _told(table: str, column: str) -> str:
    if column not in FIELDS[Of.ACTION]:
        return f"{table}.{column}"
    found = _correction(table, column)
    # An empty text takes the place of a first step that was emptied.
    return (
        f"CASE WHEN EXISTS (SELECT 1 {found}) THEN nullif((SELECT c.text {found}), '')"
        f" ELSE {table}.{column} END"
    )


def _correction(table: str, field: str) -> str:
    return (
        f"FROM corrections AS c WHERE c.session_id = {table}.session_id AND c.what = '{Of.ACTION}'"
        f" AND c.which = {table}.id AND c.nth = 0 AND c.field = '{field}'"
    )


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
        return action_of(row) if row else None

    async def get(self, action_id: int) -> Action | None:
        """Return an action as it is told; None where it was left out of its summary."""
        row = await self._one(
            f"SELECT {to_action('a')} FROM actions AS a WHERE a.id = ? AND {not_left_out('a')}",
            action_id,
        )
        return action_of(row, "a_") if row else None

    async def of_session(self, session_id: int, *, hidden: bool = False) -> list[Action]:
        """Return the actions as people wrote them, soonest first, those without a date last;
        hidden ones if asked."""
        rows = await self._all(
            "SELECT * FROM actions WHERE session_id = ? AND (hidden IS NULL OR ?)"
            " ORDER BY due IS NULL, due, id",
            session_id,
            int(hidden),
        )
        return [action_of(row) for row in rows]

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

    async def change(self, was: Action, now: Action, at: datetime) -> int:
        """Have an action be as `now` says, and keep what it `was`; return the number of the
        change, by which it is undone."""
        row = await self._one(
            "INSERT INTO action_changes (action_id, number, state, changed_at, due, owner,"
            " owner_id) VALUES (?, 1, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET number = number + 1, state = excluded.state,"
            " changed_at = excluded.changed_at, due = excluded.due, owner = excluded.owner,"
            " owner_id = excluded.owner_id RETURNING number",
            was.id,
            was.state,
            to_text(was.changed_at),
            was.due.isoformat() if was.due else None,
            was.owner,
            was.owner_id,
        )
        await self._write(now)
        assert row is not None
        return int(row["number"])

    async def undo(self, action: Action, number: int) -> Action | None:
        """Have an action be again as it was before the change `number`; None where that was not
        the last, or was undone."""
        row = await self._one(
            "UPDATE action_changes SET number = number + 1"
            " WHERE action_id = ? AND number = ? RETURNING *",
            action.id,
            number,
        )
        if row is None:
            return None
        before = replace(
            action,
            state=ActionState(row["state"]),
            changed_at=to_time(row["changed_at"]),
            due=date.fromisoformat(row["due"]) if row["due"] else None,
            owner=row["owner"],
            owner_id=row["owner_id"],
        )
        await self._write(before)
        return before

    async def _write(self, action: Action) -> None:
        await self._run(
            "UPDATE actions SET state = ?, changed_at = ?, due = ?, owner = ?, owner_id = ?"
            " WHERE id = ?",
            action.state,
            to_text(action.changed_at),
            action.due.isoformat() if action.due else None,
            action.owner,
            action.owner_id,
            action.id,
        )

    async def release(self, action_id: int) -> None:
        """Erase the link to the owner of an action whose session has lost its raw data, unless it
        is open and they are reminded; what it was before never keeps one."""
        of_old = "(SELECT raw_deleted_at FROM sessions WHERE id = actions.session_id) IS NOT NULL"
        await self._run(
            f"UPDATE actions SET owner_id = NULL WHERE id = ? AND {of_old}"
            f" AND NOT (state = 'open' AND {_REMINDED})",
            action_id,
        )
        await self._run(
            "UPDATE action_changes SET owner_id = NULL WHERE action_id = ? AND"
            f" (SELECT {of_old} FROM actions WHERE id = action_changes.action_id)",
            action_id,
        )

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
            "UPDATE actions SET submission = NULL, owner_id = CASE WHEN state = 'open' AND"
            f" {_REMINDED} THEN owner_id END WHERE session_id = ?",
            session_id,
        )
        await self._run(
            "DELETE FROM action_changes WHERE action_id IN"
            " (SELECT id FROM actions WHERE session_id = ?)",
            session_id,
        )


def action_of(row: Row, of: str = "") -> Action:
    """Return the action of a row whose columns begin with `of`."""
    return Action(
        id=row[of + "id"],
        session_id=row[of + "session_id"],
        what=row[of + "what"],
        owner=row[of + "owner"],
        due=date.fromisoformat(row[of + "due"]) if row[of + "due"] else None,
        owner_id=row[of + "owner_id"],
        first_step=row[of + "first_step"],
        milestone_id=row[of + "milestone_id"],
        author=row[of + "author"],
        hidden=row[of + "hidden"],
        theme=row[of + "theme"],
        state=ActionState(row[of + "state"]),
        changed_at=to_time(row[of + "changed_at"]),
    )
