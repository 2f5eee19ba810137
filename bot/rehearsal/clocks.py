"""The clocks of the machine on which the rehearsed bot runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import simcord

from bot.client import CLOCK

# How long the simulator leaves the bot alone before it looks whether it is done (real seconds).
_LOOK = 0.002
# It gives up on a stride of time that takes longer (simulated seconds).
_STRIDE = 86400.0


@dataclass
class Clocks:
    """The clocks of the bot's machine. Discord's own is always right; this one is `wrong` by so
    much, and may be set at any time."""

    wrong: timedelta = timedelta(0)

    def now(self) -> datetime:
        return CLOCK() + self.wrong

    def steady(self) -> float:
        """Seconds from whenever: never set."""
        return CLOCK().timestamp()


def keep_time_simulated(env: simcord.Env) -> None:
    """Have the bot's sleeps end by the simulated clock alone.

    The simulator also ends them in real time, and then acts at once with whoever is acting.
    """
    schedule = env._schedule_timer

    def simulated(record: Any, *others: Any) -> None:
        schedule(record, *others)
        if record.real_handle is not None:
            record.real_handle.cancel()

    env._schedule_timer = simulated  # type: ignore[method-assign, assignment]


def look_often(env: simcord.Env) -> None:
    """Have the simulator see at once that the bot is done.

    While the bot waits for its database, the simulator looks again when a task ends, or after
    50 ms: what goes to sleep instead of ending had it really wait each time. It also gave a bot
    five seconds to start, whatever the machine.
    """
    settle = env._settle_internal

    async def promptly(*, timeout: float | None = None, **others: Any) -> None:  # noqa: ASYNC109
        patience = None if timeout is None else max(timeout, env.settle_timeout)
        await settle(**{**others, "timeout": patience, "idle": _LOOK})

    env._settle_internal = promptly  # type: ignore[method-assign]


async def at_once(_seconds: float) -> None:
    """Wait for nothing: nobody watches."""


def by_days(seconds: float) -> Iterator[tuple[float, float]]:
    """Yield time that passes, cut in strides, each with how long it is looked at: not at all."""
    while seconds > 0:
        yield min(seconds, _STRIDE), 0.0
        seconds -= _STRIDE
