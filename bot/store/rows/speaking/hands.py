"""Hands that are up, who has the floor, and how many had it in each step."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.rows.base import Aggregate, to_text, to_time
from bot.workshop.hands.hand import Had, Hand, Heard, Raised, Seat
from bot.workshop.hands.queue import Hands

_NAMED = ("hands", "raised_hands", "floor_seats", "answered_points")


class HandRows(Aggregate):
    async def of(self, session_id: int) -> Hands | None:
        """Return the hands of a session; None where they were never opened and nobody has the
        floor. Which step is under way is for whoever asks to say."""
        row = await self._one("SELECT * FROM hands WHERE session_id = ?", session_id)
        if row is None:
            return None
        raised = await self._all("SELECT * FROM raised_hands WHERE session_id = ?", session_id)
        seats = await self._all("SELECT * FROM floor_seats WHERE session_id = ?", session_id)
        answered = await self._all(
            "SELECT user_id FROM answered_points WHERE session_id = ?", session_id
        )
        times = await self._transaction.floor.times(session_id)
        return Hands(
            open=bool(row["open"]),
            next_rank=row["next_rank"],
            turn=row["turn"],
            raised=tuple(
                Hand(
                    one["user_id"],
                    one["name"],
                    Raised(one["kind"]),
                    one["rank"],
                    bool(one["absent"]),
                )
                for one in raised
            ),
            seats=tuple(
                Seat(
                    one["place"],
                    one["user_id"],
                    one["name"],
                    one["step_id"],
                    to_time(one["since"]),
                    one["seconds"],
                    Raised(one["kind"]) if one["kind"] is not None else None,
                    one["rank"],
                )
                for one in seats
            ),
            answered=frozenset(one["user_id"] for one in answered),
            spoken={person: Had(had.seconds, had.turns) for person, had in times.items()},
        )

    async def save(self, session_id: int, was: Hands, now: Hands) -> None:
        """Keep what became of the hands of a session, and count the turns that are over."""
        await self._run(
            "INSERT INTO hands (session_id, open, next_rank, turn) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (session_id) DO UPDATE SET open = excluded.open,"
            " next_rank = excluded.next_rank, turn = excluded.turn",
            session_id,
            int(now.open),
            now.next_rank,
            now.turn,
        )
        await self._save_raised(session_id, set(was.raised), set(now.raised))
        await self._save_seats(session_id, set(was.seats), set(now.seats))
        if was.answered != now.answered:
            await self._run("DELETE FROM answered_points WHERE session_id = ?", session_id)
            await self._many(
                "INSERT INTO answered_points (session_id, user_id) VALUES (?, ?)",
                [(session_id, person) for person in sorted(now.answered)],
            )
        for turn in now.over:
            await self._transaction.floor.spoke(session_id, turn.person, turn.seconds)
            await self._count(turn.step, turn.person)

    async def heard(self, session_id: int) -> Mapping[int, Heard]:
        """Return how many had the floor in each step, and how many turns there were."""
        rows = await self._all(
            "SELECT f.step_id, f.people, f.turns FROM steps AS s"
            " JOIN step_floors AS f ON f.step_id = s.id WHERE s.session_id = ?",
            session_id,
        )
        return {row["step_id"]: Heard(row["people"], row["turns"]) for row in rows}

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Who raised a hand, and who spoke, is nobody's business once the session has ended."""
        for table in _NAMED:
            await self._run(f"DELETE FROM {table} WHERE session_id = ?", session_id)
        await self._run(
            "DELETE FROM step_speakers"
            " WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?)",
            session_id,
        )

    async def _save_raised(self, session_id: int, was: set[Hand], now: set[Hand]) -> None:
        await self._many(
            "DELETE FROM raised_hands WHERE session_id = ? AND user_id = ? AND kind = ?",
            [(session_id, hand.person, hand.kind) for hand in was - now],
        )
        await self._many(
            "INSERT INTO raised_hands (session_id, user_id, kind, name, rank, absent)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (session_id, hand.person, hand.kind, hand.name, hand.rank, int(hand.absent))
                for hand in now - was
            ],
        )

    async def _save_seats(self, session_id: int, was: set[Seat], now: set[Seat]) -> None:
        await self._many(
            "DELETE FROM floor_seats WHERE session_id = ? AND place = ?",
            [(session_id, seat.place) for seat in was - now],
        )
        await self._many(
            "INSERT INTO floor_seats"
            " (session_id, place, user_id, name, step_id, since, seconds, kind, rank)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    session_id,
                    seat.place,
                    seat.person,
                    seat.name,
                    seat.step,
                    to_text(seat.since),
                    seat.seconds,
                    seat.kind,
                    seat.rank,
                )
                for seat in now - was
            ],
        )

    async def _count(self, step_id: int, person: int) -> None:
        new = await self._run(
            "INSERT OR IGNORE INTO step_speakers (step_id, user_id) VALUES (?, ?)", step_id, person
        )
        await self._run(
            "INSERT INTO step_floors (step_id, people, turns) VALUES (?, ?, 1)"
            " ON CONFLICT (step_id) DO UPDATE"
            " SET people = people + excluded.people, turns = turns + 1",
            step_id,
            new,
        )
