from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Database, StoreError
from bot.store.sqlite import opening
from bot.store.sqlite.opening import schema_versions
from tests.store.seeing import full_disk, opened, rows, scalar


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test can add to; the program reads them instead."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema_versions()[0][1].parent, folder)
    monkeypatch.setattr(opening, "_MIGRATIONS", folder)
    return folder


def newest() -> int:
    return schema_versions()[-1][0]


def backups(folder: Path) -> list[Path]:
    return list(folder.glob("*.before-*"))


async def _create(path: Path, fact: str = "old") -> None:
    async with opened(path) as database, database.write() as tx:
        await tx.servers.set_meta("fact", fact)


async def _fact(path: Path) -> str | None:
    async with opened(path) as database, database.read() as tx:
        return await tx.servers.meta("fact")


async def _refused(path: Path, sentence: str) -> None:
    """Check that the file is refused, with a sentence that an operator can act on."""
    with pytest.raises(StoreError, match=sentence):
        async with opened(path):
            pass


async def test_a_new_file_gets_every_migration_in_a_folder_made_for_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "gommette.db"
    async with opened(path):
        pass
    assert scalar(path, "PRAGMA user_version") == newest()
    assert scalar(path, "PRAGMA integrity_check") == "ok"
    assert {"sessions", "steps", "outbox", "timers"} <= {
        name for (name,) in rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table'")
    }


def test_migrations_are_numbered_from_one_without_a_hole() -> None:
    numbers = [number for number, _ in schema_versions()]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_every_table_refuses_values_of_the_wrong_type(database: Database) -> None:
    tables = rows(
        database.path,
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'",
    )
    loose = {name for name, strict in tables if not strict and not name.startswith("sqlite_")}
    assert loose == set()


async def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    await _create(path)
    assert await _fact(path) == "old"
    assert backups(tmp_path) == []


async def test_an_upgrade_keeps_the_rows_and_leaves_a_backup_of_before(
    tmp_path: Path, migrations: Path
) -> None:
    path = tmp_path / "gommette.db"
    await _create(path)
    old, new = newest(), newest() + 1
    (migrations / f"{new:04}_more.sql").write_text(
        "CREATE TABLE more (n INTEGER) STRICT;\nUPDATE meta SET value = 'new';\n"
    )
    assert await _fact(path) == "new"
    assert scalar(path, "PRAGMA user_version") == new
    backup = tmp_path / f"gommette.db.before-{new:04}"
    assert scalar(backup, "PRAGMA user_version") == old
    assert scalar(backup, "SELECT value FROM meta WHERE key = 'fact'") == "old"


async def test_an_upgrade_that_was_cut_short_keeps_the_copy_of_before_it(
    tmp_path: Path, migrations: Path
) -> None:
    path = tmp_path / "gommette.db"
    await _create(path)
    old, new = newest(), newest() + 2
    (migrations / f"{old + 1:04}_first.sql").write_text("UPDATE meta SET value = 'half';")
    second = migrations / f"{new:04}_second.sql"
    second.write_text("INSERT INTO nowhere VALUES (1);")
    await _refused(path, "nowhere")
    assert scalar(path, "PRAGMA user_version") == old + 1, "as a kill between the two leaves it"
    second.write_text("UPDATE meta SET value = 'new';")
    assert await _fact(path) == "new"
    (copy,) = backups(tmp_path)
    assert scalar(copy, "PRAGMA user_version") == old
    assert scalar(copy, "SELECT value FROM meta WHERE key = 'fact'") == "old"


async def test_a_copy_of_before_is_whole_or_absent(tmp_path: Path, migrations: Path) -> None:
    path = tmp_path / "gommette.db"
    await _create(path, "x" * 100_000)
    new = newest() + 1
    (migrations / f"{new:04}_more.sql").write_text("CREATE TABLE more (n INTEGER) STRICT;")
    with full_disk(path.stat().st_size - 20_000):
        await _refused(path, r"cannot be used: .*\.$")
    assert backups(tmp_path) == [], "what takes room on a full disk is of no use"
    # As a kill leaves it, and a copy of an earlier attempt.
    for name in (f"gommette.db.before-{new:04}", f"gommette.db.before-{new:04}.new"):
        (tmp_path / name).write_bytes(path.read_bytes()[:50_000])
    assert await _fact(path) == "x" * 100_000
    (copy,) = backups(tmp_path)
    assert scalar(copy, "PRAGMA integrity_check") == "ok"
    assert scalar(copy, "PRAGMA user_version") == new - 1


