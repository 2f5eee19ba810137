"""Votes: their options, their ballots, and who has voted."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping

from bot.store.rows import Aggregate
from bot.workshop.ballot import Option


class BallotRows(Aggregate):
    async def set_options(self, step_id: int, options: Iterable[Option]) -> None:
        """Replace the options of a vote in which nobody has voted yet."""
        await self._run("DELETE FROM vote_options WHERE step_id = ?", step_id)
        await self._many(
            "INSERT INTO vote_options VALUES (?, ?, ?, ?, ?, ?)",
            [(step_id, o.number, o.source_id, o.label, o.dimension, o.year) for o in options],
        )

    async def options(self, step_id: int) -> list[Option]:
        rows = await self._all(
            "SELECT * FROM vote_options WHERE step_id = ? ORDER BY number", step_id
        )
        return [
            Option(row["number"], row["label"], row["source_id"], row["dimension"], row["year"])
            for row in rows
        ]

    async def cast(self, step_id: int, voter: str, dots: Mapping[int, int]) -> None:
        """Keep `dots` as the one ballot of `voter`; an empty one is a withdrawal."""
        if not dots:
            await self._run("DELETE FROM ballots WHERE step_id = ? AND voter = ?", step_id, voter)
            return
        await self._run(
            "INSERT INTO ballots VALUES (?, ?, ?, ?)"
            " ON CONFLICT (step_id, voter) DO UPDATE SET content = excluded.content",
            secrets.randbits(62),
            step_id,
            voter,
            json.dumps({str(option): count for option, count in sorted(dots.items())}),
        )

    async def of_voter(self, step_id: int, voter: str) -> dict[int, int]:
        """Return the ballot of `voter`, empty if there is none."""
        row = await self._one(
            "SELECT content FROM ballots WHERE step_id = ? AND voter = ?", step_id, voter
        )
        return _dots(row["content"]) if row else {}

    async def all(self, step_id: int) -> list[dict[int, int]]:
        """Return every ballot, in an order that says nothing."""
        rows = await self._all("SELECT content FROM ballots WHERE step_id = ? ORDER BY id", step_id)
        return [_dots(row["content"]) for row in rows]

    async def mark_turnout(self, step_id: int, user_id: int, voted: bool) -> None:
        """Remember that someone has a ballot in the box, or has withdrawn it."""
        if voted:
            await self._run("INSERT OR IGNORE INTO turnout VALUES (?, ?)", step_id, user_id)
        else:
            await self._run(
                "DELETE FROM turnout WHERE step_id = ? AND user_id = ?", step_id, user_id
            )

    async def turnout(self, step_id: int) -> int:
        """Return how many people have a ballot in the box."""
        row = await self._one("SELECT count(*) FROM turnout WHERE step_id = ?", step_id)
        return int(row[0]) if row else 0

    async def unlink_voters(self, step_id: int) -> None:
        """Take the voters off the ballots, and give the ballots new random identifiers."""
        rows = await self._all("SELECT content FROM ballots WHERE step_id = ?", step_id)
        await self._run("DELETE FROM ballots WHERE step_id = ?", step_id)
        shuffled = sorted((secrets.randbits(62), row["content"]) for row in rows)
        await self._many(
            "INSERT INTO ballots VALUES (?, ?, NULL, ?)",
            [(ballot_id, step_id, content) for ballot_id, content in shuffled],
        )

    async def discard(self, step_id: int) -> None:
        """Delete the ballots of a vote that was given up, and who had cast them."""
        await self._run("DELETE FROM ballots WHERE step_id = ?", step_id)
        await self._run("DELETE FROM turnout WHERE step_id = ?", step_id)


def _dots(content: str) -> dict[int, int]:
    return {int(option): int(count) for option, count in json.loads(content).items()}
