"""Messages of the channel that are post-its: what each of their lines says, as last read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.store.rows.base import Aggregate


@dataclass(frozen=True, slots=True)
class Line:
    """One idea of a message, and the post-it that it says.

    Without one it was withdrawn by hand or, where `refused`, found no room.
    """

    text: str
    column: str | None = None
    year: int | None = None
    postit_id: int | None = None
    refused: bool = False


class MessageRows(Aggregate):
    async def lines(self, message_id: int) -> list[Line]:
        """Return what a message said when it was last read."""
        rows = await self._all(
            "SELECT text, column_name, year, postit_id, refused FROM message_lines"
            " WHERE message_id = ? ORDER BY rank",
            message_id,
        )
        return [
            Line(
                row["text"],
                row["column_name"],
                row["year"],
                row["postit_id"],
                bool(row["refused"]),
            )
            for row in rows
        ]

    async def write(self, session_id: int, message_id: int, lines: Sequence[Line]) -> None:
        """Remember what a message says now."""
        await self._run("DELETE FROM message_lines WHERE message_id = ?", message_id)
        await self.add(session_id, message_id, lines)

    async def add(self, session_id: int, message_id: int, lines: Sequence[Line]) -> None:
        """Remember what a message says of which nothing is known yet."""
        await self._many(
            "INSERT INTO message_lines (message_id, rank, session_id, postit_id, refused, text,"
            " column_name, year) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    message_id,
                    rank,
                    session_id,
                    line.postit_id,
                    int(line.refused),
                    line.text,
                    line.column,
                    line.year,
                )
                for rank, line in enumerate(lines)
            ],
        )

    async def forget_lines(self, message_ids: Iterable[int]) -> None:
        """Messages are gone: nothing is said there any more."""
        await self._many(
            "DELETE FROM message_lines WHERE message_id = ?", [(one,) for one in message_ids]
        )

    async def saying(self, postit_id: int) -> list[int]:
        """Return the messages that say a post-it, the first first."""
        rows = await self._all(
            "SELECT DISTINCT message_id FROM message_lines WHERE postit_id = ? ORDER BY message_id",
            postit_id,
        )
        return [row["message_id"] for row in rows]

    async def known(self, session_id: int) -> dict[int, bool]:
        """Return the messages of which something is remembered in a session, and whether all that
        each says is on record."""
        rows = await self._all(
            "SELECT message_id, min(postit_id IS NOT NULL) AS kept FROM message_lines"
            " WHERE session_id = ?1 GROUP BY message_id"
            " UNION ALL SELECT message_id, 0 FROM set_aside WHERE session_id = ?1",
            session_id,
        )
        return {row["message_id"]: bool(row["kept"]) for row in rows}

    async def set_aside(self, session_id: int, message_id: int) -> None:
        """Remember that a message is no post-it, whatever it says."""
        await self._run(
            "INSERT OR IGNORE INTO set_aside (message_id, session_id) VALUES (?, ?)",
            message_id,
            session_id,
        )

    async def is_aside(self, message_id: int) -> bool:
        """True when someone said that a message is no post-it."""
        row = await self._one(
            "SELECT 1 FROM set_aside WHERE message_id = ? AND talk = 0", message_id
        )
        return row is not None

    async def is_talk(self, session_id: int, message_id: int) -> None:
        """Remember that a message of who leads is no post-it as it stands."""
        await self._run(
            "INSERT OR IGNORE INTO set_aside (message_id, session_id, talk) VALUES (?, ?, 1)",
            message_id,
            session_id,
        )

    async def tell_of_talk(self, session_id: int, user_id: int) -> bool:
        """Note that who leads is being told that what they type is talk; False when they were."""
        return bool(
            await self._run(
                "INSERT OR IGNORE INTO told_of_talk (session_id, user_id) VALUES (?, ?)",
                session_id,
                user_id,
            )
        )

    async def take_back_talk(self, message_id: int) -> None:
        """A message that was talk says post-its now."""
        await self._run("DELETE FROM set_aside WHERE message_id = ? AND talk = 1", message_id)

    async def take_back(self, message_id: int) -> None:
        """Forget what was set aside of a message."""
        await self._run("DELETE FROM set_aside WHERE message_id = ?", message_id)
        await self._run(
            "DELETE FROM message_lines WHERE message_id = ? AND postit_id IS NULL", message_id
        )

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        await self.forget(session_id)

    async def forget(self, session_id: int) -> None:
        await self._run("DELETE FROM set_aside WHERE session_id = ?", session_id)
        await self._run("DELETE FROM told_of_talk WHERE session_id = ?", session_id)
        await self._run("DELETE FROM message_lines WHERE session_id = ?", session_id)