async def test_an_upgrade_is_told_with_its_copy(
    tmp_path: Path, migrations: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "gommette.db"
    with caplog.at_level(logging.INFO, "bot"):
        await _create(path)
        assert caplog.messages == []
        old, new = newest(), newest() + 1
        (migrations / f"{new:04}_more.sql").write_text("CREATE TABLE more (n INTEGER) STRICT;")
        await _fact(path)
    (told,) = caplog.messages
    assert told.startswith(f"the database was upgraded from schema {old} to {new}; ")
    assert f"{path}.before-{new:04}" in told


async def test_migrations_missed_are_applied_in_order(tmp_path: Path, migrations: Path) -> None:
    path = tmp_path / "gommette.db"
    await _create(path)
    first = newest() + 1
    (migrations / f"{first + 1:04}_b.sql").write_text("INSERT INTO trail VALUES ('b');")
    (migrations / f"{first:04}_a.sql").write_text(
        "CREATE TABLE trail (step TEXT) STRICT; INSERT INTO trail VALUES ('a');"
    )
    (migrations / "notes.txt").write_text("not a migration")
    async with opened(path):
        pass
    assert rows(path, "SELECT step FROM trail ORDER BY rowid") == [("a",), ("b",)]
    assert scalar(path, "PRAGMA user_version") == first + 1


async def test_a_migration_that_fails_halfway_leaves_the_file_as_it_was(
    tmp_path: Path, migrations: Path
) -> None:
    path = tmp_path / "gommette.db"
    await _create(path)
    old = newest()
    broken = migrations / f"{old + 1:04}_broken.sql"
    broken.write_text("UPDATE meta SET value = 'lost'; INSERT INTO nowhere VALUES (1);")
    await _refused(path, r"cannot be used: .*nowhere")
    assert scalar(path, "PRAGMA user_version") == old
    broken.unlink()
    assert await _fact(path) == "old"


async def test_a_file_of_a_newer_gommette_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    await _create(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {newest() + 7}")
    await _refused(path, f"schema {newest() + 7}.* knows {newest()} at most")
    assert scalar(path, "PRAGMA user_version") == newest() + 7


async def test_a_file_in_use_is_refused_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    async with opened(path) as first:
        await _refused(path, "Another Gommette is already running")
        assert (tmp_path / "gommette.db.lock").read_text() == str(os.getpid())
        async with first.write() as tx:  # the refused one did no harm
            await tx.servers.set_meta("fact", "mine")
    assert await _fact(path) == "mine"


async def test_a_file_in_use_is_refused_under_its_other_names_too(tmp_path: Path) -> None:
    path, other = tmp_path / "gommette.db", tmp_path / "elsewhere" / "link.db"
    other.parent.mkdir()
    other.symlink_to(path)
    async with opened(other) as first:
        assert first.path == path
        for name in (path, other):
            await _refused(name, "Another Gommette is already running")
    assert list(other.parent.iterdir()) == [other]


async def test_another_process_is_refused_too(database: Database) -> None:
    program = (
        "import asyncio, sys, pathlib\n"
        "from bot.store import Database\n"
        "asyncio.run(Database.open(pathlib.Path(sys.argv[1])))\n"
    )
    second = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(database.path), stderr=subprocess.PIPE
    )
    _, stderr = await second.communicate()
    assert second.returncode == 1
    assert b"InUseError: Another Gommette is already running" in stderr


async def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "gommette.db")
    await database.close()
    await database.close()


async def test_after_closing_the_file_alone_holds_everything(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    await _create(path)
    alone = tmp_path / "elsewhere.db"
    shutil.copyfile(path, alone)
    assert scalar(alone, "SELECT value FROM meta WHERE key = 'fact'") == "old"


async def test_a_path_that_cannot_be_written_is_a_sentence_for_the_operator(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "letter.db").write_text("Cher Gommette, ceci n'est pas une base de données." * 50)
    for path, sentence in (
        (tmp_path / "file" / "gommette.db", r"^The database .*gommette\.db cannot be written: "),
        (tmp_path / "folder", r"^The database .*folder cannot be used: .*\.$"),
        (tmp_path / "letter.db", r"^The database .*letter\.db cannot be used: .*\.$"),
        (Path("/proc/gommette.db"), r"^The database /proc/gommette\.db cannot be written: .*\.$"),
    ):
        await _refused(path, sentence)
    assert (tmp_path / "letter.db").read_text().startswith("Cher Gommette")


async def test_a_refused_file_is_free_again_once_it_is_right(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    path.write_text("not a database, but long enough to be taken for one" * 10)
    await _refused(path, "cannot be used")
    path.unlink()
    await _create(path)
    assert await _fact(path) == "old"


async def test_what_is_written_is_for_its_owner_alone(tmp_path: Path, migrations: Path) -> None:
    path = tmp_path / "state" / "gommette.db"
    async with opened(path) as database:
        async with database.write() as tx:
            await tx.servers.set_meta("fact", "mine")
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {f"gommette.db{suffix}": 0o600 for suffix in ("", "-wal", "-shm", ".lock")}
    assert path.parent.stat().st_mode & 0o777 == 0o700
    new = newest() + 1
    (migrations / f"{new:04}_more.sql").write_text("CREATE TABLE more (n INTEGER) STRICT;")
    async with opened(path):
        pass
    assert path.with_name(f"gommette.db.before-{new:04}").stat().st_mode & 0o777 == 0o600
