"""Looking at a database file from outside, as an operator with sqlite3 or grep would."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

from bot.store import Database
from bot.store.erasing import Scrubbed


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Database]:
    """An open database, closed whatever happens: its thread would outlive a failed test."""
    database = await Database.open(path)
    try:
        yield database
    finally:
        await database.close()


async def scrubbed(database: Database) -> None:
    """Let what was deleted leave the disk, as the bot does shortly after."""
    assert await database.scrub(quiet=True) == Scrubbed()


async def reached(there: Callable[[], bool]) -> None:
    """Let the other tasks go on until `there` is true."""
    for _ in range(100_000):
        if there():
            return
        await asyncio.sleep(0)
    raise AssertionError("never came")


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the committed rows that `sql` selects, read through another connection."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def scalar(path: Path, sql: str, *values: object) -> Any:
    """Return the one value that `sql` selects."""
    ((value,),) = rows(path, sql, *values)
    return value


def every_byte(path: Path) -> bytes:
    """Return all that the disk holds of a database: its file, its log, its recordings."""
    beside = [*path.parent.glob(f"{path.name}*"), *path.with_suffix(".media").glob("*")]
    return b"".join(file.read_bytes() for file in sorted(beside))


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
