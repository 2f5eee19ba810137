"""What a missing score or grade counts as: a choice to declare before the vote."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Missing(StrEnum):
    """WORST: as the lowest. MEDIAN: as the option's own lower median. IGNORE: not at all."""

    WORST = "worst"
    MEDIAN = "median"
    IGNORE = "ignore"


def lower_median(counts: Mapping[int, int]) -> int:
    """Return the value in the middle of `counts` (value → how many), the lower of two middles.

    Raises ValueError when nothing was counted.
    """
    middle = (sum(counts.values()) + 1) // 2
    for value in sorted(counts):
        middle -= counts[value]
        if middle <= 0 and counts[value]:
            return value
    raise ValueError("nothing was counted")
