"""What every aggregate of the store shares: running SQL, and the form of times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from bot.store.sqlite.connection import Row, Statements, Trip, Value, ran

if TYPE_CHECKING:
    from bot.store.transaction import Transaction

R = TypeVar("R")

__all__ = ["Aggregate", "Row", "Trip", "Value", "ran", "time_of", "to_text", "to_time"]


def to_text(moment: datetime | None) -> str | None:
    """Return `moment` (aware) as UTC text that sorts, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds") if moment else None


def to_time(text: str | None) -> datetime | None:
    """Return the aware UTC time of a row."""
    return datetime.fromisoformat(text) if text else None


def time_of(text: str) -> datetime:
    """Return the aware UTC time of a row that always has one."""
    return datetime.fromisoformat(text)


class Aggregate:
    """A family of rows, seen from inside one transaction.

    Each method costs one trip to the connection's thread.
    """

    def __init__(self, statements: Statements, transaction: Transaction) -> None:
        self._statements = statements
        self._transaction = transaction

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """A session ends: delete what mattered only while it lived and, where it was `masked`,
        take off what could lead to a person. Overridden by those that keep such things."""

    async def forget(self, session_id: int) -> None:
        """Raw data of a session has reached its age: delete what people wrote and whatever names
        a person; decisions stay. Overridden by those that keep such things."""

    async def _one(self, sql: str, *values: Value) -> Row | None:
        return next(iter(await self._statements.all(sql, values)), None)

    async def _all(self, sql: str, *values: Value) -> list[Row]:
        return await self._statements.all(sql, values)

    async def _together(self, work: Callable[[Trip], R]) -> R:
        """Run several statements in one trip; `work` does nothing but run them."""
        return await self._statements.together(work)

    async def _run(self, sql: str, *values: Value) -> int:
        """Run a statement and return how many rows it changed."""
        return await self._statements.run(sql, values)

    async def _insert(self, sql: str, *values: Value) -> int:
        """Run an INSERT and return the identifier of the new row."""
        return await self._statements.insert(sql, values)

    async def _many(self, sql: str, rows: Iterable[tuple[Value, ...]]) -> None:
        await self._statements.many(sql, rows)
