"""The boxes of sealed votes as a file of any schema holds them: which open with the keys that are
there, for whoever looks from outside. What is inside is not shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from bot.store.sealing import cipher
from bot.store.sealing.vault import Vault


@dataclass(frozen=True, slots=True)
class Box:
    """The box of a sealed vote that is open; `opens` with its key, else `refusal` is what the
    system says of that, None where it is gone or damaged."""

    session: int
    step: int
    key: str
    opens: bool
    refusal: str | None = None


def boxes(database: sqlite3.Connection, vault: Vault) -> Iterator[Box]:
    """Yield the boxes of `database`, each as it is now: people may vote meanwhile."""
    table = "SELECT 1 FROM sqlite_master WHERE name = 'sealed_boxes'"
    if database.execute(table).fetchone() is None:
        return  # of before there were such votes
    for step, session in database.execute(
        "SELECT step_id, session_id FROM sealed_boxes JOIN steps ON steps.id = step_id"
        " ORDER BY step_id"
    ).fetchall():
        found: Box | None = None
        while True:
            row = database.execute(
                "SELECT key, content FROM sealed_boxes WHERE step_id = ?", (step,)
            ).fetchone()
            if row is None:
                break  # it was counted meanwhile
            if found is not None and row[0] == found.key:
                yield found
                break
            found = _box(session, step, row[0], row[1], vault)
            if found.opens:
                yield found
                break


def _box(session: int, step: int, name: str, content: bytes, vault: Vault) -> Box:
    try:
        key = vault.key(name)
    except OSError as error:
        return Box(session, step, name, False, error.strerror)
    return Box(session, step, name, key is not None and cipher.opened(key, content) is not None)
