"""Rooms and threads that are ours, and where people came from: kept until nothing is left of it,
after the session too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.store.rows.base import Aggregate, Row, Trip, to_text, to_time
from bot.workshop.subgroups.places import (
    Brought,
    Kept,
    Kind,
    Place,
    Stand,
    Trouble,
    Why,
    troubles,
)


class GatheringRows(Aggregate):
    async def all(self) -> list[int]:
        """Return the sessions of which people, or places of ours, may still be somewhere."""
        return [row[0] for row in await self._all("SELECT session_id FROM gatherings")]

    async def of_server(self, server_id: int) -> list[int]:
        """Return those of a server."""
        rows = await self._all("SELECT session_id FROM gatherings WHERE server_id = ?", server_id)
        return [row["session_id"] for row in rows]

    async def of_channel(self, channel_id: int) -> int | None:
        """Return the session whose group meets in a room or a thread; None where none does."""
        row = await self._one(
            "SELECT session_id FROM group_places WHERE channel_id = ?", channel_id
        )
        return row["session_id"] if row else None

    async def names(self, server_id: int) -> set[str]:
        """Return the names of the places of a server that stand, or were asked for."""
        rows = await self._all(
            "SELECT p.name FROM gatherings AS g JOIN group_places AS p"
            " ON p.session_id = g.session_id WHERE g.server_id = ?",
            server_id,
        )
        return {row["name"] for row in rows}

    async def kept(self, session_id: int) -> Kept | None:
        """Return what is kept of a gathering; None where there is none, or nothing is left."""

        def read(trip: Trip) -> Kept | None:
            row = trip.one("SELECT * FROM gatherings WHERE session_id = ?", session_id)
            if row is None:
                return None
            guests: dict[int, set[int]] = {}
            for guest in trip.all(
                "SELECT g.place_id, g.user_id FROM group_places AS p"
                " JOIN group_guests AS g ON g.place_id = p.id WHERE p.session_id = ?",
                session_id,
            ):
                guests.setdefault(guest["place_id"], set()).add(guest["user_id"])
            places = trip.all(
                "SELECT * FROM group_places WHERE session_id = ? ORDER BY number, kind", session_id
            )
            people = trip.all("SELECT * FROM group_moves WHERE session_id = ?", session_id)
            return Kept(
                session_id,
                row["server_id"],
                row["channel_id"],
                row["home_id"],
                tuple(_place(place, frozenset(guests.get(place["id"], ()))) for place in places),
                {
                    p["user_id"]: Brought(p["step_id"], p["number"], Stand(p["state"]))
                    for p in people
                },
                Why(row["refusal"]) if row["refusal"] else None,
            )

        return await self._together(read)

    async def places(self, session_id: int) -> tuple[Place, ...]:
        """Return the rooms and threads that stand, or were refused, by number: rooms first."""
        kept = await self.kept(session_id)
        return kept.places if kept is not None else ()

    async def troubles(self, session_id: int) -> tuple[Trouble, ...]:
        """Return what whoever leads should know of a gathering."""
        kept = await self.kept(session_id)
        return troubles(kept) if kept is not None else ()

    async def card_of(self, session_id: int, number: int) -> list[Place]:
        """Return the places in which the card of a group stands, a room before a thread."""
        return [
            place
            for place in await self.places(session_id)
            if place.number == number and place.card_message_id is not None
        ]

    async def card_stands(self, channel_id: int, step_id: int, message_id: int) -> None:
        """Remember the message that is the card of a group, in its place: of `step_id`, whose
        card is asked for there."""
        await self._run(
            "UPDATE group_places SET card_message_id = ? WHERE channel_id = ? AND step_id = ?",
            message_id,
            channel_id,
            step_id,
        )

    async def forgive(self, session_id: int) -> None:
        """Have what Discord refused asked for again: groups are formed anew."""
        await self._run(
            "DELETE FROM group_places WHERE session_id = ? AND refusal IS NOT NULL", session_id
        )
        await self._run(
            "DELETE FROM group_moves WHERE session_id = ? AND state = 'refused'", session_id
        )

    async def begin(
        self, session_id: int, server_id: int, channel_id: int, home: int | None
    ) -> None:
        """Keep where a session is, and where its people come from."""
        await self._run(
            "INSERT INTO gatherings (session_id, server_id, channel_id, home_id)"
            " VALUES (?, ?, ?, ?) ON CONFLICT (session_id) DO UPDATE"
            " SET channel_id = excluded.channel_id, home_id = excluded.home_id",
            session_id,
            server_id,
            channel_id,
            home,
        )

    async def end(self, session_id: int) -> None:
        """Nothing is left of a gathering."""
        await self._run("DELETE FROM gatherings WHERE session_id = ?", session_id)

    async def ask(
        self, session_id: int, number: int, kind: Kind, name: str, after: int, now: datetime
    ) -> None:
        """Keep that Discord is about to be asked for a place, newer than the channel `after`."""
        await self._run(
            "INSERT INTO group_places (session_id, number, kind, name, asked_at, after_id)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (session_id, number, kind) DO UPDATE"
            " SET name = excluded.name, asked_at = excluded.asked_at, after_id = excluded.after_id",
            session_id,
            number,
            kind,
            name,
            to_text(now),
            after,
        )

    async def stands(self, session_id: int, number: int, kind: Kind, channel_id: int) -> None:
        """Keep as what channel a place stands."""
        await self._run(
            "UPDATE group_places SET channel_id = ?, refusal = NULL"
            " WHERE session_id = ? AND number = ? AND kind = ?",
            channel_id,
            session_id,
            number,
            kind,
        )

    async def refuse(
        self, session_id: int, number: int, kind: Kind, why: Why, step_id: int, now: datetime
    ) -> None:
        """Keep why a group has no place of a kind in a step; what was to be said in it is not."""
        await self._unsay(session_id, number, kind)
        await self._run(
            "INSERT INTO group_places (session_id, number, kind, name, asked_at, after_id, refusal,"
            " step_id) VALUES (?, ?, ?, '', ?, 0, ?, ?)"
            " ON CONFLICT (session_id, number, kind) DO UPDATE SET channel_id = NULL,"
            " card_message_id = NULL, status_step_id = NULL, idle_at = NULL,"
            " refusal = excluded.refusal, step_id = excluded.step_id",
            session_id,
            number,
            kind,
            to_text(now),
            why,
            step_id,
        )

    async def drop(self, session_id: int, number: int, kind: Kind) -> None:
        """Forget a place that is no more, with what was still to be said in it."""
        await self._unsay(session_id, number, kind)
        await self._run(
            "DELETE FROM group_places WHERE session_id = ? AND number = ? AND kind = ?",
            session_id,
            number,
            kind,
        )

    async def idle(self, places: Sequence[int], since: datetime | None) -> None:
        """Keep since when no group meets in some places; None for `since` where one does."""
        await self._many(
            "UPDATE group_places SET idle_at = ? WHERE id = ?",
            [(to_text(since), place) for place in places],
        )

    async def card_asked(self, place_id: int, step_id: int) -> None:
        """Keep for which step a card is on its way to a place."""
        await self._run(
            "UPDATE group_places SET step_id = ?, card_message_id = NULL WHERE id = ?",
            step_id,
            place_id,
        )

    async def status_told(self, place_id: int, step_id: int) -> None:
        """Keep whose task the status of a room says, or would if Discord had taken it."""
        await self._run(
            "UPDATE group_places SET status_step_id = ? WHERE id = ?", step_id, place_id
        )

    async def invited(self, place_id: int, people: Sequence[int]) -> None:
        """Keep who was let into a thread."""
        await self._many(
            "INSERT INTO group_guests (place_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(place_id, person) for person in people],
        )

    async def taken_out(self, place_id: int, person: int) -> None:
        """Keep that someone is no longer in a thread."""
        await self._run(
            "DELETE FROM group_guests WHERE place_id = ? AND user_id = ?", place_id, person
        )

    async def brought(self, session_id: int, user_id: int, brought: Brought) -> None:
        """Keep what became of someone who was to be in the room of their group."""
        await self._run(
            "INSERT INTO group_moves (session_id, user_id, step_id, number, state)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (session_id, user_id) DO UPDATE"
            " SET step_id = excluded.step_id, number = excluded.number, state = excluded.state",
            session_id,
            user_id,
            brought.step_id,
            brought.number,
            brought.state,
        )

    async def recall(self, session_id: int) -> None:
        """Forget who was brought where: all are called back."""
        await self._run("DELETE FROM group_moves WHERE session_id = ?", session_id)

    async def hindered(self, session_id: int, why: Why | None, now: datetime) -> None:
        """Keep what is in the way of bringing all back; None once nothing is."""
        await self._run(
            "UPDATE gatherings SET refusal = ?, refused_at = ? WHERE session_id = ?",
            why,
            to_text(now) if why is not None else None,
            session_id,
        )

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Who was in which group mattered as long as there were groups."""
        await self.recall(session_id)
        await self._run(
            "DELETE FROM group_guests WHERE place_id IN"
            " (SELECT id FROM group_places WHERE session_id = ?)",
            session_id,
        )

    async def forget(self, session_id: int) -> None:
        """A place that is left for so long keeps its number in Discord, and nothing else."""
        await self.unlink(session_id, masked=True)
        await self._run("UPDATE group_places SET name = '' WHERE session_id = ?", session_id)

    async def _unsay(self, session_id: int, number: int, kind: Kind) -> None:
        row = await self._one(
            "SELECT channel_id FROM group_places"
            " WHERE session_id = ? AND number = ? AND kind = ? AND channel_id IS NOT NULL",
            session_id,
            number,
            kind,
        )
        if row is not None:
            await self._transaction.outbox.unsay(session_id, row["channel_id"])


def _place(row: Row, guests: frozenset[int]) -> Place:
    return Place(
        row["id"],
        row["number"],
        Kind(row["kind"]),
        row["name"],
        row["after_id"],
        row["channel_id"],
        Why(row["refusal"]) if row["refusal"] else None,
        row["step_id"],
        row["card_message_id"],
        row["status_step_id"],
        to_time(row["idle_at"]),
        guests,
    )
