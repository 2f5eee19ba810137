"""What the health endpoint says: numbers, and whether people are served. No name, no identifier,
no text."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol

from bot import __version__
from bot.health import Health, Looked
from bot.store import StoreError

# Discord asks for a heartbeat every 41 s or so, and answers each: two went without an answer.
_DEAF = 90.0
# A timer is acted on within moments, a letter said within seconds.
_LATE = 60.0
_WAITS = 300.0
# However often it is asked, it looks once a second.
_EVERY = 1.0
# A database that does not answer in this many seconds is held up.
_PATIENCE = 4.0


class Hearing(Protocol):
    """What is known of the connection to Discord."""

    def is_ready(self) -> bool: ...

    def heartbeats(self) -> list[float | None]:
        """Seconds since Discord last answered a heartbeat of each shard; None where it is off."""
        ...


class Vitals:
    """Looks at the bot, at most once a second. `last_copy` is when the latest daily copy was made,
    and whether the one of today failed; None where there are none."""

    def __init__(
        self,
        hearing: Hearing,
        health: Health,
        last_copy: Callable[[], Awaitable[tuple[datetime | None, bool] | None]],
        clock: Callable[[], datetime],
    ) -> None:
        self._hearing = hearing
        self._health = health
        self._last_copy = last_copy
        self._clock = clock
        self._lock = asyncio.Lock()
        self._at = float("-inf")
        self._told: tuple[bool, Mapping[str, object]] = (False, {})

    async def __call__(self) -> tuple[bool, Mapping[str, object]]:
        """Return whether people are served, and the numbers."""
        async with self._lock:
            if time.monotonic() - self._at >= _EVERY:
                self._told = await self._look()
                self._at = time.monotonic()
            return self._told

    async def _look(self) -> tuple[bool, Mapping[str, object]]:
        beats = self._hearing.heartbeats()
        try:
            async with asyncio.timeout(_PATIENCE):
                found = await self._health.look()
        except (TimeoutError, sqlite3.Error, StoreError):
            found = None
        wrong = []
        if not self._hearing.is_ready():
            wrong.append("starting")
        if not beats or any(beat is None or beat > _DEAF for beat in beats):
            wrong.append("gateway")
        if found is None:
            wrong.append("database")
        else:
            wrong += _behind(found)
        told: dict[str, object] = {
            "well": not wrong,
            "wrong": wrong,
            "version": __version__,
            "heartbeats": [None if beat is None else round(beat, 1) for beat in beats],
        }
        if found is not None:
            told |= {
                "sessions": found.sessions,
                "letters": found.letters,
                "oldest_letter": round(found.oldest_letter, 1),
                "late_timers": found.late_timers,
                "lateness": round(found.lateness, 1),
                "erasures": found.erasures,
            }
        if (copies := await self._last_copy()) is not None:
            last, failed = copies
            age = round((self._clock() - last).total_seconds()) if last is not None else None
            told["backup"] = {"age": age, "failed": failed}
        return not wrong, told


def _behind(found: Looked) -> list[str]:
    late = {"timers": found.lateness > _LATE, "letters": found.oldest_letter > _WAITS}
    return [what for what, is_so in late.items() if is_so]
