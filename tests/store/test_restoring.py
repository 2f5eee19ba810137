"""`python -m bot restore`: a copy in the place of the database, whatever is there and whenever it
is killed."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import ROOT
from bot.run import Exit
from bot.store import Database
from bot.store.copying import copy_to
from bot.store.outbox import Saying
from bot.store.restoring import replaced_by, restore, sweep
from bot.store.sqlite.opening import newest_schema
from bot.store.taking_up import HELD_FROM
from bot.store.timers import TimerKind
from tests.builders import CHANNEL, NOW, SERVER
from tests.store.older import older
from tests.store.seeing import full_disk, opened, rows, scalar
from tests.store.test_rows import create
from tests.store.test_scenarios import SOUND, kept

Told = tuple[int, str, str]
LATER = NOW + timedelta(days=1)


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database with one fact and a recording, a copy of it beside, and another fact since."""
    path = tmp_path / "gommette.db"
    async with opened(path) as database:
        await kept(database, SOUND)
        await note(database, "then")
        copy_to(path, tmp_path / "copy", NOW)
        await note(database, "since")
    return path


@pytest.fixture
def copy(path: Path) -> Path:
    return path.parent / "copy"


async def note(database: Database, fact: str) -> None:
    async with database.write() as tx:
        await tx.servers.set_meta("fact", fact)


def fact(path: Path) -> str:
    assert scalar(path, "PRAGMA integrity_check") == "ok"
    return str(scalar(path, "SELECT value FROM meta WHERE key = 'fact'"))


class Runner:
    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def __call__(self, source: Path) -> Told:
        code = main(["restore", str(source)])
        return code, *self._capsys.readouterr()


