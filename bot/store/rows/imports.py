"""Sessions that come from elsewhere, whole: every row that an export tells, in one go."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.store.rows.base import Aggregate, Value, to_text
from bot.workshop.actions.action import Action
from bot.workshop.actions.following import Said
from bot.workshop.alike import alike
from bot.workshop.follow.series import Followed
from bot.workshop.moderation.hiding import Hidden
from bot.workshop.themes.together import Progress

_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"


def drawn(many: int) -> list[int]:
    """Return identifiers drawn by lot, in their order: rows that bear them are read so."""
    found: set[int] = set()
    while len(found) < many:
        found.add(secrets.randbits(62))
    return sorted(found)


class ImportRows(Aggregate):
    async def known(self, server_id: int, digest: str) -> int | None:
        """Return the session that a file became in a server, if it was brought in."""
        row = await self._one(
            "SELECT i.session_id FROM imported_sessions AS i JOIN sessions AS s"
            " ON s.id = i.session_id WHERE i.digest = ? AND s.server_id = ?",
            digest,
            server_id,
        )
        return int(row["session_id"]) if row else None

    async def alike(self, server_id: int, title: str, created_at: datetime) -> int | None:
        """Return the session of a server that was created at that moment under that title."""
        row = await self._one(
            "SELECT id FROM sessions WHERE created_at = ? AND server_id = ? AND title = ?",
            to_text(created_at),
            server_id,
            title,
        )
        return int(row["id"]) if row else None

    async def add_session(self, columns: Mapping[str, Value]) -> int:
        """Insert a session that has ended; return its identifier."""
        return await self._add("sessions", columns)

    async def add_step(self, columns: Mapping[str, Value]) -> int:
        """Insert a step as it was lived; return its identifier."""
        return await self._add("steps", columns)

    async def add_milestone(self, columns: Mapping[str, Value]) -> int:
        """Insert a milestone; return its identifier."""
        return await self._add("milestones", columns)

    async def add_action(self, columns: Mapping[str, Value]) -> int:
        """Insert an action as it stood; return its identifier."""
        return await self._add("actions", columns)

    async def add_group(self, columns: Mapping[str, Value]) -> int:
        """Insert a small group; return its identifier."""
        return await self._add("small_groups", columns)

    async def add_all(self, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Insert rows that all have the same columns, in their order."""
        if not rows:
            return
        names = list(rows[0])
        await self._many(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            [tuple(row[name] for name in names) for row in rows],
        )

    async def add_themes(self, session_id: int, names: Iterable[str]) -> list[int]:
        """Insert the themes of a session; return their identifiers, in their order."""
        return [
            await self._add(
                "themes", {"session_id": session_id, "name": name, "folded": alike(name)}
            )
            for name in names
        ]

    async def add_round(self, step_id: int, told: Mapping[str, Any]) -> None:
        """Insert what remains of a round of sorting: `told` is a Progress (`bot.workshop`)."""
        assert set(told) == set(Progress.__dataclass_fields__)
        await self._add(
            "sorting_rounds",
            {"step_id": step_id, "open": 0, "since": 0, "seed": 0, "told": json.dumps(told)},
        )

    async def remember(
        self,
        session_id: int,
        digest: str,
        now: datetime,
        hidden: Mapping[str, Any],
        series: Mapping[str, Any] | None,
        followed: Sequence[Mapping[str, Any]],
    ) -> None:
        """Keep that a session came from a file, how much was hidden where it was held, its place in
        its `series` there, and what was `followed` in it: actions that may not be here."""
        await self._run(
            "INSERT INTO imported_sessions (session_id, digest, imported_at, hidden, series,"
            " followed) VALUES (?, ?, ?, ?, ?, ?)",
            session_id,
            digest,
            to_text(now),
            json.dumps(hidden),
            json.dumps(series) if series is not None else None,
            json.dumps(followed) if followed else None,
        )

    async def followed(self, session_id: int) -> dict[int, tuple[Followed, ...]]:
        """Return what steps of a session that came from elsewhere said of actions, by step. The
        same action of two steps has one number, which no row has."""
        row = await self._one(
            "SELECT followed FROM imported_sessions WHERE session_id = ?", session_id
        )
        found: dict[int, tuple[Followed, ...]] = {}
        numbers: dict[tuple[object, ...], int] = {}
        for told in json.loads(row["followed"]) if row and row["followed"] else ():
            here = found.get(told["step"], ())
            due = date.fromisoformat(told["due"]) if told["due"] else None
            named = (told["what"], told["owner"], due, told["from"])
            again = sum(
                (o.action.what, o.action.owner, o.action.due, o.whence) == named for o in here
            )
            number = numbers.setdefault((*named, again), -len(numbers) - 1)
            action = Action(number, session_id, told["what"], told["owner"], due)
            said = Said(told["said"]) if told["said"] else None
            found[told["step"]] = (*here, Followed(action, told["from"], said, told["ours"]))
        return found

    async def hidden(self, session_id: int) -> Hidden:
        """Return how much of a session was hidden where it came from."""
        row = await self._one(
            "SELECT hidden FROM imported_sessions WHERE session_id = ?", session_id
        )
        if row is None or row["hidden"] is None:
            return Hidden()
        told = json.loads(row["hidden"])
        by_step = {int(step): count for step, count in told["postits"].items()}
        return Hidden(told["comments"], told["actions"], by_step)

    async def summed(self, step_id: int) -> Mapping[str, Any] | None:
        """Return what the ballots of a vote add up to, where it came with no more than that."""
        row = await self._one("SELECT totals FROM imported_votes WHERE step_id = ?", step_id)
        told: Mapping[str, Any] | None = (
            json.loads(row["totals"]) if row and row["totals"] else None
        )
        return told

    async def merged(self, step_id: int) -> Mapping[int, str]:
        """Return the theme that options of a vote had joined, by their numbers."""
        row = await self._one("SELECT merged FROM imported_votes WHERE step_id = ?", step_id)
        told = json.loads(row["merged"]) if row and row["merged"] else {}
        return {int(number): name for number, name in told.items()}

    async def forget(self, session_id: int) -> None:
        """Delete what stood for raw data. What a file was is known still: once."""
        await self._run(
            "UPDATE imported_sessions SET hidden = NULL WHERE session_id = ?", session_id
        )
        await self._run(f"UPDATE imported_votes SET totals = NULL WHERE {_OF_SESSION}", session_id)

    async def _add(self, table: str, columns: Mapping[str, Value]) -> int:
        marks = ", ".join("?" * len(columns))
        return await self._insert(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", *columns.values()
        )
