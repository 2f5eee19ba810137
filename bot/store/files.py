"""The contents of recordings and pictures: files beside the database, of which it keeps the rows.

A file is on the disk before the row that names it commits, and leaves after the row has. One lock
is held from before a file is written until its row is committed, and from before the rows are read
until the files that none names are deleted: content that is put again while its row leaves is
never deleted under the new one. What a kill leaves without a row goes with the first `sweep`.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from bot.store.folder import Folder
from bot.store.sqlite.waiting import to_the_end
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)


class MediaFiles:
    """The files in `folder`; `read` gives a view of their rows."""

    def __init__(
        self, folder: Folder, read: Callable[[], AbstractAsyncContextManager[Transaction]]
    ) -> None:
        self.folder = folder
        self._read = read
        self._lock = asyncio.Lock()
        self._missed: set[str] = set()

    @asynccontextmanager
    async def kept(self, content: bytes) -> AsyncIterator[str]:
        """Keep `content` on the disk while the block commits a row for it; give its SHA-256.

        The block is outside every transaction. When it fails, what it left without a row is
        deleted. Raises OSError when the disk does not take the file.
        """
        digest = (await asyncio.to_thread(hashlib.sha256, content)).hexdigest()
        async with self._lock:
            await to_the_end(asyncio.to_thread(self.folder.put, digest, content))
            self._missed.discard(digest)
            try:
                yield digest
            except BaseException:
                await to_the_end(self._sweep())
                raise

    async def content(self, digest: str) -> bytes | None:
        """Return what is kept under `digest`, if it still is, outside every transaction.

        A file that is missing or damaged is as good as gone; the log says so once.
        """
        if not await self._has_row(digest):
            return None
        content = await asyncio.to_thread(self.folder.read, digest)
        if content is None and digest not in self._missed and await self._has_row(digest):
            self._missed.add(digest)
            log.warning("the file %s is missing or damaged", self.folder.path / digest)
        return content

    async def sweep(self) -> None:
        """Delete the files that no row names."""
        async with self._lock:
            await self._sweep()

    async def _sweep(self) -> None:
        if await asyncio.to_thread(self.folder.names):
            async with self._read() as tx:
                wanted = await tx.media.digests()
            await asyncio.to_thread(self.folder.sweep, wanted)

    async def _has_row(self, digest: str) -> bool:
        async with self._read() as tx:
            return await tx.media.has(digest)


def export(folder: Folder, raw: sqlite3.Connection) -> None:
    """Write the contents that a database of before kept in its rows; again is harmless."""
    for (digest,) in raw.execute("SELECT digest FROM media").fetchall():
        found = raw.execute("SELECT content FROM media WHERE digest = ?", (digest,)).fetchone()
        folder.put(digest, bytes(found[0]))
