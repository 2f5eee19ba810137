"""What an operator wants to know of a bot that runs: how much is under way, and what waits longer
than it should. The log has it in one line, when the bot is ready and every hour."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store import Database
from bot.worker import Worker

log = logging.getLogger(__name__)

_EVERY = 3600.0
# A timer is acted on within moments of its time.
_LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Looked:
    """Numbers alone. Ages and lateness are in seconds: 0 where nothing waits, or nothing is late.

    `oldest_letter` is of those that wait for their turn: what Discord refuses waits for people.
    """

    sessions: int
    letters: int
    oldest_letter: float
    late_timers: int
    lateness: float
    erasures: int


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

    async def look(self) -> Looked:
        """Return how the database stands now."""
        now = self._clock()
        async with self._database.read() as tx:
            due = await tx.timers.next_due()
            oldest = await tx.outbox.oldest()
            return Looked(
                sessions=await tx.sessions.count_live(),
                letters=await tx.outbox.waiting(),
                oldest_letter=_since(oldest, now),
                late_timers=await tx.timers.late(now - _LATE),
                lateness=_since(due, now),
                erasures=await tx.erasures.pending(),
            )

    async def _turn(self) -> float:
        found = await self.look()
        log.info(
            "%d live sessions, %d letters waiting, %d timers late, %d erasures pending",
            found.sessions,
            found.letters,
            found.late_timers,
            found.erasures,
        )
        return _EVERY


def _since(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment is not None else 0.0
