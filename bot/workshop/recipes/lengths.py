"""Lengths of time as people write them: “5”, “0,5”, “30 s”, “1 min 30”, “1 h 30”, “2 j”."""

from __future__ import annotations

import re

from bot.workshop.errors import Refusal
from bot.workshop.step import LEAST_MINUTES, MOST_MINUTES
from bot.workshop.text import one_line

_MINUTES = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?(?: ?(?:minutes?|min\.?|mn|m))?")
_FORMS = (
    # what is written, and how many minutes each of its numbers stands for
    (re.compile(r"(\d{1,4}) ?(?:secondes?|seconds?|sec\.?|s)"), (1 / 60,)),
    (re.compile(r"(\d{1,5}) ?(?:min\.?|mn|m) ?(\d{1,2})(?: ?s)?"), (1, 1 / 60)),
    (re.compile(r"(\d{1,3}) ?(?:heures?|hours?|h)(?: ?(\d{1,2})(?: ?min)?)?"), (60, 1)),
    (re.compile(r"(\d) ?(?:jours?|days?|j|d)"), (24 * 60,)),
)


def read_minutes(text: str) -> float:
    """Return a length in minutes, whole or halves; raise Refusal for anything else, and beyond
    what a step may last."""
    written = one_line(text).replace("\u00a0", " ").lower()
    total = _minutes(written)
    halves = round(total * 2)
    # Seconds are thirds and sixtieths of a minute: near is there.
    if abs(total * 2 - halves) > 1e-6 or not LEAST_MINUTES <= total <= MOST_MINUTES:
        raise Refusal("recipe.bad.length")
    return halves / 2 if halves % 2 else halves // 2


def _minutes(written: str) -> float:
    if (found := _MINUTES.fullmatch(written)) is not None:
        return float(f"{found[1]}.{found[2] or 0}")
    for form, worth in _FORMS:
        if (found := form.fullmatch(written)) is not None:
            return sum(int(n or 0) * each for n, each in zip(found.groups(), worth, strict=True))
    raise Refusal("recipe.bad.length")
