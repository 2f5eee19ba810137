"""Reads go on beside whoever writes, see what is committed, and never hold anything back."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing

import pytest

from bot.store import Database, StoreError, Transaction
from bot.store.database import READERS
from tests.store.seeing import opened, reached

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


async def fact(database: Database) -> str | None:
    async with database.read() as tx:
        return await tx.servers.meta("fact")


async def write(database: Database, value: str) -> None:
    async with database.write() as tx:
        await tx.servers.set_meta("fact", value)


def truncated(database: Database) -> bool:
    """True when nothing of ours reads an older state of the file."""
    with closing(sqlite3.connect(database.path)) as other:
        other.execute("PRAGMA busy_timeout = 0")
        ((busy, *_),) = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return not busy


async def test_a_read_does_not_wait_for_whoever_writes(database: Database) -> None:
    await write(database, "before")
    async with database.write() as tx:
        await tx.servers.set_meta("fact", "after")
        assert await asyncio.create_task(fact(database)) == "before"
    assert await fact(database) == "after"


async def test_a_view_stays_as_it_was_when_it_was_first_looked_at(database: Database) -> None:
    await write(database, "before")
    async with database.read() as tx:
        assert await tx.servers.meta("fact") == "before"
        await asyncio.create_task(write(database, "after"))
        assert await tx.servers.meta("fact") == "before"
    assert await fact(database) == "after"


async def test_every_read_sees_what_was_written_before_it(database: Database) -> None:
    for n in range(50):
        await write(database, str(n))
        seen = await asyncio.gather(*(fact(database) for _ in range(2 * READERS)))
        assert set(seen) == {str(n)}


async def test_many_reads_at_once_each_get_their_turn(database: Database) -> None:
    await write(database, "x")
    assert await asyncio.gather(*(fact(database) for _ in range(200))) == ["x"] * 200


@pytest.mark.parametrize("turns", range(12))
async def test_wherever_a_read_is_cancelled_it_holds_nothing_back(
    database: Database, turns: int
) -> None:
    await write(database, "x")
    tasks = [asyncio.create_task(fact(database)) for _ in range(2 * READERS)]
    for _ in range(turns):
        await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await write(database, "y")
    assert await fact(database) == "y"
    async with database._no_reads():
        assert truncated(database)


async def test_a_read_without_end_is_stopped(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(database, "x")
    monkeypatch.setattr("bot.store.sqlite.connection.READ_OPERATIONS", 3_000_000)
    for _ in range(READERS + 1):
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            async with database.read() as tx:
                await tx.servers._one(ENDLESS)
    assert await fact(database) == "x"
    async with database._no_reads():
        assert truncated(database)


async def test_a_block_inside_another_of_the_same_task_is_refused(database: Database) -> None:
    for outer in (database.read, database.write):
        for inner in (database.read, database.write):
            async with outer():
                with pytest.raises(RuntimeError, match="inside another"):
                    async with inner():
                        pass
    await write(database, "x")
    assert await fact(database) == "x"


async def test_a_closed_database_says_so(database: Database) -> None:
    inside, leave = asyncio.Event(), asyncio.Event()

    async def reads() -> str | None:
        async with database.read() as tx:
            inside.set()
            await leave.wait()
            return await tx.servers.meta("fact")

    await write(database, "x")
    reading = asyncio.create_task(reads())
    await inside.wait()
    closing_it = asyncio.create_task(database.close())
    await reached(database._readers.empty)
    leave.set()
    assert await reading == "x", "what is under way ends first"
    await closing_it
    for block in (database.read, database.write):
        with pytest.raises(StoreError, match="is closed"):
            async with block():
                pass
    async with opened(database.path) as again:
        assert await fact(again) == "x"


async def test_a_view_is_read_in_one_trip(database: Database) -> None:
    await write(database, "x")
    here = threading.get_ident()

    async def look(tx: Transaction) -> list[int]:
        threads = [threading.get_ident()]
        for one in range(3):
            await tx.servers.get(one)
            threads.append(threading.get_ident())
        return threads

    threads = await database.view(look)
    assert len(set(threads)) == 1, "it never came back between two statements"
    assert here not in threads
    await write(database, "y")
    assert await fact(database) == "y"


async def test_a_view_awaits_nothing_else_and_writes_nothing(database: Database) -> None:
    async def waits(tx: Transaction) -> None:
        await tx.servers.get(1)
        await asyncio.sleep(0)

    async def writes(tx: Transaction) -> None:
        await tx.servers.set_meta("fact", "z")

    for _ in range(READERS + 1):
        with pytest.raises(RuntimeError, match="something else"):
            await database.view(waits)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await database.view(writes)
    await write(database, "x")
    assert await fact(database) == "x"
    async with database._no_reads():
        assert truncated(database)
