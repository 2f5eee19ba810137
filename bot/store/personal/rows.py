"""The rows of one person: found, and deleted, as `bot.store.personal.held` says of each table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.store.personal.held import HELD, OF_SERVER, STEP_KEYS, STEPS, By, Fate, Held
from bot.store.rows.base import Aggregate, Row, Trip, Value
from bot.store.rows.vote.written import as_opened
from bot.workshop.privacy.hindrance import Part
from bot.workshop.privacy.known import About, Found, What
from bot.workshop.sessions.session import author_reference

# What is kept of a row of a session: the rest of it is nobody's.
_SESSION_COLUMNS = ("id", "title", "created_at")
# What stands elsewhere in the words of a person: on a ballot, on the roadmap, as they typed it.
_COPIES = {
    "message_lines": "SELECT * FROM message_lines WHERE postit_id = ?1",
    "vote_options": "SELECT o.* FROM vote_options AS o JOIN steps AS t ON t.id = o.step_id"
    " WHERE o.source_id = ?1 AND t.session_id = ?2 AND json_extract(t.plan, '$.on') = 'postits'",
    "milestones": "SELECT id, year, dimension, statement FROM milestones WHERE postit_id = ?1",
    "corrections": "SELECT field, text FROM corrections WHERE session_id = ?2 AND what = 'postit'"
    " AND which = ?1",
}
_PROPOSED = "SELECT number, text FROM consent_versions WHERE step_id = ?"
_BALLOTS = ("cast_ballots", "counted_ballots", "ballot_drafts")
_NUMBER = re.compile(r'"(\d+)"')
_LETTERS = (
    "SELECT id, kind, created_at FROM outbox INDEXED BY {index}"
    " WHERE {which} AND json_extract(payload, '$.person') = ?1 AND (?2 IS NULL OR server_id = ?2"
    " OR (SELECT s.server_id FROM sessions AS s WHERE s.id = outbox.session_id) = ?2)"
)
_WAITING = _LETTERS.format(index="outbox_pending", which="failure IS NULL")
_GIVEN_UP = _LETTERS.format(
    index="outbox_refused", which="refused_at IS NOT NULL AND failure IS NOT NULL"
)


class PersonRows(Aggregate):
    async def sessions(self, person: int, server_id: int | None) -> list[int]:
        """Return the sessions that may hold something of `person`, the oldest first: those of a
        server, or of all. Others hold nothing that leads to anybody."""

        def read(trip: Trip) -> set[int]:
            whole = "SELECT id FROM sessions INDEXED BY sessions_with_raw WHERE"
            rows = (
                trip.all(f"{whole} raw_deleted_at IS NULL")
                if server_id is None
                else trip.all(f"{whole} raw_deleted_at IS NULL AND server_id = ?", server_id)
            )
            owned = trip.all(
                "SELECT s.id FROM actions AS a JOIN sessions AS s ON s.id = a.session_id"
                " WHERE a.owner_id = ?1 AND (?2 IS NULL OR s.server_id = ?2)",
                person,
                server_id,
            )
            return {row["id"] for row in (*rows, *owned)}

        return sorted(await self._together(read))

    async def about(self, session_id: int, person: int) -> About:
        """Return what a session holds of `person`, of what is masked too as long as its key is
        there."""
        passing = self._transaction.vault.passing
        return await self._together(lambda trip: _about(trip, session_id, person, passing))

    async def of_server(self, person: int, server_id: int | None) -> list[Found]:
        """Return what a server, or all, holds of `person` outside of sessions."""

        def read(trip: Trip) -> list[Found]:
            found = [
                Found(held.table, held.what, _own(held, row, {person}))
                for held in OF_SERVER
                for row in trip.all(_select(held, first=held.column), person, server_id)
            ]
            for sql in (_WAITING, _GIVEN_UP):
                rows = trip.all(sql, person, server_id)
                found += [Found("outbox", What.LETTERS, dict(row)) for row in rows]
            return found

        return await self._together(read)

    async def erase(self, session_id: int, person: int, *, remove: bool) -> None:
        """Delete what a session holds of `person`. What they wrote leaves (`remove`), or names
        nobody; post-its that are to leave were withdrawn before."""

        def write(trip: Trip) -> None:
            for held, ref, mark in _places(trip, session_id, person):
                for sql in _erasing(held, remove=remove):
                    trip.run(sql, ref, mark)

        await self._together(write)

    async def erase_of_server(self, person: int, server_id: int | None) -> None:
        """Delete what a server, or all, holds of `person` outside of sessions, but for what is
        planned."""

        def write(trip: Trip) -> None:
            for held in OF_SERVER:
                if held.fate is Fate.LEAVES:
                    trip.run(
                        f"DELETE FROM {held.table} WHERE {held.column} = ?1 AND {held.where}",
                        person,
                        server_id,
                    )
                elif held.fate is Fate.UNNAMED:
                    trip.run(
                        f"UPDATE {held.table} SET {_blanks(held)}"
                        f" WHERE {held.column} = ?1 AND {held.where}",
                        person,
                        server_id,
                    )
            for sql in (_WAITING, _GIVEN_UP):
                for row in trip.all(sql, person, server_id):
                    trip.run("DELETE FROM outbox WHERE id = ?", row["id"])

        await self._together(write)

    async def part(self, session_id: int, person: int) -> Part:
        """Return what `person` has a part in, in a session that is not over."""

        def read(trip: Trip) -> Part:
            lead = trip.all("SELECT user_id FROM facilitators WHERE session_id = ?", session_id)
            leading = {row["user_id"] for row in lead}
            speaks = trip.one(
                "SELECT 1 FROM floor_seats WHERE session_id = ?1 AND user_id = ?2"
                f" UNION ALL SELECT 1 FROM turn_seats WHERE {STEPS} AND user_id = ?2"
                " AND stands = 'speaking'",
                session_id,
                person,
            )
            grouped = trip.one(
                "SELECT 1 FROM steps AS t JOIN small_groups AS g ON g.step_id = t.id"
                " JOIN group_members AS m ON m.group_id = g.id"
                " WHERE t.session_id = ?1 AND t.state = 'open' AND m.user_id = ?2"
                " UNION ALL SELECT 1 FROM group_moves WHERE session_id = ?1 AND user_id = ?2",
                session_id,
                person,
            )
            return Part(
                leads=person in leading,
                others_lead=bool(leading - {person}),
                speaks=speaks is not None,
                grouped=grouped is not None,
            )

        return await self._together(read)

    async def forget_corrections(self, session_id: int, postit_id: int) -> None:
        """Delete what was put right in the words of a post-it that leaves."""
        await self._run(
            "DELETE FROM corrections WHERE session_id = ? AND what = 'postit' AND which = ?",
            session_id,
            postit_id,
        )


def _about(trip: Trip, session_id: int, person: int, passing: bytes) -> About:
    found: list[Found] = []
    theirs: set[int] = set()
    for held, ref, mark in _places(trip, session_id, person):
        rows = trip.all(_select(held), ref, mark)
        found += [Found(held.table, held.what, _own(held, row, {person, mark})) for row in rows]
    found = [_readable(trip, one, passing) for one in found]
    for one in [one for one in found if one.table == "consents"]:
        proposed = trip.all(_PROPOSED, int(str(one.row["step_id"])))
        found += [Found("consent_versions", one.what, dict(row), copy=True) for row in proposed]
    for one in [one for one in found if one.table == "postits"]:
        postit_id = int(str(one.row["id"]))
        for table, sql in _COPIES.items():
            values = (postit_id, session_id) if "?2" in sql else (postit_id,)
            rows = trip.all(sql, *values)
            found += [Found(table, What.POSTITS, dict(row), copy=True) for row in rows]
            if table == "message_lines":
                theirs |= {row["message_id"] for row in rows}
        if isinstance(message := one.row["message_id"], int):
            theirs.add(message)
    shown = _shown(trip, session_id) if found else ()
    return About(session_id, tuple(found), tuple(sorted(theirs)), shown)


def _readable(trip: Trip, found: Found, passing: bytes) -> Found:
    """Return a ballot with the words of the options that it names."""
    if found.table not in _BALLOTS:
        return found
    if found.table == "ballot_drafts":
        said = as_opened(str(found.row["content"]), passing)
        found = replace(found, row={**found.row, "content": said})
    named = set(_NUMBER.findall(str(found.row["content"])))
    options = trip.all(
        "SELECT number, label FROM vote_options WHERE step_id = ?", int(str(found.row["step_id"]))
    )
    words = {str(row["number"]): row["label"] for row in options if str(row["number"]) in named}
    return replace(found, row={**found.row, "options": words})


def _shown(trip: Trip, session_id: int) -> tuple[int, ...]:
    rows = trip.all(
        "SELECT lobby_message_id AS id FROM sessions WHERE id = ?1"
        " UNION SELECT card_message_id FROM steps WHERE session_id = ?1"
        " UNION SELECT message_id FROM wall_messages WHERE session_id = ?1"
        " UNION SELECT message_id FROM consent_versions"
        " WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?1)"
        " UNION SELECT message_id FROM resistance_messages"
        " WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?1)",
        session_id,
    )
    return tuple(sorted(row["id"] for row in rows if row["id"]))


def _places(trip: Trip, session_id: int, person: int) -> Iterator[tuple[Held, int, Value]]:
    """Yield where a session may hold `person`: whose rows (a session or a step), and what stands
    for them there."""
    row = trip.one("SELECT signing FROM sessions WHERE id = ?", session_id)
    if row is None:
        return
    author: str | None = author_reference(person, None)
    if row["signing"] == "masked":
        key = trip.one("SELECT key FROM keys WHERE purpose = 'session' AND ref = ?", session_id)
        author = author_reference(person, bytes(key["key"])) if key is not None else None
    keys = {
        purpose: trip.all(
            "SELECT ref, key FROM keys WHERE purpose = ?1"
            " AND ref IN (SELECT id FROM steps WHERE session_id = ?2)",
            purpose,
            session_id,
        )
        for purpose in sorted(set(STEP_KEYS.values()))
    }
    for held in HELD:
        if held.by is By.PERSON:
            yield held, session_id, person
        elif held.by is By.WRITER:
            if author is not None:
                yield held, session_id, author
        else:
            for one in keys[STEP_KEYS[held.by]]:
                mark = author_reference(person, bytes(one["key"]))
                yield held, one["ref"], mark + (":room" if held.by is By.FOR_ROOM else "")


def _select(held: Held, first: str = "") -> str:
    columns = ", ".join(_SESSION_COLUMNS) if held.table == "sessions" else "*"
    if first:
        return f"SELECT {columns} FROM {held.table} WHERE {first} = ?1 AND {held.where}"
    return f"SELECT {columns} FROM {held.table} WHERE {held.where} AND {held.column} = ?2"


def _erasing(held: Held, *, remove: bool) -> Iterator[str]:
    """Yield what deletes the rows of a person, or has them name nobody."""
    theirs = f"{held.where} AND {held.column} = ?2"
    if held.fate is Fate.STAYS:
        return
    if held.current:
        yield (
            f"DELETE FROM {held.table} WHERE {theirs} AND step_id IN"
            " (SELECT id FROM steps WHERE id = step_id AND state = 'open' AND outcome IS NULL)"
        )
    if held.fate is Fate.LEAVES or (held.fate is Fate.WORDS and remove and not held.wiped):
        yield f"DELETE FROM {held.table} WHERE {theirs}"
        return
    wiped = ""
    if held.wiped and remove:
        wiped = f", {held.wiped} = CASE WHEN {held.wiped} IS NULL THEN NULL ELSE '—' END"
    yield f"UPDATE {held.table} SET {_blanks(held)}{wiped} WHERE {theirs}"


def _blanks(held: Held) -> str:
    return ", ".join(f"{column} = {_literal(value)}" for column, value in held.blank.items())


def _literal(value: str | int | None) -> str:
    return "NULL" if value is None else f"'{value}'" if isinstance(value, str) else str(value)


def _own(held: Held, row: Row, marks: Iterable[Value]) -> dict[str, Value]:
    """Return a row without what leads to other people."""
    known, others = set(marks), _LEADING.get(held.table, ())
    return {
        name: row[name]
        for name in row.keys()  # noqa: SIM118 - a row of sqlite3 iterates over values
        if not isinstance(row[name], bytes)
        and not (name in others and name != held.column and row[name] not in known)
    }


_LEADING: Mapping[str, Sequence[str]] = {
    table: sorted({one.column for one in (*HELD, *OF_SERVER) if one.table == table})
    for table in {one.table for one in (*HELD, *OF_SERVER)}
}
