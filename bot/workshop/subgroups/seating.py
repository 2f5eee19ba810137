"""Where people go who come to groups that are there: the smallest; and nobody stays alone."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def smallest(groups: Sequence[Sequence[int]]) -> int:
    """Return the rank of the group that has the fewest people, but for those that have none."""
    there = [rank for rank, group in enumerate(groups) if group] or [*range(len(groups))]
    return min(there, key=lambda rank: (len(groups[rank]), rank))


def settled(
    groups: Sequence[Sequence[int]], undecided: Sequence[int], chance: Random
) -> list[list[int]]:
    """Return groups that people chose, once those who chose none are dealt into the smallest.

    Nobody is alone while two are there: whoever would be is joined by those who chose nothing;
    else two who are alone sit together, and the last one joins the smallest group. A group that
    nobody chose has nobody, unless nobody chose at all.
    """
    seats = [list(group) for group in groups]
    waiting = list(undecided)
    chance.shuffle(waiting)
    if not any(seats):
        # Nobody chose: all groups are filled, but so that nobody is alone.
        fill = max(1, min(len(seats), len(waiting) // 2))
        for rank, one in enumerate(waiting):
            seats[rank % fill].append(one)
        return seats
    for one in waiting:
        seats[smallest(seats)].append(one)
    alone = [rank for rank, group in enumerate(seats) if len(group) == 1]
    while alone and sum(map(len, seats)) > 1:
        rank = alone.pop()
        others = [list(group) if at != rank else [] for at, group in enumerate(seats)]
        to = alone.pop() if alone else smallest(others)
        seats[to] += seats[rank]
        seats[rank] = []
    return seats
