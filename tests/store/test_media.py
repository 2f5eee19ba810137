"""Recordings and pictures are files beside the database: there as long as a row names them."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.store import Database, StoreError
from bot.store.folder import Folder
from bot.store.looking import readable_by_others
from bot.store.sqlite import opening
from tests.store.older import older
from tests.store.seeing import full_disk, opened, rows, scalar, scrubbed
from tests.store.test_scenarios import OTHER, SOUND, kept

ROOT = Path(__file__).parents[2]
BEFORE = 10  # the last schema with contents in rows


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def forget(database: Database) -> None:
    async with database.write() as tx:
        await tx.media.delete_unused()


@pytest.mark.parametrize(
    ("name", "folder"),
    [("gommette.db", "gommette.media"), ("gommette", "gommette-media"), ("a.b", "a.b-media")],
)
def test_each_database_has_a_folder_of_its_own(name: str, folder: str) -> None:
    assert Folder.beside(Path("/srv") / name).path == Path("/srv") / folder


async def test_a_file_is_for_its_owner_alone_and_whole_under_its_name(database: Database) -> None:
    digest = await kept(database, SOUND)
    folder = database.path.with_name("gommette.media")
    assert [file.name for file in folder.iterdir()] == [digest]
    assert (folder / digest).read_bytes() == SOUND
    assert (folder.stat().st_mode & 0o777, (folder / digest).stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )
    assert rows(database.path, "SELECT digest, size FROM media") == [(digest, len(SOUND))]


@pytest.mark.parametrize("how", ["missing", "torn", "changed"])
async def test_a_file_that_is_damaged_is_as_good_as_gone_and_heals_when_it_is_put_again(
    database: Database, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    digest = await kept(database, SOUND)
    file = database.media.folder.path / digest
    if how == "missing":
        file.unlink()
    else:
        file.write_bytes(SOUND[:-1] if how == "torn" else b"x" + SOUND[1:])
    with caplog.at_level(logging.WARNING, "bot"):
        for _ in range(3):
            assert await database.media.content(digest) is None
    assert [record.getMessage() for record in caplog.records] == [
        f"the file {file} is missing or damaged"
    ]
    await kept(database, SOUND)
    assert await database.media.content(digest) == SOUND


async def test_what_is_not_committed_leaves_no_file(database: Database) -> None:
    known = await kept(database, OTHER)
    for content in (SOUND, OTHER):
        with pytest.raises(ZeroDivisionError):
            async with database.media.kept(content) as digest, database.write() as tx:
                await tx.media.add(digest, len(content))
                raise ZeroDivisionError
    assert database.media.folder.names() == [known]
    assert await database.media.content(known) == OTHER


async def test_what_a_full_disk_does_not_take_leaves_nothing_there(database: Database) -> None:
    with full_disk(len(SOUND) // 2), pytest.raises(OSError, match="too large"):
        await kept(database, SOUND)
    assert database.media.folder.names() == []


async def test_a_task_that_is_cancelled_leaves_no_file(database: Database) -> None:
    inside = asyncio.Event()

    async def puts() -> None:
        async with database.media.kept(SOUND):
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(puts())
    await inside.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert database.media.folder.names() == []


async def test_what_a_kill_left_without_a_row_goes_with_the_first_scrub(tmp_path: Path) -> None:
    path, folder = tmp_path / "gommette.db", tmp_path / "gommette.media"
    async with opened(path) as database:
        known = await kept(database, SOUND)
    (folder / digest_of(OTHER)).write_bytes(OTHER)
    (folder / f"{digest_of(OTHER)}.new").write_bytes(OTHER[:100])
    (folder / "notes.txt").write_text("not ours")
    async with opened(path) as database:
        await scrubbed(database)
        assert await database.media.content(known) == SOUND
    assert sorted(file.name for file in folder.iterdir()) == sorted([known, "notes.txt"])


async def test_content_put_again_before_its_file_was_deleted_stays(database: Database) -> None:
    digest = await kept(database, SOUND)
    await forget(database)
    assert await database.media.content(digest) is None
    assert database.media.folder.names() == [digest]
    await kept(database, SOUND)
    await scrubbed(database)
    assert await database.media.content(digest) == SOUND


async def test_content_put_again_while_files_are_deleted_is_never_without_its_file(
    database: Database,
) -> None:
    digest = digest_of(SOUND)
    for turn in range(40):
        work: list[asyncio.Task[object]] = [asyncio.create_task(kept(database, SOUND))]
        work.insert(turn % 2, asyncio.create_task(scrubbed(database)))
        for task in work:
            for _ in range(turn // 2):
                await asyncio.sleep(0)
            await asyncio.wait([task], timeout=0)
        await asyncio.gather(*work)
        assert await database.media.content(digest) == SOUND
        await forget(database)
    await scrubbed(database)
    assert database.media.folder.names() == []


def with_recordings(path: Path, *contents: bytes) -> None:
    older(
        path,
        BEFORE,
        *(("INSERT INTO media VALUES (?, ?)", digest_of(one), one) for one in contents),
        *(
            (
                "INSERT INTO scenarios (server_id, slug, title, language, sketch, created_by,"
                " updated_at) VALUES (1, ?, 't', 'fr', json_object('media', json_object('digest',"
                " ?)), 1, '')",
                digest_of(one)[:9],
                digest_of(one),
            )
            for one in contents
        ),
    )


LARGE = [b"OggS" + bytes([n]) * 2**20 for n in range(12)]


def all_there(path: Path) -> None:
    """Open a file that held `LARGE` and check that nothing is lost, and that its room is free."""

    async def look() -> None:
        async with opened(path) as database:
            await scrubbed(database)
            for content in LARGE:
                assert await database.media.content(digest_of(content)) == content
            await forget(database)

    asyncio.run(look())
    assert len(rows(path, "SELECT * FROM media")) == len(LARGE)
    # What a database without recordings takes, and less than one of them twice.
    assert path.stat().st_size < 2 * 2**20
    assert scalar(path, "PRAGMA integrity_check") == "ok"
    assert len(list(path.with_suffix(".media").iterdir())) == len(LARGE)


def test_recordings_of_an_older_database_move_to_files(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    with_recordings(path, *LARGE)
    all_there(path)
    (backup,) = tmp_path.glob("*.before-*")
    assert scalar(backup, "SELECT sum(length(content)) FROM media") == sum(map(len, LARGE))


async def upgraded(path: Path) -> None:
    async with opened(path):
        pass


def test_what_an_older_gommette_wrote_is_for_its_owner_alone_from_then_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "gommette.db"
    with_recordings(path, SOUND)
    with closing(sqlite3.connect(path)) as running:  # its -wal and -shm stand there
        running.execute("PRAGMA journal_mode=WAL")
        running.execute("INSERT INTO meta VALUES ('fact', 'old')")
        running.commit()
        (tmp_path / "gommette.db.lock").touch()
        (tmp_path / "gommette.db.notes").touch()
        for file in tmp_path.iterdir():
            file.chmod(0o644)
        asyncio.run(upgraded(path))
    assert {f.name for f in readable_by_others(path)} == {"gommette.db.notes"}, "which is not ours"


async def test_a_recording_that_cannot_be_moved_is_a_sentence_for_the_operator(
    tmp_path: Path,
) -> None:
    path = tmp_path / "gommette.db"
    with_recordings(path, SOUND)
    folder = tmp_path / "gommette.media"
    folder.touch()  # where the folder should be
    with pytest.raises(StoreError, match=rf"cannot be used: .*, {folder}\.$"):
        await Database.open(path)
    folder.unlink()
    async with opened(path) as database:
        assert await database.media.content(digest_of(SOUND)) == SOUND


def test_a_move_that_stopped_before_its_end_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, folder = tmp_path / "gommette.db", tmp_path / "gommette.media"
    with_recordings(path, *LARGE)
    broken = tmp_path / "migrations"
    broken.mkdir()
    for number, file in opening.schema_versions():
        script = file.read_text("utf-8")
        (broken / file.name).write_text(script + "SELECT nothing;" * (number == BEFORE + 1))
    with monkeypatch.context() as patched:
        patched.setattr(opening, "_MIGRATIONS", broken)
        with pytest.raises(StoreError, match="cannot be used"):
            asyncio.run(Database.open(path))
    assert scalar(path, "SELECT count(content) FROM media") == len(LARGE)
    # As a kill leaves it: some files, one of them begun.
    for file in sorted(folder.iterdir())[::2]:
        os.truncate(file, 1000)
        file.rename(file.with_suffix(".new"))
    all_there(path)


@pytest.mark.parametrize("files", [1, 6, len(LARGE)])
def test_a_move_that_is_killed_is_done_again(tmp_path: Path, files: int) -> None:
    path, folder = tmp_path / "gommette.db", tmp_path / "gommette.media"
    with_recordings(path, *LARGE)
    command = [sys.executable, "-m", "tests.store.crash_child", str(path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as child:
        while child.poll() is None:
            with suppress(FileNotFoundError):
                if len(list(folder.iterdir())) >= files:
                    child.kill()
    all_there(path)


async def test_a_folder_that_cannot_be_swept_holds_up_no_other_erasure(
    database: Database,
) -> None:
    digest = await kept(database, SOUND)
    await forget(database)
    async with database.write() as tx:
        await tx.sessions.destroy_key("vote", 1)
    file = database.media.folder.path / digest
    file.unlink()
    file.mkdir()  # not to be deleted as a file
    found = await database.scrub(quiet=False)
    assert found.left == 1
    assert found.failure is not None
    file.rmdir()
    await scrubbed(database)
