"""The box of a sealed vote: what goes in is linked to nobody from then on, and read by nobody
before the count.

It is one row. To put a ballot in, the box is opened in memory, the ballot is sorted in among the
others, and all is closed under a new key: whatever the order in which ballots came, what is inside
is the same. Who voted is marked beside it in the same transaction, so a ballot is confirmed once,
or not at all.
"""

from __future__ import annotations

from bisect import insort
from typing import NamedTuple, Self

from bot.store.rows.base import Aggregate, Trip
from bot.store.rows.vote.written import as_text
from bot.store.sealing import cipher
from bot.store.sealing.vault import Vault
from bot.store.topics import Topic
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.progress import Shut

# As which a box is written at the least, in bytes: one that grows tells how long a ballot was.
_LEAST = 4096


class BoxLost(Exception):  # noqa: N818 - what was done to it is said by who catches it
    """A sealed box cannot be opened: `why`."""

    def __init__(self, why: Shut) -> None:
        super().__init__(why.value)
        self.why = why


class Inside(NamedTuple):
    """A ballot of a sealed box, as rows hold it: of so many people, in the room or not."""

    content: str
    weight: int = 1
    in_room: int = 0

    @property
    def line(self) -> str:
        """The ballot as a line of what a box holds: JSON has neither tabs nor ends of lines."""
        return f"{self.content}\t{self.weight}\t{self.in_room}"

    @classmethod
    def of(cls, line: str) -> Self:
        content, weight, in_room = line.split("\t")
        return cls(content, int(weight), int(in_room))


_BOX = "SELECT * FROM sealed_boxes WHERE step_id = ?"


class SealedRows(Aggregate):
    async def record(self, step_id: int, content: Content, weight: int) -> None:
        """Put in the box a ballot for `weight` people in the room."""
        vault = self._transaction.vault
        one = Inside(as_text(content), weight, 1)
        await self._together(lambda trip: put(trip, vault, step_id, one))
        self._transaction.touch(Topic.ERASURES)

    async def inside(self, step_id: int) -> list[Inside]:
        """Return what is in a box, sorted: for the count alone. Raises BoxLost."""
        vault = self._transaction.vault
        return await self._together(lambda trip: _inside(trip, vault, step_id))

    async def empty(self, step_id: int) -> None:
        """Delete a box; its key is destroyed shortly after."""
        if await self._run("DELETE FROM sealed_boxes WHERE step_id = ?", step_id):
            self._transaction.touch(Topic.ERASURES)

    async def lost(self) -> dict[int, Shut]:
        """Return the votes whose box cannot be opened, and why."""
        rows = await self._all("SELECT step_id FROM sealed_boxes ORDER BY step_id")
        found = [(row["step_id"], await self.looked(row["step_id"])) for row in rows]
        return {step_id: why for step_id, why in found if why is not None}

    async def looked(self, step_id: int) -> Shut | None:
        """Look whether a box can be opened now; return why not. Only whoever writes may believe
        it: what another reads may name a key that was replaced since."""
        try:
            await self.inside(step_id)
        except BoxLost as lost:
            return lost.why
        return None

    async def shut(self, step_id: int) -> Shut | None:
        """Return why a box cannot be opened, as who leads was told; None for one that can."""
        row = await self._one("SELECT shut FROM sealed_boxes WHERE step_id = ?", step_id)
        return Shut(row["shut"]) if row and row["shut"] else None

    async def set_shut(self, step_id: int, why: Shut | None) -> None:
        await self._run("UPDATE sealed_boxes SET shut = ? WHERE step_id = ?", why, step_id)

    async def forget(self, session_id: int) -> None:
        gone = await self._run(
            "DELETE FROM sealed_boxes WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?)",
            session_id,
        )
        if gone:
            self._transaction.touch(Topic.ERASURES)


def put(trip: Trip, vault: Vault, step_id: int, one: Inside) -> None:
    """Put `one` in the box of a vote, which is closed under a new key. In the thread."""
    lines = _lines(trip, vault, step_id)
    insort(lines, one.line)
    name, key = vault.make()
    closed = cipher.close(key, "\n".join(lines), _LEAST)
    trip.run(
        "INSERT INTO sealed_boxes (step_id, key, content, room_ballots, room_people)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (step_id) DO UPDATE"
        " SET key = excluded.key, content = excluded.content, shut = NULL,"
        " room_ballots = room_ballots + excluded.room_ballots,"
        " room_people = room_people + excluded.room_people",
        step_id,
        name,
        closed,
        one.in_room,
        one.in_room * one.weight,
    )


def _inside(trip: Trip, vault: Vault, step_id: int) -> list[Inside]:
    return [Inside.of(line) for line in _lines(trip, vault, step_id)]


def _lines(trip: Trip, vault: Vault, step_id: int) -> list[str]:
    row = trip.one(_BOX, step_id)
    if row is None:
        return []
    try:
        key = vault.key(row["key"])
    except OSError as error:
        raise BoxLost(Shut.STUCK) from error
    text = cipher.opened(key, row["content"]) if key is not None else None
    if text is None:
        raise BoxLost(Shut.GONE)
    return text.split("\n")
