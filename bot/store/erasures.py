"""What was deleted and has still to leave the disk: a promise, made with the deletion."""

from __future__ import annotations

from enum import StrEnum

from bot.store.rows.base import Aggregate
from bot.store.topics import Topic


class Erasure(StrEnum):
    SECRETS = "secrets"  # keys, ballots in the box, ballots being prepared
    PAGES = "pages"  # anything else that was deleted, wherever it stood in the file


class ErasureRows(Aggregate):
    async def promise(self, *what: Erasure) -> None:
        """Have what this transaction deletes leave every file of the database shortly after."""
        await self._many("INSERT INTO erasures (what) VALUES (?)", [(one,) for one in what])
        self._transaction.touch(Topic.ERASURES)

    async def pending(self) -> int:
        """Return how many promises are still to be kept."""
        row = await self._one("SELECT count(*) FROM erasures")
        return int(row[0]) if row else 0
