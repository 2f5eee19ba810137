"""Background tasks that do work in turns, and sleep between them: one, or one for each key.

A task exists only while there is something to do or to wait for: `wake` starts it, or has it
look again. A sleep is always `asyncio.sleep`, so that a simulated clock governs it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

log = logging.getLogger(__name__)

# Pause after a turn that failed for a reason of ours, so that a fault does not spin.
_AFTER_FAULT = 30.0


class Worker:
    """Calls `turn` until it returns None; a number is how many seconds to sleep before the next.

    `turn` must look at the rows each time: nothing is remembered between turns.
    """

    def __init__(self, name: str, turn: Callable[[], Awaitable[float | None]]) -> None:
        self._name = name
        self._turn = turn
        self._task: asyncio.Task[None] | None = None
        self._sleeping = False
        self._again = False
        self._closed = False

    def wake(self) -> None:
        """Have a turn done now, or right after the one under way."""
        if self._closed:
            return
        if self._task is not None and not self._task.done():
            if not self._sleeping:
                self._again = True
                return
            self._task.cancel()
            self._sleeping = False
        self._task = asyncio.create_task(self._run(), name=self._name)

    async def close(self) -> None:
        """Let a turn under way finish, and end."""
        self._closed = True
        task = self._task
        if task is None or task.done():
            return
        if self._sleeping:
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    @property
    def idle(self) -> bool:
        """True when nothing is done nor waited for."""
        return self._task is None or self._task.done()

    async def _run(self) -> None:
        while not self._closed:
            self._again = False
            try:
                pause = await self._turn()
            except Exception:
                log.exception("%s failed", self._name)
                pause = _AFTER_FAULT
            if self._again:
                continue
            if pause is None or self._closed:
                return
            self._sleeping = True
            try:
                await asyncio.sleep(pause)
            finally:
                self._sleeping = False


class Workers:
    """One worker for each key: a channel, a session. Those with nothing left to do leave.

    Calls `turn` with a key, as a `Worker` does, for every key that was woken. Turns of one key
    follow each other; those of different keys go on side by side.
    """

    def __init__(self, name: str, turn: Callable[[int], Awaitable[float | None]]) -> None:
        self._name = name
        self._turn = turn
        self._workers: dict[int, Worker] = {}
        self._closed = False

    def __len__(self) -> int:
        """How many workers are kept; idle ones are until another key is woken."""
        return len(self._workers)

    @property
    def closed(self) -> bool:
        """True once `close` was called: a turn under way should end early, and none begins."""
        return self._closed

    def wake(self, key: int) -> None:
        """Have a turn of `key` done now, or right after the one under way."""
        if not self._closed:
            self._worker(key).wake()

    def start(self, key: int) -> None:
        """Have a turn of `key` done now, unless one is under way or waited for."""
        if not self._closed and (worker := self._worker(key)).idle:
            worker.wake()

    async def close(self) -> None:
        """Let the turns under way finish, and end."""
        self._closed = True
        await asyncio.gather(*(worker.close() for worker in self._workers.values()))

    def _worker(self, key: int) -> Worker:
        worker = self._workers.get(key)
        if worker is None:
            self._workers = {k: other for k, other in self._workers.items() if not other.idle}
            worker = self._workers[key] = Worker(f"{self._name} {key}", partial(self._turn, key))
        return worker
