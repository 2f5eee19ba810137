"""Marks of a step as long as they are hidden, and what people said with low ones."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import NamedTuple

from bot.store.rows.base import Aggregate, Row
from bot.workshop.rate.marks import LOW, Given

_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"
_HIDDEN = ("rate_marks", "rate_in_room")


class Mine(NamedTuple):
    """What one person gave: their mark, and what they said would have raised it."""

    mark: int
    remark: str | None = None

    @property
    def counts(self) -> bool:
        """True when what they said is told with the marks: only a low one has something to say."""
        return self.remark is not None and self.mark <= LOW


class RateRows(Aggregate):
    async def give(self, step_id: int, rater: str, mark: int) -> None:
        """Keep the one mark of `rater`; what they said stays beside it."""
        await self._run(
            "INSERT INTO rate_marks (step_id, rater, mark) VALUES (?, ?, ?)"
            " ON CONFLICT (step_id, rater) DO UPDATE SET mark = excluded.mark",
            step_id,
            rater,
            mark,
        )

    async def mine(self, step_id: int, rater: str) -> Mine | None:
        """Return what `rater` gave; None for nothing."""
        row = await self._one(
            "SELECT mark, remark FROM rate_marks WHERE step_id = ? AND rater = ?", step_id, rater
        )
        return _mine(row) if row else None

    async def say(self, step_id: int, rater: str, remark: str | None) -> None:
        """Keep what `rater` says beside their mark; None to take it back."""
        await self._run(
            "UPDATE rate_marks SET remark = ? WHERE step_id = ? AND rater = ?",
            remark,
            step_id,
            rater,
        )

    async def withdraw(self, step_id: int, rater: str) -> bool:
        """Delete the mark of `rater` with what they said; False when there was none."""
        return bool(
            await self._run(
                "DELETE FROM rate_marks WHERE step_id = ? AND rater = ?", step_id, rater
            )
        )

    async def set_in_room(self, step_id: int, people: Mapping[int, int]) -> None:
        """Keep how many in the room give each mark, in the place of what was kept."""
        await self._run("DELETE FROM rate_in_room WHERE step_id = ?", step_id)
        await self._many(
            "INSERT INTO rate_in_room VALUES (?, ?, ?)",
            [(step_id, mark, number) for mark, number in sorted(people.items()) if number],
        )

    async def in_room(self, step_id: int) -> dict[int, int]:
        """Return how many in the room give each mark; a mark that nobody gives is left out."""
        rows = await self._all("SELECT mark, people FROM rate_in_room WHERE step_id = ?", step_id)
        return {row["mark"]: row["people"] for row in rows}

    async def most_in_room(self, session_id: int) -> int:
        """Return how many in the room have given a mark, in the step of a session where most have
        and that is not revealed."""
        row = await self._one(
            "SELECT coalesce(max(people), 0) FROM (SELECT sum(r.people) AS people FROM steps AS t"
            " JOIN rate_in_room AS r ON r.step_id = t.id WHERE t.session_id = ? GROUP BY t.id)",
            session_id,
        )
        return int(row[0]) if row else 0

    async def given(self, step_id: int, expected: int | None) -> Given:
        """Return how many marks there are; nothing of what they say."""
        row = await self._one(
            "SELECT (SELECT count(*) FROM rate_marks WHERE step_id = ?1) AS own,"
            " (SELECT coalesce(sum(people), 0) FROM rate_in_room WHERE step_id = ?1) AS room",
            step_id,
        )
        assert row is not None
        return Given(row["own"] + row["room"], row["room"], expected)

    async def all(self, step_id: int) -> list[Mine]:
        """Return what people gave themselves, in the order of what stands for them."""
        rows = await self._all("SELECT mark, remark FROM rate_marks WHERE step_id = ?", step_id)
        return [_mine(row) for row in rows]

    # The reveal.

    async def close(self, step_id: int, *, told: bool) -> None:
        """Let go of who gave what, and of the key; what was said with low marks is kept, of nobody
        and in an order drawn by lot, where the marks are `told`."""
        said = [one.remark for one in await self.all(step_id) if one.counts] if told else []
        await self._many(
            "INSERT INTO rate_remarks (step_id, id, text) VALUES (?, ?, ?)",
            sorted((step_id, secrets.randbits(62), text) for text in said),
        )
        for table in _HIDDEN:
            await self._run(f"DELETE FROM {table} WHERE step_id = ?", step_id)
        await self._transaction.sessions.destroy_key("rate", step_id)

    async def remarks(self, step_id: int) -> tuple[str, ...]:
        """Return what was told with the marks of a step, in the order drawn at the reveal."""
        rows = await self._all(
            "SELECT text FROM rate_remarks WHERE step_id = ? ORDER BY id", step_id
        )
        return tuple(row["text"] for row in rows)

    async def of_session(self, session_id: int) -> dict[int, tuple[str, ...]]:
        """Return what was told with marks, by step, each in the order drawn at its reveal."""
        found: dict[int, tuple[str, ...]] = {}
        for row in await self._all(
            f"SELECT step_id, text FROM rate_remarks WHERE {_OF_SESSION} ORDER BY step_id, id",
            session_id,
        ):
            found[row["step_id"]] = (*found.get(row["step_id"], ()), row["text"])
        return found

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Let go of what was given and never revealed."""
        for table in _HIDDEN:
            await self._run(f"DELETE FROM {table} WHERE {_OF_SESSION}", session_id)
        keys = await self._all(
            "SELECT ref FROM keys WHERE purpose = 'rate'"
            " AND ref IN (SELECT id FROM steps WHERE session_id = ?)",
            session_id,
        )
        for row in keys:
            await self._transaction.sessions.destroy_key("rate", row["ref"])

    async def forget(self, session_id: int) -> None:
        await self.unlink(session_id, masked=True)
        await self._run(f"DELETE FROM rate_remarks WHERE {_OF_SESSION}", session_id)


def _mine(row: Row) -> Mine:
    return Mine(row["mark"], row["remark"])
