"""What the tables hold of one person: every column that leads to them is known, found and let go.

A column that this names has its line in `bot/store/personal/held.py`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing

import pytest

from bot.store import Database
from bot.store.personal.held import BESIDE, HELD, OF_SERVER, STEP_KEYS, By, Fate, Held
from bot.workshop.privacy.known import What
from bot.workshop.sessions.session import author_reference
from tests.plans import schema
from tests.store.filled import Filled, fill, tables

ME = 7_000_000_000_000_000_001

# Names of columns that say that somebody stands there.
_SOMEBODY = re.compile(
    r"user_id|author|person|owner|voter|rater|sorter|scribe|_by$|last_id|(^|_)name$|payload"
)
# Those that lead to nobody, for what they are.
_NOBODY = {
    "small_groups.name": "of a group",
    "group_places.name": "of a room",
    "themes.name": "of a theme, agreed on or typed by whoever leads",
    "theme_changes.name": "of a theme",
    "proposed_names.name": "of a theme, beside the person who proposed it",
    "postits.column_name": "of a column",
    "message_lines.column_name": "of a column",
    "drafts.column_name": "of a column",
    "session_pictures.name": "of a file",
    "network_links.name": "of a server",
    "sessions.ends_by": "a time",
    "timers.payload": "numbers of a turn or of a stage",
}


def known() -> set[str]:
    return {f"{one.table}.{one.column}" for one in (*HELD, *OF_SERVER)} | set(BESIDE)


def test_every_column_in_which_somebody_stands_is_known() -> None:
    with closing(schema()) as connection:
        named = {
            f"{table}.{row[1]}"
            for table in tables(connection)
            for row in connection.execute(f"PRAGMA table_info({table})")
            if _SOMEBODY.search(row[1])
        }
    missing = named - known() - set(_NOBODY)
    assert not missing, (
        f"{sorted(missing)}: say in bot/store/personal/held.py what becomes of it when its person"
        " asks for their data or has it deleted; or here, in _NOBODY, why it leads to nobody"
    )
    assert set(_NOBODY) <= named
    with closing(schema()) as connection:
        columns = {
            f"{table}.{row[1]}"
            for table in tables(connection)
            for row in connection.execute(f"PRAGMA table_info({table})")
        }
    assert known() <= columns, "no such column any more"


def test_a_row_that_stays_lets_go_of_the_column_by_which_it_was_found() -> None:
    for held in (*HELD, *OF_SERVER):
        if held.fate in (Fate.UNNAMED, Fate.WORDS):
            assert held.column in held.blank, held
    assert {held.what for held in (*HELD, *OF_SERVER)} | {What.LETTERS} == set(What)


@pytest.mark.parametrize("masked", [False, True])
async def test_whatever_table_holds_a_person_it_is_found_and_let_go(
    database: Database, masked: bool
) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        ours, theirs = fill(connection, 1), fill(connection, 2)
        marks = _stand(connection, ours, masked=masked)
        _of_server(connection)
        async with database.read() as tx:
            assert await tx.people.sessions(ME, 5) == []  # of another server
            about = await tx.people.about(1, ME)
            server = await tx.people.of_server(ME, None)
            assert await tx.people.of_server(ME, 6) == []
        found = {one.table for one in about.found if not one.copy}
        assert found == {one.table for one in HELD}
        assert {one.table for one in server} == {one.table for one in OF_SERVER} | {"outbox"}
        for one in about.found:
            _tells_nothing_of_others(one.table, one.row, ours, marks)
        async with database.write() as tx:
            await tx.people.erase(1, ME, remove=False)
            await tx.people.erase_of_server(ME, None)
        assert _where(connection, marks) == {
            "planned_sessions.planned_by",
            "sorters_aside.sorter",
            "turnout.user_id",  # of a sealed vote that is open
        }
        standing = {
            row[0] for row in connection.execute("SELECT text FROM postits WHERE session_id = 1")
        }
        assert standing == {ours.marks["postits.text"]}
        async with database.write() as tx:
            other = (await tx.people.about(2, ME)).found
        assert other == ()
        for table in tables(connection):  # what is of others is whole
            if table in theirs.rows:
                assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


async def test_words_that_are_to_leave_do(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        ours = fill(connection, 1)
        _stand(connection, ours, masked=False)
        async with database.write() as tx:
            await tx.people.erase(1, ME, remove=True)
        words = {
            ours.marks[f"{held.table}.text"]
            for held in HELD
            if held.fate is Fate.WORDS and f"{held.table}.text" in ours.marks
        }
        assert len(words) >= 4
        assert not _where(connection, {str(one) for one in words})
        reason = connection.execute("SELECT reason FROM consent_answers").fetchone()
        assert reason == ("—",)


@pytest.mark.parametrize("decided", [False, True])
async def test_an_answer_stays_of_nobody_once_it_was_decided_by(
    database: Database, decided: bool
) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        ours = fill(connection, 1)
        _stand(connection, ours, masked=False)
        connection.execute(
            "UPDATE steps SET state = 'open', outcome = ?", ("{}" if decided else None,)
        )
        connection.commit()
        async with database.write() as tx:
            await tx.people.erase(1, ME, remove=False)
        left = connection.execute("SELECT author, reason FROM consent_answers").fetchall()
        reason = ours.marks["consent_answers.reason"]
        assert left == ([(None, reason)] if decided else [])


def _mark(held: Held, masked: bool, filled: Filled) -> str | int:
    """What stands for the person in a column, as the program writes it."""
    key = filled.marks["keys.key"]
    assert isinstance(key, bytes)
    if held.by is By.PERSON:
        return ME
    if held.by is By.WRITER:
        return author_reference(ME, key if masked else None)
    return author_reference(ME, key) + (":room" if held.by is By.FOR_ROOM else "")


def _stand(connection: sqlite3.Connection, filled: Filled, *, masked: bool) -> set[str]:
    """Have the person stand wherever a session can hold one; return all that stands for them."""
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(
        "UPDATE sessions SET signing = ? WHERE id = 1", ("masked" if masked else "signed",)
    )
    marks = set()
    for held in HELD:
        where = "id = 1" if "id" in filled.rows[held.table] else "1 = 1"
        mark = _mark(held, masked, filled)
        marks.add(str(mark))
        others = _own_rows(connection, held, filled)
        if held.by is By.FOR_ROOM:
            connection.execute(
                "INSERT INTO ballot_drafts (step_id, voter, content) VALUES (1, ?, '{}')", (mark,)
            )
        else:
            connection.execute(
                f"UPDATE {held.table} SET {held.column} = ? WHERE {where} {others}", (mark,)
            )
    connection.execute("UPDATE consent_answers SET stance = 'concern'")
    connection.execute(
        "UPDATE outbox SET payload = ?, failure = NULL WHERE session_id = 1",
        (f'{{"person": {ME}}}',),
    )
    connection.commit()
    assert set(STEP_KEYS.values()) < {"session", *STEP_KEYS.values()}
    return marks


def _own_rows(connection: sqlite3.Connection, held: Held, filled: Filled) -> str:
    """The rows of this session alone, where their table says which by another column."""
    for column in ("session_id", "step_id", "postit_id", "group_id", "place_id", "name_id"):
        if column in filled.rows[held.table] and column != held.column:
            return f"AND {column} = 1"
    return "AND action_id = 1" if "action_id" in filled.rows[held.table] else ""


def _of_server(connection: sqlite3.Connection) -> None:
    for held in OF_SERVER:
        columns = {
            row[1]: row[2]
            for row in connection.execute(f"PRAGMA table_info({held.table})")
            if row[3] and not row[5] and row[4] is None
        }
        row = {name: 5 if kind == "INTEGER" else '"words"' for name, kind in columns.items()}
        row |= {held.column: ME, "server_id": 5}
        connection.execute(
            f"INSERT INTO {held.table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )
    connection.commit()


def _tells_nothing_of_others(
    table: str, row: Mapping[str, object], filled: Filled, marks: set[str]
) -> None:
    for name, value in row.items():
        if f"{table}.{name}" in {f"{one.table}.{one.column}" for one in (*HELD, *OF_SERVER)}:
            assert str(value) in marks, f"{table}.{name} leads to somebody else"


def _where(connection: sqlite3.Connection, marks: set[str]) -> set[str]:
    """Return the columns in which something that stands for the person still does."""
    return {
        f"{table}.{row[1]}"
        for table in tables(connection)
        if table != "memory"  # its words are in the tables beside it
        for row in connection.execute(f"PRAGMA table_info({table})")
        for (value,) in connection.execute(f"SELECT {row[1]} FROM {table}")
        if any(mark in str(value) for mark in marks)
    }
