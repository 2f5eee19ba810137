"""Servers that the bot has left, and all that is of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.store.erasures import Erasure
from bot.store.rows.base import Aggregate, Trip, time_of, to_text, to_time
from bot.store.topics import Topic

# What is of a server, and of none of its sessions; series go once no session is in one.
OF_SERVER = (
    "action_reminders",
    "drafted_votes",
    "gatherings",
    "network_links",
    "outbox",
    "planned_sessions",
    "private_reminders",
    "recipes",
    "remembered",
    "scenarios",
    "searches",
    "series",
    "timers",
    "servers",
    "servers_left",
)
# What tells that something is kept of a server.
_TELLS = ("servers", "sessions", "scenarios", "recipes", "planned_sessions", "network_links")


class DepartedRows(Aggregate):
    async def known(self) -> list[int]:
        """Return the servers of which something is kept."""

        def look(trip: Trip) -> set[int]:
            found = set[int]()
            for table in _TELLS:
                at = -1
                sql = f"SELECT min(server_id) AS server_id FROM {table} WHERE server_id > ?"
                while (row := trip.one(sql, at)) and row["server_id"] is not None:
                    at = row["server_id"]
                    found.add(at)
            return found

        return sorted(await self._together(look))

    async def leave(self, server_id: int, now: datetime) -> bool:
        """Note when a server was left; False where that is known already."""
        noted = await self._run(
            "INSERT OR IGNORE INTO servers_left VALUES (?, ?)", server_id, to_text(now)
        )
        self._transaction.touch(Topic.LEFT, server_id)
        return bool(noted)

    async def come_back(self, server_id: int) -> bool:
        """Forget that a server was left; False where it was not."""
        return bool(await self._run("DELETE FROM servers_left WHERE server_id = ?", server_id))

    async def left(self) -> list[int]:
        """Return the servers that were left."""
        return [row["server_id"] for row in await self._all("SELECT server_id FROM servers_left")]

    async def in_order(self) -> list[tuple[int, datetime]]:
        """Return the servers that were left, and when; the first that was comes first."""
        rows = await self._all("SELECT * FROM servers_left ORDER BY left_at, server_id")
        return [(row["server_id"], time_of(row["left_at"])) for row in rows]

    async def left_at(self, server_id: int) -> datetime | None:
        """Return when a server was left; None where it was not."""
        row = await self._one("SELECT left_at FROM servers_left WHERE server_id = ?", server_id)
        return to_time(row["left_at"]) if row else None

    async def sessions(self, server_id: int, most: int) -> list[tuple[int, int]]:
        """Return sessions of a server, at most `most`, each with its channel."""
        rows = await self._all(
            "SELECT id, channel_id FROM sessions WHERE server_id = ? LIMIT ?", server_id, most
        )
        return [(row["id"], row["channel_id"]) for row in rows]

    async def delete_session(self, session_id: int, channel_id: int) -> None:
        """Delete a session whose raw data was deleted, with all that remained of it."""
        await self._run("DELETE FROM gatherings WHERE session_id = ?", session_id)
        await self._run("DELETE FROM sessions WHERE id = ?", session_id)
        self._transaction.touch(Topic.OVER, channel_id)

    async def delete_server(self, server_id: int) -> Mapping[str, int]:
        """Delete all that is of a server that has no session any more; return how many rows of
        each table."""
        gone = {
            table: await self._run(f"DELETE FROM {table} WHERE server_id = ?", server_id)
            for table in OF_SERVER
        }
        await self._transaction.erasures.promise(Erasure.SECRETS, Erasure.PAGES)
        return gone
