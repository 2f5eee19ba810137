"""A copy each day, made by the bot that runs, at an hour when nobody meets."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.hosting.shelf import Shelf
from bot.operating.backup import CannotCopy, cannot_write
from bot.store import StoreError
from bot.store.copying import Copied, GivenUp, copy_to
from bot.store.sqlite.opening import FOLDER_MODE
from bot.worker import Worker

log = logging.getLogger(__name__)

# The calm hour, in the operator's time zone.
CALM = time(4, 0)
# A clock that is set, and a folder that is there again, are noticed within so many seconds.
_LOOK = 600.0
_RETRY = 3600.0


def calm_day(now: datetime, zone: str) -> date:
    """Return the day of the latest calm hour that has passed."""
    there = now.astimezone(ZoneInfo(zone))
    return there.date() if there.time() >= CALM else there.date() - timedelta(days=1)


class DailyCopies:
    """Keeps a copy of each of the last `kept` days in a folder, as long as the program runs.

    The copy of a day whose calm hour passed while the program was stopped is made at its start.
    """

    def __init__(
        self, path: Path, folder: Path, kept: int, zone: str, clock: Callable[[], datetime]
    ) -> None:
        self._shelf = Shelf(folder, path)
        self._kept = kept
        self._zone = zone
        self._clock = clock
        self._worker = Worker("daily copies", self._turn)
        self._leaving = False
        self._first = True
        self._failed: date | None = None  # the day whose copy failed

    def start(self) -> None:
        self._worker.wake()

    async def close(self) -> None:
        """Give up the copy under way: the next start makes it."""
        self._leaving = True
        await self._worker.close()

    async def last(self) -> tuple[datetime | None, bool]:
        """Return the calm hour of the latest copy, None where there is none, and whether the copy
        that is due failed."""
        days = list(await asyncio.to_thread(self._shelf.copies))
        newest = datetime.combine(days[-1], CALM, ZoneInfo(self._zone)) if days else None
        return newest, self._failed is not None

    async def _turn(self) -> float:
        now = self._clock()
        day = calm_day(now, self._zone)
        oldest = day - timedelta(days=self._kept - 1)
        try:
            made = day in await asyncio.to_thread(self._shelf.copies)
            # First what has stood long enough: it may be what takes the room.
            gone = await asyncio.to_thread(self._shelf.clear, oldest, unfinished=self._first)
            self._first = False
            if not made:
                self._said(await asyncio.to_thread(self._make, day, now), gone)
        except GivenUp:
            return _LOOK
        except (CannotCopy, StoreError) as error:
            self._complain(day, str(error))
            return _RETRY
        except OSError as error:
            self._complain(day, f"{self._shelf.folder} cannot be written ({error.strerror}).")
            return _RETRY
        self._failed = None
        return _LOOK

    def _make(self, day: date, now: datetime) -> Copied:
        folder, target = self._shelf.folder, self._shelf.name(day)
        if (whose := self._shelf.of_another(day)) is not None:
            raise CannotCopy(f"{target} is of {whose}: give each Gommette a BACKUPS of its own.")
        try:
            if not folder.is_dir():
                folder.mkdir(mode=FOLDER_MODE)
            return copy_to(
                self._shelf.path, target, now, daily=True, given_up=lambda: self._leaving
            )
        except OSError as error:
            raise cannot_write(target, error) from error

    def _said(self, copied: Copied, gone: int) -> None:
        log.info(
            "the copy of the day is made, without %d sessions that hold secrets and %d missing"
            " files; %d older copies were deleted",
            copied.sessions,
            copied.missing,
            gone,
        )

    def _complain(self, day: date, why: str) -> None:
        if self._failed != day:
            log.warning("the copy of the day is not made: %s It is tried again every hour.", why)
        self._failed = day
