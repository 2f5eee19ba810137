"""Connections, each with a thread of its own, and the statements of one transaction.

A trip to the thread costs more than most statements: a transaction begins in the trip of its
first statement, rows come back in the trip that asks for them, and the end of a read is not
waited for. What a task asks of a thread is done in order, also when the task is cancelled
meanwhile: that is why what was begun is known in the thread, and undone there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Coroutine, Iterable, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import aiosqlite

from bot.store.errors import NotWritten

Row = sqlite3.Row
Value = str | int | bytes | float | None

P = ParamSpec("P")
R = TypeVar("R")

# How long, in milliseconds, another program that writes is waited for. None of ours does.
PATIENCE = 5000
# What one read may cost, in operations of SQLite's machine, some seconds of a processor: a read
# that never ended would hold back the checkpoint, and with it every erasure. The operations are
# counted, not the time: nothing depends on how busy the machine is.
READ_OPERATIONS = 300_000_000
_STRIDE = 1_000_000
# What a checkpoint leaves of a log that has grown, in bytes.
_LOG = 8 * 2**20


# The distinct statements of transactions: their texts are fixed, so few. Tests explain each.
ran: set[str] = set()


class Connection(aiosqlite.Connection):
    """A connection whose thread runs whole functions, given the connection of `sqlite3`."""

    async def run(self, work: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R:
        """Have `work` done in the thread; return or raise what it does."""
        done: R = await self._execute(work, *arguments, **options)  # type: ignore[no-untyped-call]
        return done

    async def ask(self, sql: str) -> list[Row]:
        """Run one statement outside every transaction and return its rows."""
        return await self.run(lambda: self.raw.execute(sql).fetchall())

    def send(self, work: Callable[[], object]) -> None:
        """Have `work` done in the thread before whatever is asked next; nobody waits for it."""
        self._tx.put_nowait((None, work))

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection of `sqlite3`: for the thread alone."""
        return self._conn


async def connect(path: Path, *pragmas: str) -> Connection:
    """Return a connection to the file at `path`, which must not be left open."""
    connection = Connection(lambda: sqlite3.connect(path, isolation_level=None), 64)
    await connection
    try:
        connection.row_factory = sqlite3.Row
        for pragma in (f"busy_timeout={PATIENCE}", *pragmas):
            await connection.ask(f"PRAGMA {pragma}")
    except BaseException:
        await connection.close()
        raise
    return connection


async def writing(path: Path) -> Connection:
    """Return the connection that writes.

    ``synchronous=FULL``: what was confirmed survives a kill of the process and a power cut.
    ``secure_delete`` overwrites what is deleted, and pages that are freed.
    """
    return await connect(
        path,
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"journal_size_limit={_LOG}",
    )


class Reader:
    """A connection that only reads, a bounded number of operations for each transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._strides = 0

    @classmethod
    async def open(cls, path: Path) -> Reader:
        reader = cls(await connect(path, "query_only=ON"))
        await reader.connection.run(
            reader.connection.raw.set_progress_handler, reader._stride, _STRIDE
        )
        return reader

    def statements(self) -> Statements:
        """The statements of one more transaction."""
        return Statements(self.connection, self._begin)

    def _begin(self) -> None:
        self._strides = 0
        self.connection.raw.execute("BEGIN")

    def _stride(self) -> int:
        """Called by SQLite now and then, in the thread: anything but 0 interrupts it."""
        self._strides += 1
        return int(self._strides > READ_OPERATIONS // _STRIDE)


class Trip:
    """Statements that follow each other in one trip, for the thread alone."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def one(self, sql: str, *values: Value) -> Row | None:
        """Run a statement and return its first row."""
        ran.add(sql)
        row: Row | None = self._raw.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: Value) -> list[Row]:
        """Run a statement and return its rows."""
        ran.add(sql)
        return self._raw.execute(sql, values).fetchall()

    def run(self, sql: str, *values: Value) -> None:
        """Run a statement."""
        ran.add(sql)
        self._raw.execute(sql, values)


class Statements:
    """What one transaction asks of its connection. `begin` runs in the thread, before the first."""

    def __init__(self, connection: Connection, begin: Callable[[], object]) -> None:
        self._connection = connection
        self._begin = begin
        self.asked = False  # something was: known to the task
        self.begun = False  # it has begun: known to the thread

    async def all(self, sql: str, values: Sequence[Value]) -> list[Row]:
        """Run a statement and return its rows."""
        self.asked = True
        return await self._connection.run(self._all, sql, values)

    async def run(self, sql: str, values: Sequence[Value]) -> int:
        """Run a statement and return how many rows it changed."""
        self.asked = True
        return await self._connection.run(self._run, sql, values)

    async def insert(self, sql: str, values: Sequence[Value]) -> int:
        """Run an INSERT and return the identifier of the new row."""
        self.asked = True
        return await self._connection.run(self._insert, sql, values)

    async def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run a statement once for each of `rows`."""
        self.asked = True
        await self._connection.run(self._many, sql, rows)

    async def together(self, work: Callable[[Trip], R]) -> R:
        """Run several statements in one trip: `work` is called in the thread, with what runs
        them. It must do nothing else."""
        self.asked = True
        return await self._connection.run(self._together, work)

    async def at_once(self, work: Callable[[Statements], Coroutine[Any, Any, R]]) -> R:
        """Run a coroutine in one trip: `work` is given statements that run where they are asked,
        in the thread. It must await nothing but them."""
        self.asked = True
        return await self._connection.run(self._at_once, work)

    def _at_once(self, work: Callable[[Statements], Coroutine[Any, Any, R]]) -> R:
        self._raw()
        under_way = work(_InThread(self._connection, self._begin))
        try:
            under_way.send(None)
        except StopIteration as done:
            result: R = done.value
            return result
        under_way.close()
        raise RuntimeError("something else than statements was awaited in one trip")

    def _together(self, work: Callable[[Trip], R]) -> R:
        return work(Trip(self._raw()))

    def _raw(self) -> sqlite3.Connection:
        """Return the connection, inside the transaction."""
        raw = self._connection.raw
        if not self.begun:
            self._begin()
            self.begun = True
        elif not raw.in_transaction:
            # A full disk, say: going on would keep one half without the other.
            raise NotWritten("the transaction was ended by an error before")
        return raw

    def _all(self, sql: str, values: Sequence[Value]) -> list[Row]:
        ran.add(sql)
        return self._raw().execute(sql, values).fetchall()

    def _run(self, sql: str, values: Sequence[Value]) -> int:
        ran.add(sql)
        return self._raw().execute(sql, values).rowcount

    def _insert(self, sql: str, values: Sequence[Value]) -> int:
        ran.add(sql)
        return self._raw().execute(sql, values).lastrowid or 0

    def _many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        ran.add(sql)
        self._raw().executemany(sql, rows)


class _InThread(Statements):
    """The same in the thread itself: nothing is waited for."""

    def __init__(self, connection: Connection, begin: Callable[[], object]) -> None:
        super().__init__(connection, begin)
        self.begun = True  # by whoever made the trip

    async def all(self, sql: str, values: Sequence[Value]) -> list[Row]:
        return self._all(sql, values)

    async def run(self, sql: str, values: Sequence[Value]) -> int:
        return self._run(sql, values)

    async def insert(self, sql: str, values: Sequence[Value]) -> int:
        return self._insert(sql, values)

    async def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        self._many(sql, rows)

    async def together(self, work: Callable[[Trip], R]) -> R:
        return self._together(work)

    async def at_once(self, work: Callable[[Statements], Coroutine[Any, Any, R]]) -> R:
        return await work(self)
