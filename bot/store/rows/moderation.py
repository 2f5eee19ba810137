"""What the facilitators have hidden, and the messages in which the room could read it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.rows.base import Aggregate
from bot.workshop.moderation.hiding import Hidden, Thing, What

# Numbers of reasons are drawn by lot: the two tables share none.
_TABLES = {
    What.POSTIT: ("postits",),
    What.COMMENT: ("comments",),
    What.ACTION: ("actions",),
    What.REASON: ("election_nominations", "resistance_reasons"),
}
_COMMENTS = (
    "SELECT c.id, c.text, c.hidden FROM postits AS p JOIN comments AS c ON c.postit_id = p.id"
)


@dataclass(frozen=True, slots=True)
class WallMessage:
    """The wall as it was posted: from one number to another, all of it by theme (`page`), or one
    part: `theme`, `lane`, or what stands in none where there is nothing else."""

    message_id: int
    page: int | None
    first: int | None
    last: int | None
    theme: int | None
    lane: int | None


class ModerationRows(Aggregate):
    async def hide(self, what: What, ref: int, reason: str | None) -> None:
        """Hide a text, for a reason that may be empty; show it again for None."""
        for table in _TABLES[what]:
            await self._run(f"UPDATE {table} SET hidden = ? WHERE id = ?", reason, ref)

    async def comments(self, session_id: int) -> list[Thing]:
        """Return every comment of a session, hidden ones too."""
        rows = await self._all(f"{_COMMENTS} WHERE p.session_id = ? ORDER BY c.id", session_id)
        return [Thing(What.COMMENT, row["id"], row["text"], row["hidden"]) for row in rows]

    async def reasons(self, session_id: int) -> list[Thing]:
        """Return why people were named in a session, or resist what was voted on, where that is
        shown, hidden ones too."""
        rows = await self._all(
            "SELECT n.id, n.reason, n.hidden FROM steps AS s"
            " JOIN elections AS e ON e.step_id = s.id AND e.stage <> 'naming'"
            " JOIN election_nominations AS n ON n.step_id = s.id"
            " WHERE s.session_id = ? ORDER BY n.id",
            session_id,
        )
        named = [Thing(What.REASON, row["id"], row["reason"], row["hidden"]) for row in rows]
        rows = await self._all(
            "SELECT r.id, r.step_id, r.text, r.hidden, r.voter_id FROM steps AS s"
            " JOIN resistance_reasons AS r ON r.step_id = s.id"
            " WHERE s.session_id = ? ORDER BY r.id",
            session_id,
        )
        return named + [
            Thing(
                What.REASON,
                row["id"],
                row["text"],
                row["hidden"],
                of_nobody=row["voter_id"] is None,
                told_in=row["step_id"],
            )
            for row in rows
        ]

    async def of_author(self, session_id: int, author: str, *, untold: bool = False) -> list[Thing]:
        """Return what is hidden of what `author` wrote in a session; of which they were not told
        yet, where only what is `untold` is asked for."""
        among = " AND EXISTS (SELECT 1 FROM untold AS u WHERE u.session_id = ?1 AND u.what = {what}"
        among += " AND u.ref = {ref})"

        def still(what: What, ref: str) -> str:
            return among.format(what=f"'{what}'", ref=ref) if untold else ""

        rows = await self._all(
            "SELECT 'postit' AS what, p.id, p.text, p.hidden FROM postits AS p"
            " WHERE p.session_id = ?1 AND p.author = ?2 AND p.hidden IS NOT NULL"
            + still(What.POSTIT, "p.id")
            + " UNION ALL SELECT 'comment', c.id, c.text, c.hidden"
            " FROM postits AS p JOIN comments AS c ON c.postit_id = p.id"
            " WHERE p.session_id = ?1 AND c.author = ?2 AND c.hidden IS NOT NULL"
            + still(What.COMMENT, "c.id")
            + " UNION ALL SELECT 'action', a.id, a.what, a.hidden FROM actions AS a"
            " WHERE a.session_id = ?1 AND a.author = ?2 AND a.hidden IS NOT NULL"
            + still(What.ACTION, "a.id")
            + " UNION ALL SELECT 'reason', n.id, n.reason, n.hidden"
            " FROM steps AS s JOIN election_nominations AS n ON n.step_id = s.id"
            " WHERE s.session_id = ?1 AND n.author = ?2 AND n.hidden IS NOT NULL"
            + still(What.REASON, "n.id")
            + " UNION ALL SELECT 'reason', r.id, r.text, r.hidden"
            " FROM steps AS s JOIN resistance_reasons AS r ON r.step_id = s.id"
            " WHERE s.session_id = ?1 AND CAST(r.voter_id AS TEXT) = ?2 AND r.hidden IS NOT NULL"
            + still(What.REASON, "r.id"),
            session_id,
            author,
        )
        return [Thing(What(r["what"]), r["id"], r["text"], r["hidden"]) for r in rows]

    async def to_be_told(self, session_id: int, what: What, ref: int) -> None:
        """Have the writer of a text told at their next press."""
        await self._run("INSERT OR IGNORE INTO untold VALUES (?, ?, ?)", what, ref, session_id)

    async def told(self, session_id: int, what: What, ref: int) -> None:
        """The writer of a text knows, or has nothing to know any more."""
        await self._run(
            "DELETE FROM untold WHERE session_id = ? AND what = ? AND ref = ?",
            session_id,
            what,
            ref,
        )

    async def sessions_with_untold(self) -> list[int]:
        """Return the live sessions in which someone is still to be told."""
        rows = await self._all(
            "SELECT id FROM sessions AS s WHERE state <> 'ended'"
            " AND EXISTS (SELECT 1 FROM untold AS u WHERE u.session_id = s.id)"
        )
        return [row["id"] for row in rows]

    async def hidden(self, session_id: int) -> Hidden:
        """Return how much is hidden in a session."""
        row = await self._one(
            "SELECT (SELECT count(*) FROM postits AS p JOIN comments AS c ON c.postit_id = p.id"
            " WHERE p.session_id = ?1 AND c.hidden IS NOT NULL) AS comments,"
            " (SELECT count(*) FROM actions WHERE session_id = ?1 AND hidden IS NOT NULL)"
            " AS actions",
            session_id,
        )
        assert row is not None
        postits = await self._all(
            "SELECT step_id, count(*) AS n FROM postits"
            " WHERE session_id = ? AND hidden IS NOT NULL GROUP BY step_id",
            session_id,
        )
        by_step = {found["step_id"]: found["n"] for found in postits}
        elsewhere = await self._transaction.imports.hidden(session_id)
        return Hidden(
            row["comments"] + elsewhere.comments,
            row["actions"] + elsewhere.actions,
            by_step | elsewhere.postits_of,
        )

    async def hidden_postits(self, session_id: int) -> frozenset[int]:
        """Return the identifiers of the post-its that are hidden."""
        rows = await self._all(
            "SELECT id FROM postits WHERE session_id = ? AND hidden IS NOT NULL", session_id
        )
        return frozenset(row["id"] for row in rows)

    # What the room was shown.

    async def keep_wall(
        self,
        session_id: int,
        message_id: int,
        page: int | None,
        first: int | None,
        last: int | None,
        theme: int | None,
        lane: int | None,
    ) -> None:
        """Remember a message that shows the wall, or a part of it."""
        await self._run(
            "INSERT OR REPLACE INTO wall_messages"
            " (message_id, session_id, page, first, last, theme, lane)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            message_id,
            session_id,
            page,
            first,
            last,
            theme,
            lane,
        )

    async def walls(self, session_id: int) -> list[WallMessage]:
        """Return the messages that show the wall of a session."""
        rows = await self._all(
            "SELECT * FROM wall_messages WHERE session_id = ? ORDER BY message_id", session_id
        )
        return [
            WallMessage(r["message_id"], r["page"], r["first"], r["last"], r["theme"], r["lane"])
            for r in rows
        ]

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """What is hidden stays so; nothing more can be hidden, or shown again. A signed wall is
        shown again without the name of who has it taken off, as long as raw data is kept."""
        if masked:
            await self._forget_walls(session_id)
        await self._run("DELETE FROM untold WHERE session_id = ?", session_id)

    async def forget(self, session_id: int) -> None:
        await self._forget_walls(session_id)
        await self.unlink(session_id, masked=False)

    async def _forget_walls(self, session_id: int) -> None:
        await self._run("DELETE FROM wall_messages WHERE session_id = ?", session_id)
