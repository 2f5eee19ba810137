"""Series of sessions, and what became of their actions."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date

from bot.store.rows.actions import action_of, not_left_out, to_action
from bot.store.rows.base import Aggregate, Row, time_of
from bot.store.sessions import session_of
from bot.workshop.actions.action import Action
from bot.workshop.actions.following import Said
from bot.workshop.follow.series import Followed, InSeries
from bot.workshop.sessions.session import Session

_OF = to_action("a")
_TOLD = f"a.hidden IS NULL AND {not_left_out('a')}"


class FollowRows(Aggregate):
    # Series

    async def continue_from(self, session: Session, former: Session) -> int:
        """Have `session` follow `former` in its series, which begins with it where it had none;
        return the series."""
        row = await self._one("SELECT series_id FROM sessions WHERE id = ?", former.id)
        series_id: int | None = row["series_id"] if row else None
        if series_id is None:
            series_id = await self.add_series(former.server_id, former.title)
            await self._run("UPDATE sessions SET series_id = ? WHERE id = ?", series_id, former.id)
        await self._run(
            "UPDATE sessions SET series_id = ?, continues = ? WHERE id = ?",
            series_id,
            former.id,
            session.id,
        )
        return series_id

    async def continued_by(self, session_id: int) -> Session | None:
        """Return the session that `session_id` continues, if it does."""
        row = await self._one(
            "SELECT f.* FROM sessions AS s JOIN sessions AS f ON f.id = s.continues WHERE s.id = ?",
            session_id,
        )
        return session_of(row) if row else None

    async def place(self, session_id: int) -> InSeries | None:
        """Return where a session stands in its series; None where it is in none."""
        row = await self._one(
            "SELECT r.title, s.series_id, f.title AS before,"
            " coalesce(f.started_at, f.created_at) AS at, i.series AS said,"
            " json_extract(b.series, '$.rank') AS rank_before"
            " FROM sessions AS s JOIN series AS r ON r.id = s.series_id"
            " LEFT JOIN sessions AS f ON f.id = s.continues"
            " LEFT JOIN imported_sessions AS i ON i.session_id = s.id"
            " LEFT JOIN imported_sessions AS b ON b.session_id = s.continues WHERE s.id = ?",
            session_id,
        )
        if row is None:
            return None
        if row["said"] is not None:  # it came from elsewhere, where others may have been before it
            told = json.loads(row["said"])
            before, day = told["before"], told["day"]
            return InSeries(
                told["title"], told["rank"], before, date.fromisoformat(day) if day else None
            )
        rank = await self._one(
            "SELECT count(*) FROM sessions WHERE series_id = ? AND id <= ?",
            row["series_id"],
            session_id,
        )
        return InSeries(
            row["title"],
            max(int(rank[0]) if rank else 1, (row["rank_before"] or 0) + 1),
            row["before"],
            time_of(row["at"]).date() if row["before"] is not None else None,
        )

    async def titled(self, server_id: int, title: str) -> list[int]:
        """Return the series of a server that have a title."""
        rows = await self._all(
            "SELECT id FROM series WHERE server_id = ? AND title = ?", server_id, title
        )
        return [row["id"] for row in rows]

    async def of_series(self, series_id: int) -> list[int]:
        """Return the sessions of a series, in its order."""
        rows = await self._all("SELECT id FROM sessions WHERE series_id = ? ORDER BY id", series_id)
        return [row["id"] for row in rows]

    async def add_series(self, server_id: int, title: str) -> int:
        """Begin a series; return its identifier."""
        return await self._insert(
            "INSERT INTO series (server_id, title) VALUES (?, ?)", server_id, title
        )

    async def put_in(self, session_id: int, series_id: int, continues: int | None) -> None:
        """Have a session that came from elsewhere be in a series, after one that is here or not."""
        await self._run(
            "UPDATE sessions SET series_id = ?, continues = ? WHERE id = ?",
            series_id,
            continues,
            session_id,
        )

    async def released(self, server_id: int, most: int) -> list[Session]:
        """Return the sessions of a server whose summary left, the newest first, at most `most`;
        those of one quick vote aside."""
        rows = await self._all(
            "SELECT * FROM sessions WHERE server_id = ? AND released_at IS NOT NULL"
            " AND quick = 0 ORDER BY released_at DESC LIMIT ?",
            server_id,
            most,
        )
        return [session_of(row) for row in rows]

    async def live_of_series(self, session_id: int) -> list[int]:
        """Return the sessions of the same series that have not ended."""
        rows = await self._all(
            "SELECT o.id FROM sessions AS s JOIN sessions AS o ON o.series_id = s.series_id"
            " WHERE s.id = ? AND o.state <> 'ended'",
            session_id,
        )
        return [row["id"] for row in rows]

    # Open actions

    async def open_in(self, server_id: int) -> list[tuple[Action, Session]]:
        """Return the open actions of the sessions of a server whose summary left."""
        rows = await self._all(
            f"SELECT {_OF}, s.* FROM sessions AS s JOIN actions AS a ON a.session_id = s.id"
            f" AND a.state = 'open' AND {_TOLD}"
            " WHERE s.server_id = ? AND s.released_at IS NOT NULL",
            server_id,
        )
        return _with_sessions(rows)

    async def open_before(self, session_id: int) -> list[tuple[Action, Session]]:
        """Return the open actions of the sessions that come before one in its series, and whose
        summary left."""
        rows = await self._all(
            f"SELECT {_OF}, s.* FROM sessions AS here"
            " JOIN sessions AS s ON s.series_id = here.series_id AND s.id < here.id"
            f" JOIN actions AS a ON a.session_id = s.id AND a.state = 'open' AND {_TOLD}"
            " WHERE here.id = ? AND s.released_at IS NOT NULL"
            " ORDER BY a.due IS NULL, a.due, a.id",
            session_id,
        )
        return _with_sessions(rows)

    async def open_of(self, owner_id: int, server_id: int) -> list[tuple[Action, Session]]:
        """Return the open actions of a member in the sessions of a server whose summary left."""
        rows = await self._all(
            f"SELECT {_OF}, s.* FROM actions AS a JOIN sessions AS s ON s.id = a.session_id"
            f" WHERE a.owner_id = ? AND a.state = 'open' AND {_TOLD}"
            " AND s.server_id = ? AND s.released_at IS NOT NULL"
            " ORDER BY a.due IS NULL, a.due, a.id",
            owner_id,
            server_id,
        )
        return _with_sessions(rows)

    # What was said in a step

    async def show(self, step_id: int, action_ids: Collection[int]) -> None:
        """Note that a step shows these actions, of which nothing may have been said yet."""
        await self._run(
            "INSERT INTO followed (step_id, action_id) SELECT ?, value FROM json_each(?)"
            " WHERE true ON CONFLICT DO NOTHING",
            step_id,
            json.dumps(list(action_ids)),
        )

    async def say(self, step_id: int, action_id: int, said: Said | None) -> None:
        """Keep what was said of an action in a step, in the place of what was said before."""
        await self._run(
            "INSERT INTO followed (step_id, action_id, said) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET said = excluded.said",
            step_id,
            action_id,
            said,
        )

    async def of_step(self, step_id: int) -> list[Followed]:
        """Return what a step shows, the soonest first; not what was hidden since, or left out of
        the summary that it comes from."""
        rows = await self._all(
            f"SELECT {_OF}, f.said AS said, s.title AS whence, t.session_id = s.id AS ours"
            " FROM followed AS f JOIN actions AS a ON a.id = f.action_id"
            " JOIN sessions AS s ON s.id = a.session_id JOIN steps AS t ON t.id = f.step_id"
            f" WHERE f.step_id = ? AND {_TOLD} ORDER BY a.due IS NULL, a.due, a.id",
            step_id,
        )
        return [
            Followed(
                action_of(row, "a_"),
                row["whence"],
                Said(row["said"]) if row["said"] else None,
                bool(row["ours"]),
            )
            for row in rows
        ]

    # Reminders

    async def remind(self, server_id: int, user_id: int) -> None:
        """Have someone reminded each week of what is theirs in a server."""
        await self._run("INSERT OR IGNORE INTO action_reminders VALUES (?, ?)", server_id, user_id)

    async def remind_no_more(self, server_id: int, user_id: int) -> bool:
        """Take that back, and the links that were kept for it alone; False where they had not
        asked for it."""
        gone = await self._run(
            "DELETE FROM action_reminders WHERE server_id = ? AND user_id = ?", server_id, user_id
        )
        await self._run(
            "UPDATE actions SET owner_id = NULL WHERE owner_id = ?1 AND"
            " (SELECT s.server_id = ?2 AND s.raw_deleted_at IS NOT NULL FROM sessions AS s"
            "  WHERE s.id = actions.session_id)",
            user_id,
            server_id,
        )
        return bool(gone)

    async def reminded(self, server_id: int) -> list[int]:
        """Return who is reminded in a server."""
        rows = await self._all(
            "SELECT user_id FROM action_reminders WHERE server_id = ? ORDER BY user_id", server_id
        )
        return [row["user_id"] for row in rows]

    async def is_reminded(self, server_id: int, user_id: int) -> bool:
        row = await self._one(
            "SELECT 1 FROM action_reminders WHERE server_id = ? AND user_id = ?",
            server_id,
            user_id,
        )
        return row is not None

    # What was taken up

    async def note_taken(self, session_id: int, kind: str, made: Sequence[int]) -> None:
        """Remember the rows that a session took up from the one before."""
        await self._many(
            "INSERT INTO taken_up (session_id, kind, made) VALUES (?, ?, ?)",
            [(session_id, kind, one) for one in made],
        )

    async def taken(self, session_id: int) -> dict[str, list[int]]:
        """Return the rows that a session took up, by what they are."""
        found: dict[str, list[int]] = {}
        rows = await self._all(
            "SELECT kind, made FROM taken_up WHERE session_id = ? ORDER BY made", session_id
        )
        for row in rows:
            found.setdefault(row["kind"], []).append(row["made"])
        return found

    async def put_back(self, session_id: int, kind: str) -> None:
        """Forget that a session took something up: its rows are gone."""
        await self._run("DELETE FROM taken_up WHERE session_id = ? AND kind = ?", session_id, kind)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """What was taken up cannot be put back any more."""
        await self._run("DELETE FROM taken_up WHERE session_id = ?", session_id)


def _with_sessions(rows: Sequence[Row]) -> list[tuple[Action, Session]]:
    return [(action_of(row, "a_"), session_of(row)) for row in rows]
