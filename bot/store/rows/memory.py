"""What summaries tell, to be found again: which sessions there are, and which hold a word.

The index (FTS5) knows words alone. It holds no text that could be taken out by itself, so the words
that it was given are kept beside it: taken out of it are exactly those.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.store.erasures import Erasure
from bot.store.rows.base import Aggregate, Row, Trip, time_of, to_text
from bot.store.topics import Topic
from bot.workshop.memory.filters import Filters, State
from bot.workshop.memory.reading import Kept, Spot
from bot.workshop.memory.words import Query

# Of a session whose summary told something. A round alone left none.
_STARTED = (
    "(s.started_at IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM steps_ahead AS h WHERE h.session_id = s.id))"
)
_LED = "EXISTS (SELECT 1 FROM facilitators AS f WHERE f.session_id = {id} AND f.user_id = ?2)"
_TOOK_PART = (
    "EXISTS (SELECT 1 FROM participants AS p WHERE p.session_id = {id} AND p.user_id = ?2"
    " AND p.contributed = 1)"
)
ADD = "INSERT INTO memory (rowid, words) VALUES (?, ?)"
KEEP = "INSERT INTO remembered_words VALUES (?, ?)"
_DELETE = "INSERT INTO memory (memory, rowid, words) VALUES ('delete', ?, ?)"
_WORDS = "SELECT words FROM remembered_words WHERE session_id = ?"
_HOLDING = " AND r.session_id IN (SELECT rowid FROM memory WHERE memory MATCH ?6)"
_FIRST, _LAST = "", "~"  # before and after every moment, as text


# What is asked of a released session, `r`, beside its right to be read. An action that was left out
# when the summary was read again is not one of those that it tells.
_ACTION = (
    "EXISTS (SELECT 1 FROM actions AS a WHERE a.session_id = r.session_id AND a.hidden IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM corrections AS c WHERE c.session_id = a.session_id"
    " AND c.what = 'action' AND c.which = a.id AND c.nth = 0 AND c.field = ''){more})"
)
_OPEN = _ACTION.format(more=" AND a.state = 'open'")
_IN_STATE = {
    State.ACTIONS: f" AND {_OPEN}",
    State.DONE: f" AND {_ACTION.format(more='')} AND NOT {_OPEN}",
}


@dataclass(frozen=True, slots=True)
class Due:
    """A session of which the index does not hold what its summary tells now."""

    session_id: int
    server_id: int
    channel_id: int
    stamp: int
    placed: bool


class MemoryRows(Aggregate):
    # What is to be found.

    async def remember(self, session_id: int) -> None:
        """Have what the summary of a session tells now be what is found of it, shortly after;
        nothing of one that is not released."""
        done = await self._run(
            "INSERT INTO remembered (session_id, server_id, channel_id, ended_at, title, recipe)"
            " SELECT id, server_id, channel_id, ended_at, title, json_extract(recipe, '$.title')"
            f" FROM sessions AS s WHERE id = ? AND released_at IS NOT NULL AND {_STARTED}"
            " ON CONFLICT (session_id) DO UPDATE SET stamp = stamp + 1, due = 1",
            session_id,
        )
        if done:
            self._transaction.touch(Topic.MEMORY, session_id)

    async def due(self, most: int) -> list[Due]:
        """Return sessions that are to be indexed, the latest first: they are looked for most."""
        rows = await self._all(
            "SELECT * FROM remembered WHERE due = 1 ORDER BY session_id DESC LIMIT ?", most
        )
        return [
            Due(
                row["session_id"],
                row["server_id"],
                row["channel_id"],
                row["stamp"],
                row["was_open"] is not None,
            )
            for row in rows
        ]

    async def place(self, due: Due, spot: Spot, *, was_open: bool) -> None:
        """Keep where a session was, for when its channel is gone: the first that is known."""
        await self._run(
            "UPDATE remembered SET parent_id = ?, private = ?, was_open = ?"
            " WHERE session_id = ? AND was_open IS NULL",
            spot.parent_id,
            int(spot.private),
            int(was_open),
            due.session_id,
        )

    async def keep(self, due: Due, title: str, words: Iterable[str]) -> None:
        """Have `words`, folded, be what the index holds of a session, under the title that its
        summary has; nothing where what that tells has changed since."""
        kept = sorted(set(words))
        held = " ".join([server_word(due.server_id), *kept])

        def replace(trip: Trip) -> set[str]:
            row = trip.one("SELECT stamp FROM remembered WHERE session_id = ?", due.session_id)
            if row is None or row["stamp"] != due.stamp:
                return set()
            old = _take_out(trip, due.session_id)
            trip.run(ADD, due.session_id, held)
            trip.run(
                KEEP,
                due.session_id,
                zlib.compress(held.encode(), 9),
            )
            trip.run(
                "UPDATE remembered SET due = 0, title = ? WHERE session_id = ?",
                title,
                due.session_id,
            )
            return old.difference(kept)

        if await self._together(replace) - {server_word(due.server_id)}:
            await self._transaction.erasures.promise(Erasure.PAGES)

    async def give_up(self, due: Due) -> None:
        """Index a session no more until what it tells changes."""
        await self._run(
            "UPDATE remembered SET due = 0 WHERE session_id = ? AND stamp = ?",
            due.session_id,
            due.stamp,
        )

    async def forget(self, session_id: int) -> None:
        """Nothing of before is found any more; what stays is indexed anew."""
        await self._together(lambda trip: _take_out(trip, session_id))
        if await self._run(
            "UPDATE remembered SET stamp = stamp + 1, due = 1 WHERE session_id = ?", session_id
        ):
            self._transaction.touch(Topic.MEMORY, session_id)

    # What is found.

    async def spots(self, server_id: int) -> list[Spot]:
        """Return the places of the sessions of a server that have ended."""
        rows = await self._all(
            "SELECT DISTINCT channel_id, parent_id, private FROM remembered WHERE server_id = ?1"
            " UNION SELECT channel_id, NULL, 0 FROM sessions"
            " WHERE server_id = ?1 AND state = 'ended' AND released_at IS NULL",
            server_id,
        )
        found: dict[int, Spot] = {}
        for channel, parent, private in rows:  # with its parent, where that is known
            if parent is not None or channel not in found:
                found[channel] = Spot(channel, parent, bool(private))
        return list(found.values())

    async def kept(
        self, server_id: int, filters: Filters, query: Query | None = None
    ) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """Return the released sessions of a server, the latest first: their identifiers, channels,
        and for each 1 where everyone could see its channel, else 0. With a query, those in which
        every word of it stands."""
        state = _IN_STATE[filters.state] if filters.state else ""
        # In one row: thousands of them would have the whole memory of the program looked through
        # for what can be freed.
        row = await self._one(
            "SELECT json_group_array(session_id), json_group_array(channel_id),"
            " json_group_array(was_open) FROM ("
            "SELECT r.session_id, r.channel_id, r.was_open IS 1 AS was_open"
            " FROM remembered AS r WHERE r.server_id = ?1 AND r.ended_at >= ?2 AND r.ended_at < ?3"
            f" AND (?4 IS NULL OR r.recipe = ?4){state}"
            " AND (?5 IS NULL OR"
            " (SELECT q.series_id FROM sessions AS q WHERE q.id = r.session_id) = ?5)"
            f"{_HOLDING if query else ''}"
            " ORDER BY r.ended_at DESC, r.session_id DESC)",
            server_id,
            to_text(filters.first) or _FIRST,
            to_text(filters.last) or _LAST,
            filters.recipe,
            filters.series,
            *([_expression(server_id, query)] if query else []),
        )
        assert row is not None, "an aggregate is one row"
        ids, channels, were_open = map(json.loads, row)
        return ids, channels, were_open

    async def ties(self, session_ids: Sequence[int], user_id: int) -> dict[int, tuple[bool, bool]]:
        """Return whether someone led sessions, and whether they took part in them."""
        rows = await self._all(
            f"SELECT j.value, {_LED.format(id='j.value')}, {_TOOK_PART.format(id='j.value')}"
            " FROM json_each(?1) AS j",
            json.dumps(list(session_ids)),
            user_id,
        )
        return {session: (bool(led), bool(took_part)) for session, led, took_part in rows}

    async def unreleased(
        self, server_id: int, user_id: int, series: int | None = None
    ) -> list[Kept]:
        """Return the sessions of a server that ended and are not released, the latest first; those
        of one series where it is named."""
        rows = await self._all(
            "SELECT s.id AS session_id, s.channel_id, s.ended_at, 0 AS was_open, 0 AS released,"
            f" {_LED.format(id='s.id')} AS led, 0 AS took_part FROM sessions AS s"
            f" WHERE s.server_id = ?1 AND s.state = 'ended' AND s.released_at IS NULL"
            f" AND {_STARTED} AND (?3 IS NULL OR s.series_id = ?3)"
            " ORDER BY s.ended_at DESC, s.id DESC",
            server_id,
            user_id,
            series,
        )
        return [_kept(row) for row in rows]

    async def one(self, session_id: int, user_id: int, server_id: int) -> Kept | None:
        """Return one session that has ended; None where a server has no such."""
        row = await self._one(
            "SELECT s.id AS session_id, s.channel_id, s.ended_at, r.was_open,"
            f" s.released_at IS NOT NULL AS released, {_LED.format(id='s.id')} AS led,"
            f" {_TOOK_PART.format(id='s.id')} AS took_part"
            " FROM sessions AS s LEFT JOIN remembered AS r ON r.session_id = s.id"
            f" WHERE s.id = ?1 AND s.server_id = ?3 AND s.state = 'ended' AND {_STARTED}",
            session_id,
            user_id,
            server_id,
        )
        return _kept(row) if row else None

    async def spot(self, session_id: int) -> Spot | None:
        """Return where a session was."""
        row = await self._one(
            "SELECT s.channel_id, r.parent_id, coalesce(r.private, 0) AS private FROM sessions AS s"
            " LEFT JOIN remembered AS r ON r.session_id = s.id WHERE s.id = ?",
            session_id,
        )
        return Spot(row["channel_id"], row["parent_id"], bool(row["private"])) if row else None

    async def titles(self, session_ids: Sequence[int]) -> list[tuple[int, str, datetime]]:
        """Return titles, as summaries have them, and ends of sessions, in the order given."""
        rows = await self._all(
            "SELECT s.id, coalesce(r.title, s.title) AS title, s.ended_at FROM sessions AS s"
            " LEFT JOIN remembered AS r ON r.session_id = s.id"
            " WHERE s.id IN (SELECT value FROM json_each(?))",
            json.dumps(list(session_ids)),
        )
        found = {row["id"]: (row["id"], row["title"], time_of(row["ended_at"])) for row in rows}
        return [found[one] for one in session_ids if one in found]

    async def recipes(self, session_ids: Sequence[int]) -> list[str]:
        """Return the recipes of released sessions, those first that were used most: titles in both
        languages, as JSON."""
        rows = await self._all(
            "SELECT recipe, count(*) AS n FROM remembered"
            " WHERE session_id IN (SELECT value FROM json_each(?))"
            " GROUP BY recipe ORDER BY n DESC, recipe",
            json.dumps(list(session_ids)),
        )
        return [row["recipe"] for row in rows]

    # What someone looks for.

    async def add_search(
        self, server_id: int, user_id: int, asked: str, now: datetime, since: datetime
    ) -> int:
        """Keep what someone looks for in a server, in the place of what they looked for there;
        what is older than `since` leaves, whoever it is of."""
        await self._run(
            "DELETE FROM searches WHERE user_id = ? AND server_id = ?", user_id, server_id
        )
        await self.forget_searches(since)
        return await self._insert(
            "INSERT INTO searches (server_id, user_id, asked, made_at) VALUES (?, ?, ?, ?)",
            server_id,
            user_id,
            asked,
            to_text(now),
        )

    async def forget_searches(self, since: datetime) -> None:
        """Have what was looked for before `since` leave, whoever it is of."""
        await self._run("DELETE FROM searches WHERE made_at < ?", to_text(since))

    async def search(self, search_id: int, server_id: int, user_id: int) -> str | None:
        """Return what someone looks for; None once they look for something else."""
        row = await self._one("SELECT * FROM searches WHERE id = ?", search_id)
        if row is None or (row["server_id"], row["user_id"]) != (server_id, user_id):
            return None
        return str(row["asked"])


def _take_out(trip: Trip, session_id: int) -> set[str]:
    """Take out of the index what it holds of a session, and return it."""
    row = trip.one(_WORDS, session_id)
    if row is None:
        return set()
    held = zlib.decompress(row["words"]).decode()
    if held:
        trip.run(_DELETE, session_id, held)
    trip.run("DELETE FROM remembered_words WHERE session_id = ?", session_id)
    return set(held.split())


def server_word(server_id: int) -> str:
    """Return the word that stands for a server in the index: no text has such a sign in a word."""
    return f"§{server_id}"


def _expression(server_id: int, query: Query) -> str:
    """Return a query in the language of FTS5. Its words are letters and figures alone."""
    asked = [f'"{server_word(server_id)}"']
    for term in query.terms:
        ways = [f'"{term.exact}"'] if term.exact else []
        ways += [f'"{term.start}" *'] if term.start else []
        asked.append(f"({' OR '.join(ways)})")
    return " AND ".join(asked)


def _kept(row: Row) -> Kept:
    return Kept(
        session_id=row["session_id"],
        channel_id=row["channel_id"],
        # Read of those alone whose rows were not chosen by it.
        ended_at=None if row["released"] else time_of(row["ended_at"]),
        was_open=bool(row["was_open"]),
        led=bool(row["led"]),
        took_part=bool(row["took_part"]),
        released=bool(row["released"]),
    )
