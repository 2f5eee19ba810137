"""What must happen later: rows first, then acts. One task sleeps until the earliest row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.services.context import Context
from bot.services.deadlines import act_on_next
from bot.store import Topic
from bot.worker import Worker

# A long sleep is cut, so that a clock set right meanwhile is noticed.
_LONGEST_SLEEP = 3600.0


class Timers:
    """Acts on the timers of a database as they fall due."""

    def __init__(self, ctx: Context, clock: Callable[[], datetime]) -> None:
        self._ctx = ctx
        self._clock = clock
        self._worker = Worker("timers", self._turn)
        ctx.listen(lambda _: self._worker.wake(), Topic.TIMERS)

    async def start(self) -> None:
        """Act on what fell due while the program was stopped, then wait for the next.

        What was given up is tried again: the program may have been mended meanwhile.
        """
        async with self._ctx.database.write() as tx:
            await tx.timers.try_again()
        self._worker.wake()

    async def close(self) -> None:
        await self._worker.close()

    async def _turn(self) -> float | None:
        while await act_on_next(self._ctx, self._clock()):
            pass
        async with self._ctx.database.read() as tx:
            due = await tx.timers.next_due()
        if due is None:
            return None
        return min(max(0.0, (due - self._clock()).total_seconds()), _LONGEST_SLEEP)
