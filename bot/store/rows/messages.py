"""Messages of the channel that are post-its, and what of them was set aside by hand."""

from __future__ import annotations

from bot.store.rows.base import Aggregate

WHOLE = -1  # stands for all ideas of a message


class MessageRows(Aggregate):
    async def ranks(self, message_id: int) -> dict[int, int]:
        """Return the post-its made of a message: rank of the idea in it → identifier."""
        rows = await self._all(
            "SELECT id, submission FROM postits WHERE message_id = ?", message_id
        )
        return {int(row["submission"].rpartition(":")[2]): row["id"] for row in rows}

    async def set_aside(self, session_id: int, message_id: int, rank: int = WHOLE) -> None:
        """Remember that an idea of a message, or all of it, was withdrawn by hand."""
        await self._run(
            "INSERT OR IGNORE INTO set_aside (message_id, rank, session_id) VALUES (?, ?, ?)",
            message_id,
            rank,
            session_id,
        )

    async def aside(self, message_id: int) -> frozenset[int]:
        """Return the ranks set aside in a message, `WHOLE` among them."""
        rows = await self._all("SELECT rank FROM set_aside WHERE message_id = ?", message_id)
        return frozenset(row["rank"] for row in rows)

    async def take_back(self, message_id: int) -> None:
        """Forget what was set aside in a message."""
        await self._run("DELETE FROM set_aside WHERE message_id = ?", message_id)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        await self.forget(session_id)

    async def forget(self, session_id: int) -> None:
        await self._run("DELETE FROM set_aside WHERE session_id = ?", session_id)
