"""Where people stand on the line of a step, and what is told of it once it is closed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from bot.store.rows.base import Aggregate, Row
from bot.workshop.position.movement import Journey, Moment, Told

_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"
_WHILE_OPEN = ("positions", "position_in_room", "position_moments")


@dataclass(frozen=True, slots=True)
class Mine:
    """Where one person stands, and what they say moved them; their name where the line tells it."""

    journey: Journey
    remark: str | None = None
    name: str | None = None
    person: str = ""  # what stands for them


class RoomPlaces(NamedTuple):
    """How many in the room stand at each place now, and stood there as they began."""

    now: dict[int, int]
    began: dict[int, int]


class PositionRows(Aggregate):
    async def stand(self, step_id: int, person: str, journey: Journey, name: str | None) -> None:
        """Keep where `person` stands; what they said stays beside it."""
        await self._run(
            "INSERT INTO positions (step_id, person, name, began, place, moves)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (step_id, person) DO UPDATE SET name = excluded.name,"
            " began = excluded.began, place = excluded.place, moves = excluded.moves",
            step_id,
            person,
            name,
            journey.began,
            journey.place,
            journey.moves,
        )

    async def mine(self, step_id: int, person: str) -> Mine | None:
        """Return where `person` stands; None for nowhere."""
        row = await self._one(
            "SELECT * FROM positions WHERE step_id = ? AND person = ?", step_id, person
        )
        return _mine(row) if row else None

    async def say(self, step_id: int, person: str, remark: str | None) -> None:
        """Keep what `person` says moved them; None to take it back."""
        await self._run(
            "UPDATE positions SET remark = ? WHERE step_id = ? AND person = ?",
            remark,
            step_id,
            person,
        )

    async def leave(self, step_id: int, person: str) -> bool:
        """Delete where `person` stands with what they said; False when it was nowhere."""
        return bool(
            await self._run(
                "DELETE FROM positions WHERE step_id = ? AND person = ?", step_id, person
            )
        )

    async def all(self, step_id: int) -> list[Mine]:
        """Return where people stand, in the order of what stands for them."""
        rows = await self._all("SELECT * FROM positions WHERE step_id = ?", step_id)
        return [_mine(row) for row in rows]

    async def set_in_room(
        self, step_id: int, people: Mapping[int, int], began: Mapping[int, int]
    ) -> None:
        """Keep how many in the room stand at each place, and stood there as they `began`, in the
        place of what was kept."""
        await self._run("DELETE FROM position_in_room WHERE step_id = ?", step_id)
        await self._many(
            "INSERT INTO position_in_room (step_id, place, began, people) VALUES (?, ?, ?, ?)",
            [
                (step_id, place, began.get(place, 0), people.get(place, 0))
                for place in sorted({*people, *began})
                if began.get(place) or people.get(place)
            ],
        )

    async def in_room(self, step_id: int) -> RoomPlaces:
        """Return how many in the room stand where; places without anyone are left out."""
        rows = await self._all("SELECT * FROM position_in_room WHERE step_id = ?", step_id)
        return RoomPlaces(
            {row["place"]: row["people"] for row in rows if row["people"]},
            {row["place"]: row["began"] for row in rows if row["began"]},
        )

    async def most_in_room(self, session_id: int) -> int:
        """Return how many in the room stand on the line, in the step of a session where most do and
        that is not closed."""
        row = await self._one(
            "SELECT coalesce(max(people), 0) FROM (SELECT sum(r.people) AS people FROM steps AS t"
            " JOIN position_in_room AS r ON r.step_id = t.id WHERE t.session_id = ? GROUP BY t.id)",
            session_id,
        )
        return int(row[0]) if row else 0

    async def keep(self, step_id: int, kept: Sequence[Moment]) -> None:
        """Keep how the line was at some moments."""
        await self._many(
            "INSERT OR IGNORE INTO position_moments (step_id, second, spread) VALUES (?, ?, ?)",
            [(step_id, one.second, json.dumps(one.spread)) for one in kept],
        )

    async def moments(self, step_id: int) -> list[Moment]:
        """Return how the line was at the moments that were kept, in their order."""
        rows = await self._all(
            "SELECT second, spread FROM position_moments WHERE step_id = ? ORDER BY second", step_id
        )
        return [Moment(second=row["second"], spread=json.loads(row["spread"])) for row in rows]

    # The line is closed.

    async def close(
        self, step_id: int, told: Sequence[Told], whose: Sequence[int | None] = ()
    ) -> None:
        """Let go of who stood where, and of the key; what is `told` stays, in an order drawn by
        lot, with `whose` each is where it tells names."""
        await self._many(
            "INSERT INTO position_told (step_id, id, text, name, began, place, person_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (step_id, secrets.randbits(62), *one, person)
                for one, person in zip_longest(told, whose)
            ],
        )
        for table in _WHILE_OPEN:
            await self._run(f"DELETE FROM {table} WHERE step_id = ?", step_id)
        await self._transaction.sessions.destroy_key("position", step_id)

    async def told(self, step_id: int) -> tuple[Told, ...]:
        """Return what a closed line tells of people, in the order drawn when it was."""
        rows = await self._all("SELECT * FROM position_told WHERE step_id = ? ORDER BY id", step_id)
        return tuple(_told(row) for row in rows)

    async def of_session(self, session_id: int) -> dict[int, tuple[Told, ...]]:
        """Return what closed lines tell of people, by step, each in its order."""
        found: dict[int, tuple[Told, ...]] = {}
        for row in await self._all(
            f"SELECT * FROM position_told WHERE {_OF_SESSION} ORDER BY step_id, id", session_id
        ):
            found[row["step_id"]] = (*found.get(row["step_id"], ()), _told(row))
        return found

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Let go of lines that were never closed; a masked session tells no names, come what
        may."""
        for table in _WHILE_OPEN:
            await self._run(f"DELETE FROM {table} WHERE {_OF_SESSION}", session_id)
        if masked:
            await self._run(
                f"UPDATE position_told SET name = NULL, began = NULL, place = NULL,"
                f" person_id = NULL WHERE {_OF_SESSION}",
                session_id,
            )
        keys = await self._all(
            "SELECT ref FROM keys WHERE purpose = 'position'"
            " AND ref IN (SELECT id FROM steps WHERE session_id = ?)",
            session_id,
        )
        for row in keys:
            await self._transaction.sessions.destroy_key("position", row["ref"])

    async def forget(self, session_id: int) -> None:
        await self.unlink(session_id, masked=True)
        await self._run(f"DELETE FROM position_told WHERE {_OF_SESSION}", session_id)


def _mine(row: Row) -> Mine:
    journey = Journey(row["began"], row["place"], row["moves"])
    return Mine(journey, row["remark"], row["name"], row["person"])


def _told(row: Row) -> Told:
    return Told(row["text"], row["name"], row["began"], row["place"])
