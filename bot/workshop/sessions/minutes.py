"""How long a step lasts, as people type it where nothing but a length can be meant."""

from __future__ import annotations

import math
from datetime import timedelta

from bot.workshop.errors import Refusal
from bot.workshop.sessions.length import duration
from bot.workshop.step import LEAST_MINUTES, MOST_MINUTES

_HALF = timedelta(minutes=0.5)


def read_minutes(text: str) -> float:
    """Return the minutes that `text` says, up to the next half: “5”, “0,5”, “90 s”, “1 min 30”,
    “1 h 30”, “2 jours” (`bot.workshop.sessions.length`); whole where they are.

    Raises Refusal when it is no length, or none that a step may have.
    """
    lasts = duration(text)
    halves = math.ceil(lasts / _HALF) if lasts is not None else 0
    if not LEAST_MINUTES <= halves / 2 <= MOST_MINUTES:
        raise Refusal("length.not_a_length")
    return halves / 2 if halves % 2 else halves // 2
