"""What is erased is nowhere on the disk, not even in a copy that SQLite made on its own."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.store import Database
from bot.store.erasing import SMALL, Scrubbed
from bot.workshop.postits.postit import Source
from bot.workshop.sessions.session import Signing, author_reference
from tests.builders import NOW, collect, recipe, vote
from tests.store.seeing import every_byte, full_disk, opened, reached, rows, scrubbed
from tests.store.test_rows import create
from tests.store.voting import box_of, close_box

ROOT = Path(__file__).parents[2]


async def test_after_an_erasure_the_disk_holds_no_copy_of_what_was_erased(
    database: Database,
) -> None:
    chance = random.Random(7)
    path = database.path
    keys: dict[int, bytes] = {}
    references: list[str] = []
    texts: list[str] = []
    async with database.write() as tx:
        for n in range(60):
            made = await create(tx, recipe(collect()), channel_id=1000 + n, signing=Signing.MASKED)
            keys[made.id] = chance.randbytes(32)
            await tx.sessions.make_key("session", made.id, keys[made.id])
    busy = list(keys)[:5]
    for _ in range(60):
        # Rows of random identifiers and lengths: pages split and merge, and leave copies.
        async with database.write() as tx:
            for _ in range(15):
                session_id = chance.choice(busy)
                step = await tx.sessions.step_at(session_id, 0)
                assert step is not None
                author = author_reference(chance.randrange(10**18), keys[session_id])
                submission = author_reference(chance.randrange(10**18), keys[session_id])
                text = f"{author[::-1]} " + "x" * chance.randrange(250)
                references += [author, submission]
                texts.append(author[::-1])
                await tx.postits.add(
                    session_id=session_id,
                    step_id=step.id,
                    author=author,
                    author_name=None,
                    text=text,
                    dimension=None,
                    year=None,
                    source=Source.FORM,
                    submission=submission,
                )
    disk = every_byte(path)
    assert references[0].encode() in disk
    for session_id in chance.sample(list(keys), len(keys)):
        async with database.write() as tx:
            await tx.postits.unlink(session_id, masked=True)
            await tx.sessions.destroy_key("session", session_id)
    await scrubbed(database)
    disk = every_byte(path)
    assert [key for key in keys.values() if key in disk] == []
    assert [reference for reference in references if reference.encode() in disk] == []
    assert [text for text in texts if text.encode() not in disk] == []
    for session_id in busy:
        async with database.write() as tx:
            await tx.sessions.delete_raw(session_id, NOW)
    await scrubbed(database)
    disk = every_byte(path)
    assert [text for text in texts if text.encode() in disk] == []


async def test_an_erasure_cut_short_by_a_kill_is_finished_when_the_file_is_opened(
    database: Database,
) -> None:
    path = database.path
    copy = path.parent / "after" / path.name
    key = bytes(range(200, 232))
    async with database.write() as tx:
        session = await create(tx, signing=Signing.MASKED)
        await tx.sessions.make_key("session", session.id, key)
    async with database.write() as tx:
        await tx.sessions.destroy_key("session", session.id)
    # The kill comes right after the commit.
    copy.parent.mkdir()
    for file in path.parent.glob("gommette.db-*"):
        (copy.parent / file.name).write_bytes(file.read_bytes())
    copy.write_bytes(path.read_bytes())
    assert key in every_byte(copy)
    async with opened(copy) as again:
        await scrubbed(again)
        assert key not in every_byte(copy)


async def voted(database: Database, voters: int = 300) -> tuple[int, list[bytes]]:
    """A secret vote with its box full; return its step, and what must go at its close."""
    async with database.write() as tx:
        session = await create(tx, recipe(vote()))
        step = await tx.sessions.step_at(session.id, 0)
        assert step is not None
    needles = await box_of(database, step.id, voters)
    assert set(left(database, needles)) >= {needles[0], needles[1]}
    return step.id, needles


def left(database: Database, needles: list[bytes]) -> list[bytes]:
    """Those of `needles` that stand somewhere on the disk."""
    disk = every_byte(database.path)
    return [needle for needle in needles if needle in disk]


@contextmanager
def foreign(database: Database, *statements: str) -> Iterator[sqlite3.Connection]:
    """Another program on the file, in the middle of a transaction until the block is over."""
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        for statement in statements:
            other.execute(statement).fetchall()
        yield other
        other.execute("ROLLBACK")


async def test_a_closed_vote_leaves_no_key_no_voter_and_no_earlier_ballot(
    database: Database,
) -> None:
    """Without a rebuild of the whole file: it may be large."""
    await grown(database)
    step_id, needles = await voted(database)
    other, kept = await other_vote(database)
    await close_box(database, step_id)
    assert await database.scrub(quiet=False) == Scrubbed()
    assert left(database, needles) == []
    assert left(database, kept) == kept, "another vote goes on"
    assert len(rows(database.path, "SELECT * FROM ballots WHERE step_id = ?", other)) == 10
    assert len(rows(database.path, "SELECT * FROM counted_ballots")) == 300


async def other_vote(database: Database) -> tuple[int, list[bytes]]:
    """A second vote with ten ballots in the box; return its step, its key and its voters."""
    key = bytes(range(100, 132))
    async with database.write() as tx:
        session = await create(tx, recipe(vote()), channel_id=77)
        step = await tx.sessions.step_at(session.id, 0)
        assert step is not None
        await tx.sessions.make_key("vote", step.id, key)
        voters = [author_reference(user, key) for user in range(10)]
        for voter in voters:
            await tx.ballots.cast(step.id, voter, ["1"])
    return step.id, [key, *(voter.encode() for voter in voters)]


async def test_a_vote_that_closes_while_another_program_reads_is_erased_once_it_leaves(
    database: Database,
) -> None:
    step_id, needles = await voted(database)
    with foreign(database, "BEGIN", "SELECT * FROM keys"):
        await close_box(database, step_id)
        for _ in range(2):
            found = await database.scrub(quiet=False)
            assert found.left == 1
            assert "another program is reading" in (found.failure or "")
        assert needles[0] in left(database, needles)
        async with database.read() as tx:
            assert await tx.erasures.pending() == 1
            assert await tx.sessions.key("vote", step_id) is None
    assert await database.scrub(quiet=False) == Scrubbed()
    assert left(database, needles) == []


async def test_a_scrub_that_finds_another_program_writing_is_done_later(
    database: Database,
) -> None:
    step_id, needles = await voted(database, 20)
    await close_box(database, step_id)
    async with database.write() as tx:
        await tx.servers._run("PRAGMA busy_timeout = 0")  # it would be waited for
    with foreign(database, "BEGIN IMMEDIATE"):
        found = await database.scrub(quiet=True)
        assert (found.left, found.failure) == (1, "database is locked")
    assert needles[0] in left(database, needles)
    await scrubbed(database)
    assert left(database, needles) == []


async def test_a_disk_that_is_full_holds_up_the_erasure_and_nothing_else(
    database: Database,
) -> None:
    step_id, needles = await voted(database)
    async with database.write() as tx:
        await tx.sessions.delete_raw(1, NOW)  # the whole file is to be rebuilt
        await tx.sessions.make_key("vote", step_id, needles[0])
    await close_box(database, step_id)
    with full_disk(4096):
        found = await database.scrub(quiet=True)
    assert found.left == 3
    assert found.failure is not None
    assert await database.scrub(quiet=True) == Scrubbed()
    assert left(database, needles) == []
    async with database.write() as tx:
        await tx.servers.set_meta("usable", "yes")


async def test_what_cannot_be_rebuilt_holds_up_no_other_erasure(database: Database) -> None:
    await grown(database)
    async with database.write() as tx:
        await tx.servers._run("PRAGMA wal_autocheckpoint = 0")
    with closing(sqlite3.connect(database.path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # from here on, its size is what it holds
    step_id, needles = await voted(database)
    await close_box(database, step_id)
    async with database.write() as tx:
        await tx.sessions.delete_raw(1, NOW)
        await tx.notes.add(1, step_id, "x", "1")
    log = database.path.with_name(database.path.name + "-wal").stat().st_size
    file = database.path.stat().st_size
    # A rebuild adds the whole file to the log; the secrets add a part of what they were.
    with full_disk(file + log * 3 // 4):
        found = await database.scrub(quiet=True)
    assert found.left == 1
    assert found.failure is not None
    assert left(database, needles) == []
    await scrubbed(database)


@pytest.mark.parametrize("line", ["voted", "closed", "scrubbed"])
def test_what_a_kill_left_to_be_erased_is_erased_by_the_next_start(
    tmp_path: Path, line: str
) -> None:
    path = tmp_path / "gommette.db"
    needles = _killed_at(line, path)

    async def reopened() -> None:
        async with opened(path) as database:
            if line == "voted":  # the vote goes on: nothing is lost, and it can be closed
                assert len(rows(path, "SELECT * FROM cast_ballots")) == 300
                await close_box(database, 1)
            await scrubbed(database)
            assert left(database, needles) == []
            assert len(rows(path, "SELECT * FROM counted_ballots")) == 300

    asyncio.run(reopened())


def _killed_at(line: str, path: Path) -> list[bytes]:
    """Kill the child once it has printed `line`; return what it said must go."""
    command = [sys.executable, "-m", "tests.store.erasing_child", str(path), line]
    needles: list[bytes] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        for printed in child.stdout:
            word, *found = printed.split()
            needles += map(bytes.fromhex, found)
            if word == line:
                child.kill()
    assert needles
    return needles


async def grown(database: Database) -> None:
    """Bring the file beyond the size that is rebuilt at once."""
    with closing(sqlite3.connect(database.path)) as other, other:
        other.executemany(
            "INSERT INTO meta VALUES (?, ?)", ((f"filler {n}", "x" * 4000) for n in range(1200))
        )
        ((pages,),) = other.execute("PRAGMA page_count")
    assert pages * 4096 > SMALL


async def test_a_large_file_is_rebuilt_when_nobody_writes(database: Database) -> None:
    await grown(database)
    async with database.write() as tx:
        session = await create(tx, recipe(collect()))
        await tx.notes.add(session.id, 1, "une note à oublier", "1")
    async with database.write() as tx:
        await tx.sessions.delete_raw(session.id, NOW)
    assert await database.scrub(quiet=False) == Scrubbed(left=1), "the secrets alone are erased"
    assert await database.scrub(quiet=True) == Scrubbed()
    assert "une note à oublier".encode() not in every_byte(database.path)


async def test_a_rebuild_gives_way_to_whoever_writes(database: Database) -> None:
    await grown(database)
    async with database.write() as tx:
        session = await create(tx, recipe(collect()))
    async with database.write() as tx:
        await tx.sessions.delete_raw(session.id, NOW)

    async with database.write():
        scrub = asyncio.create_task(database.scrub(quiet=True))
        await reached(lambda: database._writer.waiting == 1)  # for its turn

    async def write() -> None:
        while not scrub.done():
            async with database.write() as tx:
                await tx.servers.set_meta("fact", "written")

    await asyncio.gather(write(), write())  # one of them always waits
    assert await scrub == Scrubbed(left=1)
    await scrubbed(database)


async def test_our_own_reads_finish_before_the_log_is_truncated(database: Database) -> None:
    step_id, needles = await voted(database, 20)
    inside, leave = asyncio.Event(), asyncio.Event()

    async def reads() -> None:
        async with database.read() as tx:
            assert await tx.sessions.key("vote", step_id) is not None
            inside.set()
            await leave.wait()
            assert await tx.sessions.key("vote", step_id) is not None, "a view stays as it was"

    reading = asyncio.create_task(reads())
    await inside.wait()
    await close_box(database, step_id)
    scrub = asyncio.create_task(database.scrub(quiet=False))
    await reached(database._readers.empty)  # those that are free are held back
    leave.set()
    assert await scrub == Scrubbed()
    await reading
    assert left(database, needles) == []
