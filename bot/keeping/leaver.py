"""Deletes what is of servers that were left, once their time has come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.services.context import Context
from bot.services.keeping import leaving
from bot.store import Topic
from bot.worker import Worker

# A long sleep is cut, so that a clock set right meanwhile is noticed; where Discord does not say
# whether a server was left, it is asked again after as long.
_LONGEST_SLEEP = 3600.0

# Whether a server was left, as Discord says at that moment; None where it does not say.
Gone = Callable[[int], Awaitable[bool | None]]


class Leaver:
    """Deletes what is of servers that were left. Discord is asked once more before."""

    def __init__(self, ctx: Context, clock: Callable[[], datetime], gone: Gone) -> None:
        self._ctx = ctx
        self._clock = clock
        self._gone = gone
        self._worker = Worker("leaver", self._turn)
        ctx.listen(lambda _: self._worker.wake(), Topic.LEFT)

    def start(self) -> None:
        """Delete what fell due while the program was stopped, then wait for the next."""
        self._worker.wake()

    async def close(self) -> None:
        """Finish the transaction under way; what is left waits for the next start."""
        await self._worker.close()

    async def _turn(self) -> float | None:
        asked_again = None
        for server_id, due in await leaving.due(self._ctx):
            ahead = (due - self._clock()).total_seconds()
            if ahead > 0:
                return min(ahead, _LONGEST_SLEEP)
            gone = await self._gone(server_id)
            if gone is None:  # those that were left after it do not wait for it
                asked_again = _LONGEST_SLEEP
                continue
            if gone:
                # One transaction a turn: a stop waits for no more.
                await leaving.delete_some(self._ctx, server_id, self._clock())
            else:
                await leaving.came_back(self._ctx, server_id)
            return 0.0
        return asked_again
