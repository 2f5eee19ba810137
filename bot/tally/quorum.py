"""Quorum: how many must take part for the vote to count. It is not the majority.

Source: brief/methods §5; Robert's Rules of Order §40. A share of an electorate is rounded up:
1/3 of 40 is 14, 1/4 of 100 is 25.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil


def needed(share: Fraction, electorate: int) -> int:
    """Return the least number of ballots that is at least `share` of `electorate` people."""
    return ceil(share * electorate)


def met(quorum: int | None, taking_part: int) -> bool | None:
    """Return whether `taking_part` ballots reach the quorum; None when there is no quorum."""
    return None if quorum is None else taking_part >= quorum
