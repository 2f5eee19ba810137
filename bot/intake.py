"""Takes up the sessions that `python -m bot import` hands over while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.operating.importing import answer_to
from bot.store import Database
from bot.store.letterbox import Letterbox
from bot.worker import Worker

log = logging.getLogger(__name__)

# Seconds between two looks at a folder that is mostly not there.
_LOOK = 1.0
# The same, once an answer could not be written: the disk takes nothing.
_LATER = 30.0


class Intake:
    """Answers what is asked in the folder beside a database, as long as the program runs."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._box = Letterbox.beside(database.path)
        self._worker = Worker("intake", self._turn)
        self._swept = False

    def start(self) -> None:
        """Answer what was asked while the program was stopped, then wait for more."""
        self._worker.wake()

    async def close(self) -> None:
        await self._worker.close()

    async def _turn(self) -> float:
        if not self._swept:
            await asyncio.to_thread(self._box.sweep)
            self._swept = True
        pause = _LOOK
        for name in await asyncio.to_thread(self._box.waiting):
            asked = await asyncio.to_thread(self._box.take, name)
            if asked is not None:
                answered = await answer_to(self._database, asked, self._clock())
                try:
                    await asyncio.to_thread(self._box.reply, name, answered)
                except OSError as error:  # it stays taken up: the others need not wait
                    log.warning("an import could not be answered: %s", error.strerror)
                    pause = _LATER
                else:
                    log.info("a session was %s", "brought in" if answered.fine else "refused")
        return pause
