"""The database of one process: one connection that writes, a few that only read, and the promise
to erase.

WAL: reads do not queue behind writes, and what a `write` has finished every later `read` sees.
How what is deleted leaves the disk is said in `bot.store.erasing`.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, Self, TypeVar

from bot.store.erasing import Eraser, Scrubbed, truncate
from bot.store.errors import StoreError, remedy_of
from bot.store.files import MediaFiles, export
from bot.store.folder import Folder
from bot.store.sealing.vault import Vault
from bot.store.sqlite import opening
from bot.store.sqlite.connection import Connection, Reader, writing
from bot.store.topics import Topic
from bot.store.transaction import Transaction
from bot.store.writing import Writer

log = logging.getLogger(__name__)

# Connections that only read: as many reads are under way at once.
READERS = 3

R = TypeVar("R")

Listener = Callable[[Topic, int], None]


class Database:
    """The SQLite file of one process. Use ``await Database.open(path)`` and ``close()``."""

    def __init__(
        self, path: Path, connection: Connection, readers: Sequence[Reader], lock: IO[str]
    ) -> None:
        self.path = path
        self._vault = Vault.beside(path)
        self._writer = Writer(connection, self._vault, self._tell)
        # The latest given back first: its thread and its pages are warm.
        self._readers: asyncio.LifoQueue[Reader] = asyncio.LifoQueue()
        for reader in readers:
            self._readers.put_nowait(reader)
        self.media = MediaFiles(Folder.beside(path), self.read)
        self._eraser = Eraser(path, self._writer, self._no_reads, self.media.sweep, self._vault)
        self._file_lock: IO[str] | None = lock
        self._inside: set[asyncio.Task[Any] | None] = set()
        self._listeners: list[Listener] = []
        # Called in the task whose turn to read or write has come; what it raises ends the turn.
        self.admit: Callable[[], None] | None = None

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Return the database at `path`, created or upgraded as needed, for its owner alone.

        An upgrade is preceded by a backup beside the file. What a stop left to be erased waits
        for `scrub`: opening takes as long for a large file as for a small one. Raises StoreError
        when the file cannot be used, is newer than this program, or is in use by another process.
        """
        path = await asyncio.to_thread(path.resolve)  # one lock for all names of a file
        lock = opening.prepare(path)
        opened: list[Connection] = []
        try:
            # A connection of aiosqlite that fails leaves a thread that outlives the event loop.
            sqlite3.connect(path).close()
            opened.append(await writing(path))
            await opening.migrate(opened[0], path, {11: partial(_as_today, path)})
            readers = []
            for _ in range(READERS):
                readers.append(await Reader.open(path))
                opened.append(readers[-1].connection)
        except BaseException as error:
            for connection in reversed(opened):
                await connection.close()
            opening.release(lock)
            if isinstance(error, sqlite3.Error):
                sentence = f"The database {path} cannot be used: {error}."
                raise StoreError(sentence, remedy_of(error)) from error
            if isinstance(error, OSError):  # of a copy, or of a recording that moves
                told = f"{error.strerror}, {error.filename}" if error.filename else error.strerror
                sentence = f"The database {path} cannot be used: {told}."
                raise StoreError(sentence, remedy_of(error)) from error
            raise
        return cls(path, opened[0], readers, lock)

    async def close(self) -> None:
        """Checkpoint the log and close the file; harmless when already closed."""
        lock, self._file_lock = self._file_lock, None
        if lock is None:
            return
        async with self._writer.alone() as connection:
            try:
                for _ in range(READERS):
                    await (await self._readers.get()).connection.close()
                await connection.run(truncate, connection)
            finally:
                await connection.close()
                opening.release(lock)

    def listen(self, listener: Listener) -> None:
        """Call `listener(topic, ref)` after each commit that touched something."""
        self._listeners.append(listener)

    @property
    def blocks_written(self) -> int:
        """A number that stands still as long as nobody writes."""
        return self._writer.blocks

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction: committed at the end of the block, rolled back on any exception.

        Blocks run one after the other. Those that wait for their turn are committed together
        with the one under way, each whole or absent; nobody leaves `write` before that commit.
        """
        with self._once():
            async with self._writer.write() as transaction:
                self._admit()
                yield transaction

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A consistent view of what is committed, beside whoever writes.

        A statement that writes, or a read that costs too many operations, raises
        sqlite3.OperationalError.
        """
        with self._once():
            reader = await self._readers.get()
            statements = reader.statements()
            try:
                self._admit()
                yield Transaction(statements, self._vault)
            finally:
                if statements.asked:
                    # Done before whatever this thread is asked next; a cancellation loses nothing.
                    reader.connection.send(reader.connection.raw.rollback)
                self._readers.put_nowait(reader)

    async def view(self, work: Callable[[Transaction], Coroutine[Any, Any, R]]) -> R:
        """Return what `work` finds in a consistent view, as `read` gives one, in one trip: what
        asks many small things one after the other waits once. It must await nothing else."""
        async with self.read() as tx:
            return await tx.statements.at_once(
                lambda statements: work(Transaction(statements, self._vault))
            )

    async def scrub(self, *, quiet: bool) -> Scrubbed:
        """Keep the promises to erase that can be kept now; `quiet` when nobody is writing.

        Returns what is left. Errors of the disk or of other programs are part of it, not raised.
        """
        return await self._eraser.scrub(quiet=quiet)

    def _admit(self) -> None:
        if self.admit is not None:
            self.admit()

    @contextmanager
    def _once(self) -> Iterator[None]:
        """Refuse a block inside another of the same task: they could wait for each other."""
        if self._file_lock is None:
            raise StoreError(f"The database {self.path} is closed.")
        task = asyncio.current_task()
        if task in self._inside:
            raise RuntimeError("a read or a write of the database inside another")
        self._inside.add(task)
        try:
            yield
        finally:
            self._inside.discard(task)

    @asynccontextmanager
    async def _no_reads(self) -> AsyncIterator[None]:
        """Let the reads under way finish, and have the next ones wait."""
        held: list[Reader] = []
        try:
            for _ in range(READERS):
                held.append(await self._readers.get())
                await held[-1].connection.run(int)  # a trip: its last transaction is over
            yield
        finally:
            for reader in held:
                self._readers.put_nowait(reader)

    def _tell(self, blocks: Sequence[Transaction]) -> None:
        for block in blocks:
            for told in block.noted:
                log.info("%s", told)
            for topic, ref in sorted(block.touched):
                for listener in self._listeners:
                    listener(topic, ref)


def _as_today(path: Path, raw: sqlite3.Connection) -> None:
    """Bring the files of an older Gommette to what they are today: recordings in files of their
    own, and all for their owner alone."""
    export(Folder.beside(path), raw)
    beside = [path.with_name(path.name + end) for end in ("", "-wal", "-shm", ".lock")]
    for file in (*beside, *opening.copies(path)):
        with suppress(FileNotFoundError, PermissionError):  # of another account: `check` says so
            file.chmod(opening.FILE_MODE)
