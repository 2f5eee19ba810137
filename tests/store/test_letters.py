"""Letters leave the outbox: what is kept of them, and what an older file held."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import Database, Transaction
from bot.store.outbox import Letter, Saying
from bot.store.sqlite.opening import schema_versions
from tests.builders import CHANNEL, NOW
from tests.store.seeing import rows, scalar
from tests.store.test_rows import create

COORDINATION = CHANNEL + 1


async def _next(tx: Transaction, channel_id: int = CHANNEL) -> Letter:
    letter = await tx.outbox.attempt(channel_id, None)
    assert letter is not None
    return letter


async def _lacks(tx: Transaction, session_id: int, channel_id: int) -> bool:
    """Whether a channel lacks something that it should have been told."""
    return any(letter.channel_id == channel_id for letter in await tx.outbox.unsaid(session_id))


async def test_a_letter_leaves_once_it_is_said(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        for kind in (Saying.LOBBY, Saying.FOLD_LOBBY):
            await tx.outbox.add(kind, session.id, CHANNEL, NOW)
        await tx.outbox.said(await _next(tx))
    assert rows(database.path, "SELECT kind FROM outbox") == [("fold_lobby",)]


async def test_a_letter_that_was_given_up_stays_until_another_is_said_there(
    database: Database,
) -> None:
    async with database.write() as tx:
        session = await create(tx)
        await tx.outbox.add(Saying.SUMMARY, session.id, COORDINATION, NOW, for_coordinators=1)
        await tx.outbox.give_up((await _next(tx, COORDINATION)).id, "403 50013", NOW)
        for kind in (Saying.LOBBY, Saying.FOLD_LOBBY, Saying.UNREACHABLE):
            await tx.outbox.add(kind, session.id, CHANNEL, NOW)
        await tx.outbox.said(await _next(tx))
        assert not await _lacks(tx, session.id, CHANNEL)
        await tx.outbox.give_up((await _next(tx)).id, "404 10003", NOW)
        assert await _lacks(tx, session.id, CHANNEL)
        assert not await _lacks(tx, session.id + 1, CHANNEL)
    kept = "SELECT kind, failure FROM outbox WHERE failure IS NOT NULL ORDER BY id"
    summary = ("summary", "403 50013")
    assert rows(database.path, kept) == [summary, ("fold_lobby", "404 10003")]
    async with database.write() as tx:
        await tx.outbox.said(await _next(tx))
        assert not await _lacks(tx, session.id, CHANNEL)
    assert rows(database.path, kept) == [summary]


async def test_nothing_given_up_and_nothing_for_one_person_outlives_raw_data(
    database: Database,
) -> None:
    async with database.write() as tx:
        session = await create(tx)
        step = (await tx.sessions.steps(session.id))[0].id
        await tx.outbox.add(Saying.LOBBY, session.id, CHANNEL, NOW)
        await tx.outbox.give_up((await _next(tx)).id, "fault", NOW)
        await tx.outbox.add(Saying.BALLOT_AWAITED, session.id, -step, NOW, step=step, person=77)
        await tx.voters.set_reminded(step, [77])
        await tx.outbox.add(Saying.SUMMARY, session.id, CHANNEL, NOW, for_coordinators=0)
        await tx.sessions.delete_raw(session.id, NOW + timedelta(days=90))
        assert await tx.voters.reminded(step) == frozenset()
    assert rows(database.path, "SELECT kind FROM outbox") == [("summary",)]


# What an older file held.

_OLD = 12
_THEN = "2027-01-01T00:00:00.000+00:00"


@pytest.fixture
def older(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A file of the schema in which said letters stayed."""
    with closing(sqlite3.connect(tmp_path / "gommette.db", isolation_level=None)) as connection:
        for number, file in schema_versions():
            if number <= _OLD:
                connection.executescript(file.read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA user_version = {_OLD}")
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def _session(connection: sqlite3.Connection, state: str = "running") -> list[int]:
    """Insert a session with a story, a collect and a vote; return its number and theirs."""
    made = connection.execute(
        "INSERT INTO sessions (server_id, channel_id, title, language, signing, recipe, state,"
        " created_by, created_at) VALUES (1, 5, 't', 'fr', 'signed', '{}', ?, 7, '2027')"
        " RETURNING id",
        (state,),
    ).fetchone()[0]
    return [made] + [
        connection.execute(
            "INSERT INTO steps (session_id, position, kind, plan, state) VALUES (?, ?, ?, '{}',"
            " 'open') RETURNING id",
            (made, position, kind),
        ).fetchone()[0]
        for position, kind in enumerate(("story", "collect", "vote"))
    ]


def _letter(
    connection: sqlite3.Connection,
    session: int,
    kind: str,
    *,
    channel: int = 5,
    said: bool = True,
    failure: str | None = None,
    **payload: int,
) -> None:
    connection.execute(
        "INSERT INTO outbox (session_id, channel_id, kind, payload, created_at, sent_at, failure)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (session, channel, kind, json.dumps(payload), _THEN, _THEN if said else None, failure),
    )


async def test_what_said_letters_told_is_kept_when_they_leave(
    older: sqlite3.Connection, tmp_path: Path
) -> None:
    session, story, collect, vote = _session(older)
    for index in range(3):
        _letter(older, session, "beat", said=index < 2, step=story, index=index)
    _letter(older, session, "reminder", step=collect)
    for person in (70, 71, 71):
        _letter(older, session, "ballot_awaited", channel=-vote, step=vote, person=person)
    path = tmp_path / "gommette.db"
    database = await Database.open(path)
    try:
        async with database.read() as tx:
            assert await tx.voters.reminded(vote) == {70, 71}
            pending = await tx.outbox.pending_channels()
    finally:
        await database.close()
    assert rows(path, "SELECT id, told, reminded FROM steps ORDER BY id") == [
        (story, 3, 0),
        (collect, 0, 1),
        (vote, 0, 0),
    ]
    assert rows(path, "SELECT kind, json_extract(payload, '$.index') FROM outbox") == [("beat", 2)]
    assert pending == [5]


async def test_whether_the_last_thing_to_say_was_refused_is_kept(
    older: sqlite3.Connection, tmp_path: Path
) -> None:
    opened, *_ = _session(older)
    mute, *_ = _session(older, "ended")
    _letter(older, opened, "lobby", said=False, failure="403 50013")
    _letter(older, mute, "lobby")
    _letter(older, mute, "summary", said=False, failure="404 10003")
    _letter(older, opened, "card")
    newest = scalar(tmp_path / "gommette.db", "SELECT max(id) FROM outbox")
    database = await Database.open(tmp_path / "gommette.db")
    try:
        async with database.write() as tx:
            assert not await _lacks(tx, opened, 5)
            assert await _lacks(tx, mute, 5)
            await tx.outbox.add(Saying.LOBBY, mute, 6, NOW)
            assert (await _next(tx, 6)).id == newest + 1, "a number is never given twice"
    finally:
        await database.close()
