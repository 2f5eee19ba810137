"""How SQLite would run a statement: which tables that grow it reads from one end to the other."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from bot.store.sqlite.opening import schema_versions

# A row a server, a row for each thing that the program knows of itself, or for each open box.
SMALL = {"servers", "servers_left", "meta", "sqlite_sequence", "erasures", "sealed_boxes"}
# Partial indexes of what is under way: what is over leaves them, so all of one may be read.
UNDER_WAY = {
    "sessions_live_in_channel",
    "sessions_media",
    "outbox_pending",
    "outbox_refused",
    "timers_given_up",
    "remembered_due",
    "sessions_unreleased",
    "gatherings_of_server",
    "sessions_with_raw",
}
# What may read a table whole all the same, by its first words.
MAY_SCAN = (
    # Recordings: a small row each. After a scenario was changed or deleted, what none refers to;
    # when one is added, the room that all take; at a start, the files that none names.
    "DELETE FROM media WHERE NOT EXISTS",
    "SELECT sum(size) AS size FROM media",
    "SELECT digest FROM media",
)

_SCAN = re.compile(r"SCAN (?P<name>\w+)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?( LEFT-JOIN)?")
# An index made for one statement: the table is read whole to make it.
_MADE = re.compile(r"SEARCH (?P<name>\w+) USING AUTOMATIC .*")
_GIVEN = re.compile(r"(?:CO-ROUTINE|MATERIALIZE) (?P<name>\w+)")
_NAMED = re.compile(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(?P<table>\w+)(?:\s+AS)?\s+(?P<alias>\w+)")
_DELETE = re.compile(r"DELETE FROM (?P<table>\w+)")


def schema() -> sqlite3.Connection:
    """Return an empty database of this program, in memory."""
    connection = sqlite3.connect(":memory:")
    for _, file in schema_versions():
        connection.executescript(file.read_text(encoding="utf-8"))
    return connection


def scanned(connection: sqlite3.Connection, sql: str) -> list[str]:
    """Return the tables that grow and that `sql` reads whole, in a `connection` to a `schema()`.

    A deletion also reads, without a word of it in its plan, the tables that refer to its own.
    """
    if sql.startswith(MAY_SCAN):
        return []
    aliases = {named["alias"]: named["table"] for named in _NAMED.finditer(sql)}
    found = []
    plan = _plan(connection, sql)
    # What a view gives: the lines below it say how its own tables are read.
    given = {made["name"] for detail in plan if (made := _GIVEN.fullmatch(detail))}
    for detail in plan:
        scan = _SCAN.fullmatch(detail) or _MADE.fullmatch(detail)
        if scan is None or scan.groupdict().get("index") in UNDER_WAY or scan["name"] in given:
            continue
        table = (
            scan["name"]
            if _columns(connection, scan["name"])
            else aliases.get(scan["name"], scan["name"])
        )
        if table not in SMALL:
            found.append(table)
    if deletion := _DELETE.match(sql):
        found += _searched_for(connection, deletion["table"])
    return found


def _plan(connection: sqlite3.Connection, sql: str) -> list[str]:
    numbered = [int(number) for number in re.findall(r"\?(\d+)", sql)]
    values = [None] * (max(numbered, default=0) + len(re.findall(r"\?(?!\d)", sql)))
    return [detail for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


def _searched_for(connection: sqlite3.Connection, parent: str) -> Iterator[str]:
    """Yield the tables that refer to `parent`, or to what leaves with it, by no index."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (child,) in tables:
        keys: dict[int, tuple[set[str], str]] = {}
        for number, _, table, column, _, _, on_delete, _ in connection.execute(
            f"PRAGMA foreign_key_list({child})"
        ):
            if table == parent:
                keys.setdefault(number, (set(), on_delete))[0].add(column)
        for columns, on_delete in keys.values():
            if not any(columns == set(i[: len(columns)]) for i in _indexes(connection, child)):
                yield child
            if on_delete == "CASCADE":
                yield from _searched_for(connection, child)


def _indexes(connection: sqlite3.Connection, table: str) -> Iterator[list[str]]:
    """Yield the columns of each index of a table, its primary key among them."""
    yield _columns(connection, table, of_key=True)
    for _, index, *_ in connection.execute(f"PRAGMA index_list({table})").fetchall():
        yield [name for *_, name in connection.execute(f"PRAGMA index_info({index})")]


def _columns(connection: sqlite3.Connection, table: str, *, of_key: bool = False) -> list[str]:
    found = connection.execute(f"PRAGMA table_info({table})").fetchall()
    kept = [(rank, name) for _, name, *_, rank in found if rank or not of_key]
    return [name for _, name in sorted(kept)] if of_key else [name for _, name in kept]
