"""Rows in any language: a database from before, and one that is new."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store import Database
from tests.store.older import older

KEPT = {
    "sessions": "server_id, channel_id, title, language, signing, recipe, state, created_by,"
    " created_at",
    "planned_sessions": "server_id, channel_id, title, language, signing, recipe, planned_by,"
    " due_at",
    "scenarios": "server_id, slug, title, language, sketch, created_by, updated_at",
    "recipes": "server_id, slug, title, language, sketch, created_by, updated_at",
}
NOW = "2026-11-29T10:00:00.000Z"
VALUES = {
    "sessions": "1, {n}, 'Un', '{language}', 'signed', '{{}}', 'lobby', 7, '" + NOW + "'",
    "planned_sessions": "1, {n}, 'Un', '{language}', 'signed', '{{}}', 7, '" + NOW + "'",
    "scenarios": "1, 'un-{n}', 'Un', '{language}', '{{}}', 7, '" + NOW + "'",
    "recipes": "1, 'un-{n}', 'Un', '{language}', '{{}}', 7, '" + NOW + "'",
}


def added(table: str, n: int, language: str) -> str:
    values = VALUES[table].format(n=n, language=language)
    return f"INSERT INTO {table} ({KEPT[table]}) VALUES ({values})"


def indexes(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as found:
        rows = found.execute("SELECT name FROM sqlite_master WHERE type = 'index'").fetchall()
    return {name for (name,) in rows}


async def test_a_database_from_before_keeps_its_rows_and_takes_any_language(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    rows = [
        (added(table, n, language),)
        for table in KEPT
        for n, language in enumerate(("fr", "en", "fr"), 1)
    ]
    led = ("INSERT INTO facilitators (session_id, user_id) VALUES (2, 7)",)
    older(path, 64, *rows, led, ("DELETE FROM recipes WHERE id = 3",))
    before = indexes(path)
    await (await Database.open(path)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as found:
        found.execute("PRAGMA foreign_keys = ON")
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in KEPT:
            kept = found.execute(f"SELECT id, language FROM {table} ORDER BY id").fetchall()
            assert kept == [(1, "fr"), (2, "en"), (3, "fr")][: 2 if table == "recipes" else 3]
            found.execute(added(table, 9, "pt_BR"))
            (last,) = found.execute(f"SELECT max(id) FROM {table}").fetchone()
            assert last == 4, "no number is given twice"
        assert found.execute("SELECT session_id FROM facilitators").fetchall() == [(2,)]
        found.execute("DELETE FROM sessions WHERE id = 2")
        assert found.execute("SELECT session_id FROM facilitators").fetchall() == []
    assert indexes(path) >= before
