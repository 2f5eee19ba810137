"""Themes, the post-its in them, the changes to undo and redo, and what facilitators hold."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.store.rows.base import Aggregate, Row
from bot.workshop.alike import alike
from bot.workshop.themes.likeness import About
from bot.workshop.themes.sorting import Change, ChangeKind, Hand, Piece, Sorting, Theme
from bot.workshop.themes.together import said


class ThemeRows(Aggregate):
    async def sorting(self, session_id: int) -> Sorting:
        """Return the themes of a session and the place of every post-it on its wall."""
        themes = await self._all(
            "SELECT id, name FROM themes WHERE session_id = ? ORDER BY id", session_id
        )
        places = await self._all(
            "SELECT p.id, t.theme_id FROM postits p LEFT JOIN theme_postits t"
            " ON t.postit_id = p.id WHERE p.session_id = ? AND p.number IS NOT NULL"
            " AND p.hidden IS NULL ORDER BY p.number",
            session_id,
        )
        return Sorting(
            tuple(Theme(row["id"], row["name"]) for row in themes),
            {row["id"]: row["theme_id"] for row in places},
        )

    async def wall(self, session_id: int) -> tuple[dict[int, str], dict[int, int | None]]:
        """Return what each post-it of the wall says, and where it stands: what likeness looks at,
        read by everyone who sorts."""
        rows = await self._all(
            "SELECT p.id, p.text, t.theme_id FROM postits p LEFT JOIN theme_postits t"
            " ON t.postit_id = p.id WHERE p.session_id = ? AND p.number IS NOT NULL"
            " AND p.hidden IS NULL ORDER BY p.number",
            session_id,
        )
        texts = {postit: text for postit, text, _ in rows}
        return texts, {postit: theme for postit, _, theme in rows}

    async def next_id(self) -> int:
        """Return the identifier that the next theme may take: none ever had it."""
        row = await self._one("SELECT seq FROM sqlite_sequence WHERE name = 'themes'")
        return (int(row["seq"]) if row else 0) + 1

    async def save(self, session_id: int, piece: Piece) -> None:
        """Write one end of a change: the themes and the places that it names."""
        # Themes that leave first: another may take their name.
        await self._many(
            "DELETE FROM themes WHERE id = ?",
            [(theme,) for theme, name in piece.themes.items() if name is None],
        )
        await self._many(
            "INSERT INTO themes VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET name = excluded.name, folded = excluded.folded",
            [
                (theme, session_id, name, alike(name))
                for theme, name in piece.themes.items()
                if name is not None
            ],
        )
        await self._many(
            "DELETE FROM theme_postits WHERE postit_id = ?", [(p,) for p in piece.places]
        )
        await self._many(
            # Post-its withdrawn since the change was made are left out.
            "INSERT INTO theme_postits SELECT id, ? FROM postits WHERE id = ?",
            [(theme, p) for p, theme in piece.places.items() if theme is not None],
        )

    async def revision(self, session_id: int) -> int:
        """Return how many times the sorting was changed."""
        row = await self._one("SELECT revision FROM sortings WHERE session_id = ?", session_id)
        return int(row["revision"]) if row else 0

    async def bump(self, session_id: int) -> None:
        """Count one more change: buttons that named the one before act no more."""
        await self._run(
            "INSERT INTO sortings VALUES (?, 1)"
            " ON CONFLICT (session_id) DO UPDATE SET revision = revision + 1",
            session_id,
        )

    async def remember(self, session_id: int, made: Change) -> None:
        """Keep a change for undo; what was undone before it can no longer be redone."""
        await self._run("DELETE FROM theme_changes WHERE session_id = ? AND undone = 1", session_id)
        await self._run(
            "INSERT INTO theme_changes (session_id, kind, name, before, after)"
            " VALUES (?, ?, ?, ?, ?)",
            session_id,
            made.kind,
            made.name,
            _text(made.before),
            _text(made.after),
        )

    async def changes(self, session_id: int) -> list[tuple[int, Change]]:
        """Return the changes that stand, with their identifiers, in their order."""
        rows = await self._all(
            "SELECT * FROM theme_changes WHERE session_id = ? AND undone = 0 ORDER BY id",
            session_id,
        )
        return [(row["id"], _read(row)) for row in rows]

    async def joined(self, step_id: int) -> dict[int | None, str]:
        """Return the themes that joined another in the session of a step, and what this one is
        called."""
        row = await self._one("SELECT session_id FROM steps WHERE id = ?", step_id)
        assert row is not None
        merged = said(await self.changes(row["session_id"]), 0).merged
        names = {one.id: one.name for one in (await self.sorting(row["session_id"])).themes}
        return {theme: names[into] for theme, into in merged.items() if into in names}

    async def latest(self, session_id: int) -> int:
        """Return the identifier of the latest change, undone or not; 0 when there was none."""
        row = await self._one(
            "SELECT coalesce(max(id), 0) FROM theme_changes WHERE session_id = ?", session_id
        )
        return int(row[0]) if row else 0

    async def to_undo(self, session_id: int) -> tuple[int, Change] | None:
        """Return the latest change that stands, with its identifier."""
        return _change(
            await self._one(
                "SELECT * FROM theme_changes WHERE session_id = ? AND undone = 0"
                " ORDER BY id DESC LIMIT 1",
                session_id,
            )
        )

    async def to_redo(self, session_id: int) -> tuple[int, Change] | None:
        """Return the latest change undone, with its identifier."""
        return _change(
            await self._one(
                "SELECT * FROM theme_changes WHERE session_id = ? AND undone = 1"
                " ORDER BY id LIMIT 1",
                session_id,
            )
        )

    async def mark(self, change_id: int, undone: bool) -> None:
        """Remember that a change was undone, or redone."""
        await self._run("UPDATE theme_changes SET undone = ? WHERE id = ?", int(undone), change_id)

    async def refuse(self, session_id: int, about: About, first: int, second: int) -> None:
        """Remember a refused suggestion; harmless when it already was."""
        await self._run(
            "INSERT OR IGNORE INTO refused_pairs VALUES (?, ?, ?, ?)",
            session_id,
            about,
            min(first, second),
            max(first, second),
        )

    async def refused(self, session_id: int, about: About) -> frozenset[tuple[int, int]]:
        """Return the refused pairs, the lower identifier first."""
        rows = await self._all(
            "SELECT low, high FROM refused_pairs WHERE session_id = ? AND about = ?",
            session_id,
            about,
        )
        return frozenset((row["low"], row["high"]) for row in rows)

    async def hand(self, session_id: int, user_id: int) -> Hand:
        """Return what a facilitator holds."""
        row = await self._one(
            "SELECT * FROM sorting_hands WHERE session_id = ? AND user_id = ?", session_id, user_id
        )
        return Hand(tuple(json.loads(row["postits"])), row["word"]) if row else Hand()

    async def hold(self, session_id: int, user_id: int, postits: Iterable[int], word: str) -> None:
        """Keep what a facilitator holds."""
        await self._run(
            "INSERT OR REPLACE INTO sorting_hands VALUES (?, ?, ?, ?)",
            session_id,
            user_id,
            json.dumps(list(postits)),
            word,
        )

    async def let_go(self, session_id: int) -> None:
        """Forget what every facilitator held."""
        await self._run("DELETE FROM sorting_hands WHERE session_id = ?", session_id)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        await self.let_go(session_id)

    async def forget(self, session_id: int) -> None:
        """Keep the themes alone: their names are results."""
        await self._run("DELETE FROM theme_changes WHERE session_id = ?", session_id)
        await self._run("DELETE FROM refused_pairs WHERE session_id = ?", session_id)
        await self.let_go(session_id)


def _text(piece: Piece) -> str:
    return json.dumps({"themes": dict(piece.themes), "places": dict(piece.places)})


def _piece(text: str) -> Piece:
    kept = json.loads(text)
    return Piece(
        {int(theme): name for theme, name in kept["themes"].items()},
        {int(postit): theme for postit, theme in kept["places"].items()},
    )


def _change(row: Row | None) -> tuple[int, Change] | None:
    return None if row is None else (row["id"], _read(row))


def _read(row: Row) -> Change:
    before, after = _piece(row["before"]), _piece(row["after"])
    return Change(ChangeKind(row["kind"]), row["name"], before, after)
