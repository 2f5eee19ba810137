from __future__ import annotations

import asyncio
import random
import sqlite3

import pytest

from bot.store import Database, Topic
from tests.store.seeing import rows

Told = list[tuple[Topic, int]]


def listening(database: Database) -> Told:
    told: Told = []
    database.listen(lambda topic, ref: told.append((topic, ref)))
    return told


def facts(database: Database) -> set[str]:
    """What is committed, seen by another connection."""
    return {key for (key,) in rows(database.path, "SELECT key FROM meta")}


async def write(database: Database, *keys: str) -> None:
    async with database.write() as tx:
        for key in keys:
            await tx.servers.set_meta(key, "x")
        tx.touch(Topic.TIMERS)


async def test_nothing_is_seen_outside_before_the_commit(database: Database) -> None:
    async with database.write() as tx:
        await tx.servers.set_meta("a", "x")
        assert await tx.servers.meta("a") == "x"
        assert facts(database) == set()
    assert facts(database) == {"a"}


async def test_an_exception_takes_everything_back(database: Database) -> None:
    told = listening(database)
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            await tx.servers.set_meta("a", "x")
            tx.touch(Topic.TIMERS)
            raise ZeroDivisionError
    assert facts(database) == set()
    assert told == []
    await write(database, "b")
    assert facts(database) == {"b"}


async def test_an_error_of_the_database_takes_everything_back(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        async with database.write() as tx:
            await tx.servers.set_meta("a", "x")
            await tx.notes.add(404, 404, "a note on nothing", "1")
    assert facts(database) == set()
    await write(database, "b")


async def test_listeners_are_told_once_and_only_after_the_commit(database: Database) -> None:
    seen: list[tuple[Topic, int, set[str]]] = []
    database.listen(lambda topic, ref: seen.append((topic, ref, facts(database))))
    async with database.write() as tx:
        tx.touch(Topic.SESSION, 7)
        tx.touch(Topic.OUTBOX, 5)
        tx.touch(Topic.SESSION, 7)
        await tx.servers.set_meta("a", "x")
        await asyncio.sleep(0)
        assert seen == []
    assert sorted(seen) == [(Topic.OUTBOX, 5, {"a"}), (Topic.SESSION, 7, {"a"})]


async def test_a_view_that_writes_by_mistake_is_told_and_changes_nothing(
    database: Database,
) -> None:
    told = listening(database)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        async with database.read() as tx:
            tx.touch(Topic.TIMERS)
            await tx.servers.set_meta("a", "x")
    assert facts(database) == set()
    assert told == []
    await write(database, "b")


async def test_transactions_of_several_tasks_follow_one_another(database: Database) -> None:
    async def count_up() -> None:
        async with database.write() as tx:
            count = int(await tx.servers.meta("count") or 0)
            await asyncio.sleep(0)
            await tx.servers.set_meta("count", str(count + 1))

    await asyncio.gather(*(count_up() for _ in range(25)))
    async with database.read() as tx:
        assert await tx.servers.meta("count") == "25"


async def test_a_task_cancelled_inside_a_transaction_leaves_nothing(database: Database) -> None:
    told = listening(database)
    inside = asyncio.Event()

    async def never_ends() -> None:
        async with database.write() as tx:
            await tx.servers.set_meta("a", "x")
            tx.touch(Topic.TIMERS)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await inside.wait()
    await cancelled(task)
    assert facts(database) == set()
    assert told == []
    await write(database, "b")
    assert facts(database) == {"b"}


async def test_a_task_cancelled_while_its_transaction_begins_does_no_harm(
    database: Database,
) -> None:
    for opening in (database.write, database.read):

        async def begins() -> None:
            async with opening() as tx:  # noqa: B023 - awaited before the next turn
                await tx.servers.meta("a")
                raise AssertionError("not reached: cancelled before")

        task = asyncio.create_task(begins())
        await asyncio.sleep(0)  # it has asked for its transaction and waits for the answer
        await cancelled(task)
        await write(database, "b")
    assert facts(database) == {"b"}


async def test_a_task_cancelled_while_it_commits_has_committed_and_listeners_know(
    database: Database,
) -> None:
    told = listening(database)
    done = asyncio.Event()

    async def commits() -> None:
        async with database.write() as tx:
            await tx.servers.set_meta("a", "x")
            tx.touch(Topic.TIMERS)
            done.set()

    task = asyncio.create_task(commits())
    await done.wait()  # the block is over: the commit is under way
    await cancelled(task)
    assert facts(database) == {"a"}
    assert told == [(Topic.TIMERS, 0)]
    await write(database, "b")


async def test_wherever_a_cancellation_falls_a_transaction_is_whole_or_absent(
    database: Database,
) -> None:
    told = listening(database)
    for turns in range(60):
        told.clear()
        one, two = f"{turns} one", f"{turns} two"
        task = asyncio.create_task(write(database, one, two))
        for _ in range(turns):
            await asyncio.sleep(0.00002 if turns % 2 else 0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        kept = facts(database) & {one, two}
        assert kept in (set(), {one, two})
        assert told == ([(Topic.TIMERS, 0)] if kept else [])
        if not task.cancelled():
            task.result()
            assert kept == {one, two}


@pytest.mark.parametrize("seed", range(6))
async def test_of_many_who_write_at_once_each_keeps_all_or_nothing(
    database: Database, seed: int
) -> None:
    chance = random.Random(seed)
    told = listening(database)
    confirmed: set[int] = set()

    async def writes(n: int, fails: bool) -> None:
        async with database.write() as tx:
            await tx.servers.set_meta(f"{n} one", "x")
            tx.touch(Topic.SESSION, n)
            if fails:
                raise ZeroDivisionError
            await asyncio.sleep(0)
            await tx.servers.set_meta(f"{n} two", "x")
        # Nobody is told that it is done before it is on the disk.
        assert {f"{n} one", f"{n} two"} <= facts(database)
        confirmed.add(n)

    async def reads() -> None:
        async with database.read() as tx:
            assert await tx.servers.meta("0 one") in {None, "x"}

    failing = {n for n in range(30) if chance.random() < 0.3}
    tasks = []
    for n in range(30):
        tasks.append(asyncio.create_task(writes(n, n in failing)))
        if chance.random() < 0.2:
            await asyncio.sleep(chance.choice([0, 0.0001, 0.001]))
        if chance.random() < 0.2:
            await reads()
        if chance.random() < 0.2:
            chance.choice(tasks).cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)

    keys = facts(database)
    kept = {n for n in range(30) if f"{n} one" in keys}
    assert kept == {n for n in range(30) if f"{n} two" in keys}
    assert confirmed <= kept
    assert not kept & failing
    for n, result in enumerate(outcomes):
        if result is None:
            assert n in confirmed
        elif n in failing:
            assert isinstance(result, ZeroDivisionError | asyncio.CancelledError)
        else:
            assert isinstance(result, asyncio.CancelledError)
    assert sorted(told) == [(Topic.SESSION, n) for n in sorted(kept)]


async def test_one_who_is_refused_does_not_undo_what_the_others_do_at_the_same_time(
    database: Database,
) -> None:
    async def refused() -> None:
        async with database.write() as tx:
            await tx.servers.set_meta("refused", "x")
            assert await tx.servers.meta("before") == "x"
            raise ZeroDivisionError

    outcomes = await asyncio.gather(
        write(database, "before"), refused(), write(database, "after"), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), ZeroDivisionError, type(None)]
    assert facts(database) == {"before", "after"}


async def cancelled(task: asyncio.Task[None]) -> None:
    """Cancel `task` and check that it ends by its cancellation, not by another error."""
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
