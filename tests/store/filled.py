"""A row in every table that tells of a session, made from the schema itself."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from dataclasses import dataclass, field

# Columns that refer to a session or to what it holds, with or without a foreign key.
REFERENCES = {
    "session_id": "sessions",
    "step_id": "steps",
    "postit_id": "postits",
    "milestone_id": "milestones",
    "ref": "sessions",
}
# Columns that the store reads as JSON when it forgets.
_JSON = {"outbox.payload": '{"person": 1}', "steps.outcome": "{}"}
# A column that the store reads in a form of its own when it forgets: tested by itself.
_READ = {"remembered_words.words": zlib.compress(b"")}
# What makes a row leave whole, where others of its table stay: tested by itself.
_LEFT_EMPTY = {"actions.hidden"}
# A column that an index reads as JSON, whatever else it holds.
_READ_AS_JSON = {"sessions.scenario", "scenarios.saved", "scenarios.sketch"}
_CHOICE = re.compile(r"(\w+)\s+\w+[^,\n]*?CHECK \(\1 IN \(([^)]*)\)")

Value = str | int | bytes | None


@dataclass
class Filled:
    """The rows of one session: `marks` are the values that no other column has."""

    ref: int
    rows: dict[str, dict[str, Value]] = field(default_factory=dict)
    marks: dict[str, Value] = field(default_factory=dict)


def tables(connection: sqlite3.Connection) -> dict[str, str]:
    """Return every table with its SQL."""
    return dict(
        connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    )


def tells_of_a_session(connection: sqlite3.Connection, table: str) -> bool:
    """True when a row of `table` refers to a session, directly or through other tables."""
    if table in ("sessions", "steps") or any(c in REFERENCES for c in _columns(connection, table)):
        return True
    return any(
        tells_of_a_session(connection, parent)
        for parent in {target for target, _, _ in _parents(connection, table)}
        if parent != table
    )


def fill(connection: sqlite3.Connection, ref: int, *, whole: bool = False) -> Filled:
    """Insert one row (of `keys`, one for each purpose) into every table that tells of a session;
    where `whole`, into every one that is of a server too.

    The session and its step have the identifier `ref`, so that a key of either purpose is theirs.
    Marks are no words of ours: checks of the schema are left aside.
    """
    connection.execute("PRAGMA ignore_check_constraints = ON")
    filled = Filled(ref)
    for table in tables(connection):
        of_server = whole and "server_id" in _columns(connection, table)
        if of_server or tells_of_a_session(connection, table):
            _fill(connection, table, filled)
    connection.commit()
    return filled


def standing(connection: sqlite3.Connection, filled: Filled) -> set[str]:
    """Return the columns (`table.column`) in which a mark still stands."""
    found = set()
    for name, mark in filled.marks.items():
        table, column = name.split(".")
        held = connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (mark,))
        if held.fetchone():
            found.add(name)
    return found


def _fill(connection: sqlite3.Connection, table: str, filled: Filled) -> None:
    if table in filled.rows:
        return
    taken: dict[str, Value] = {}
    for parent, here, there in _parents(connection, table):
        if parent != table:
            _fill(connection, parent, filled)
            taken[here] = filled.rows[parent][there]
    choices = {
        column: [_literal(one) for one in listed.split(",")]
        for column, listed in _CHOICE.findall(tables(connection)[table])
    }
    row: dict[str, Value] = {}
    for column, kind in _columns(connection, table).items():
        name = f"{table}.{column}"
        if column in taken:
            row[column] = taken[column]
        elif column in REFERENCES:
            _fill(connection, REFERENCES[column], filled)
            row[column] = filled.rows[REFERENCES[column]]["id"]
        elif column == "id":
            row[column] = filled.ref
        elif name in _LEFT_EMPTY:
            row[column] = None
        elif name in _JSON or name in _READ:
            row[column] = _JSON[name] if name in _JSON else _READ[name]
        elif column in choices:
            row[column] = choices[column][0]
        else:
            text = f"{name} {filled.ref}"
            if name in _READ_AS_JSON:
                text = json.dumps(text)
            number = 10**15 + 1000 * len(filled.marks) + filled.ref
            mark: Value = text if kind == "TEXT" else text.encode() if kind == "BLOB" else number
            row[column] = filled.marks[name] = mark
    filled.rows[table] = row
    names, holes = ", ".join(row), ", ".join("?" * len(row))
    # A table whose rows are told apart by a choice alone has one for each.
    for purpose in choices.get("purpose", [None]):
        told = row if purpose is None else {**row, "purpose": purpose}
        connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({holes})",
            list(told.values()),
        )


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    return {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}


def _parents(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, str]]:
    """Return the foreign keys of a table: other table, column here, column there."""
    found = connection.execute(f"PRAGMA foreign_key_list({table})")
    return [(row[2], row[3], row[4]) for row in found]


def _literal(text: str) -> Value:
    text = text.strip()
    return text.strip("'") if text.startswith("'") else int(text)
