"""The rows of recordings and pictures: what they contain stands in files (bot.store.files)."""

from __future__ import annotations

from collections.abc import Collection

from bot.store.erasures import Erasure
from bot.store.rows.base import Aggregate

# With its affinity, `digest` could not be looked for in an index of an expression.
DELETE_UNUSED = (
    "DELETE FROM media WHERE NOT EXISTS ("
    " SELECT 1 FROM scenarios WHERE json_extract(sketch, '$.media.digest') = +digest)"
    " AND NOT EXISTS ("
    " SELECT 1 FROM scenarios WHERE json_extract(saved, '$.media.digest') = +digest)"
    " AND NOT EXISTS ("
    " SELECT 1 FROM sessions WHERE json_extract(scenario, '$.media.digest') = +digest"
    " AND state <> 'ended' AND scenario IS NOT NULL)"
    " AND NOT EXISTS ("
    " SELECT 1 FROM session_pictures AS shown WHERE shown.digest = media.digest)"
)


class MediaRows(Aggregate):
    async def add(self, digest: str, size: int) -> None:
        """Keep the file of `size` bytes that is on the disk under `digest`; again is harmless."""
        await self._run("INSERT OR IGNORE INTO media VALUES (?, ?)", digest, size)

    async def has(self, digest: str) -> bool:
        """True as long as something refers to what is kept under `digest`."""
        return await self._one("SELECT 1 FROM media WHERE digest = ?", digest) is not None

    async def digests(self) -> frozenset[str]:
        """Return the digests of every file."""
        return frozenset(row["digest"] for row in await self._all("SELECT digest FROM media"))

    async def size(self, digests: Collection[str]) -> int:
        """Return the bytes of the files kept under `digests`, all together."""
        marks = ", ".join("?" * len(digests))
        row = await self._one(
            f"SELECT sum(size) AS size FROM media WHERE digest IN ({marks})", *digests
        )
        return (row["size"] or 0) if row else 0

    async def size_of_all(self) -> int:
        """Return the bytes of all files of the process."""
        row = await self._one("SELECT sum(size) AS size FROM media")
        return (row["size"] or 0) if row else 0

    async def delete_unused(self) -> None:
        """Delete what no scenario of a server refers to, no picture of a session, and no session
        that has not ended."""
        deleted = await self._run(DELETE_UNUSED)
        if deleted:
            await self._transaction.erasures.promise(Erasure.MEDIA)
