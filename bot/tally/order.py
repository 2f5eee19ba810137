"""Ranked ballots: complete orders with ties, and the pairwise figures got from them.

Options that a ballot leaves out stand last together, so that `[["A"]]` and `[["A"], ["B", "C"]]`
say the same. Between options of one group a ballot says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TypeAlias

from bot.tally.result import Cast

Order: TypeAlias = tuple[frozenset[str], ...]  # groups of equals, best first, every option once
Pairwise: TypeAlias = dict[str, dict[str, int]]  # [a][b]: how many prefer a to b


def order(groups: Sequence[Set[str]], options: Sequence[str]) -> Order:
    """Return the complete order of a ballot: its `groups`, then the options it left out."""
    rest = frozenset(options).difference(*groups)
    listed = tuple(frozenset(group) for group in groups)
    return (*listed, rest) if rest else listed


def merged(ballots: Sequence[Cast[Order]]) -> dict[Order, int]:
    """Return the weight of each different order."""
    weights: dict[Order, int] = {}
    for cast in ballots:
        weights[cast.ballot] = weights.get(cast.ballot, 0) + cast.weight
    return weights


def pairwise(options: Sequence[str], ballots: Sequence[Cast[Order]]) -> Pairwise:
    """Return for each pair how many rank the first strictly above the second.

    Source: Condorcet (1785), *Essai sur l'application de l'analyse…*. A ballot that ties the two
    counts for neither.
    """
    names = sorted(options)
    wins = {a: {b: 0 for b in names if b != a} for a in names}
    for groups, weight in merged(ballots).items():
        below = set(names)
        for group in groups:
            below -= group
            for a in group:
                for b in below:
                    wins[a][b] += weight
    return wins


def condorcet_winner(wins: Pairwise) -> str | None:
    """Return the option that more people prefer to each other option than the reverse.

    Source: Condorcet (1785). Returns None when there is no such option.
    """
    for a, row in wins.items():
        if all(number > wins[b][a] for b, number in row.items()):
            return a
    return None
