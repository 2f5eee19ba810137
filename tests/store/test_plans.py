"""What `tests/conftest.py` checks of every statement: each fault it is there for is caught."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.store import Database
from bot.store.rows import base
from bot.store.rows.base import Aggregate
from tests.plans import scanned, schema


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    with closing(schema()) as connection:
        yield connection


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT * FROM postits WHERE text = ?", ["postits"]),
        # An index that is read from end to end is a table that is read from end to end.
        ("SELECT count(*) FROM sessions", ["sessions"]),
        (
            "SELECT s.id FROM sessions AS s JOIN steps AS t ON t.kind = s.title",
            ["sessions", "steps"],
        ),
        ("SELECT p.id FROM notes AS p WHERE p.text IN (SELECT text FROM notes n)", ["notes"] * 2),
        ("UPDATE cast_ballots SET weight = ?1 WHERE weight = ?2", ["cast_ballots"]),
        ("DELETE FROM outbox WHERE json_extract(payload, '$.step') = ?", ["outbox"]),
        # Few: a row a server.
        ("SELECT * FROM servers WHERE language = ?", []),
        # Those that are live, by the index of what is live.
        ("SELECT * FROM sessions WHERE state <> 'ended'", []),
        ("SELECT * FROM sessions WHERE id = ?", []),
    ],
)
def test_a_statement_that_reads_a_table_whole_is_named(
    empty: sqlite3.Connection, sql: str, tables: list[str]
) -> None:
    assert sorted(scanned(empty, sql)) == tables


def test_a_deletion_that_reads_what_refers_to_it_is_named(empty: sqlite3.Connection) -> None:
    assert scanned(empty, "DELETE FROM milestones WHERE id = ?") == []
    empty.execute("DROP INDEX actions_of_milestone")
    assert scanned(empty, "DELETE FROM milestones WHERE id = ?") == ["actions"]
    # By what leaves with it, too.
    empty.execute("DROP INDEX comments_of_postit")
    assert scanned(empty, "DELETE FROM postits WHERE id = ?") == ["comments"]


async def test_each_way_of_running_a_statement_is_seen(database: Database) -> None:
    class Looking(Aggregate):
        async def look(self) -> None:
            await self._one("SELECT 1 AS one")
            await self._all("SELECT 1 AS every")
            await self._run("DELETE FROM meta WHERE key = 'run'")
            await self._insert("INSERT INTO meta VALUES ('insert', '')")
            await self._many("INSERT INTO meta VALUES (?, '')", [("many",)])

    async with database.write() as tx:
        await Looking(tx.statements, tx).look()
    assert {
        "SELECT 1 AS one",
        "SELECT 1 AS every",
        "DELETE FROM meta WHERE key = 'run'",
        "INSERT INTO meta VALUES ('insert', '')",
        "INSERT INTO meta VALUES (?, '')",
    } <= base.ran
