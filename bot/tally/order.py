"""Ranked ballots: complete orders with ties, and the pairwise figures got from them.

Options that a ballot leaves out stand last together, so that `[["A"]]` and `[["A"], ["B", "C"]]`
say the same. Between options of one group a ballot says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TypeAlias

from bot.tally.result import Cast, Casts

Order: TypeAlias = tuple[frozenset[str], ...]  # groups of equals, best first, every option once
Pairwise: TypeAlias = dict[str, dict[str, int]]  # [a][b]: how many prefer a to b


def order(groups: Sequence[Set[str]], options: Sequence[str]) -> Order:
    """Return the complete order of a ballot: its `groups`, then the options it left out."""
    rest = frozenset(options).difference(*groups)
    listed = tuple(frozenset(group) for group in groups)
    return (*listed, rest) if rest else listed


def merged(ballots: Sequence[Cast[Order]]) -> dict[Order, int]:
    """Return the weight of each different order."""
    held = Casts.of(ballots)
    weights = dict(zip(held.contents, held.weights, strict=True))
    if len(weights) == len(held):
        return weights
    weights = dict.fromkeys(weights, 0)
    for order, weight in zip(held.contents, held.weights, strict=True):
        weights[order] += weight
    return weights


def pairwise(options: Sequence[str], ballots: Sequence[Cast[Order]]) -> Pairwise:
    """Return for each pair how many rank the first strictly above the second.

    Source: Condorcet (1785), *Essai sur l'application de l'analyse…*. A ballot that ties the two
    counts for neither.

    What an option wins is one large number, a field for each other option: a ballot, read from
    its last group up, adds to each option at once all those that are below it.
    """
    names = sorted(options)
    weights = merged(ballots)
    # A field holds what all ballots weigh, so that nothing is carried into the next.
    width = (sum(weights.values()).bit_length() + 7) // 8
    fields = [1 << (8 * width * n) for n in range(len(names))]
    place = {name: n for n, name in enumerate(names)}
    alone = {frozenset((name,)): n for n, name in enumerate(names)}
    alike: dict[int, list[Order]] = {}
    for groups, weight in weights.items():
        alike.setdefault(weight, []).append(groups)
    rows = [0] * len(names)
    for weight, orders in alike.items():
        once = [0] * len(names)
        for groups in orders:
            below = 0
            for group in reversed(groups):
                a = alone.get(group)
                if a is not None:
                    once[a] += below
                    below += fields[a]
                    continue
                members = [place[name] for name in group]
                for a in members:
                    once[a] += below
                below += sum([fields[a] for a in members])
        rows = [row + weight * more for row, more in zip(rows, once, strict=True)]
    return {a: _unpacked(row, names, width, a) for a, row in zip(names, rows, strict=True)}


def _unpacked(row: int, names: Sequence[str], width: int, own: str) -> dict[str, int]:
    held = row.to_bytes(width * len(names), "little")
    places = range(0, len(held), width) if width else [0] * len(names)
    numbers = [int.from_bytes(held[place : place + width], "little") for place in places]
    found = dict(zip(names, numbers, strict=True))
    del found[own]
    return found


def condorcet_winner(wins: Pairwise) -> str | None:
    """Return the option that more people prefer to each other option than the reverse.

    Source: Condorcet (1785). Returns None when there is no such option.
    """
    for a, row in wins.items():
        if all(number > wins[b][a] for b, number in row.items()):
            return a
    return None
