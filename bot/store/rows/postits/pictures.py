"""The pictures of a session: which, in which order, and where the room was shown them.

What they contain stands in files (`bot.store.files`).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.store.rows.base import Aggregate, Row
from bot.workshop.postits.pictures import Picture

_PICTURE = (
    "SELECT p.*, coalesce(m.size, 0) AS size FROM session_pictures AS p"
    " LEFT JOIN media AS m ON m.digest = p.digest"
)


class PictureRows(Aggregate):
    async def every(self, session_id: int) -> list[Picture]:
        """Return the pictures of a session, those that were taken away too, by their numbers."""
        rows = await self._all(f"{_PICTURE} WHERE p.session_id = ? ORDER BY p.number", session_id)
        return [_picture(row) for row in rows]

    async def get(self, picture_id: int) -> Picture | None:
        row = await self._one(f"{_PICTURE} WHERE p.id = ?", picture_id)
        return _picture(row) if row else None

    async def count(self, session_id: int) -> int:
        """Return how many pictures of a session stand."""
        row = await self._one(
            "SELECT count(digest) FROM session_pictures WHERE session_id = ?", session_id
        )
        return int(row[0]) if row else 0

    async def add(self, session_id: int, number: int, digest: str, name: str) -> bool:
        """Add a picture whose file is kept; return False when the session has the same already."""
        return bool(
            await self._run(
                "INSERT OR IGNORE INTO session_pictures (session_id, number, digest, name)"
                " VALUES (?, ?, ?, ?)",
                session_id,
                number,
                digest,
                name,
            )
        )

    async def delete(self, picture: Picture) -> None:
        """Delete a picture whose number nobody knows yet; those after it move up."""
        await self._run("DELETE FROM session_pictures WHERE id = ?", picture.id)
        await self._run(
            "UPDATE session_pictures SET number = number - 1 WHERE session_id = ? AND number > ?",
            picture.session_id,
            picture.number,
        )

    async def blank(self, picture: Picture) -> None:
        """Leave nothing of a picture but its number."""
        await self._run(
            "UPDATE session_pictures SET digest = NULL, name = NULL WHERE id = ?", picture.id
        )

    async def set_shown(self, pictures: Sequence[Picture], step_id: int) -> None:
        """Note that a step is about to show pictures: from now on their numbers stay."""
        for picture in pictures:
            await self._run(
                "UPDATE session_pictures SET numbered = 1, shown_in = ? WHERE id = ?",
                step_id,
                picture.id,
            )

    async def set_unshown(self, session_id: int, first: int, last: int) -> None:
        """Note that pictures were not shown after all: the step shows them when it opens again."""
        await self._run(
            "UPDATE session_pictures SET shown_in = NULL"
            " WHERE session_id = ? AND number BETWEEN ? AND ?",
            session_id,
            first,
            last,
        )

    async def set_message(self, session_id: int, first: int, last: int, message_id: int) -> None:
        """Remember the message in which pictures stand."""
        await self._run(
            "INSERT OR IGNORE INTO picture_messages (message_id, picture_id)"
            " SELECT ?, id FROM session_pictures WHERE session_id = ? AND number BETWEEN ? AND ?",
            message_id,
            session_id,
            first,
            last,
        )

    async def messages_of(self, picture_id: int) -> list[int]:
        """Return the messages in which a picture stands."""
        rows = await self._all(
            "SELECT message_id FROM picture_messages WHERE picture_id = ?", picture_id
        )
        return [row["message_id"] for row in rows]

    async def in_message(self, message_id: int) -> list[Picture]:
        """Return the pictures that a message was posted with, by their numbers."""
        rows = await self._all(
            f"{_PICTURE} JOIN picture_messages AS s ON s.picture_id = p.id"
            " WHERE s.message_id = ? ORDER BY p.number",
            message_id,
        )
        return [_picture(row) for row in rows]

    async def size_in_server(self, server_id: int) -> int:
        """Return the bytes of the pictures of all sessions of a server."""
        row = await self._one(
            "SELECT sum(size) AS size FROM (SELECT DISTINCT m.digest, m.size FROM sessions AS s"
            " CROSS JOIN session_pictures AS p ON p.session_id = s.id"
            " CROSS JOIN media AS m ON m.digest = p.digest"
            " WHERE s.state <> 'ended' AND s.server_id = ?)",
            server_id,
        )
        return (row["size"] or 0) if row else 0

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """The room has them in its channel: nothing shows them again."""
        if await self._run("DELETE FROM session_pictures WHERE session_id = ?", session_id):
            await self._transaction.media.delete_unused()

    async def forget(self, session_id: int) -> None:
        await self.unlink(session_id, masked=True)


def _picture(row: Row) -> Picture:
    return Picture(
        row["id"],
        row["session_id"],
        row["number"],
        row["digest"],
        row["name"],
        row["size"],
        bool(row["numbered"]),
        row["shown_in"],
    )
