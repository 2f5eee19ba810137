"""The clocks of the machine on which the rehearsed bot runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

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
