"""One line in the log, when the bot is ready and every hour: what an operator wants to know."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.store import Database
from bot.worker import Worker

log = logging.getLogger(__name__)

_EVERY = 3600.0
# A timer is acted on within moments of its time.
_LATE = timedelta(minutes=1)


class Health:
    """Says how much is under way, and how much waits longer than it should."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._worker = Worker("health", self._turn)

    def start(self) -> None:
        self._worker.wake()

    async def close(self) -> None:
        await self._worker.close()

    async def _turn(self) -> float:
        async with self._database.read() as tx:
            sessions = await tx.sessions.count_live()
            letters = await tx.outbox.waiting()
            late = await tx.timers.late(self._clock() - _LATE)
            erasures = await tx.erasures.pending()
        log.info(
            "%d live sessions, %d letters waiting, %d timers late, %d erasures pending",
            sessions,
            letters,
            late,
            erasures,
        )
        return _EVERY
