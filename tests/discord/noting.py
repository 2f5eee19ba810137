"""A kill between the sending of a letter and the note that it was said."""

from __future__ import annotations

from pathlib import Path

from tests.discord.acting import database


def keep_said(path: Path) -> None:
    """Keep aside, from now on, the letters that leave the outbox."""
    with database(path) as connection:
        connection.execute("CREATE TABLE said AS SELECT * FROM outbox WHERE 0")
        connection.execute(
            "CREATE TRIGGER keeping_said BEFORE DELETE ON outbox BEGIN"
            " INSERT INTO said SELECT * FROM outbox WHERE id = OLD.id; END"
        )


def take_back_notes(path: Path, which: str = "1") -> None:
    """Have the letters kept aside, those `which` only, wait as if nobody had noted them said."""
    with database(path) as connection:
        connection.execute("DROP TRIGGER keeping_said")
        connection.execute(f"INSERT INTO outbox SELECT * FROM said WHERE {which}")
        connection.execute("DROP TABLE said")
