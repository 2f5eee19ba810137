"""The clocks of the machine on which the rehearsed bot runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import simcord

from bot.client import CLOCK


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
