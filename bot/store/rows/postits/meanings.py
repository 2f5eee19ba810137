"""What post-its mean, as an encoder reads them: beside each post-it, while its session runs."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.rows.base import Aggregate
from bot.store.topics import Topic


class MeaningRows(Aggregate):
    async def known(self, session_id: int) -> dict[int, bytes]:
        """Return the meanings that are known, by post-it."""
        rows = await self._all(
            "SELECT m.postit_id, m.meaning FROM postits p JOIN postit_meanings m"
            " ON m.postit_id = p.id WHERE p.session_id = ?",
            session_id,
        )
        return {row["postit_id"]: row["meaning"] for row in rows}

    async def unread(self, session_id: int, most: int) -> dict[int, str]:
        """Return the texts of post-its whose meaning is not known, `most` at most."""
        rows = await self._all(
            "SELECT p.id, p.text FROM postits p LEFT JOIN postit_meanings m ON m.postit_id = p.id"
            " WHERE p.session_id = ? AND m.postit_id IS NULL LIMIT ?",
            session_id,
            most,
        )
        return {row["id"]: row["text"] for row in rows}

    async def keep(
        self, session_id: int, texts: Mapping[int, str], meanings: Mapping[int, bytes]
    ) -> None:
        """Keep what post-its mean that still say the same: those that were withdrawn or reworded
        meanwhile are left out, and all of them once the session has ended."""
        for postit_id, text in texts.items():
            await self._run(
                "INSERT OR REPLACE INTO postit_meanings SELECT p.id, ? FROM postits p"
                " JOIN sessions s ON s.id = p.session_id"
                " WHERE p.id = ? AND p.text = ? AND s.state <> 'ended'",
                meanings[postit_id],
                postit_id,
                text,
            )
        self._transaction.touch(Topic.MEANINGS, session_id)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        await self._run(
            "DELETE FROM postit_meanings WHERE postit_id IN"
            " (SELECT id FROM postits WHERE session_id = ?)",
            session_id,
        )
