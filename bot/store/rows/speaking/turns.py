"""Speaking rounds: who is in one and how it stands, the words that people leave, what stays."""

from __future__ import annotations

import secrets
from dataclasses import astuple

from bot.store.rows.base import Aggregate, Row, Trip
from bot.workshop.turns.round import Count, Round, Seat, Stands
from bot.workshop.turns.word import Word

_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"
_ROUND = (
    "INSERT INTO turn_rounds (step_id, turn, each_seconds, started, allowed, over, last_id,"
    " voice_id, lasted, people, spoke, passed, skipped, gone)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (step_id) DO UPDATE SET turn = excluded.turn, each_seconds ="
    " excluded.each_seconds, started = excluded.started, allowed = excluded.allowed, over ="
    " excluded.over, last_id = excluded.last_id, voice_id = excluded.voice_id, lasted ="
    " excluded.lasted, people = excluded.people, spoke = excluded.spoke, passed ="
    " excluded.passed, skipped = excluded.skipped, gone = excluded.gone"
)
_SEAT = (
    "INSERT INTO turn_seats (step_id, user_id, place, stands, voice, away, pings, volunteer, backs,"
    " people) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (step_id, user_id) DO UPDATE SET"
    " place = excluded.place, stands = excluded.stands, voice = excluded.voice, away ="
    " excluded.away, pings = excluded.pings, volunteer = excluded.volunteer, backs ="
    " excluded.backs, people = excluded.people"
)
_WORD = "SELECT id, step_id, author, author_name, text FROM turn_words WHERE "


class TurnRows(Aggregate):
    async def get(self, step_id: int) -> Round | None:
        """Return the round of a step; None before anyone came to it."""

        def both(trip: Trip) -> Round | None:
            found = trip.one("SELECT * FROM turn_rounds WHERE step_id = ?", step_id)
            if found is None:
                return None
            seats = trip.all("SELECT * FROM turn_seats WHERE step_id = ? ORDER BY place", step_id)
            return _round(found, seats)

        return await self._together(both)

    async def save(self, step_id: int, before: Round | None, after: Round) -> None:
        """Keep a round as it is `after`; what it was `before` tells what changed."""
        count = after.count
        await self._run(
            _ROUND,
            step_id,
            after.turn,
            after.each,
            after.started,
            after.allowed,
            int(after.over),
            after.last,
            after.voice_id,
            after.lasted,
            *(count.people, count.spoke, count.passed, count.skipped, count.gone),
        )
        old = dict(map(_placed, enumerate(before.seats))) if before is not None else {}
        new = dict(map(_placed, enumerate(after.seats)))
        await self._many(
            "DELETE FROM turn_seats WHERE step_id = ? AND user_id = ?",
            [(step_id, person) for person in old.keys() - new.keys()],
        )
        await self._many(
            _SEAT,
            [
                (step_id, person, place, *astuple(seat)[1:])
                for person, (place, seat) in new.items()
                if old.get(person) != (place, seat)
            ],
        )

    async def in_voice(self, voice_id: int) -> list[int]:
        """Return the steps under way whose round is held in a voice channel."""
        rows = await self._all(
            "SELECT r.step_id FROM turn_rounds AS r JOIN steps AS t ON t.id = r.step_id"
            " WHERE r.voice_id = ? AND t.state = 'open'",
            voice_id,
        )
        return [row["step_id"] for row in rows]

    async def counts(self, session_id: int) -> dict[int, Count]:
        """Return how many did what in each round of a session that began."""
        rows = await self._all(
            "SELECT step_id, people, spoke, passed, skipped, gone FROM turn_rounds"
            f" WHERE {_OF_SESSION} AND turn > 0",
            session_id,
        )
        return {row["step_id"]: Count(*tuple(row)[1:]) for row in rows}

    # Words.

    async def set_read(self, step_id: int, each: int) -> None:
        """Note that the words of a step were read."""
        await self._run(
            "INSERT INTO turn_rounds (step_id, each_seconds, words_read) VALUES (?, ?, 1)"
            " ON CONFLICT (step_id) DO UPDATE SET words_read = 1",
            step_id,
            each,
        )

    async def were_read(self, step_id: int) -> bool:
        """Return whether the words of a step were read."""
        row = await self._one("SELECT words_read FROM turn_rounds WHERE step_id = ?", step_id)
        return row is not None and bool(row["words_read"])

    async def write(self, step_id: int, author: str, name: str | None, text: str) -> None:
        """Keep the one word of `author`, in the place of the one before."""
        await self._run(
            "INSERT INTO turn_words (id, step_id, author, author_name, text) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (step_id, author) DO UPDATE SET text = excluded.text,"
            " author_name = excluded.author_name",
            secrets.randbits(62),
            step_id,
            author,
            name,
            text,
        )

    async def take_back(self, step_id: int, author: str) -> bool:
        """Delete the word of `author`; False when there was none."""
        return bool(
            await self._run(
                "DELETE FROM turn_words WHERE step_id = ? AND author = ?", step_id, author
            )
        )

    async def words(self, step_id: int) -> tuple[Word, ...]:
        """Return the words of a step."""
        return tuple(map(_word, await self._all(f"{_WORD} step_id = ? ORDER BY id", step_id)))

    async def of_session(self, session_id: int) -> dict[int, tuple[Word, ...]]:
        """Return the words of a session by step."""
        found: dict[int, tuple[Word, ...]] = {}
        for row in await self._all(f"{_WORD} {_OF_SESSION} ORDER BY step_id, id", session_id):
            found[row["step_id"]] = (*found.get(row["step_id"], ()), _word(row))
        return found

    # What becomes of them.

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Nothing of who spoke or passed outlives the session: numbers alone do."""
        await self._run(f"DELETE FROM turn_seats WHERE {_OF_SESSION}", session_id)
        await self._run(
            f"UPDATE turn_rounds SET last_id = NULL, voice_id = NULL WHERE {_OF_SESSION}",
            session_id,
        )
        if masked:
            await self._run(
                f"UPDATE turn_words SET author = NULL, author_name = NULL WHERE {_OF_SESSION}",
                session_id,
            )

    async def forget(self, session_id: int) -> None:
        await self.unlink(session_id, masked=True)
        await self._run(f"DELETE FROM turn_words WHERE {_OF_SESSION}", session_id)


def _placed(at: tuple[int, Seat]) -> tuple[int, tuple[int, Seat]]:
    place, seat = at
    return seat.person, (place, seat)


def _round(found: Row, seats: list[Row]) -> Round:
    return Round(
        tuple(
            Seat(
                row["user_id"],
                Stands(row["stands"]),
                bool(row["voice"]),
                bool(row["away"]),
                bool(row["pings"]),
                bool(row["volunteer"]),
                row["backs"],
                row["people"],
            )
            for row in seats
        ),
        found["turn"],
        found["each_seconds"],
        found["started"],
        found["allowed"],
        bool(found["over"]),
        found["last_id"],
        found["voice_id"],
        found["lasted"],
    )


def _word(row: Row) -> Word:
    return Word(row["id"], row["step_id"], row["text"], row["author"], row["author_name"])
