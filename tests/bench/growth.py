"""Databases of the size that years give, made of one session that was lived through the use cases.

What it left is copied with other identifiers, table by table as foreign keys lead: whatever the
schema is, the rows are those that the program writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from bot.services.context import Context
from bot.store import Database
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote.ballot import Content
from tests.builders import NOUR, actions, collect, discuss, new_session, recipe, reveal, vote
from tests.services.room import Room

WRITERS = 20
# Every column that tells sessions apart without being a foreign key.
_APART = {"sessions": ("channel_id",), "remembered": ("channel_id",)}
# Identifiers that are drawn at random stand far apart: one more is another.
_DRAWN = 2**40


async def lived(path: Path, postits: int) -> None:
    """Make a database with one ended session of so many post-its, a vote on them, and actions."""
    database = await Database.open(path)
    try:
        plan = recipe(
            collect(per_person=100), reveal(), vote(budget=5, cap=2), discuss(), actions()
        )
        room = await Room.open(Context(database), new_session(plan))
        await room.start()
        people = [Actor(10**17 + n, f"personne {n}") for n in range(WRITERS)]
        for number in range(postits):
            writer = people[number % WRITERS]
            await room.write(writer, f"Une idée parmi beaucoup d'autres, la {number}e, pour voir")
        await room.next()
        await room.next()
        for person in people:
            chosen: Content = {"1": 2, "2": 1}
            await room.vote(person, chosen)
        await room.end(NOUR)
    finally:
        await database.close()


def multiply(path: Path, times: int) -> None:
    """Have the database hold `times` sessions like the one that it has."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM outbox")  # said, in the years that went by
        strides: dict[tuple[str, str], int] = {}
        for table in _parents_first(connection):
            _copy(connection, table, times - 1, strides)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA journal_mode=WAL")


def _copy(
    connection: sqlite3.Connection,
    table: str,
    copies: int,
    strides: dict[tuple[str, str], int],
) -> None:
    """Add copies of the rows of a table; `strides` tells by how much identifiers grow."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    parents = {
        row[3]: (row[2], row[4])
        for row in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    }
    grown: dict[str, int] = {
        column: strides[parent] for column, parent in parents.items() if parent in strides
    }
    keys = [row[1] for row in columns if row[5]]
    if keys == ["id"] and "id" not in parents:
        grown["id"] = _stride(connection, table, "id")
    for column in _APART.get(table, ()):
        grown[column] = 1
    if not grown:
        return  # a table that no session fills
    strides.update({(table, column): stride for column, stride in grown.items()})
    said = _said_once(connection, table, grown)
    told = []
    for row in columns:
        name = str(row[1])
        if name in grown:
            told.append(f"{name} + n * {grown[name]}")
        else:
            told.append(f"{name} || '.' || n" if name in said else name)
    connection.execute(
        f"WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < {copies})"
        f" INSERT INTO {table} SELECT {', '.join(told)} FROM copy, {table}"
    )


def _said_once(connection: sqlite3.Connection, table: str, grown: Collection[str]) -> set[str]:
    """Return the columns of text that no two rows may share."""
    said: set[str] = set()
    for _, index, unique, *_ in connection.execute(f"PRAGMA index_list({table})").fetchall():
        columns = {row[2] for row in connection.execute(f"PRAGMA index_info({index})").fetchall()}
        if unique and columns.isdisjoint(grown):
            said |= columns
    return said


def _stride(connection: sqlite3.Connection, table: str, column: str) -> int:
    low, high = connection.execute(f"SELECT min({column}), max({column}) FROM {table}").fetchone()
    return 1 if high is None or high > _DRAWN else high - low + 1


def _parents_first(connection: sqlite3.Connection) -> Sequence[str]:
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'memory%'"  # the index, which is made from the rows
        ).fetchall()
    ]
    parents = {
        table: {row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
        for table in tables
    }
    ordered: list[str] = []
    while len(ordered) < len(tables):
        ordered += [t for t in tables if t not in ordered and parents[t] <= {*ordered, t}]
    return ordered
