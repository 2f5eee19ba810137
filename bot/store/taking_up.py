"""What a database that was put back must know: that the world went on without it.

- **No number is given twice.** What was made since the copy has numbers that stand on messages and
  buttons in Discord: the next ones begin far above.
- **What waits to be said may have been said since.** Each letter counts as tried once, after its
  own time: the channel is searched for it before it is said.
- **What happens again and again** (a weekly reminder, a monthly summary) is due when the replaced
  database says, where that can be read and says later.
- **Commands are sent to Discord again**: another program may have sent others.
- **Whoever runs next is told** as of when the copy is, and holds what was under way (`HELD_FROM`).

It works on the file of any schema, as older ones are put back too. Everything here blocks.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from bot.store.copying import COPIED_AT
from bot.store.rows.base import time_of, to_text
from bot.store.rows.settings import COMMANDS
from bot.store.sqlite.opening import looking_at

# The row of `meta` that asks whoever runs next to hold what was under way: since when.
HELD_FROM = "restored_from"
# More than any table gets in the time that a copy may lack.
_APART = 1_000_000
# How wrong the clocks of two machines may be.
_CLOCKS = timedelta(minutes=10)
_EPOCH = 1_420_070_400_000  # milliseconds; https://discord.com/developers/docs/reference#snowflakes


def taken_up(staged: Path, old: Path | None, written_at: datetime, now: datetime) -> datetime:
    """Have the file `staged` know that it was put back at `now`; return as of when it is.

    `old` is the database that it replaces, if that can be read; `written_at` when the copy was
    written, where it does not say.
    """
    with closing(sqlite3.connect(staged, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        row = database.execute("SELECT value FROM meta WHERE key = ?", (COPIED_AT,)).fetchone()
        made_at = time_of(row[0]) if row else min(written_at, now)
        database.execute("DELETE FROM meta WHERE key IN (?, ?)", (COPIED_AT, COMMANDS))
        database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (HELD_FROM, to_text(made_at)))
        _number_apart(database, _numbers(old))
        _look_first(database)
        _when_the_old_says(database, old)
        database.execute("COMMIT")
    return made_at


def _numbers(old: Path | None) -> dict[str, int]:
    """Return the last number that each table of the replaced database gave."""
    if old is not None:
        with suppress(sqlite3.Error), closing(looking_at(old)) as database:
            return dict(database.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    return {}


def _number_apart(database: sqlite3.Connection, given: dict[str, int]) -> None:
    here = dict(database.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    numbered = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    ).fetchall()
    database.execute("DELETE FROM sqlite_sequence")
    database.executemany(
        "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
        [(n, max(here.get(n, 0), given.get(n, 0)) + _APART) for (n,) in numbered],
    )


def _look_first(database: sqlite3.Connection) -> None:
    columns = {row[1] for row in database.execute("PRAGMA table_info(outbox)")}
    unsaid = "failure IS NULL" + (" AND sent_at IS NULL" if "sent_at" in columns else "")
    letters = database.execute(f"SELECT id, created_at FROM outbox WHERE {unsaid}").fetchall()
    database.execute(f"UPDATE outbox SET attempts = max(attempts, 1) WHERE {unsaid}")
    if "after_message" in columns:
        database.executemany(
            "UPDATE outbox SET after_message = coalesce(after_message, ?) WHERE id = ?",
            [(_message_at(time_of(written) - _CLOCKS), number) for number, written in letters],
        )


def _message_at(moment: datetime) -> int:
    """Return the number of a message of Discord that would have been posted at `moment`."""
    return max(0, int(moment.timestamp() * 1000) - _EPOCH) << 22


def _when_the_old_says(database: sqlite3.Connection, old: Path | None) -> None:
    if old is None:
        return
    with suppress(sqlite3.Error), closing(looking_at(old)) as replaced:
        due = replaced.execute(
            "SELECT due_at, server_id, kind FROM timers WHERE server_id IS NOT NULL"
        ).fetchall()
        database.executemany(
            "UPDATE timers SET due_at = ?1 WHERE server_id = ?2 AND kind = ?3 AND due_at < ?1", due
        )
