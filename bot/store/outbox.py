"""What must be said: written with the change it announces, kept until it is said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.store.rows.base import Aggregate, Row, time_of, to_text, to_time
from bot.store.topics import Topic


class Saying(StrEnum):
    """The kinds of messages; their words are chosen when they are said."""

    LOBBY = "lobby"  # the card before the start
    CARD = "card"  # the card of a step that opens: step
    FOLD = "fold"  # the card of a step that is left loses its buttons: step
    FOLD_LOBBY = "fold_lobby"
    BEAT = "beat"  # one message of the story: step, index
    # one page of the wall: step, first, last (numbers); and which share, part (from 0), of the
    # pictures of what was revealed from number begin to until
    WALL = "wall"
    THEMES = "themes"  # one page of the wall by theme: step, page (from 0)
    RESULT = "result"  # the result of a vote: step
    SETTLED = "settled"  # a tie was settled by the facilitator: step
    BALLOT_AWAITED = "ballot_awaited"  # to one person alone, who has not voted: step, person
    DECISION = "decision"  # what a round of consent decided: step
    ROADMAP = "roadmap"  # the roadmap as it is left: step
    FORWARD = "forward"  # one page of the roadmap told forward, at the end: page (from 0)
    WARNING = "warning"  # a minute left: step
    TIME_UP = "time_up"  # the time is up: step
    REMINDER = "reminder"  # a message typed while post-its are hidden is none: step
    SUMMARY = "summary"  # the summary: for_coordinators (0 or 1)
    UNREACHABLE = "unreachable"  # the coordinators' channel could not be written to


@dataclass(frozen=True, slots=True)
class Letter:
    """One row of the outbox."""

    id: int
    session_id: int
    channel_id: int
    kind: str  # a Saying, or one that this program does not know
    payload: Mapping[str, int]
    created_at: datetime
    attempts: int
    attempted_at: datetime | None  # the first time


class OutboxRows(Aggregate):
    async def add(
        self,
        kind: Saying,
        session_id: int,
        channel_id: int,
        now: datetime,
        **payload: int,
    ) -> None:
        """Have `kind` said in `channel_id` after this transaction."""
        await self._run(
            "INSERT INTO outbox (session_id, channel_id, kind, payload, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            session_id,
            channel_id,
            kind,
            json.dumps(payload),
            to_text(now),
        )
        self._transaction.touch(Topic.OUTBOX, channel_id)

    async def pending_channels(self) -> list[int]:
        """Return the channels in which something is still to be said."""
        rows = await self._all(
            "SELECT DISTINCT channel_id FROM outbox WHERE sent_at IS NULL AND failure IS NULL"
        )
        return [row["channel_id"] for row in rows]

    async def attempt(self, channel_id: int, now: datetime) -> Letter | None:
        """Return the oldest unsaid letter of a channel as it was, and count the attempt."""
        row = await self._one(
            "SELECT * FROM outbox WHERE channel_id = ? AND sent_at IS NULL AND failure IS NULL"
            " ORDER BY id LIMIT 1",
            channel_id,
        )
        if row is None:
            return None
        letter = _letter(row)
        await self._run(
            "UPDATE outbox SET attempts = attempts + 1,"
            " attempted_at = coalesce(attempted_at, ?) WHERE id = ?",
            to_text(now),
            letter.id,
        )
        return letter

    async def count_beats(self, step_id: int) -> int:
        """Return how many messages of a story were written to the outbox."""
        return await self.count(Saying.BEAT, step_id)

    async def count(self, kind: Saying, step_id: int) -> int:
        """Return how many letters of a kind were written to the outbox for a step."""
        row = await self._one(
            "SELECT count(*) FROM outbox WHERE kind = ? AND json_extract(payload, '$.step') = ?",
            kind,
            step_id,
        )
        return int(row[0]) if row else 0

    async def told(self, kind: Saying, step_id: int) -> frozenset[int]:
        """Return the people to whom a letter of a kind was written for a step."""
        rows = await self._all(
            "SELECT json_extract(payload, '$.person') AS person FROM outbox"
            " WHERE kind = ? AND json_extract(payload, '$.step') = ?",
            kind,
            step_id,
        )
        return frozenset(row["person"] for row in rows)

    async def said(self, letter_id: int, message_id: int | None, now: datetime) -> None:
        await self._run(
            "UPDATE outbox SET sent_at = ?, message_id = ? WHERE id = ?",
            to_text(now),
            message_id,
            letter_id,
        )

    async def last_was_refused(self, session_id: int, channel_id: int) -> bool:
        """True when Discord would not take the latest thing said for a session in a channel."""
        row = await self._one(
            "SELECT failure FROM outbox WHERE session_id = ? AND channel_id = ?"
            " AND (sent_at IS NOT NULL OR failure IS NOT NULL) ORDER BY id DESC LIMIT 1",
            session_id,
            channel_id,
        )
        return row is not None and row["failure"] is not None

    async def give_up(self, letter_id: int, reason: str) -> None:
        """Keep a letter that can never be said, with the reason."""
        await self._run("UPDATE outbox SET failure = ? WHERE id = ?", reason, letter_id)

    async def forget(self, session_id: int) -> None:
        """Delete the letters to one person: they name them."""
        await self._run(
            "DELETE FROM outbox WHERE session_id = ? AND json_extract(payload, '$.person') NOTNULL",
            session_id,
        )


def _letter(row: Row) -> Letter:
    return Letter(
        row["id"],
        row["session_id"],
        row["channel_id"],
        row["kind"],
        json.loads(row["payload"]),
        time_of(row["created_at"]),
        row["attempts"],
        to_time(row["attempted_at"]),
    )
