"""What was deleted leaves the disk: promises first (rows), then acts, again until they succeed."""

from __future__ import annotations

import logging

from bot.store import Database, Topic
from bot.worker import Worker

log = logging.getLogger(__name__)

# How long nobody must have written before a large file is rebuilt, in seconds.
_QUIET = 60.0
# Pauses after an attempt that failed: what stands in the way leaves when it likes, and is then
# noticed within the longest.
_FIRST_RETRY = 5.0
_LONGEST_RETRY = 30.0
# How often the log says that something is still to be erased, in seconds.
_REMIND = 3600.0


class Scrubber:
    """Keeps the promises of a database to erase."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._worker = Worker("scrubber", self._turn)
        self._written = -1  # how many blocks had been written when it looked last
        self._failures = 0
        self._unsaid = _REMIND  # for how long it has failed since the log last said so
        database.listen(self._on_change)

    def start(self) -> None:
        """Keep what a stop left to be kept, then wait for the next promise."""
        self._worker.wake()

    async def close(self) -> None:
        """Finish the turn under way; what is left waits for the next start."""
        await self._worker.close()

    def _on_change(self, topic: Topic, _ref: int) -> None:
        if topic is Topic.ERASURES:
            self._worker.wake()

    async def _turn(self) -> float | None:
        written, self._written = self._written, self._database.blocks_written
        done = await self._database.scrub(quiet=written == self._written)
        if done.failure is None:
            if self._failures and self._unsaid < _REMIND:
                log.info("what could not be erased is erased now")
            self._failures, self._unsaid = 0, _REMIND
            return _QUIET if done.left else None
        pause = min(_FIRST_RETRY * 2.0**self._failures, _LONGEST_RETRY)
        self._failures += 1
        if self._unsaid >= _REMIND:
            self._unsaid = 0.0
            log.warning(
                "what was deleted is not erased from the disk yet (%d to do): %s; it is tried again"
                " every %d seconds",
                done.left,
                done.failure,
                _LONGEST_RETRY,
            )
        self._unsaid += pause
        return pause
