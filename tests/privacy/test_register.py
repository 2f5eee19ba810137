"""`PRIVACY.md` beside the database: what can identify a person is listed there, with its purpose
and its end, and is gone by then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing

import pytest

from bot.services.context import Context
from bot.services.keeping import leaving
from bot.store import Database, Transaction
from bot.store.sealing import cipher
from bot.store.sealing.vault import Vault
from tests.builders import NOW, SERVER
from tests.privacy.register import FILES, End, neutral, register
from tests.store.filled import fill, standing, tables

REGISTER = register()
# Tables of SQLite, and those in which it keeps the index of words: `memory.words` stands for them.
INNER = {"memory_data", "memory_idx", "memory_docsize", "memory_config", "memory_content"}
# Read by the store in a form of its own: no mark can stand there, other tests look at them.
ELSEWHERE = {"outbox.payload", "steps.outcome", "remembered_words.words", "memory.words"}


def columns_of(connection: sqlite3.Connection) -> set[str]:
    return {
        f"{table}.{row[1]}"
        for table in tables(connection)
        if table not in INNER
        for row in connection.execute(f"PRAGMA table_info({table})")
    }


def listed(*ends: End) -> set[str]:
    """The columns that are gone by one of `ends`, whatever else."""
    return {
        column
        for column, line in REGISTER.items()
        if line.ends & set(ends) and column not in ELSEWHERE
    }


async def test_each_column_is_in_the_register_or_holds_no_person(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        found = columns_of(connection)
    said = set(REGISTER) | neutral()
    assert not found - said, (
        f"{sorted(found - said)}: say in PRIVACY.md and PRIVACY.fr.md why each is kept and until"
        " when, or in NEUTRAL of tests/privacy/register.py that it holds no person"
    )
    assert not said - found, f"{sorted(said - found)}: no such column"
    assert not set(REGISTER) & neutral()


def test_both_languages_have_the_same_register() -> None:
    english, french = register("en"), register("fr")
    assert list(english) == list(french)
    for column, line in english.items():
        assert line.ends == french[column].ends, column
        assert line.ends, f"{column}: no end is said"
        for told in (line, french[column]):
            assert told.what and told.purpose, column


@pytest.mark.parametrize("language", FILES)
def test_a_network_finds_what_it_has_to_fill_in(language: str) -> None:
    assert "[…]" in FILES[language].read_text("utf-8")


Ending = Callable[[Transaction], Coroutine[object, object, object]]


async def left_after(database: Database, ending: Ending) -> set[str]:
    """The columns in which something of a session, whose rows are all filled, stands after."""
    with closing(sqlite3.connect(database.path)) as connection:
        ours = fill(connection, 1)
        # A weight is checked when the ballot is counted: no mark passes for one.
        connection.execute("UPDATE cast_ballots SET weight = 1")
        # A sealed box is opened then: no mark passes for one.
        name, key = Vault.beside(database.path).make()
        box = cipher.close(key, '["1"]\t1\t0', 4096)
        connection.execute("UPDATE sealed_boxes SET key = ?, content = ?", (name, box))
        ours.marks["sealed_boxes.content"] = box
        connection.commit()
        before = standing(connection, ours)
        async with database.write() as tx:
            await ending(tx)
        assert before, "nothing was there"
        return standing(connection, ours)


async def test_a_vote_that_is_counted_leaves_no_ballot_beside_its_voter(
    database: Database,
) -> None:
    left = await left_after(database, lambda tx: tx.ballots.unlink_voters(1))
    assert not left & (listed(End.CLOSE) - {"keys.key"})


async def test_the_end_of_a_session_takes_what_was_of_its_steps(database: Database) -> None:
    left = await left_after(database, lambda tx: tx.unlink(1, masked=False))
    assert not left & listed(End.STEP, End.SESSION)


async def test_the_end_of_a_masked_session_takes_its_writers(database: Database) -> None:
    left = await left_after(database, lambda tx: tx.unlink(1, masked=True))
    assert not left & listed(End.STEP, End.SESSION, End.MASKED)


async def _aged(tx: Transaction) -> None:
    await tx.unlink(1, masked=False)
    await tx.sessions.delete_raw(1, NOW)


async def test_the_purge_takes_raw_data_and_leaves_decisions(database: Database) -> None:
    left = await left_after(database, _aged)
    gone = listed(End.STEP, End.SESSION, End.RAW)
    assert not left & gone, "this still stands"
    assert left & set(REGISTER) <= listed(End.SERVER, End.ASKED), "this is kept, and not said to be"
    stays = {
        column
        for column, line in REGISTER.items()
        if line.ends == {End.SERVER} and not column.startswith(("recipes.", "scenarios."))
    }
    told = stays & set(REGISTER) - ELSEWHERE
    assert told <= left, "this is said to be kept, and is not"


async def test_once_the_server_was_left_nothing_of_it_stands_anywhere(ctx: Context) -> None:
    path = ctx.database.path
    with closing(sqlite3.connect(path)) as connection:
        ours, theirs = fill(connection, 1, whole=True), fill(connection, 2, whole=True)
        for filled, server in ((ours, SERVER), (theirs, SERVER + 1)):
            for table in tables(connection):
                name = f"{table}.server_id"
                if name in filled.marks:
                    connection.execute(
                        f"UPDATE {table} SET server_id = ? WHERE server_id = ?",
                        (server, filled.marks.pop(name)),
                    )
        connection.execute("DELETE FROM servers_left")
        # What the store reads in forms of its own.
        connection.execute("UPDATE sessions SET language = 'fr', signing = 'masked'")
        connection.commit()
        before = standing(connection, theirs)
    await leaving.left(ctx, SERVER, NOW)
    now = NOW + leaving.KEPT_AFTER
    while await leaving.delete_some(ctx, SERVER, now):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert standing(connection, ours) == set()
        assert standing(connection, theirs) == before, "another server was touched"
        for table in tables(connection):
            if "server_id" in {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}:
                held = f"SELECT 1 FROM {table} WHERE server_id = ?"
                assert connection.execute(held, (SERVER,)).fetchone() is None, table
    assert await leaving.known(ctx) == [SERVER + 1]
