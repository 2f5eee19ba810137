"""What those who lead put right in a summary that waits to be read again."""

from __future__ import annotations

import json
from datetime import datetime

from bot.store.rows.base import Aggregate, to_text
from bot.store.sessions import session_of
from bot.workshop.review.correction import LASTING, Correction, Item, Of
from bot.workshop.sessions.session import Session


class CorrectionRows(Aggregate):
    async def of_session(self, session_id: int) -> list[Correction]:
        """Return what was put right in a session; nothing of a kind that this program does not
        know."""
        rows = await self._all(
            "SELECT what, which, nth, field, text FROM corrections WHERE session_id = ?", session_id
        )
        known = set(Of)
        return [
            Correction(Item(Of(row["what"]), row["which"], row["nth"]), row["field"], row["text"])
            for row in rows
            if row["what"] in known
        ]

    async def put(self, session_id: int, made: Correction) -> None:
        """Keep a correction, in the place of an earlier one of the same field."""
        item = made.item
        await self._run(
            "INSERT INTO corrections (session_id, what, which, nth, field, text)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (session_id, what, which, nth, field) DO UPDATE SET text = excluded.text",
            session_id,
            item.of,
            item.which,
            item.nth,
            made.field,
            made.text,
        )

    async def undo(self, session_id: int, item: Item, field: str) -> None:
        """Let go of a correction: what people wrote is told again."""
        await self._run(
            "DELETE FROM corrections WHERE session_id = ? AND what = ? AND which = ? AND nth = ?"
            " AND field = ?",
            session_id,
            item.of,
            item.which,
            item.nth,
            field,
        )

    async def revision(self, session_id: int) -> int:
        """Return how often something was put right, or back."""
        row = await self._one("SELECT review_revision FROM sessions WHERE id = ?", session_id)
        return int(row[0]) if row else 0

    async def next_revision(self, session_id: int) -> int:
        """Count one more change; return the new revision."""
        await self._run(
            "UPDATE sessions SET review_revision = review_revision + 1 WHERE id = ?", session_id
        )
        return await self.revision(session_id)

    async def waiting_in(self, channel_id: int) -> list[int]:
        """Return the sessions of a channel whose summary waits to be read again, latest first."""
        rows = await self._all(
            "SELECT id FROM sessions WHERE channel_id = ? AND review_since IS NOT NULL"
            " AND released_at IS NULL",
            channel_id,
        )
        return sorted((int(row["id"]) for row in rows), reverse=True)

    async def all_waiting(self) -> list[Session]:
        """Return every session whose summary waits to be read again."""
        rows = await self._all(
            "SELECT * FROM sessions WHERE channel_id > 0 AND review_since IS NOT NULL"
            " AND released_at IS NULL"
        )
        return [session_of(row) for row in rows]

    async def begin(self, session_id: int, now: datetime) -> None:
        """Note that the summary of a session waits to be read again."""
        await self._run(
            "UPDATE sessions SET review_since = ? WHERE id = ?", to_text(now), session_id
        )

    async def set_message(self, session_id: int, message_id: int | None) -> None:
        """Remember the line that tells the room that the summary waits."""
        await self._run(
            "UPDATE sessions SET review_message_id = ? WHERE id = ?", message_id, session_id
        )

    async def forget(self, session_id: int) -> None:
        """Keep what was put right in what stays, such as decisions, and on the ballots and in the
        titles where words of post-its do; the rest holds what people wrote."""
        await self._run(
            "DELETE FROM corrections WHERE session_id = ?1"
            " AND what NOT IN (SELECT value FROM json_each(?2))"
            " AND NOT (what = 'option' AND EXISTS (SELECT 1 FROM vote_options AS o"
            " WHERE o.step_id = corrections.which AND o.number = corrections.nth))"
            " AND NOT (what = 'postit' AND (EXISTS (SELECT 1 FROM steps AS s"
            " JOIN vote_options AS o ON o.step_id = s.id"
            " WHERE s.session_id = ?1 AND o.source_id = corrections.which)"
            " OR EXISTS (SELECT 1 FROM steps AS s WHERE s.session_id = ?1"
            " AND json_extract(s.plan, '$.subject.postit') = corrections.which)))",
            session_id,
            json.dumps(list(LASTING)),
        )
