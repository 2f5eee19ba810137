"""Recordings and pictures of scenarios, kept by what they contain."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from bot.store.erasures import Erasure
from bot.store.rows.base import Aggregate
from bot.workshop.story.media import check_content


class MediaRows(Aggregate):
    async def put(self, name: str, content: bytes) -> str:
        """Keep `content` and return its SHA-256 in hexadecimal; the same content is kept once.

        Raises Refusal when it is too large or is not what the ending of `name` says.
        """
        check_content(name, content)
        digest = hashlib.sha256(content).hexdigest()
        await self._run("INSERT OR IGNORE INTO media VALUES (?, ?)", digest, content)
        return digest

    async def content(self, digest: str) -> bytes | None:
        """Return what was kept under `digest`, if it still is."""
        row = await self._one("SELECT content FROM media WHERE digest = ?", digest)
        return bytes(row["content"]) if row else None

    async def size(self, digests: Collection[str]) -> int:
        """Return the bytes of the files kept under `digests`, all together."""
        marks = ", ".join("?" * len(digests))
        row = await self._one(
            f"SELECT sum(length(content)) AS size FROM media WHERE digest IN ({marks})", *digests
        )
        return (row["size"] or 0) if row else 0

    async def delete_unused(self) -> None:
        """Delete what no scenario of a server refers to, and no session that has not ended."""
        deleted = await self._run(
            "DELETE FROM media WHERE digest NOT IN (SELECT used FROM ("
            " SELECT json_extract(sketch, '$.media.digest') AS used FROM scenarios"
            " UNION SELECT json_extract(saved, '$.media.digest') FROM scenarios"
            " UNION SELECT json_extract(scenario, '$.media.digest') FROM sessions"
            " WHERE state <> 'ended'"
            ") WHERE used IS NOT NULL)"
        )
        if deleted:
            # A voice may be on it.
            await self._transaction.erasures.promise(Erasure.PAGES)
