"""Post-its."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Sequence

from bot.store.rows.base import Aggregate, Row
from bot.store.topics import Topic
from bot.workshop.postits.kind import Kind
from bot.workshop.postits.postit import PostIt, Source

_COLUMNS = (
    "id, session_id, step_id, author, author_name, text, dimension, year, source, number,"
    " message_id, column_name, files, kind, late, alone"
)
# A group of so few that it would name the writer is not told.
_GROUP = (
    "(SELECT g.number FROM postit_groups AS t CROSS JOIN small_groups AS g ON g.id = t.group_id"
    " WHERE t.postit_id = postits.id AND t.told) AS group_number"
)
_SEEN = f"{_COLUMNS}, hidden, {_GROUP}"
_NEXT_NUMBER = "(SELECT coalesce(max(number), 0) + 1 FROM postits WHERE session_id = ?)"


class PostItRows(Aggregate):
    async def add(
        self,
        *,
        session_id: int,
        step_id: int,
        author: str | None,
        author_name: str | None,
        text: str,
        dimension: str | None,
        year: int | None,
        source: Source,
        submission: str | None,
        message_id: int | None = None,
        column: str | None = None,
        files: Sequence[str] = (),
        kind: Kind | None = None,
        shown: bool = False,
        late: bool = False,
    ) -> PostIt | None:
        """Insert a post-it; return None when the same `submission` was already kept. What is
        typed has none: the lines of its message tell what is kept of it.

        One that is `shown` at once gets the next number of the wall.
        """
        while True:
            postit_id = secrets.randbits(62)
            try:
                row = await self._one(
                    f"INSERT INTO postits ({_COLUMNS}, submission)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
                    + (_NEXT_NUMBER if shown else "?")
                    + ", ?, ?, ?, ?, ?, 0, ?)"
                    f" ON CONFLICT (submission) DO NOTHING RETURNING {_SEEN}",
                    postit_id,
                    session_id,
                    step_id,
                    author,
                    author_name,
                    text,
                    dimension,
                    year,
                    source,
                    session_id if shown else None,
                    message_id,
                    column,
                    "\n".join(files) or None,
                    kind,
                    late,
                    submission,
                )
            except sqlite3.IntegrityError as error:
                if "postits.id" in str(error):
                    continue  # the identifier is taken: draw another
                raise
            return _postit(row) if row else None

    async def get(self, postit_id: int) -> PostIt | None:
        row = await self._one(f"SELECT {_SEEN} FROM postits WHERE id = ?", postit_id)
        return _postit(row) if row else None

    async def of_session(self, session_id: int, *, hidden: bool = False) -> list[PostIt]:
        """Return all post-its, revealed ones in the order of the wall, the others last; those that
        the facilitators have `hidden` too if asked."""
        return [
            _postit(row)
            for row in await self._all(
                f"SELECT {_SEEN} FROM postits WHERE session_id = ?"
                " AND (hidden IS NULL OR ?) ORDER BY number IS NULL, number, id",
                session_id,
                int(hidden),
            )
        ]

    async def some(self, postit_ids: Iterable[int]) -> dict[int, PostIt]:
        """Return those of `postit_ids` that are on the wall, by their identifiers."""
        rows = await self._all(
            f"SELECT {_SEEN} FROM postits WHERE id IN (SELECT value FROM json_each(?))"
            " AND number IS NOT NULL AND hidden IS NULL",
            json.dumps(list(postit_ids)),
        )
        return {row["id"]: _postit(row) for row in rows}

    async def some_of(self, postit_ids: Iterable[int]) -> list[PostIt]:
        """Return those of `postit_ids` that stand, on the wall or not; not what is hidden."""
        rows = await self._all(
            f"SELECT {_SEEN} FROM postits WHERE id IN (SELECT value FROM json_each(?))"
            " AND hidden IS NULL",
            json.dumps(list(postit_ids)),
        )
        return [_postit(row) for row in rows]

    async def of_author(self, session_id: int, author: str) -> list[PostIt]:
        rows = await self._all(
            f"SELECT {_SEEN} FROM postits WHERE step_id IN"
            " (SELECT id FROM steps WHERE session_id = ?) AND author = ? ORDER BY id",
            session_id,
            author,
        )
        return [_postit(row) for row in rows]

    async def of_message(self, message_id: int) -> list[PostIt]:
        """Return the post-its that a message says, others perhaps saying them too."""
        rows = await self._all(
            f"SELECT {_SEEN} FROM postits WHERE id IN"
            " (SELECT postit_id FROM message_lines WHERE message_id = ?)",
            message_id,
        )
        return [_postit(row) for row in rows]

    async def made_of(self, message_ids: Iterable[int]) -> list[int]:
        """Return those of `message_ids` that are post-its."""
        rows = await self._all(
            "SELECT DISTINCT message_id FROM message_lines"
            " WHERE message_id IN (SELECT value FROM json_each(?)) AND postit_id IS NOT NULL",
            json.dumps(list(message_ids)),
        )
        return [row["message_id"] for row in rows]

    async def stand(self, postit_id: int) -> None:
        """A form said it too: it stands whatever becomes of the messages that say it."""
        await self._run("UPDATE postits SET source = 'form' WHERE id = ?", postit_id)

    async def lead_to(self, postit_id: int, message_id: int) -> None:
        """Have a post-it lead to another of the messages that say it."""
        await self._run("UPDATE postits SET message_id = ? WHERE id = ?", message_id, postit_id)

    async def counts(self, step_id: int) -> tuple[int, int]:
        """Return how many post-its the step has, and how many people wrote them; not what is
        hidden."""
        row = await self._one(
            "SELECT count(*), count(DISTINCT author) FROM postits"
            " WHERE step_id = ? AND hidden IS NULL",
            step_id,
        )
        return (int(row[0]), int(row[1])) if row else (0, 0)

    async def writers(self, step_id: int) -> frozenset[str]:
        """Return what stands for those who wrote in a step."""
        rows = await self._all("SELECT DISTINCT author FROM postits WHERE step_id = ?", step_id)
        return frozenset(row["author"] for row in rows if row["author"] is not None)

    async def lanes(self, step_id: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return the columns and the dimensions that hold post-its of a step; not what is
        hidden."""
        rows = await self._all(
            "SELECT DISTINCT column_name, dimension FROM postits"
            " WHERE step_id = ? AND hidden IS NULL",
            step_id,
        )
        columns = frozenset(row["column_name"] for row in rows if row["column_name"])
        return columns, frozenset(row["dimension"] for row in rows if row["dimension"])

    async def unplaced(self, step_id: int) -> int:
        """Return how many post-its of a step have no column; not what is hidden."""
        row = await self._one(
            "SELECT count(*) FROM postits"
            " WHERE step_id = ? AND column_name IS NULL AND hidden IS NULL",
            step_id,
        )
        return int(row[0]) if row else 0

    async def unplaced_messages(self, session_id: int) -> set[int]:
        """Return the messages of a session of which a post-it has no column."""
        rows = await self._all(
            "SELECT l.message_id FROM message_lines AS l JOIN postits AS p ON p.id = l.postit_id"
            " WHERE l.session_id = ? AND p.column_name IS NULL",
            session_id,
        )
        return {row["message_id"] for row in rows}

    async def any_shown(self, step_id: int) -> bool:
        """True once a post-it of the step is on the wall."""
        row = await self._one(
            "SELECT 1 FROM postits WHERE step_id = ? AND number IS NOT NULL LIMIT 1", step_id
        )
        return row is not None

    async def count(self, session_id: int, author: str | None) -> tuple[int, int]:
        """Return how many post-its a session shows, and how many `author` wrote, hidden or not."""
        row = await self._one(
            "SELECT count(*) FILTER (WHERE hidden IS NULL), count(*) FILTER (WHERE author = ?)"
            " FROM postits WHERE session_id = ?",
            author,
            session_id,
        )
        return (int(row[0]), int(row[1])) if row else (0, 0)

    async def of_step_author(self, step_id: int, author: str) -> list[PostIt]:
        rows = await self._all(
            f"SELECT {_SEEN} FROM postits WHERE step_id = ? AND author = ? ORDER BY id",
            step_id,
            author,
        )
        return [_postit(row) for row in rows]

    async def edit(
        self,
        postit_id: int,
        text: str,
        dimension: str | None,
        year: int | None,
        column: str | None = None,
        files: Sequence[str] | None = None,
        kind: Kind | None = None,
    ) -> None:
        """Change a post-it; its `files` stay as they are when None. What it meant is forgotten."""
        row = await self._one(
            "UPDATE postits SET text = ?, dimension = ?, year = ?, column_name = ?,"
            " files = coalesce(?, files), kind = ? WHERE id = ? RETURNING session_id",
            text,
            dimension,
            year,
            column,
            None if files is None else "\n".join(files),
            kind,
            postit_id,
        )
        if row is not None:
            await self._run("DELETE FROM postit_meanings WHERE postit_id = ?", postit_id)
            self._transaction.touch(Topic.MEANINGS, row["session_id"])

    async def withdraw(self, postit_id: int) -> bool:
        """Delete a post-it; False when it was already gone."""
        row = await self._one("DELETE FROM postits WHERE id = ? RETURNING session_id", postit_id)
        if row is not None:
            self._transaction.touch(Topic.MEANINGS, row["session_id"])
        return row is not None

    async def hidden(self, session_id: int) -> list[int]:
        """Return the identifiers of post-its not yet on the wall."""
        rows = await self._all(
            "SELECT id FROM postits WHERE session_id = ? AND number IS NULL ORDER BY id", session_id
        )
        return [row["id"] for row in rows]

    async def any_revealed(self, step_id: int) -> bool:
        """Return whether post-its of a step are on the wall."""
        row = await self._one(
            "SELECT EXISTS (SELECT 1 FROM postits WHERE step_id = ? AND number IS NOT NULL)",
            step_id,
        )
        return bool(row and row[0])

    async def reveal(self, session_id: int, order: Sequence[int]) -> None:
        """Give the hidden post-its of `order` the next numbers of the wall."""
        row = await self._one(
            "SELECT coalesce(max(number), 0) FROM postits WHERE session_id = ?", session_id
        )
        first = (int(row[0]) if row else 0) + 1
        await self._many(
            "UPDATE postits SET number = ? WHERE id = ? AND number IS NULL",
            [(first + rank, postit_id) for rank, postit_id in enumerate(order)],
        )

    async def stand_alone(self, step_id: int, author: str) -> int:
        """Note that `author` agrees to have what they wrote shown alone; return how many wait."""
        return await self._run(
            "UPDATE postits SET alone = 1 WHERE step_id = ? AND author = ? AND number IS NULL",
            step_id,
            author,
        )

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        if not masked:
            return
        await self._run(
            "UPDATE postits SET author = NULL, author_name = NULL, submission = NULL,"
            " message_id = NULL, late = 0, alone = 0 WHERE session_id = ?",
            session_id,
        )

    async def forget(self, session_id: int) -> None:
        """Delete the post-its; their reactions, comments and places in themes go with them."""
        await self._run("DELETE FROM postits WHERE session_id = ?", session_id)


def _postit(row: Row) -> PostIt:
    return PostIt(
        id=row["id"],
        session_id=row["session_id"],
        step_id=row["step_id"],
        author=row["author"],
        author_name=row["author_name"],
        text=row["text"],
        dimension=row["dimension"],
        year=row["year"],
        source=Source(row["source"]),
        number=row["number"],
        message_id=row["message_id"],
        column=row["column_name"],
        files=tuple(row["files"].split("\n")) if row["files"] else (),
        kind=Kind(row["kind"]) if row["kind"] else None,
        hidden=row["hidden"],
        alone=bool(row["alone"]),
        late=bool(row["late"]),
        group=row["group_number"],
    )
