"""Indexes what summaries tell, shortly after it changes; after an upgrade, those of before."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.memory.remembering import Places, remember_some
from bot.store import Topic
from bot.worker import Worker

# Seconds between two handfuls of sessions, where many wait: a start upon years of them is no time
# at which people notice anything.
_PACE = 0.25


class Rememberer:
    """Has the index of a database hold what its summaries tell."""

    def __init__(self, ctx: Context, places: Places) -> None:
        self._ctx = ctx
        self._places = places
        self._worker = Worker("rememberer", self._turn)
        ctx.listen(lambda _: self._worker.wake(), Topic.MEMORY)

    def start(self) -> None:
        """Index what a stop, or an older Gommette, left to be."""
        self._worker.wake()

    async def close(self) -> None:
        """Finish the handful under way."""
        await self._worker.close()

    async def _turn(self) -> float | None:
        return _PACE if await remember_some(self._ctx, self._places) else None
