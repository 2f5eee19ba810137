"""What is no fault of ours: recognised by its error, and one line in the log."""

from __future__ import annotations

import errno
import logging
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.conditions import Condition, OneLine, condition_of
from bot.store.errors import NotWritten


def answered(kind: type[discord.HTTPException], status: int) -> discord.HTTPException:
    response = cast(Any, SimpleNamespace(status=status, reason=""))
    return kind(response, {"code": 1, "message": "refused"})


@pytest.mark.parametrize(
    ("error", "condition"),
    [
        (aiohttp.ServerDisconnectedError(), Condition.DISCORD),
        (ConnectionResetError(errno.ECONNRESET, "reset"), Condition.DISCORD),
        (OSError(errno.ENETUNREACH, "unreachable"), Condition.DISCORD),
        (TimeoutError(), Condition.DISCORD),
        (answered(discord.Forbidden, 403), Condition.DISCORD),
        (answered(discord.DiscordServerError, 503), Condition.DISCORD),
        (OSError(errno.ENOSPC, "full"), Condition.DISK),
        (NotWritten("undone"), Condition.DISK),
        (answered(discord.HTTPException, 400), None),
        (FileNotFoundError(errno.ENOENT, "missing"), None),
        (sqlite3.IntegrityError("a row is missing"), None),
        (ValueError("ours"), None),
    ],
)
def test_a_condition_is_told_from_a_fault(error: Exception, condition: Condition | None) -> None:
    assert condition_of(error) is condition


def test_sqlite_on_a_full_disk_is_a_condition(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "small.db")
    connection.execute("CREATE TABLE t (x)")
    connection.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as full:
        connection.execute("INSERT INTO t VALUES (zeroblob(20000))")
    connection.close()
    assert condition_of(full.value) is Condition.DISK


@pytest.mark.parametrize(
    ("error", "level", "line"),
    [
        (aiohttp.ServerDisconnectedError(), "WARNING", "outbox 5 failed: ServerDisconnectedError"),
        (answered(discord.Forbidden, 403), "WARNING", "outbox 5 failed: Forbidden 403 1"),
        (ValueError("ours"), "ERROR", "outbox 5 failed"),
    ],
)
def test_a_condition_takes_one_line(error: Exception, level: str, line: str) -> None:
    try:
        raise error
    except type(error):
        record = logging.LogRecord("bot", 40, "", 1, "%s failed", ("outbox 5",), sys.exc_info())
    assert OneLine().filter(record)
    assert (record.levelname, record.getMessage()) == (level, line)
    assert (record.exc_info is None) == (level == "WARNING")
