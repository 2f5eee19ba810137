"""What a grep of the database finds of a person: what stands for them, and their words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.workshop.sessions.session import author_reference
from tests.discord.acting import rows

Hit = tuple[str, str]  # a table, and what was found in it


def marks_of(path: Path, person: int) -> set[str]:
    """All that stands for a person: their number, and its hash under each key that is there."""
    keys = [bytes(row["key"]) for row in rows(path, "SELECT key FROM keys")]
    return {str(person), *(author_reference(person, key) for key in keys)}


def hits(path: Path, words: Iterable[str]) -> set[Hit]:
    """Return where any of `words` stands, in whatever column."""
    wanted, found = set(words), set()
    tables = rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")
    for (table,) in tables:
        if table == "memory":  # its words are in the tables beside it
            continue
        for row in rows(path, f"SELECT * FROM {table}"):
            said = "\n".join(
                value.decode(errors="replace") if isinstance(value, bytes) else str(value)
                for value in row
            )
            found |= {(table, word) for word in wanted if word in said}
    return found


def raw(path: Path) -> bytes:
    """Every byte of the files of a database."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def number(person: int) -> bytes:
    """A person's number as SQLite writes it."""
    return person.to_bytes(8, "big")
