"""What must happen later: one row each, gone in the transaction that acts on it.

One whose act keeps failing stays, with the failure, for the operator.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.store.rows.base import Aggregate, Row, time_of, to_text, to_time
from bot.store.topics import Topic

# A session has a few timers, found by its number.
_OF_STEP = "session_id = (SELECT session_id FROM steps WHERE id = ?1) AND step_id = ?1"


class TimerKind(StrEnum):
    WARNING = "warning"  # the timebox is nearly over
    TIME_UP = "time_up"  # the timebox is over
    ALL_READY = "all_ready"  # everyone was ready a moment ago
    BEAT = "beat"  # the next message of a story
    TURN_OVER = "turn_over"  # the time of the one who speaks is over: turn
    TURN_LEFT = "turn_left"  # the one who speaks left the voice channel a moment ago: turn
    MARKS_IN = "marks_in"  # everyone gave a mark: the last ones had time for a word
    BALLOTS_IN = "ballots_in"  # everyone has voted: the last ones had time for a reason
    DATE_PASSES = "date_passes"  # one of the dates that people vote on has begun
    AHEAD_REMINDER = "ahead_reminder"  # those who asked are reminded of what is open ahead
    DIGEST = "digest"  # of a server: the month is over
    ACTIONS = "actions"  # of a server: the week begins, people are told of actions
    REVIEW = "review"  # a summary still waits to be read again: stage
    NETWORK_LOOK = "network_look"  # of a server: its links that wait are looked at
    DRAFTED = "drafted"  # of a server: votes that nobody opened leave the workbench
    FORGET = "forget"  # raw data has reached its age


@dataclass(frozen=True, slots=True)
class Timer:
    id: int
    kind: str  # a TimerKind, or one that this program does not know
    about: int | None  # the session that it is of, None for one of a server
    step_id: int | None
    due_at: datetime
    payload: Mapping[str, int]
    attempts: int = 0  # how many times the act failed
    failure: str | None = None  # why it is not tried any more
    server: int | None = None  # the server that it is of, where it is of no session

    @property
    def session_id(self) -> int:
        """The session that it is of. Raises LookupError for a timer of a server."""
        if self.about is None:
            raise LookupError(f"timer {self.id} ({self.kind}) is of no session")
        return self.about

    @property
    def owner(self) -> str:
        """Whose it is, for operators: “session 4”, “server 12”."""
        return f"server {self.server}" if self.about is None else f"session {self.about}"


class TimerRows(Aggregate):
    async def set(
        self,
        kind: TimerKind,
        session_id: int,
        due_at: datetime,
        *,
        step_id: int | None = None,
        payload: Mapping[str, int] | None = None,
    ) -> None:
        """Have `kind` happen at `due_at`."""
        await self._run(
            "INSERT INTO timers (kind, session_id, step_id, due_at, payload)"
            " VALUES (?, ?, ?, ?, ?)",
            kind,
            session_id,
            step_id,
            to_text(due_at),
            json.dumps(dict(payload or {})),
        )
        self._changed()

    async def set_of_server(self, kind: TimerKind, server_id: int, due_at: datetime) -> None:
        """Have `kind` happen in a server at `due_at`, and not at another time."""
        await self.cancel_of_server(server_id, kind)
        await self._run(
            "INSERT INTO timers (kind, server_id, due_at) VALUES (?, ?, ?)",
            kind,
            server_id,
            to_text(due_at),
        )
        self._changed()

    async def cancel_of_server(self, server_id: int, kind: TimerKind) -> None:
        """Take back a timer of a server."""
        await self._run("DELETE FROM timers WHERE server_id = ? AND kind = ?", server_id, kind)
        self._changed()

    async def of_server(self, server_id: int) -> list[Timer]:
        """Return the timers of a server that belong to none of its sessions."""
        rows = await self._all("SELECT * FROM timers WHERE server_id = ? ORDER BY id", server_id)
        return [_timer(row) for row in rows]

    async def cancel(self, step_id: int, *kinds: TimerKind) -> None:
        """Take back timers of a step: those of `kinds`, or all."""
        wanted = kinds or tuple(TimerKind)
        marks = ", ".join("?" * len(wanted))
        await self._run(
            f"DELETE FROM timers WHERE {_OF_STEP} AND kind IN ({marks})", step_id, *wanted
        )
        self._changed()

    async def of_step(self, step_id: int) -> list[Timer]:
        rows = await self._all(f"SELECT * FROM timers WHERE {_OF_STEP} ORDER BY due_at", step_id)
        return [_timer(row) for row in rows]

    async def next_due(self) -> datetime | None:
        """Return when the earliest timer is due."""
        row = await self._one("SELECT min(due_at) AS due_at FROM timers WHERE failure IS NULL")
        return to_time(row["due_at"]) if row else None

    async def late(self, now: datetime) -> int:
        """Return how many timers are due at `now` and have not been acted on."""
        row = await self._one(
            "SELECT count(*) FROM timers WHERE failure IS NULL AND due_at < ?", to_text(now)
        )
        return int(row[0]) if row else 0

    async def take_due(self, now: datetime) -> Timer | None:
        """Remove and return the earliest timer due at `now`: acting on it is this transaction."""
        row = await self._one(
            "DELETE FROM timers WHERE id ="
            " (SELECT id FROM timers WHERE failure IS NULL AND due_at <= ?"
            "  ORDER BY due_at, id LIMIT 1) RETURNING *",
            to_text(now),
        )
        return _timer(row) if row else None

    async def forget_at(self, session_id: int, due_at: datetime) -> None:
        """Have the raw data of a session deleted at `due_at`, and not at another time."""
        await self.forget_never(session_id)
        await self.set(TimerKind.FORGET, session_id, due_at)

    async def forget_never(self, session_id: int) -> None:
        """Take back that raw data of a session is to be deleted: it is."""
        await self._run(
            "DELETE FROM timers WHERE session_id = ? AND kind = ?", session_id, TimerKind.FORGET
        )
        self._changed()

    async def put_off(self, timer_id: int, due_at: datetime) -> None:
        """Count a failure of the act, and have it tried again at `due_at`."""
        await self._run(
            "UPDATE timers SET attempts = attempts + 1, due_at = ? WHERE id = ?",
            to_text(due_at),
            timer_id,
        )
        self._changed()

    async def give_up(self, timer_id: int, failure: str) -> None:
        """Count a failure of the act, and keep the timer with it: it is not tried any more."""
        await self._run(
            "UPDATE timers SET attempts = attempts + 1, failure = ? WHERE id = ?",
            failure,
            timer_id,
        )

    async def given_up(self) -> list[Timer]:
        """Return the timers that are not tried any more."""
        rows = await self._all("SELECT * FROM timers WHERE failure IS NOT NULL ORDER BY id")
        return [_timer(row) for row in rows]

    async def try_again(self) -> None:
        """Have the timers that were given up tried as if they never had been."""
        await self._run("UPDATE timers SET attempts = 0, failure = NULL WHERE failure IS NOT NULL")
        self._changed()

    def _changed(self) -> None:
        self._transaction.touch(Topic.TIMERS)


def _timer(row: Row) -> Timer:
    return Timer(
        row["id"],
        row["kind"],
        row["session_id"],
        row["step_id"],
        time_of(row["due_at"]),
        json.loads(row["payload"]),
        row["attempts"],
        row["failure"],
        row["server_id"],
    )
