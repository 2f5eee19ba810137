"""What must be said: one row each, written with the change it announces, gone once it is said."""

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
    # a page of the wall that stands, as the wall is now: message, and first, last or page
    WALL_AGAIN = "wall_again"
    THEMES = "themes"  # one page of the wall by theme: step, page (from 0)
    RESULT = "result"  # the result of a vote: step
    SETTLED = "settled"  # a tie was settled by the facilitator: step
    BALLOT_AWAITED = "ballot_awaited"  # to one person alone, who has not voted: step, person
    VOTERS_GONE = "voters_gone"  # the role that a vote was for was deleted: step
    DECISION = "decision"  # what a round of consent decided: step
    ROADMAP = "roadmap"  # the roadmap as it is left: step
    FORWARD = "forward"  # one page of the roadmap told forward, at the end: page (from 0)
    WARNING = "warning"  # a minute left: step
    TIME_UP = "time_up"  # the time is up: step
    REMINDER = "reminder"  # a message typed while post-its are hidden is none: step
    # what was typed while the bot was away is on record: step; post-its added, changed, gone; and
    # late, messages that came too late
    CAUGHT_UP = "caught_up"
    UNREAD = "unread"  # what was typed meanwhile cannot be read: step; the most messages, or 0
    SUMMARY = "summary"  # the summary: for_coordinators (0 or 1)
    TAKEN_OVER = "taken_over"  # someone leads in the place of those who are gone: person
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
        rows = await self._all("SELECT DISTINCT channel_id FROM outbox WHERE failure IS NULL")
        return [row["channel_id"] for row in rows]

    async def waiting(self) -> int:
        """Return how many letters are still to be said."""
        row = await self._one("SELECT count(*) FROM outbox WHERE failure IS NULL")
        return int(row[0]) if row else 0

    async def attempt(self, channel_id: int, now: datetime) -> Letter | None:
        """Return the oldest unsaid letter of a channel as it was, and count the attempt."""
        row = await self._one(
            "SELECT * FROM outbox WHERE channel_id = ? AND failure IS NULL ORDER BY id LIMIT 1",
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

    async def said(self, letter: Letter) -> None:
        """Let go of a letter that was said, and of those given up before it in the same place."""
        await self._run("DELETE FROM outbox WHERE id = ?", letter.id)
        await self._run(
            "DELETE FROM outbox WHERE session_id = ? AND channel_id = ? AND id < ?"
            " AND failure IS NOT NULL",
            letter.session_id,
            letter.channel_id,
            letter.id,
        )

    async def last_was_refused(self, session_id: int, channel_id: int) -> bool:
        """True when the latest thing to say for a session in a channel had to be given up."""
        row = await self._one(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE session_id = ? AND channel_id = ?"
            " AND failure IS NOT NULL)",
            session_id,
            channel_id,
        )
        return bool(row and row[0])

    async def give_up(self, letter_id: int, reason: str) -> None:
        """Keep a letter that can never be said, with the reason, until raw data goes or another
        letter is said in its place."""
        await self._run("UPDATE outbox SET failure = ? WHERE id = ?", reason, letter_id)

    async def forget(self, session_id: int) -> None:
        """Delete the letters that were given up, and those to one person: they name them."""
        await self._run(
            "DELETE FROM outbox WHERE session_id = ? AND failure IS NOT NULL", session_id
        )
        # Letters to one person wait in the lane of a vote.
        await self._run(
            "DELETE FROM outbox WHERE failure IS NULL AND channel_id IN"
            " (SELECT -id FROM steps WHERE session_id = ?)",
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
