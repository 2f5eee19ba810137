"""Links between servers, their tokens, and what was shared through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.store.erasures import Erasure
from bot.store.rows.base import Aggregate, Row, time_of, to_text, to_time
from bot.store.sessions import session_of
from bot.workshop.network.link import Link, LinkState, Side
from bot.workshop.sessions.session import Session


@dataclass(frozen=True, slots=True)
class Share:
    """What is, or was, shared through a link."""

    link_id: int
    session_id: int
    message_id: int | None
    shared_at: datetime | None


class NetworkRows(Aggregate):
    async def add(
        self,
        side: Side,
        *,
        server_id: int,
        channel_id: int,
        webhook_id: int,
        name: str,
        state: LinkState,
        made_at: datetime,
        expires_at: datetime,
        token: str | None = None,
    ) -> int:
        """Keep one side of a link, with the token where this side writes; return its number."""
        link_id = await self._insert(
            "INSERT INTO network_links (side, server_id, channel_id, webhook_id, name, state,"
            " made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            side,
            server_id,
            channel_id,
            webhook_id,
            name,
            state,
            to_text(made_at),
            to_text(expires_at),
        )
        if token is not None:
            await self._run("INSERT INTO network_tokens VALUES (?, ?)", link_id, token)
        return link_id

    async def get(self, link_id: int) -> Link | None:
        row = await self._one("SELECT * FROM network_links WHERE id = ?", link_id)
        return _link(row) if row else None

    async def of_server(self, server_id: int) -> list[Link]:
        """Return the links of a server, on both sides, oldest first."""
        rows = await self._all("SELECT * FROM network_links WHERE server_id = ?", server_id)
        return sorted(map(_link, rows), key=lambda link: link.id)

    async def by_webhook(self, webhook_id: int, side: Side) -> Sequence[Link]:
        """Return the links of a webhook on one side."""
        rows = await self._all(
            "SELECT * FROM network_links WHERE webhook_id = ? AND side = ?", webhook_id, side
        )
        return [_link(row) for row in rows]

    async def invitations(self) -> list[Link]:
        """Return the invitations of all servers to which an answer may come."""
        rows = await self._all(
            "SELECT * FROM network_links WHERE state IN ('invited', 'asked') AND side = 'receives'"
        )
        return [_link(row) for row in rows]

    async def token(self, link_id: int) -> str | None:
        """Return what a link writes with; None where this side does not, or no more."""
        row = await self._one("SELECT token FROM network_tokens WHERE link_id = ?", link_id)
        return str(row["token"]) if row else None

    async def set_asked(self, link_id: int, request_id: int, name: str) -> None:
        """Note that an answer is awaited to the request of a number, by a server of a name."""
        await self._run(
            "UPDATE network_links SET state = 'asked', request_id = ?, name = ? WHERE id = ?",
            request_id,
            name,
            link_id,
        )

    async def set_question(self, link_id: int, message_id: int) -> None:
        """Note which message asks those who receive."""
        await self._run(
            "UPDATE network_links SET question_id = ? WHERE id = ?", message_id, link_id
        )

    async def set_active(self, link_id: int, now: datetime) -> None:
        await self._run(
            "UPDATE network_links SET state = 'active', active_at = ? WHERE id = ?",
            to_text(now),
            link_id,
        )

    async def set_ended(self, link_id: int, *, silent: bool) -> None:
        """Nothing is shared any more; `silent` where no farewell is to be said with the token."""
        await self._run("UPDATE network_links SET state = 'ended' WHERE id = ?", link_id)
        if silent:
            await self._erase_token(link_id)

    async def erase(self, link_id: int) -> None:
        """Forget a link with all that belongs to it."""
        await self._erase_token(link_id)
        await self._run("DELETE FROM network_links WHERE id = ?", link_id)

    async def _erase_token(self, link_id: int) -> None:
        if await self._run("DELETE FROM network_tokens WHERE link_id = ?", link_id):
            await self._transaction.erasures.promise(Erasure.SECRETS)

    # What is shared.

    async def share(self, link_id: int, session_id: int) -> bool:
        """Note that a session is shared through a link; False where it was already."""
        return bool(
            await self._run(
                "INSERT OR IGNORE INTO network_shares (link_id, session_id) VALUES (?, ?)",
                link_id,
                session_id,
            )
        )

    async def shared(self, link_id: int, session_id: int) -> Share | None:
        row = await self._one(
            "SELECT * FROM network_shares WHERE link_id = ? AND session_id = ?", link_id, session_id
        )
        return _share(row) if row else None

    async def take_place(self, link_id: int, session_id: int, message_id: int) -> None:
        """Note which message of the other channel a summary goes into."""
        await self._run(
            "UPDATE network_shares SET message_id = ? WHERE link_id = ? AND session_id = ?",
            message_id,
            link_id,
            session_id,
        )

    async def stands(self, link_id: int, session_id: int, now: datetime) -> None:
        """Note that a summary was shared."""
        await self._run(
            "UPDATE network_shares SET shared_at = ? WHERE link_id = ? AND session_id = ?",
            to_text(now),
            link_id,
            session_id,
        )
        await self._run("UPDATE network_links SET last_at = ? WHERE id = ?", to_text(now), link_id)

    async def unshare(self, link_id: int, session_id: int) -> None:
        """Note that a summary did not get out: it can be shared again by hand."""
        await self._run(
            "DELETE FROM network_shares WHERE link_id = ? AND session_id = ? AND shared_at IS NULL",
            link_id,
            session_id,
        )

    async def last_shared(self, link_id: int) -> str | None:
        """Return the title of the session that was last shared through a link."""
        row = await self._one(
            "SELECT title FROM sessions WHERE id = (SELECT session_id FROM network_shares"
            " WHERE link_id = ? AND shared_at IS NOT NULL ORDER BY shared_at DESC LIMIT 1)",
            link_id,
        )
        return str(row["title"]) if row else None

    async def released(self, server_id: int, most: int) -> list[Session]:
        """Return the sessions of a server whose summary left, the latest first."""
        rows = await self._all(
            "SELECT * FROM sessions WHERE server_id = ? AND released_at IS NOT NULL"
            " ORDER BY released_at DESC LIMIT ?",
            server_id,
            most,
        )
        return [session_of(row) for row in rows]

    async def choose(self, session_id: int, *, shared: bool) -> None:
        """Keep what those who lead said of sharing the summary."""
        await self._run(
            "INSERT OR REPLACE INTO network_choices VALUES (?, ?)", session_id, int(shared)
        )

    async def choice(self, session_id: int) -> bool | None:
        """Return what those who lead said; None where they said nothing."""
        row = await self._one("SELECT shared FROM network_choices WHERE session_id = ?", session_id)
        return bool(row["shared"]) if row else None


def _link(row: Row) -> Link:
    return Link(
        row["id"],
        Side(row["side"]),
        row["server_id"],
        row["channel_id"],
        row["webhook_id"],
        row["name"],
        LinkState(row["state"]),
        time_of(row["made_at"]),
        time_of(row["expires_at"]),
        row["request_id"],
        row["question_id"],
        to_time(row["active_at"]),
        to_time(row["last_at"]),
    )


def _share(row: Row) -> Share:
    return Share(row["link_id"], row["session_id"], row["message_id"], to_time(row["shared_at"]))
