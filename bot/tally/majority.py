"""The majority sequence of a tally of grades, in blocks: exact for any number of voters.

Source: Balinski & Laraki (2011), *Majority Judgment*, MIT Press: the majority value of an
option is the sequence got by taking its lower median grade, removing one such grade, and starting
again; options are compared by the first place where their sequences differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """`length` terms of a sequence: `first`, `second`, `first`, `second`… (grades as indices).

    In a constant block `first` and `second` are the same grade.
    """

    first: int
    second: int
    length: int

    def after(self, terms: int) -> Block | None:
        """Return what is left of the block once `terms` of them are read; None at its end."""
        if terms >= self.length:
            return None
        first, second = (self.second, self.first) if terms % 2 else (self.first, self.second)
        return Block(first, second, self.length - terms)


def majority_sequence(tally: Sequence[int]) -> Iterator[Block]:
    """Yield the majority sequence (Balinski & Laraki 2011) of how many of each grade, worst first.

    Removing medians one at a time gives long constant stretches, then two grades in alternation
    once as many grades lie below as above: each is yielded at once, so that a million voters
    cost no more than ten.
    """
    left = list(tally)
    while total := sum(left):
        middle = (total - 1) // 2
        grade, below = 0, 0
        while below + left[grade] <= middle:
            below += left[grade]
            grade += 1
        here = left[grade]
        if 2 * (below + here) == total:
            upper = next(g for g in range(grade + 1, len(left)) if left[g])
            pairs = min(here, left[upper])
            left[grade] -= pairs
            left[upper] -= pairs
            yield Block(grade, upper, 2 * pairs)
        else:
            # The median stays on this grade until what is below, or above, outweighs the rest.
            above = total - below - here
            times = min(here + above - below, here + below - above + 1)
            left[grade] -= times
            yield Block(grade, grade, times)


def compare(one: Sequence[int], other: Sequence[int]) -> int:
    """Return 1 when the tally `one` is better than `other`, -1 when worse, 0 when they tie.

    Both tallies hold the same number of grades; they tie only when they are identical. Source:
    the majority ranking of Balinski & Laraki (2011), complete tie-break.
    """
    mine, theirs = majority_sequence(one), majority_sequence(other)
    a, b = next(mine, None), next(theirs, None)
    while a is not None and b is not None:
        if a.first != b.first:
            return 1 if a.first > b.first else -1
        terms = min(a.length, b.length)
        if terms > 1 and a.second != b.second:
            return 1 if a.second > b.second else -1
        a = a.after(terms) or next(mine, None)
        b = b.after(terms) or next(theirs, None)
    return 0
