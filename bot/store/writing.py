"""The one connection that writes: blocks take turns, and those that queue share a commit.

One lock: coroutines that shared a connection would share its transaction. Those that wait for the
lock share a commit instead: on disk, that is what takes long.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from bot.store.errors import NotWritten
from bot.store.sealing.vault import Vault
from bot.store.sqlite.connection import Connection, Statements
from bot.store.sqlite.waiting import to_the_end
from bot.store.transaction import Transaction

# At most this many blocks share a commit: the first of them waits for the last.
GROUP = 4


class _Block(Statements):
    """The statements of a block: whole or absent, also inside the transaction of a group."""

    def __init__(self, connection: Connection, place: int) -> None:
        super().__init__(connection, self._open)
        self._savepoint = f"block_{place}"
        self._inside = False

    def _open(self) -> None:
        raw = self._connection.raw
        self._inside = raw.in_transaction
        raw.execute(f"SAVEPOINT {self._savepoint}" if self._inside else "BEGIN IMMEDIATE")

    def undo(self) -> None:
        """Take back what was done, in the thread; raise when that takes others along."""
        if not self.begun:
            return
        if not self._inside:
            self._connection.raw.rollback()
            return
        try:
            self._connection.raw.execute(f"ROLLBACK TO {self._savepoint}")
        except sqlite3.Error as error:
            # A full disk, say, has ended the transaction: what the others did is gone too.
            self._connection.raw.rollback()
            raise NotWritten("the transaction was ended by an error before") from error


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


class Writer:
    """Writes through `connection`; `tell` is called with the blocks of each commit."""

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        tell: Callable[[Sequence[Transaction]], None],
    ) -> None:
        self.connection = connection
        self._vault = vault
        self.blocks = 0  # begun so far: a number that stands still while nobody writes
        self.waiting = 0  # for their turn
        self._tell = tell
        self._lock = asyncio.Lock()
        self._group: _Group | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction, as `Database.write` says."""
        refused: Exception | None = None
        async with self._turn():
            self.blocks += 1
            group = self._group
            block = _Block(self.connection, len(group.blocks) if group else 0)
            transaction = Transaction(block, self._vault)
            try:
                yield transaction
            except BaseException as error:
                # Also on cancellation: the connection must never stay inside a transaction.
                await to_the_end(self._take_back(block))
                if group is None or not isinstance(error, Exception):
                    raise
                refused = error
            else:
                group = self._group = group or _Group()
                group.blocks.append(transaction)
                if not self.waiting or len(group.blocks) >= GROUP:
                    await to_the_end(self._commit())
                elif group.committer is None:
                    group.committer = asyncio.create_task(self._commit_in_turn())
        if refused is None:
            await asyncio.shield(group.done)
            return
        # What was refused may rest on what others wrote: it is said once that is committed.
        await asyncio.wait([group.done])
        raise refused

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[Connection]:
        """The connection, outside every transaction, for as long as the block lasts."""
        async with self._turn():
            await to_the_end(self._commit())
            yield self.connection

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Hold the connection; `waiting` counts those who would like to."""
        self.waiting += 1
        try:
            await self._lock.acquire()
        finally:
            self.waiting -= 1
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
        if any(block.statements.asked for block in group.blocks):
            try:
                await self.connection.run(self._commit_all, group)
            except sqlite3.Error as error:
                group.end(error)
                return
        try:
            self._tell(group.blocks)
        finally:
            group.end()

    def _commit_all(self, group: _Group) -> None:
        raw = self.connection.raw
        if not raw.in_transaction:
            if any(block.statements.begun for block in group.blocks):
                raise NotWritten("the transaction was ended by an error before")
            return
        try:
            raw.execute("COMMIT")
        except sqlite3.Error:
            raw.rollback()
            raise

    async def _take_back(self, block: _Block) -> None:
        """Undo a block: to its savepoint when others are done before it, else everything."""
        if not block.asked:
            return
        try:
            await self.connection.run(block.undo)
        except sqlite3.Error as error:
            group, self._group = self._group, None
            if group is not None:
                group.end(error)
