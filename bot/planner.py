"""Opens sessions that were planned, each at its hour. Rows first, then acts, as for timers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.interface.words.sessions.kinds import usual_step
from bot.services.before import planning
from bot.services.context import Context
from bot.store import Topic
from bot.worker import Worker

# A long sleep is cut, so that a clock set right meanwhile is noticed.
_LONGEST_SLEEP = 3600.0


class Planner:
    """Opens the planned sessions of a database as their hour comes, or their channel is free."""

    def __init__(self, ctx: Context, clock: Callable[[], datetime]) -> None:
        self._ctx = ctx
        self._clock = clock
        self._worker = Worker("planner", self._turn)
        ctx.listen(lambda _: self._worker.wake(), Topic.PLANNED, Topic.OVER)

    def start(self) -> None:
        """Open what was to open while the program was stopped, then wait for the next."""
        self._worker.wake()

    async def close(self) -> None:
        await self._worker.close()

    async def _turn(self) -> float | None:
        while await planning.open_next(self._ctx, self._clock(), usual_step("follow")):
            pass
        due = await planning.next_due(self._ctx)
        if due is None:
            return None
        return min(max(0.0, (due - self._clock()).total_seconds()), _LONGEST_SLEEP)
