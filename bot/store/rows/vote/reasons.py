"""Why people resist a proposal: beside their ballot, then told with the result."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import NamedTuple

from bot.store.rows.base import Aggregate
from bot.store.rows.vote.written import as_content
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.reasons import Reason, Sayings, as_said, as_text

_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"


class Beside(NamedTuple):
    """What was said beside one ballot of the box: `voter` stands for its voter, None for one
    recorded for people in the room; `name` signs it in a signed vote alone."""

    voter: str | None
    name: str | None
    content: Content
    said: Sayings


class Kept(NamedTuple):
    """A reason that is kept to be told; whose it is in signed votes alone."""

    number: int
    text: str
    earlier: bool
    in_room: bool = False
    voter_id: int | None = None
    name: str | None = None


class ReasonRows(Aggregate):
    async def say(self, step_id: int, voter: str, said: Sayings) -> None:
        """Keep what `voter` says beside the ballot that they have cast."""
        await self._run(
            "UPDATE cast_ballots SET reasons = ? WHERE step_id = ? AND voter = ?",
            as_text(said),
            step_id,
            voter,
        )

    async def say_in_room(self, step_id: int, ballot_id: int, said: Sayings) -> None:
        """Keep what is said beside a ballot that was recorded for people in the room."""
        await self._run(
            "UPDATE cast_ballots SET reasons = ? WHERE id = ? AND step_id = ? AND in_room = 1",
            as_text(said),
            ballot_id,
            step_id,
        )

    async def of_room(self, step_id: int, ballot_id: int) -> Beside | None:
        """Return what was said beside such a ballot; None when it is not there (any more)."""
        row = await self._one(
            "SELECT content, reasons FROM cast_ballots"
            " WHERE id = ? AND step_id = ? AND in_room = 1",
            ballot_id,
            step_id,
        )
        if row is None:
            return None
        return Beside(None, None, as_content(row["content"]), as_said(row["reasons"]))

    async def beside(self, step_id: int) -> list[Beside]:
        """Return what was said beside the ballots of a box that is about to be emptied."""
        rows = await self._all(
            "SELECT voter, voter_name, content, reasons FROM cast_ballots"
            " WHERE step_id = ? AND reasons IS NOT NULL",
            step_id,
        )
        return [
            Beside(
                row["voter"],
                row["voter_name"],
                as_content(row["content"]),
                as_said(row["reasons"]),
            )
            for row in rows
        ]

    async def keep(self, step_id: int, told: Iterable[Kept]) -> None:
        """Keep what is told with the result, each under an identifier drawn by lot."""
        await self._many(
            "INSERT INTO resistance_reasons"
            " (id, step_id, number, text, earlier, in_room, voter_id, voter_name)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            sorted(
                (
                    secrets.randbits(62),
                    step_id,
                    one.number,
                    one.text,
                    int(one.earlier),
                    int(one.in_room),
                    one.voter_id,
                    one.name,
                )
                for one in told
            ),
        )

    async def of_step(self, step_id: int) -> tuple[Reason, ...]:
        """Return what was told with the result of a vote, in the order drawn at the close; what is
        hidden too."""
        rows = await self._all(
            "SELECT * FROM resistance_reasons WHERE step_id = ? ORDER BY id", step_id
        )
        return tuple(
            Reason(
                row["id"],
                row["number"],
                row["text"],
                bool(row["earlier"]),
                row["voter_name"],
                bool(row["in_room"]),
                row["hidden"],
            )
            for row in rows
        )

    async def set_message(self, step_id: int, message_id: int) -> None:
        """Remember the message in which the room reads them."""
        await self._run(
            "INSERT INTO resistance_messages VALUES (?, ?)"
            " ON CONFLICT (step_id) DO UPDATE SET message_id = excluded.message_id",
            step_id,
            message_id,
        )

    async def message(self, step_id: int) -> int | None:
        """Return that message; None where there is none."""
        row = await self._one(
            "SELECT message_id FROM resistance_messages WHERE step_id = ?", step_id
        )
        return int(row["message_id"]) if row else None

    async def forget(self, session_id: int) -> None:
        for table in ("resistance_reasons", "resistance_messages"):
            await self._run(f"DELETE FROM {table} WHERE {_OF_SESSION}", session_id)
