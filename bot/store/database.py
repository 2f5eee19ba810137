"""The connection, its transactions and its migrations.

One connection, one lock: coroutines that shared a connection would share its transaction.
WAL with ``synchronous=FULL``: what was confirmed survives a kill of the process and a power
cut. ``secure_delete`` overwrites what is deleted; an erasure also rebuilds the file, because
pages that were split keep copies that ``secure_delete`` does not know of.
"""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Self

import aiosqlite

from bot.store.actions import ActionRows
from bot.store.ballots import BallotRows
from bot.store.milestones import MilestoneRows
from bot.store.notes import NoteRows
from bot.store.outbox import OutboxRows
from bot.store.postits import PostItRows
from bot.store.servers import ServerRows
from bot.store.sessions import SessionRows
from bot.store.timers import TimerRows
from bot.store.topics import Topic

_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_NAME = re.compile(r"^(\d{4})_\w+\.sql$")


class StoreError(Exception):
    """The database cannot be used; the message is a sentence for the operator."""


Listener = Callable[[Topic, int], None]


class Transaction:
    """One unit of work over every family of rows."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.touched: set[tuple[Topic, int]] = set()
        self.erased = False  # a key or raw data was deleted: no file may keep a copy
        self.servers = ServerRows(connection, self)
        self.sessions = SessionRows(connection, self)
        self.postits = PostItRows(connection, self)
        self.ballots = BallotRows(connection, self)
        self.milestones = MilestoneRows(connection, self)
        self.actions = ActionRows(connection, self)
        self.notes = NoteRows(connection, self)
        self.timers = TimerRows(connection, self)
        self.outbox = OutboxRows(connection, self)

    def touch(self, topic: Topic, ref: int = 0) -> None:
        """Have listeners told of `topic` once, after the commit."""
        self.touched.add((topic, ref))


class Database:
    """The SQLite file of one process. Use ``await Database.open(path)`` and ``close()``."""

    def __init__(self, path: Path, connection: aiosqlite.Connection, lock: IO[str] | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = asyncio.Lock()
        self._file_lock = lock
        self._listeners: list[Listener] = []

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Return the database at `path`, created or upgraded as needed.

        An upgrade is preceded by a backup beside the file. Raises StoreError when the file
        cannot be used, is newer than this program, or is in use by another process.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = _take_lock(path)
        except OSError as error:
            raise StoreError(f"The database {path} cannot be written: {error.strerror}.") from error
        connection: aiosqlite.Connection | None = None
        try:
            connection = await aiosqlite.connect(path, isolation_level=None)
            connection.row_factory = sqlite3.Row
            for pragma in (
                "journal_mode=WAL",
                "synchronous=FULL",
                "foreign_keys=ON",
                "secure_delete=ON",
                "busy_timeout=5000",
            ):
                await connection.execute_fetchall(f"PRAGMA {pragma}")
            await _migrate(connection, path)
            await _scrub(connection)  # a kill may have come between an erasure and its scrub
        except BaseException as error:
            if connection is not None:
                await connection.close()
            _release(lock)
            if isinstance(error, sqlite3.Error):
                raise StoreError(f"The database {path} cannot be used: {error}.") from error
            raise
        return cls(path, connection, lock)

    async def close(self) -> None:
        """Checkpoint the log and close the file; harmless when already closed."""
        async with self._lock:
            if self._file_lock is None:
                return
            await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            await self._connection.close()
            _release(self._file_lock)
            self._file_lock = None

    def listen(self, listener: Listener) -> None:
        """Call `listener(topic, ref)` after each commit that touched something."""
        self._listeners.append(listener)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction: committed at the end of the block, rolled back on any exception."""
        async with self._lock:
            transaction = Transaction(self._connection)
            try:
                await self._connection.execute_fetchall("BEGIN IMMEDIATE")
                yield transaction
            except BaseException:
                # Also on cancellation: the connection must never stay inside a transaction.
                await _to_the_end(self._connection.rollback())
                raise
            await _to_the_end(self._commit(transaction))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A consistent view; what it changed by mistake would be rolled back."""
        async with self._lock:
            try:
                await self._connection.execute_fetchall("BEGIN")
                yield Transaction(self._connection)
            finally:
                await _to_the_end(self._connection.rollback())

    async def _commit(self, transaction: Transaction) -> None:
        try:
            await self._connection.execute_fetchall("COMMIT")
        except BaseException:
            await self._connection.rollback()
            raise
        try:
            if transaction.erased:
                await _scrub(self._connection)
        finally:
            for topic, ref in sorted(transaction.touched):
                for listener in self._listeners:
                    listener(topic, ref)


def schema_versions() -> list[tuple[int, Path]]:
    """Return the numbered migrations of this program, in order."""
    found = []
    for file in sorted(_MIGRATIONS.iterdir()):
        if match := _MIGRATION_NAME.match(file.name):
            found.append((int(match[1]), file))
    return found


async def _to_the_end(work: Coroutine[None, None, None]) -> None:
    """Await `work` whole; a cancellation that comes meanwhile is passed on once it is done.

    The thread of the connection finishes what it was asked to do: leaving before would let the
    next transaction begin inside this one.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    task.result()
    if cancelled is not None:
        raise cancelled


async def _scrub(connection: aiosqlite.Connection) -> None:
    """Leave no copy of what was deleted, neither in the file nor in its log."""
    await connection.execute_fetchall("VACUUM")
    await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")


async def _migrate(connection: aiosqlite.Connection, path: Path) -> None:
    ((current,),) = await connection.execute_fetchall("PRAGMA user_version")
    versions = schema_versions()
    newest = versions[-1][0]
    if current > newest:
        raise StoreError(
            f"The database {path} has schema {current}, but this Gommette knows {newest} at most: "
            "install the newer Gommette, or use the backup made before the upgrade."
        )
    pending = [(number, file) for number, file in versions if number > current]
    if not pending:
        return
    if current:
        backup = path.with_name(f"{path.name}.before-{newest:04}")
        backup.unlink(missing_ok=True)
        await connection.execute_fetchall("VACUUM INTO ?", (str(backup),))
    for number, file in pending:
        script = file.read_text(encoding="utf-8")
        # executescript() commits first: the transaction is part of the script.
        await connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version={number};\nCOMMIT;"
        )


def _take_lock(path: Path) -> IO[str]:
    """Hold `path`.lock, so that two processes never act twice on the same rows."""
    file = path.with_name(path.name + ".lock").open("a")
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows has no flock; one process is up to the host
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if isinstance(error, BlockingIOError):
            raise StoreError(f"Another Gommette is already running on {path}.") from error
        raise
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _release(lock: IO[str]) -> None:
    lock.close()  # closing drops the flock; the file stays, or another process could lose a race