@pytest.fixture
def run(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    monkeypatch.setenv("DATABASE", str(path))
    return Runner(path, capsys)


def files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_the_copy_takes_the_place_and_what_it_replaces_is_kept(run: Runner, copy: Path) -> None:
    before = files(copy)
    code, out, err = run(copy)
    assert (code, err) == (Exit.OK, "")
    first, second, *_ = out.splitlines()
    assert first == f"The database {run.path} is now as it was on {NOW:%Y-%m-%d at %H:%M} UTC."
    (replaced,) = replaced_by(run.path)
    assert second.startswith(f"What it replaces is in {replaced}: delete it once all is well")
    assert (fact(run.path), fact(replaced / run.path.name)) == ("then", "since")
    for place in (run.path, replaced / run.path.name):
        (digest,) = [digest for (digest,) in rows(place, "SELECT digest FROM media")]
        assert (place.with_suffix(".media") / digest).read_bytes() == SOUND
    assert {p.stat().st_mode & 0o077 for p in (run.path, replaced, *replaced.rglob("*"))} == {0}
    assert files(copy) == before, "a copy serves again"
    assert scalar(copy / run.path.name, "SELECT value FROM meta WHERE key = 'fact'") == "then"


async def test_what_was_replaced_can_be_put_back_too(run: Runner, copy: Path) -> None:
    run(copy)
    (replaced,) = replaced_by(run.path)
    assert run(replaced)[0] == Exit.OK
    assert fact(run.path) == "since"
    async with opened(run.path):
        pass


async def test_on_a_new_machine_there_is_nothing_to_replace(
    run: Runner, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "place" / "g.db"
    monkeypatch.setenv("DATABASE", str(path))
    code, out, _ = run(copy)
    assert (code, "What it replaces" in out) == (Exit.OK, False)
    assert fact(path) == "then"
    async with opened(path) as database:
        ((digest,),) = rows(path, "SELECT digest FROM media")
        assert await database.media.content(digest) == SOUND


async def test_a_bot_that_runs_keeps_its_database(run: Runner, copy: Path) -> None:
    async with opened(run.path):
        code, out, err = run(copy)
    assert (code, out) == (Exit.DATABASE, "")
    assert err == f"Another Gommette is already running on {run.path}.\n"
    assert fact(run.path) == "since"


def test_another_program_that_has_it_open_is_waited_for_by_nobody(run: Runner, copy: Path) -> None:
    with closing(sqlite3.connect(run.path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL").fetchall()
        other.execute("INSERT INTO meta VALUES ('other', 'x')")
        other.execute("BEGIN")
        other.execute("SELECT * FROM meta").fetchall()
        with closing(sqlite3.connect(run.path)) as writer, writer:
            writer.execute("INSERT INTO meta VALUES ('another', 'x')")
        code, _, err = run(copy)
    assert code == Exit.DATABASE
    assert err == f"Another program has {run.path} open: close it, and restore again.\n"
    assert fact(run.path) == "since"


def test_what_is_no_copy_is_a_sentence_and_changes_nothing(
    run: Runner, copy: Path, tmp_path: Path
) -> None:
    empty, text, half = tmp_path / "empty", tmp_path / "text", tmp_path / "c.a1.unfinished"
    empty.mkdir()
    text.write_text("a letter")
    shutil.copytree(copy, half)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE t (a)")
    several = tmp_path / "several"
    shutil.copytree(copy, several)
    shutil.copyfile(other, several / "other.db")
    before = files(tmp_path)
    for source, sentence in {
        tmp_path / "nothing": f"There is nothing at {tmp_path}/nothing.",
        empty: f"{empty} holds no database: give the folder that a backup made, or its file.",
        several: f"{several} holds several databases: give the folder that a backup made, or its"
        " file.",
        text: f"{text} is no database: give the folder that a backup made, or its file.",
        half: f"{half} was never finished: take another copy.",
        other: f"{other} is no database of Gommette.",
        run.path: f"{run.path} is the database itself, and no copy of it.",
    }.items():
        assert run(source) == (Exit.SETTINGS, "", sentence + "\n")
    assert files(tmp_path) == before
    assert fact(run.path) == "since"


def test_a_copy_that_is_newer_or_damaged_is_refused(run: Runner, copy: Path) -> None:
    there = copy / run.path.name
    whole = there.read_bytes()
    with closing(sqlite3.connect(there)) as made:
        made.execute(f"PRAGMA user_version = {newest_schema() + 1}")
    code, out, err = run(copy)
    assert (code, out) == (Exit.DATABASE, "")
    assert f"is from a newer Gommette (schema {newest_schema() + 1}" in err
    for damaged in (whole[: len(whole) // 2], whole[:8192] + b"\xff" * 8192 + whole[16384:]):
        there.write_bytes(damaged)
        code, out, err = run(copy)
        assert (code, out) == (Exit.DATABASE, "")
        assert err.startswith(f"{there} is damaged")
        assert err.endswith(": take another copy.\n")
    assert fact(run.path) == "since"


def test_a_full_disk_leaves_everything_as_it_was(run: Runner, copy: Path, tmp_path: Path) -> None:
    before = files(tmp_path)
    for size in (5000, run.path.stat().st_size - 1000):
        with full_disk(size):
            code, out, err = run(copy)
        assert (code, out) == (Exit.FAULT, "")
        assert err.startswith("The copy could not be put back (")
        assert err.endswith(f": the database {run.path} is as it was.\n")
    assert files(tmp_path) == before
    assert fact(run.path) == "since"


def test_a_database_that_is_damaged_is_replaced_and_kept_as_it_is(run: Runner, copy: Path) -> None:
    wrecked = run.path.read_bytes()[:3000]
    run.path.write_bytes(wrecked)
    run.path.with_name("gommette.db-wal").write_bytes(b"what a crash left")
    assert run(copy)[0] == Exit.OK
    (replaced,) = replaced_by(run.path)
    assert (replaced / run.path.name).read_bytes() == wrecked
    assert (replaced / "gommette.db-wal").read_bytes() == b"what a crash left"
    assert fact(run.path) == "then", "the log of another database is not applied to it"


async def test_a_recording_that_is_nowhere_is_counted(run: Runner, copy: Path) -> None:
    for folder in (copy, run.path.parent):
        shutil.rmtree(folder / "gommette.media")
    assert "\n1 recordings or pictures are missing: " in run(copy)[1]


# Upgrades, and back


async def test_an_upgrade_is_undone_from_the_copy_that_it_left(tmp_path: Path) -> None:
    path, old = tmp_path / "gommette.db", newest_schema() - 4
    older(path, old, ("INSERT INTO meta VALUES ('fact', 'before')",))
    async with opened(path) as database:
        await note(database, "after")
    before = tmp_path / f"gommette.db.before-{newest_schema():04}"
    assert (scalar(before, "PRAGMA user_version"), fact(before)) == (old, "before")
    restored = restore(before, path, LATER)
    assert restored.schema == old
    assert (scalar(path, "PRAGMA user_version"), fact(path)) == (old, "before")
    async with opened(path):  # the older program would find its schema; this one upgrades again
        assert fact(path) == "before"


@pytest.mark.parametrize("number", [1, 5, 10, 11, 20, 43, 44, newest_schema()])
async def test_a_copy_of_any_schema_is_put_back_and_upgraded(tmp_path: Path, number: int) -> None:
    path, copy = tmp_path / "gommette.db", tmp_path / "old.db"
    older(copy, number)
    assert restore(copy, path, LATER).schema == number
    async with opened(path) as database, database.read() as tx:
        assert await tx.servers.meta(HELD_FROM) is not None


# The world went on


async def test_no_number_is_given_again(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    async with opened(path) as database:
        async with database.write() as tx:
            first = await create(tx)
        copy_to(path, tmp_path / "copy", NOW)
        async with database.write() as tx:
            lost = await create(tx, channel_id=CHANNEL + 1)
            await tx.timers.set(TimerKind.FORGET, lost.id, NOW)
    restore(tmp_path / "copy", path, LATER)
    async with opened(path) as database, database.write() as tx:
        again = await create(tx, channel_id=CHANNEL + 2)
        await tx.timers.set(TimerKind.FORGET, again.id, NOW)
    assert first.id < lost.id < again.id
    assert scalar(path, "SELECT max(id) FROM timers") > 1_000_000


async def test_a_letter_that_waited_is_looked_for_before_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    async with opened(path) as database:
        async with database.write() as tx:
            session = await create(tx)
            await tx.outbox.add(Saying.SUMMARY, session.id, CHANNEL, NOW, for_coordinators=0)
        copy_to(path, tmp_path / "copy", NOW)
    restore(tmp_path / "copy", path, LATER)
    async with opened(path) as database, database.write() as tx:
        letter = await tx.outbox.attempt(CHANNEL, None)
    assert letter is not None
    assert letter.attempts == 1
    assert letter.after is not None
    posted = datetime.fromtimestamp(((letter.after >> 22) + 1_420_070_400_000) / 1000, NOW.tzinfo)
    assert NOW - timedelta(minutes=11) < posted < NOW


async def test_what_happens_each_week_keeps_the_day_of_the_replaced_database(
    tmp_path: Path,
) -> None:
    path, week = tmp_path / "gommette.db", timedelta(days=7)
    async with opened(path) as database:
        async with database.write() as tx:
            await tx.timers.set_of_server(TimerKind.ACTIONS, SERVER, NOW)
            await tx.timers.set_of_server(TimerKind.DIGEST, SERVER, NOW + 2 * week)
        copy_to(path, tmp_path / "copy", NOW)
        async with database.write() as tx:
            await tx.timers.set_of_server(TimerKind.ACTIONS, SERVER, NOW + week)
            await tx.timers.set_of_server(TimerKind.DIGEST, SERVER, NOW + week)
    restore(tmp_path / "copy", path, LATER)
    async with opened(path) as database, database.read() as tx:
        due = {timer.kind: timer.due_at for timer in await tx.timers.of_server(SERVER)}
    assert due == {TimerKind.ACTIONS: NOW + week, TimerKind.DIGEST: NOW + 2 * week}


# Killed


def test_a_kill_at_any_moment_leaves_the_one_or_the_other(run: Runner, copy: Path) -> None:
    """A child forks for each thing that a restoration does with a file, and is killed there."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.restoring_child", str(run.path), str(copy)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    outcomes = done.stdout.split()
    assert outcomes[-1] == "done"
    assert set(outcomes[:-1]) == {"then", "since"}
    assert outcomes.count("since") > 20


def test_what_a_kill_left_goes(path: Path) -> None:
    half = path.with_name("gommette.db.replaced-20260101-000000.unfinished")
    half.mkdir()
    (half / "gommette.db").write_bytes(b"half")
    for end in (".restoring", ".restoring-journal"):
        path.with_name(path.name + end).write_bytes(b"half")
    sweep(path)
    assert [place.name for place in path.parent.iterdir() if "re" in place.suffix] == []
    assert not half.exists()
