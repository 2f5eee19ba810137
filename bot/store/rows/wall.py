"""Reactions and comments on post-its. Both leave with their post-it."""

from __future__ import annotations

import secrets
import sqlite3

from bot.store.rows.base import Aggregate, Row
from bot.workshop.wall.reaction import Comment, Echo, Reaction

_COLUMNS = "id, postit_id, author, author_name, text"


class ReactionRows(Aggregate):
    async def put(self, postit_id: int, author: str, reaction: Reaction, wanted: bool) -> bool:
        """Have `author` react, or no longer; return False when it was so already."""
        return bool(
            await self._run(
                "INSERT OR IGNORE INTO reactions (postit_id, author, emoji) VALUES (?, ?, ?)"
                if wanted
                else "DELETE FROM reactions WHERE postit_id = ? AND author = ? AND emoji = ?",
                postit_id,
                author,
                reaction,
            )
        )

    async def count_room(
        self, postit_id: int, author: str, reaction: Reaction, people: int
    ) -> None:
        """Have `people` of those in the room, whom `author` stands for, react; 0 for none."""
        await self.put(postit_id, author, reaction, people > 0)
        await self._run(
            "UPDATE reactions SET people = ? WHERE postit_id = ? AND author = ? AND emoji = ?",
            people,
            postit_id,
            author,
            reaction,
        )

    async def weights(self, postit_id: int, author: str) -> dict[Reaction, int]:
        """Return for how many people `author` reacted to a post-it, reaction by reaction."""
        rows = await self._all(
            "SELECT emoji, people FROM reactions WHERE postit_id = ? AND author = ?",
            postit_id,
            author,
        )
        return {Reaction(row["emoji"]): row["people"] for row in rows}

    async def add_comment(
        self, *, postit_id: int, author: str, author_name: str | None, text: str, submission: str
    ) -> bool:
        """Insert a comment; return False when the same `submission` was already kept."""
        while True:
            try:
                return bool(
                    await self._run(
                        f"INSERT INTO comments ({_COLUMNS}, submission) VALUES (?, ?, ?, ?, ?, ?)"
                        " ON CONFLICT (submission) DO NOTHING",
                        secrets.randbits(62),
                        postit_id,
                        author,
                        author_name,
                        text,
                        submission,
                    )
                )
            except sqlite3.IntegrityError as error:
                if "comments.id" not in str(error):
                    raise
                # The identifier is taken: draw another.

    async def count_comments(self, session_id: int, author: str) -> int:
        """Return how many comments `author` wrote in a session."""
        row = await self._one(
            "SELECT count(*) FROM postits AS p JOIN comments AS c ON c.postit_id = p.id"
            " WHERE p.session_id = ? AND c.author = ?",
            session_id,
            author,
        )
        return int(row[0]) if row else 0

    async def comment(self, comment_id: int) -> Comment | None:
        row = await self._one(f"SELECT {_COLUMNS} FROM comments WHERE id = ?", comment_id)
        return _comment(row) if row else None

    async def withdraw_comment(self, comment_id: int) -> bool:
        """Delete a comment; False when it was already gone."""
        return bool(await self._run("DELETE FROM comments WHERE id = ?", comment_id))

    async def echo(self, postit_id: int) -> Echo:
        """Return what one post-it was answered."""
        found = await self._echoes("id = ?", postit_id)
        return found.get(postit_id, Echo())

    async def of_session(self, session_id: int) -> dict[int, Echo]:
        """Return what each post-it was answered, by its identifier; others are left out."""
        return await self._echoes("session_id = ?", session_id)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Masked, each reaction gets a reference of its own, drawn by lot: two of one person are
        no longer alike."""
        if not masked:
            return
        among = "WHERE postit_id IN (SELECT id FROM postits WHERE session_id = ?)"
        await self._run(f"UPDATE reactions SET author = hex(randomblob(16)) {among}", session_id)
        await self._run(
            f"UPDATE comments SET author = NULL, author_name = NULL, submission = NULL {among}",
            session_id,
        )

    async def _echoes(self, which: str, ref: int) -> dict[int, Echo]:
        among = f"WHERE postit_id IN (SELECT id FROM postits WHERE {which})"
        counts: dict[int, dict[Reaction, int]] = {}
        for row in await self._all(
            f"SELECT postit_id, emoji, sum(people) AS n FROM reactions {among}"
            " GROUP BY postit_id, emoji",
            ref,
        ):
            counts.setdefault(row["postit_id"], {})[Reaction(row["emoji"])] = row["n"]
        comments: dict[int, list[Comment]] = {}
        for row in await self._all(
            f"SELECT {_COLUMNS} FROM comments {among} AND hidden IS NULL ORDER BY id", ref
        ):
            comments.setdefault(row["postit_id"], []).append(_comment(row))
        return {
            postit_id: Echo(counts.get(postit_id, {}), tuple(comments.get(postit_id, ())))
            for postit_id in counts.keys() | comments.keys()
        }


def _comment(row: Row) -> Comment:
    return Comment(row["id"], row["postit_id"], row["author"], row["author_name"], row["text"])
