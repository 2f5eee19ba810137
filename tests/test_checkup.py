"""What `check` says of the files that the bot keeps, also beside the bot that runs."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import Settings
from bot.interface.sending.voice import installed
from bot.operating.checkup import findings
from bot.operating.finding import Finding
from bot.store import Database
from bot.store.outbox import Saying
from bot.store.sqlite.opening import copies, newest_schema
from bot.workshop.subgroups.places import Kind, Why
from tests.builders import CHANNEL, NOW, recipe, vote
from tests.store.older import older
from tests.store.seeing import scrubbed
from tests.store.test_rows import create
from tests.store.test_scenarios import SOUND, kept

ERASURES, MEDIA, ALONE = "erasures pending", "missing or damaged", "for its own account alone"
COPIES = "copies of before an upgrade, or a restoration,"


async def found(path: Path) -> dict[str, Finding]:
    told = [finding async for finding in findings(Settings(database=path), lambda: NOW)]
    return {
        about: finding
        for about in (ERASURES, MEDIA, COPIES, ALONE)
        for finding in told
        if about in finding.what
    }


async def test_all_is_well_with_what_the_bot_writes(database: Database) -> None:
    await kept(database, SOUND)
    told = await found(database.path)
    assert len(told) == 4
    assert all(finding.found for finding in told.values())


async def test_what_waits_to_be_erased_is_said(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx, recipe(vote()))
        await tx.sessions.destroy_key("vote", session.id)
    told = (await found(database.path))[ERASURES]
    assert (told.found, told.what) == (False, "1 erasures pending")
    await scrubbed(database)
    assert (await found(database.path))[ERASURES].found


async def test_a_recording_that_is_damaged_is_named(database: Database) -> None:
    file = database.media.folder.path / await kept(database, SOUND)
    os.truncate(file, 100)
    told = (await found(database.path))[MEDIA]
    assert not told.found
    assert told.remedy.endswith(str(file))


@pytest.mark.parametrize("what", ["key", "raw data", "unreadable"])
async def test_a_copy_that_outlives_what_was_erased_is_named(database: Database, what: str) -> None:
    async with database.write() as tx:
        session = await create(tx, recipe(vote()))
        await tx.sessions.make_key("vote", session.id, bytes(32))
    copy = database.path.with_name("gommette.db.before-0099")
    with closing(sqlite3.connect(database.path)) as other:
        other.execute("VACUUM INTO ?", (str(copy),))
    assert (await found(database.path))[COPIES].found, "nothing was erased since"
    if what == "unreadable":
        copy.write_bytes(copy.read_bytes()[:5000])
    async with database.write() as tx:
        if what == "key":
            await tx.sessions.destroy_key("vote", session.id)
        elif what == "raw data":
            await tx.sessions.delete_raw(session.id, NOW)
    told = (await found(database.path))[COPIES]
    assert (told.found, told.what[0]) == (False, "1")
    assert told.remedy.endswith(f": rm {copy}")


@pytest.mark.parametrize("name", ["gommette.db", "gommette.db-wal", "gommette.media"])
async def test_what_others_can_read_is_named(database: Database, name: str) -> None:
    await kept(database, SOUND)
    file = database.path.with_name(name)
    file.chmod(0o755)
    told = (await found(database.path))[ALONE]
    assert not told.found
    assert told.remedy.endswith(f"chmod go-rwx {file}")


async def test_letters_that_do_not_get_out_are_named_with_the_reason(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        for _ in range(3):
            await tx.outbox.add(Saying.SUMMARY, session.id, CHANNEL, NOW, for_coordinators=0)
        letter = await tx.outbox.attempt(CHANNEL, None)
        assert letter is not None
        await tx.outbox.refused(letter.id, "403 50013", NOW)
        await tx.outbox.give_up(letter.id + 1, "404 10003", NOW)
    told = [finding async for finding in findings(Settings(database=database.path), lambda: NOW)]
    named = [finding for finding in told if finding.what.startswith("letter")]
    assert [finding.found for finding in named] == [False, False], "one only waits its turn"
    assert "summary of session 1) waits" in named[0].what
    assert "403 50013" in named[0].what
    assert "was given up: 404 10003" in named[1].what
    assert "/session post" in named[1].remedy


async def told(path: Path) -> list[Finding]:
    return [finding async for finding in findings(Settings(database=path), lambda: NOW)]


async def test_what_an_older_gommette_left_is_not_upgraded_by_looking(tmp_path: Path) -> None:
    path, newest = tmp_path / "gommette.db", newest_schema()
    older(path, newest - 1)
    path.chmod(0o600)
    before = path.read_bytes()
    (database,) = [finding for finding in await told(path) if "database" in finding.what.split()[0]]
    assert database.found
    assert f"upgraded from schema {newest - 1} to {newest} at the next start" in database.what
    assert path.read_bytes() == before
    assert copies(path) == []


@pytest.mark.parametrize("what", ["newer", "malformed", "no database", "no right"])
async def test_each_reason_has_its_own_advice(tmp_path: Path, what: str) -> None:
    path = tmp_path / "gommette.db"
    await (await Database.open(path)).close()
    if what == "newer":
        with closing(sqlite3.connect(path)) as other:
            other.execute(f"PRAGMA user_version = {newest_schema() + 1}")
    elif what == "malformed":
        whole = path.read_bytes()
        path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    elif what == "no database":
        path.write_bytes(b"a letter to someone" * 400)
    else:
        path.unlink()
        path.mkdir()
    found = await told(path)
    (database,) = [finding for finding in found if finding.what == f"database {path}"]
    assert not database.found
    ours = "DATABASE should be a file of this account"
    assert (ours in database.remedy) == (what == "no right")
    assert ("Copy a backup back" in database.remedy) == (what in ("malformed", "no database"))
    assert not any(ERASURES in finding.what for finding in found), "nobody knows"


async def test_where_the_end_of_time_can_be_heard_is_said(tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "gommette.db")
    (told,) = [f async for f in findings(settings, lambda: NOW) if "the end of time" in f.what]
    assert told.found
    assert ("make voice" in told.what) != installed()


async def test_rooms_of_small_groups_that_are_left_are_named(database: Database) -> None:
    async def told() -> list[Finding]:
        return [
            finding
            async for finding in findings(Settings(database=database.path), lambda: NOW)
            if "small groups" in finding.what
        ]

    assert await told() == []
    async with database.write() as tx:
        session = await create(tx, recipe(vote()))
        await tx.gatherings.begin(session.id, 7, CHANNEL, 8)
        await tx.gatherings.ask(session.id, 1, Kind.ROOM, "Groupe 1", 8, NOW)
        await tx.gatherings.stands(session.id, 1, Kind.ROOM, 9)
    assert await told() == [], "people are at work"
    async with database.write() as tx:
        await tx.gatherings.hindered(session.id, Why.RIGHTS, NOW)
    (finding,) = await told()
    assert not finding.found
    assert "(server 7)" in finding.what
    assert "channels 9; rights since" in finding.what
    async with database.write() as tx:
        await tx.gatherings.end(session.id)
        await tx.gatherings.begin(session.id + 1, 7, CHANNEL, None)  # its session was deleted
    (finding,) = await told()
    assert "none that is known" in finding.what
