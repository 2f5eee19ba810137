"""Votes: their options and ballots. Who votes is kept apart (`bot.store.rows.vote.voters`)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from bot.store.rows.base import Row, to_text, to_time
from bot.store.rows.vote.options import OptionRows
from bot.store.rows.vote.voters import STANDING, Standing, standing
from bot.store.rows.vote.written import as_closed, as_content, as_text, of_draft
from bot.workshop.vote.ballot import CastBallot, Content
from bot.workshop.vote.methods import Method
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.reasons import Sayings, as_said


class InHand(NamedTuple):
    """What a voter holds: what they are preparing, what they have cast and when; None for what
    there is not (ballots of before an upgrade do not tell when). `said` is why they resist, beside
    what they have cast."""

    draft: Content | None = None
    cast: Content | None = None
    cast_at: datetime | None = None
    said: Sayings = MappingProxyType({})


_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"


# Also run among others, in the one trip of a press (`bot.store.rows.vote.presses`).
IN_HAND = (
    "SELECT (SELECT content FROM ballot_drafts WHERE step_id = ?1 AND voter = ?2) AS draft,"
    " (SELECT content FROM cast_ballots WHERE step_id = ?1 AND voter = ?2) AS cast,"
    " (SELECT cast_at FROM cast_ballots WHERE step_id = ?1 AND voter = ?2) AS cast_at,"
    " (SELECT reasons FROM cast_ballots WHERE step_id = ?1 AND voter = ?2) AS reasons"
)
KEEP_DRAFT = (
    "INSERT INTO ballot_drafts VALUES (?, ?, ?)"
    " ON CONFLICT (step_id, voter) DO UPDATE SET content = excluded.content"
)
DROP_DRAFT = "DELETE FROM ballot_drafts WHERE step_id = ? AND voter = ?"
CAST = (
    "INSERT INTO cast_ballots (id, step_id, voter, content, voter_name, cast_at)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (step_id, voter)"
    " DO UPDATE SET content = excluded.content, cast_at = excluded.cast_at"
)


class BallotRows(OptionRows):
    async def has_cast(self, step_id: int) -> bool:
        """True once a ballot of a vote is in the box: its options stay, gone or not."""
        row = await self._one(
            "SELECT EXISTS (SELECT 1 FROM cast_ballots WHERE step_id = ?1)"
            " OR EXISTS (SELECT 1 FROM sealed_boxes WHERE step_id = ?1)",
            step_id,
        )
        return bool(row and row[0])

    async def has_any(self, step_id: int) -> bool:
        """True once a ballot of a vote was cast or is being prepared: its options are frozen."""
        row = await self._one(
            "SELECT EXISTS (SELECT 1 FROM cast_ballots WHERE step_id = ?1)"
            " OR EXISTS (SELECT 1 FROM ballot_drafts WHERE step_id = ?1)"
            " OR EXISTS (SELECT 1 FROM sealed_boxes WHERE step_id = ?1)",
            step_id,
        )
        return bool(row and row[0])

    async def standing(self, step_id: int, user_id: int) -> Standing:
        """Return what `user_id` may do in a vote, and the stamp of its options."""
        row = await self._one(STANDING, step_id, user_id)
        return standing(row) if row else Standing(None, False, None, False, False, 0)

    async def in_hand(self, step_id: int, voter: str) -> InHand:
        """Return what `voter` is preparing and what they have cast."""
        row = await self._one(IN_HAND, step_id, voter)
        assert row is not None
        return in_hand(row, self._transaction.vault.passing)

    # A ballot being prepared.

    async def keep_draft(
        self, step_id: int, voter: str, content: Content, *, sealed: bool = False
    ) -> None:
        """Keep what `voter` prepares; of a `sealed` vote, in a form that ends with the program."""
        passing = self._transaction.vault.passing
        text = as_closed(content, passing) if sealed else as_text(content)
        await self._run(KEEP_DRAFT, step_id, voter, text)

    async def keep_drafts(self, step_id: int, fits: Callable[[Content], bool]) -> None:
        """Delete the ballots being prepared that do not fit."""
        held = await self._all(
            "SELECT voter, content FROM ballot_drafts WHERE step_id = ?", step_id
        )
        passing = self._transaction.vault.passing
        drafts = [(row["voter"], of_draft(row["content"], passing)) for row in held]
        gone = [voter for voter, content in drafts if content is None or not fits(content)]
        await self._many(DROP_DRAFT, [(step_id, voter) for voter in gone])

    async def drop_draft(self, step_id: int, voter: str) -> None:
        await self._run(DROP_DRAFT, step_id, voter)

    # The box.

    async def cast(
        self,
        step_id: int,
        voter: str,
        content: Content,
        name: str | None = None,
        now: datetime | None = None,
    ) -> None:
        """Keep `content` as the one ballot of `voter`; `name` is kept by signed votes alone."""
        text = as_text(content)
        await self._run(CAST, secrets.randbits(62), step_id, voter, text, name, to_text(now))

    async def record(self, step_id: int, content: Content, weight: int) -> int:
        """Keep a ballot that a facilitator recorded for `weight` people in the room; return its
        identifier."""
        return await self._insert(
            "INSERT INTO cast_ballots (id, step_id, voter, content, weight, in_room)"
            " VALUES (?, ?, NULL, ?, ?, 1)",
            secrets.randbits(62),
            step_id,
            as_text(content),
            weight,
        )

    async def unrecord(self, step_id: int, ballot_id: int) -> bool:
        """Take back a ballot recorded for people in the room; False when it is none."""
        return bool(
            await self._run(
                "DELETE FROM cast_ballots WHERE step_id = ? AND id = ? AND in_room = 1",
                step_id,
                ballot_id,
            )
        )

    async def withdraw(self, step_id: int, voter: str) -> bool:
        """Take the ballot of `voter` out of the box; False when there was none."""
        return bool(
            await self._run(
                "DELETE FROM cast_ballots WHERE step_id = ? AND voter = ?", step_id, voter
            )
        )

    async def all(self, step_id: int) -> list[CastBallot]:
        """Return every ballot, in an order that says nothing."""
        rows = await self._all("SELECT * FROM ballots WHERE step_id = ? ORDER BY id", step_id)
        return [_ballot(row) for row in rows]

    async def box(self, step_id: int) -> list[tuple[int, str]]:
        """Return the weight and the content of every ballot, as written, in an order that says
        nothing: for the count, which alone opens a sealed box. Raises BoxLost."""
        rows = await self._all(
            "SELECT weight, content FROM ballots WHERE step_id = ? ORDER BY id", step_id
        )
        sealed = await self._transaction.sealed.inside(step_id)
        return [
            *((row["weight"], row["content"]) for row in rows),
            *((one.weight, one.content) for one in sealed),
        ]

    async def recorded(self, step_id: int) -> int:
        """Return how many ballots were recorded for people in the room."""
        row = await self._one(
            "SELECT (SELECT count(*) FROM cast_ballots WHERE step_id = ?1 AND in_room = 1)"
            " + coalesce((SELECT room_ballots FROM sealed_boxes WHERE step_id = ?1), 0)",
            step_id,
        )
        return int(row[0]) if row else 0

    async def in_room(self, step_id: int) -> int:
        """Return how many people without Discord have a ballot in the box."""
        row = await self._one(
            "SELECT coalesce((SELECT sum(weight) FROM cast_ballots"
            "  WHERE step_id = ?1 AND in_room = 1), 0)"
            " + coalesce((SELECT room_people FROM sealed_boxes WHERE step_id = ?1), 0)",
            step_id,
        )
        return int(row[0]) if row else 0

    # The close.

    async def unlink_voters(self, step_id: int) -> None:
        """Empty the box of a counted vote: its ballots are kept under new random identifiers,
        without their voters. What was prepared and never cast goes.
        """
        await self._empty_box(step_id, None)

    async def keep_signed(self, step_id: int, whose: Mapping[str, int]) -> None:
        """Empty the box as `unlink_voters` does, and keep the names that signed the ballots, with
        `whose` each is, by what stood for its voter."""
        await self._empty_box(step_id, whose)

    async def _empty_box(self, step_id: int, whose: Mapping[str, int] | None) -> None:
        held = await self._all("SELECT * FROM cast_ballots WHERE step_id = ?", step_id)
        sealed = await self._transaction.sealed.inside(step_id)
        await self._many(
            "INSERT INTO counted_ballots (step_id, id, content, voter_name, weight, in_room,"
            " voter_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            sorted(
                [
                    *(
                        (
                            step_id,
                            secrets.randbits(62),
                            row["content"],
                            row["voter_name"] if whose is not None else None,
                            row["weight"],
                            row["in_room"],
                            whose.get(row["voter"]) if whose is not None else None,
                        )
                        for row in held
                    ),
                    *(
                        (step_id, secrets.randbits(62), one.content, None, *one[1:], None)
                        for one in sealed
                    ),
                ]
            ),
        )
        await self._run("DELETE FROM cast_ballots WHERE step_id = ?", step_id)
        await self._transaction.sealed.empty(step_id)
        await self.discard_drafts(step_id)

    async def discard_drafts(self, step_id: int) -> None:
        """Delete the ballots that were prepared and never cast, and what was about to be changed of
        the vote."""
        await self._run("DELETE FROM ballot_drafts WHERE step_id = ?", step_id)
        await self._transaction.mendings.drop_all(step_id)

    async def discard(self, step_id: int) -> None:
        """Delete the ballots of a vote that was given up, and who had cast them."""
        await self._run("DELETE FROM cast_ballots WHERE step_id = ?", step_id)
        await self._transaction.sealed.empty(step_id)
        await self._transaction.voters.discard(step_id)
        await self.discard_drafts(step_id)

    async def forget(self, session_id: int) -> None:
        """Delete the ballots, their keys, and the options that nobody chose."""
        for table in ("cast_ballots", "counted_ballots", "ballot_drafts"):
            await self._run(f"DELETE FROM {table} WHERE {_OF_SESSION}", session_id)
        await self._run(
            "DELETE FROM keys WHERE purpose = 'vote'"
            " AND ref IN (SELECT id FROM steps WHERE session_id = ?)",
            session_id,
        )
        await self._forget_few(session_id)
        # What was chosen is a result and stays; the rest is what people wrote.
        await self._run(
            f"DELETE FROM vote_options WHERE {_OF_SESSION}"
            " AND source_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM steps, json_each(outcome,"
            " '$.named') AS named WHERE steps.id = step_id AND named.value = number)"
            # As the first counted votes were written.
            " AND 0 = coalesce((SELECT json_extract(outcome, '$.totals.\"' || number || '\"')"
            " FROM steps WHERE id = step_id), 0)",
            session_id,
        )

    async def _forget_few(self, session_id: int) -> None:
        """Take off the results what they tell of one or two people alone."""
        counted = await self._all(
            "SELECT id, outcome FROM steps WHERE session_id = ? AND json_valid(outcome)"
            " AND json_extract(outcome, '$.answer.method') = ?",
            session_id,
            Method.SHARED_BUDGET,
        )
        await self._many(
            "UPDATE steps SET outcome = ? WHERE id = ?",
            [
                (Outcome.read(row["outcome"]).forgotten().model_dump_json(), row["id"])
                for row in counted
            ],
        )


def _ballot(row: Row) -> CastBallot:
    return CastBallot(
        row["id"],
        as_content(row["content"]),
        row["weight"],
        bool(row["in_room"]),
        row["voter_name"],
    )


def in_hand(row: Row, passing: bytes) -> InHand:
    """Return what a row of `IN_HAND` tells."""
    draft, held = row["draft"], row["cast"]
    return InHand(
        of_draft(draft, passing) if draft else None,
        as_content(held) if held else None,
        to_time(row["cast_at"]),
        as_said(row["reasons"]),
    )
