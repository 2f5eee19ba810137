"""What was deleted and has still to leave the disk: a promise, made with the deletion."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.store.rows.base import Aggregate
from bot.store.sqlite.connection import Statements
from bot.store.topics import Topic

if TYPE_CHECKING:
    from bot.store.transaction import Transaction


class Erasure(StrEnum):
    SECRETS = (
        "secrets"  # keys, ballots in the box, ballots being prepared, hidden marks, tokens of links
    )
    MEDIA = "media"  # files of recordings and pictures whose rows are gone
    PAGES = "pages"  # anything else that was deleted, wherever it stood in the file


class ErasureRows(Aggregate):
    def __init__(self, statements: Statements, transaction: Transaction) -> None:
        super().__init__(statements, transaction)
        self._promised: set[Erasure] = set()  # once is enough in a transaction

    async def promise(self, *what: Erasure) -> None:
        """Have what this transaction deletes leave every file of the database shortly after."""
        fresh = [one for one in what if one not in self._promised]
        if not fresh:
            return
        self._promised.update(fresh)
        await self._many("INSERT INTO erasures (what) VALUES (?)", [(one,) for one in fresh])
        self._transaction.touch(Topic.ERASURES)

    async def pending(self) -> int:
        """Return how many promises are still to be kept."""
        row = await self._one("SELECT count(*) FROM erasures")
        return int(row[0]) if row else 0
