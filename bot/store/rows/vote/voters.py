"""Who may vote, who has, and who was reminded; what their ballots say is kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.store.rows.base import Aggregate, Row, to_text, to_time
from bot.workshop.sessions.session import Session


class Standing(NamedTuple):
    """One person before a vote: its key while it is open, whether they lead the session and asked
    to vote, the role that leads on the server, whether they were counted among the electors,
    whether a ballot of theirs was erased for the room to vote again, and whether they have voted.
    """

    key: bytes | None
    leads: bool
    leading_role: int | None
    asked: bool
    elector: bool
    stamp: int  # of the options (`BallotRows.slate`)
    former: bool = False
    voted: bool = False
    mended: datetime | None = None  # when those who had voted were last asked to look again


# Also run among others, in the one trip of a press (`bot.store.rows.vote.presses`).
STANDING = (
    "SELECT (SELECT key FROM keys WHERE purpose = 'vote' AND ref = t.id) AS key,"
    " EXISTS (SELECT 1 FROM facilitators AS f"
    "  WHERE f.session_id = t.session_id AND f.user_id = ?2) AS leads,"
    " (SELECT nullif(facilitator_role_id, server_id) FROM servers JOIN sessions USING (server_id)"
    "  WHERE sessions.id = t.session_id) AS leading_role,"
    " EXISTS (SELECT 1 FROM voting_facilitators AS v"
    "  WHERE v.session_id = t.session_id AND v.user_id = ?2) AS asked,"
    " EXISTS (SELECT 1 FROM electors AS e"
    "  WHERE e.step_id = t.id AND e.user_id = ?2) AS elector,"
    " EXISTS (SELECT 1 FROM former_voters AS b"
    "  WHERE b.step_id = t.id AND b.user_id = ?2) AS former,"
    " EXISTS (SELECT 1 FROM turnout AS d"
    "  WHERE d.step_id = t.id AND d.user_id = ?2) AS voted,"
    " t.options_stamp AS stamp,"
    " (SELECT max(at) FROM vote_mendings AS m WHERE m.step_id = t.id AND m.asks = 1) AS mended"
    " FROM steps AS t WHERE t.id = ?1"
)
TURNED_OUT = "INSERT OR IGNORE INTO turnout VALUES (?, ?)"


class VoterRows(Aggregate):
    async def set_electors(self, step_id: int, user_ids: Iterable[int]) -> None:
        """Add to those who may vote; nobody is ever taken off."""
        await self._many(
            "INSERT OR IGNORE INTO electors VALUES (?, ?)", [(step_id, u) for u in user_ids]
        )

    async def electors(self, step_id: int) -> frozenset[int]:
        rows = await self._all("SELECT user_id FROM electors WHERE step_id = ?", step_id)
        return frozenset(row["user_id"] for row in rows)

    async def ask_to_vote(self, session_id: int, user_id: int) -> None:
        """Remember that a facilitator asked to vote in this session."""
        await self._run(
            "INSERT OR IGNORE INTO voting_facilitators VALUES (?, ?)", session_id, user_id
        )

    async def voting_facilitators(self, session_id: int) -> frozenset[int]:
        rows = await self._all(
            "SELECT user_id FROM voting_facilitators WHERE session_id = ?", session_id
        )
        return frozenset(row["user_id"] for row in rows)

    async def mark_turnout(self, step_id: int, user_id: int, voted: bool) -> None:
        """Remember that someone has a ballot in the box, or has withdrawn it."""
        if voted:
            await self._run(TURNED_OUT, step_id, user_id)
        else:
            await self._run(
                "DELETE FROM turnout WHERE step_id = ? AND user_id = ?", step_id, user_id
            )

    async def voted(self, step_id: int) -> frozenset[int]:
        """Return those who have a ballot in the box; what it says is kept apart."""
        rows = await self._all("SELECT user_id FROM turnout WHERE step_id = ?", step_id)
        return frozenset(row["user_id"] for row in rows)

    async def turnout(self, step_id: int) -> int:
        """Return how many people have themselves put a ballot in the box."""
        row = await self._one("SELECT count(*) FROM turnout WHERE step_id = ?", step_id)
        return int(row[0]) if row else 0

    async def set_reminded(self, step_id: int, user_ids: Iterable[int]) -> None:
        """Remember who was reminded of a vote."""
        await self._many(
            "INSERT OR IGNORE INTO ballot_reminders VALUES (?, ?)", [(step_id, u) for u in user_ids]
        )

    async def reminded(self, step_id: int) -> frozenset[int]:
        rows = await self._all("SELECT user_id FROM ballot_reminders WHERE step_id = ?", step_id)
        return frozenset(row["user_id"] for row in rows)

    async def note_letters(
        self, session: Session, user_ids: Iterable[int], now: datetime, day: timedelta
    ) -> None:
        """Remember for a `day` that people of a server are written to, each letter apart; forget
        what is older."""
        await self._run(
            "DELETE FROM private_reminders WHERE server_id = ? AND sent_at <= ?",
            session.server_id,
            to_text(now - day),
        )
        await self._many(
            "INSERT INTO private_reminders (server_id, user_id, sent_at, session_id)"
            " VALUES (?, ?, ?, ?)",
            [(session.server_id, user, to_text(now), session.id) for user in user_ids],
        )

    async def written_to(self, server_id: int, since: datetime, times: int) -> frozenset[int]:
        """Return those of a server who were written to so many `times` since a moment."""
        rows = await self._all(
            "SELECT user_id FROM private_reminders WHERE server_id = ? AND sent_at > ?"
            " GROUP BY user_id HAVING count(*) >= ?",
            server_id,
            to_text(since),
            times,
        )
        return frozenset(row["user_id"] for row in rows)

    async def forget_reminded(self, step_id: int) -> None:
        """Forget who was reminded: nobody is any more, once the vote is over."""
        await self._run("DELETE FROM ballot_reminders WHERE step_id = ?", step_id)

    async def vote_again(self, step_id: int) -> None:
        """Remember those whose ballots are about to be erased for the room to vote again."""
        await self._run(
            "INSERT OR IGNORE INTO former_voters"
            " SELECT step_id, user_id FROM turnout WHERE step_id = ?",
            step_id,
        )

    async def knows(self, step_id: int, user_id: int) -> None:
        """Remember that someone whose ballot was erased knows it: they have voted again since."""
        await self._run(
            "DELETE FROM former_voters WHERE step_id = ? AND user_id = ?", step_id, user_id
        )

    async def forget_former(self, step_id: int) -> None:
        """Forget whose ballots were erased: nobody votes any more."""
        await self._run("DELETE FROM former_voters WHERE step_id = ?", step_id)

    async def discard(self, step_id: int) -> None:
        """Forget who had voted, in a vote that was given up."""
        await self._run("DELETE FROM turnout WHERE step_id = ?", step_id)

    async def forget(self, session_id: int) -> None:
        for table in ("turnout", "former_voters", "electors", "ballot_reminders"):
            await self._run(
                f"DELETE FROM {table} WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?)",
                session_id,
            )
        for table in ("voting_facilitators", "private_reminders"):
            await self._run(f"DELETE FROM {table} WHERE session_id = ?", session_id)


def standing(row: Row) -> Standing:
    """Return what a row of `STANDING` tells."""
    return Standing(
        bytes(row["key"]) if row["key"] is not None else None,
        bool(row["leads"]),
        row["leading_role"],
        bool(row["asked"]),
        bool(row["elector"]),
        row["stamp"],
        bool(row["former"]),
        bool(row["voted"]),
        to_time(row["mended"]),
    )
