"""A database as an older Gommette left it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.sqlite.opening import schema_versions


def older(path: Path, number: int, *statements: tuple[str, *tuple[object, ...]]) -> None:
    """Make a file with schema `number` at `path`, and run `statements` on it, with their values."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for version, file in schema_versions()[:number]:
            connection.executescript(
                f"BEGIN;\n{file.read_text('utf-8')}\nPRAGMA user_version={version};\nCOMMIT;"
            )
        for sql, *values in statements:
            connection.execute(sql, values)
