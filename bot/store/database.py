"""The connection, its transactions and its migrations.

One connection, one lock: coroutines that shared a connection would share its transaction. Those
that wait for the lock to write share a commit instead: on disk, that is what takes long.
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

from bot.store.outbox import OutboxRows
from bot.store.rows.actions import ActionRows
from bot.store.rows.base import Aggregate
from bot.store.rows.consent import ConsentRows
from bot.store.rows.drafts import DraftRows
from bot.store.rows.media import MediaRows
from bot.store.rows.messages import MessageRows
from bot.store.rows.notes import NoteRows
from bot.store.rows.postits import PostItRows
from bot.store.rows.roadmap import MilestoneRows
from bot.store.rows.scenarios import ScenarioRows
from bot.store.rows.sessions import SessionRows
from bot.store.rows.settings import ServerRows
from bot.store.rows.themes import ThemeRows
from bot.store.rows.vote import BallotRows
from bot.store.rows.wall import ReactionRows
from bot.store.timers import TimerRows
from bot.store.topics import Topic

_MIGRATIONS = Path(__file__).parent / "migrations"
# At most this many blocks share a commit: the first of them waits for the last.
GROUP = 4
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
        self.messages = MessageRows(connection, self)
        self.drafts = DraftRows(connection, self)
        self.reactions = ReactionRows(connection, self)
        self.themes = ThemeRows(connection, self)
        self.ballots = BallotRows(connection, self)
        self.consents = ConsentRows(connection, self)
        self.milestones = MilestoneRows(connection, self)
        self.actions = ActionRows(connection, self)
        self.notes = NoteRows(connection, self)
        self.scenarios = ScenarioRows(connection, self)
        self.media = MediaRows(connection, self)
        self.timers = TimerRows(connection, self)
        self.outbox = OutboxRows(connection, self)

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """Every family of rows, for what each does when a session ends or is forgotten."""
        return tuple(rows for rows in vars(self).values() if isinstance(rows, Aggregate))

    def touch(self, topic: Topic, ref: int = 0) -> None:
        """Have listeners told of `topic` once, after the commit."""
        self.touched.add((topic, ref))


class _Group:
    """Blocks that are done and wait for the same commit."""

    def __init__(self) -> None:
        self.blocks: list[Transaction] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.committer: asyncio.Task[None] | None = None

    def end(self, error: sqlite3.Error | None = None) -> None:
        """Let the tasks of the blocks go on, or fail with `error`."""
        if error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(error)
            self.done.exception()  # seen, even when every task was cancelled meanwhile


class Database:
    """The SQLite file of one process. Use ``await Database.open(path)`` and ``close()``."""

    def __init__(self, path: Path, connection: aiosqlite.Connection, lock: IO[str] | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = asyncio.Lock()
        self._waiting = 0
        self._group: _Group | None = None
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
            # A connection of aiosqlite that fails leaves a thread that outlives the event loop.
            sqlite3.connect(path).close()
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
            await self._commit()
            await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            await self._connection.close()
            _release(self._file_lock)
            self._file_lock = None

    def listen(self, listener: Listener) -> None:
        """Call `listener(topic, ref)` after each commit that touched something."""
        self._listeners.append(listener)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction: committed at the end of the block, rolled back on any exception.

        Blocks run one after the other. Those that wait for their turn are committed together
        with the one under way, each whole or absent; nobody leaves `write` before that commit.
        """
        refused: Exception | None = None
        async with self._turn():
            transaction = Transaction(self._connection)
            group = self._group
            savepoint = f"block_{len(group.blocks)}" if group else ""
            try:
                await self._connection.execute_fetchall(
                    f"SAVEPOINT {savepoint}" if group else "BEGIN IMMEDIATE"
                )
                yield transaction
            except BaseException as error:
                # Also on cancellation: the connection must never stay inside a transaction.
                await _to_the_end(self._take_back(savepoint))
                if group is None or not isinstance(error, Exception):
                    raise
                refused = error
            else:
                group = self._group = group or _Group()
                group.blocks.append(transaction)
                if not self._waiting or len(group.blocks) >= GROUP:
                    await _to_the_end(self._commit())
                elif group.committer is None:
                    group.committer = asyncio.create_task(self._commit_in_turn())
        if refused is None:
            await asyncio.shield(group.done)
            return
        # What was refused may rest on what others wrote: it is said once that is committed.
        await asyncio.wait([group.done])
        raise refused

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A consistent view; what it changed by mistake would be rolled back."""
        async with self._turn():
            await _to_the_end(self._commit())
            try:
                await self._connection.execute_fetchall("BEGIN")
                yield Transaction(self._connection)
            finally:
                await _to_the_end(self._connection.rollback())

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Hold the connection; `_waiting` counts those who would like to."""
        self._waiting += 1
        try:
            await self._lock.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._lock.release()

    async def _commit_in_turn(self) -> None:
        """Commit behind those who wait: the lock is taken in the order in which it was asked."""
        async with self._lock:
            await self._commit()

    async def _commit(self) -> None:
        """Commit the blocks that are done, if any; their tasks are told how it went."""
        group, self._group = self._group, None
        if group is None:
            return
        try:
            await self._connection.execute_fetchall("COMMIT")
        except sqlite3.Error as error:
            await self._connection.rollback()
            group.end(error)
            return
        failure: sqlite3.Error | None = None
        try:
            if any(block.erased for block in group.blocks):
                await _scrub(self._connection)
        except sqlite3.Error as error:
            failure = error
        try:
            for block in group.blocks:
                for topic, ref in sorted(block.touched):
                    for listener in self._listeners:
                        listener(topic, ref)
        finally:
            group.end(failure)

    async def _take_back(self, savepoint: str) -> None:
        """Undo a block: to its savepoint when others are done before it, else everything."""
        if not savepoint:
            await self._connection.rollback()
            return
        try:
            await self._connection.execute_fetchall(f"ROLLBACK TO {savepoint}")
        except sqlite3.Error as error:
            # A full disk, say, has ended the transaction: what the others did is gone too.
            group, self._group = self._group, None
            await self._connection.rollback()
            if group is not None:
                group.end(error)


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
