"""Blocks that wait for their turn to write share a commit: each stays whole or absent."""

from __future__ import annotations

import asyncio
import sqlite3
from random import Random

import pytest

from bot.store import Database, Topic
from bot.store.writing import GROUP
from tests.store.seeing import rows


def facts(database: Database) -> set[str]:
    """What is committed, seen by another connection."""
    return {key for (key,) in rows(database.path, "SELECT key FROM meta")}


async def write(database: Database, key: str, then: Exception | None = None) -> str:
    async with database.write() as tx:
        await tx.servers.set_meta(key, "x")
        tx.touch(Topic.OUTBOX, int(key))
        if then is not None:
            raise then
    assert key in facts(database), "told before it was committed"
    return key


def keys(number: int) -> list[str]:
    return [str(n) for n in range(number)]


async def test_nobody_is_told_before_the_commit_that_they_share(database: Database) -> None:
    told: list[int] = []
    database.listen(lambda _, ref: told.append(ref))
    commits: list[set[str]] = []
    database.listen(lambda *_: commits.append(facts(database)))
    await asyncio.gather(*(write(database, key) for key in keys(20)))
    assert told == list(range(20))
    shared = [len(seen) for seen in commits]
    assert max(later - before for before, later in zip([0, *shared], shared, strict=False)) > 1
    assert all(later - before <= GROUP for before, later in zip([0, *shared], shared, strict=False))


async def test_one_that_is_refused_takes_nothing_of_the_others_along(database: Database) -> None:
    told: list[int] = []
    database.listen(lambda _, ref: told.append(ref))
    found = await asyncio.gather(
        *(write(database, key, ZeroDivisionError() if int(key) % 3 else None) for key in keys(20)),
        return_exceptions=True,
    )
    kept = {str(n) for n in range(0, 20, 3)}
    assert {one for one in found if isinstance(one, str)} == kept
    assert sum(isinstance(one, ZeroDivisionError) for one in found) == 20 - len(kept)
    assert facts(database) == kept
    assert set(map(str, told)) == kept


async def test_what_a_refusal_rests_on_is_committed_before_it_is_said(database: Database) -> None:
    async def refuse_twice(key: str) -> None:
        async with database.write() as tx:
            if await tx.servers.meta(key) is not None:
                raise KeyError(key)
            await tx.servers.set_meta(key, "x")

    async def second() -> None:
        with pytest.raises(KeyError):
            await refuse_twice("a")
        assert facts(database) == {"a"}

    await asyncio.gather(refuse_twice("a"), second(), second())


async def test_a_reader_sees_only_what_is_committed(database: Database) -> None:
    async def read() -> None:
        before = facts(database)
        async with database.read() as tx:
            seen = [
                {key for key in keys(12) if await tx.servers.meta(key) is not None}
                for _ in range(2)
            ]
        assert seen[0] == seen[1], "a view stays as it was when it was first looked at"
        assert before <= seen[0] <= facts(database)

    await asyncio.gather(*(write(database, k) if int(k) % 4 else read() for k in keys(12)))


async def test_a_commit_that_fails_fails_for_all_who_shared_it(database: Database) -> None:
    async def orphan() -> None:
        async with database.write() as tx:
            # Looked at only when it is committed.
            await tx.servers._run("PRAGMA defer_foreign_keys = ON")
            await tx.notes.add(404, 404, "a note on nothing", "1")

    found = await asyncio.gather(
        write(database, "1"), orphan(), write(database, "2"), return_exceptions=True
    )
    failed = {n for n, one in enumerate(found) if isinstance(one, sqlite3.IntegrityError)}
    assert failed >= {1}
    assert facts(database) == {key for n, key in ((0, "1"), (2, "2")) if n not in failed}
    await write(database, "3")


@pytest.mark.parametrize("seed", range(12))
async def test_cancellations_anywhere_leave_each_block_whole_or_absent(
    database: Database, seed: int
) -> None:
    chance = Random(seed)
    told: set[int] = set()
    database.listen(lambda _, ref: told.add(ref))

    async def two(n: int) -> None:
        async with database.write() as tx:
            await tx.servers.set_meta(f"{n}a", "x")
            tx.touch(Topic.OUTBOX, n)
            await tx.servers.set_meta(f"{n}b", "x")

    tasks = [asyncio.create_task(two(n)) for n in range(24)]
    for task in chance.sample(tasks, 10):
        for _ in range(chance.randrange(12)):
            await asyncio.sleep(0)
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with database.write():
        pass  # what was under way when its task was cancelled is committed by now
    kept = facts(database)
    assert kept == {f"{n}{half}" for n in told for half in "ab"}
    for n, task in enumerate(tasks):
        if not task.cancelled():
            task.result()
            assert n in told
    await write(database, "99")


async def test_closing_commits_what_is_done(database: Database) -> None:
    writes = [asyncio.create_task(write(database, key)) for key in keys(6)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writes, return_exceptions=True)
    done = {task.result() for task in writes if task.exception() is None}
    assert done <= facts(database)
