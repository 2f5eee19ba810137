"""Workers: turns one after the other for a key, side by side for several, and an end to them."""

from __future__ import annotations

import asyncio

from bot.worker import Workers


class Work:
    """Notes who was turned; a turn lasts until it is let go, and may want another one later."""

    def __init__(self) -> None:
        self.begun: asyncio.Queue[int] = asyncio.Queue()
        self.ended: list[int] = []
        self.pause: float | None = None
        self._let_go = asyncio.Semaphore(0)
        self.workers = Workers("work", self._turn)

    def let_go(self, turns: int = 1) -> None:
        for _ in range(turns):
            self._let_go.release()

    async def settled(self) -> None:
        """Wait until every task has done what it could."""
        for _ in range(10):
            await asyncio.sleep(0)

    async def _turn(self, key: int) -> float | None:
        self.begun.put_nowait(key)
        await self._let_go.acquire()
        self.ended.append(key)
        return self.pause


async def test_keys_are_turned_side_by_side() -> None:
    work = Work()
    work.workers.wake(1)
    work.workers.wake(2)
    assert {await work.begun.get(), await work.begun.get()} == {1, 2}
    work.let_go(2)
    await work.workers.close()
    assert sorted(work.ended) == [1, 2]


async def test_what_wakes_during_a_turn_has_one_more() -> None:
    work = Work()
    work.workers.wake(1)
    await work.begun.get()
    work.workers.wake(1)
    work.workers.wake(1)
    work.let_go(9)
    await work.settled()
    assert work.ended == [1, 1]


async def test_what_starts_during_a_turn_has_no_more() -> None:
    work = Work()
    work.workers.start(1)
    await work.begun.get()
    work.workers.start(1)
    work.let_go(9)
    await work.settled()
    assert work.ended == [1]


async def test_waking_cuts_a_pause_and_starting_does_not() -> None:
    work = Work()
    work.pause = 3600.0
    work.let_go(9)
    work.workers.wake(1)
    await work.settled()
    work.workers.start(1)
    await work.settled()
    assert work.ended == [1]
    work.workers.wake(1)
    await work.settled()
    assert work.ended == [1, 1]
    await work.workers.close()


async def test_those_that_are_idle_leave() -> None:
    work = Work()
    work.let_go(9)
    for key in range(5):
        work.workers.wake(key)
        await work.settled()
    assert work.ended == [0, 1, 2, 3, 4]
    assert len(work.workers) == 1


async def test_those_at_work_stay() -> None:
    work = Work()
    for key in range(5):
        work.workers.wake(key)
    await work.settled()
    assert len(work.workers) == 5
    work.let_go(5)
    await work.workers.close()


async def test_closing_lets_a_turn_finish_and_begins_none() -> None:
    work = Work()
    work.pause = 3600.0
    work.workers.wake(1)
    await work.begun.get()
    closing = asyncio.create_task(work.workers.close())
    await work.settled()
    assert work.workers.closed
    assert not closing.done()
    work.workers.wake(1)
    work.workers.start(2)
    work.let_go(9)
    await closing
    assert work.ended == [1]
    assert work.begun.empty()


async def test_closing_ends_a_pause() -> None:
    work = Work()
    work.pause = 3600.0
    work.let_go()
    work.workers.wake(1)
    await work.settled()
    await work.workers.close()
    assert work.ended == [1]
