"""Presses whose person has already read that they failed: they are dropped first.

Discord gives three seconds for an answer. Beyond what a machine can do, work for people who have
given up would make everyone else late: a press is looked at when it arrives, and once more when its
turn comes to read or write, before anything is done.

How old a press is cannot be read from one clock: its identifier tells Discord's time, and the
machine's own may be wrong. The difference of the two is the same for all presses but for the time
each was on its way: whatever exceeds the smallest difference seen lately is delay.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Any

import discord

from bot.worker import Worker

log = logging.getLogger(__name__)

# What the person waits for an answer, in seconds, before Discord tells them that it failed.
LIMIT = 3.0
UNKNOWN_INTERACTION = 10062  # what an answer that comes too late meets

# The smallest difference is that of the last one or two of these spans: clocks drift.
_SPAN = 300.0
# Two clocks of this machine that part by more than this: one of them was set, or it slept.
_JUMP = 0.5
# Nothing was in time for so long, among so many: it is the estimate that is wrong.
_DOUBT = 30.0
_DOUBTED = 10
# The log tells once in a while how many were dropped.
_TELL = 10.0


class TooLate(Exception):  # noqa: N818 - not a mistake of ours
    """The person of this press has already read that it failed: nothing is done for it."""


class Lateness:
    """How long presses were on their way. `clock` is the machine's, which may be set at any time;
    `steady` counts seconds from whenever, and is never set."""

    def __init__(
        self, clock: Callable[[], datetime], steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._steady = steady
        self._apart = 0.0
        self._smallest: list[float] = []  # of this span, then of the one before
        self._span_began = 0.0
        self._in_time = 0.0  # when a press last was
        self._late = 0  # since then
        self._dropped = 0
        self._teller = Worker("late presses", self._tell)
        self._to_tell = False

    def age(self, interaction_id: int) -> float:
        """Return for how many seconds a press has been on its way, or has waited here, at least."""
        steady = self._steady()
        apart = self._clock().timestamp() - steady
        if abs(apart - self._apart) > _JUMP:
            self._forget(apart, steady)
        difference = steady - discord.utils.snowflake_time(interaction_id).timestamp()
        if not self._smallest or steady - self._span_began > _SPAN:
            self._smallest = [difference, *self._smallest[:1]]
            self._span_began = steady
        self._smallest[0] = min(self._smallest[0], difference)
        age = difference - min(self._smallest)
        if age <= LIMIT:
            self._in_time, self._late = steady, 0
        else:
            self._late += 1
            if self._late >= _DOUBTED and steady - self._in_time > _DOUBT:
                self._forget(apart, steady)
                return 0.0
        return age

    def check(self, interaction: discord.Interaction) -> None:
        """Raise TooLate when nobody waits any more for the answer of `interaction`."""
        if not interaction.response.is_done() and self.age(interaction.id) > LIMIT:
            raise TooLate

    async def carry_out(
        self,
        interaction: discord.Interaction,
        answer: Callable[[discord.Interaction], Awaitable[None]],
    ) -> None:
        """Answer a press unless it is too late, now or when its first turn in the database comes.

        What was too late is counted, and goes no further.
        """
        if self.drops(interaction):
            return
        token = _WAITING.set((asyncio.current_task(), lambda: self.check(interaction)))
        try:
            await answer(interaction)
        except TooLate:
            self._count()
        except discord.NotFound as error:
            if not self.counted(error):
                raise
        finally:
            _WAITING.reset(token)

    def drops(self, interaction: discord.Interaction) -> bool:
        """Return whether nobody waits any more for the answer of `interaction`: it is counted."""
        try:
            self.check(interaction)
        except TooLate:
            self._count()
            return True
        return False

    def counted(self, error: BaseException) -> bool:
        """Return whether `error` says that an answer came too late: it is then counted.

        What was to be done is done.
        """
        late = isinstance(error, discord.NotFound) and error.code == UNKNOWN_INTERACTION
        if late:
            self._count()
        return late

    async def close(self) -> None:
        """Tell what was not told yet."""
        await self._teller.close()
        self._told()

    def _forget(self, apart: float, steady: float) -> None:
        self._apart, self._in_time, self._late = apart, steady, 0
        self._smallest = []

    def _count(self) -> None:
        self._dropped += 1
        if self._teller.idle:
            self._to_tell = False
            self._teller.wake()

    async def _tell(self) -> float | None:
        if not self._to_tell:
            self._to_tell = True
            return _TELL  # others will be
        self._told()
        return None

    def _told(self) -> None:
        if self._dropped:
            log.warning("%d presses came too late to be answered", self._dropped)
        self._dropped = 0


# The task of a press whose turn has not come yet, and what looks at it then. Tasks begun by it
# inherit this, and are nobody's press.
_Waiting = tuple[asyncio.Task[Any] | None, Callable[[], None]]
_WAITING: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)


def its_turn() -> None:
    """Called when a task's turn in the database has come: raise TooLate when it came too late.

    Asked once for each press: what has begun is finished.
    """
    waiting = _WAITING.get()
    if waiting is None:
        return
    _WAITING.set(None)
    task, check = waiting
    if task is asyncio.current_task():
        check()
