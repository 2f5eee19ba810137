"""What is counted many ballots at a time, in the plainest way: one ballot, one pair, one round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from fractions import Fraction

from bot.tally.order import Order, Pairwise


def pairwise(options: Sequence[str], weights: Mapping[Order, int]) -> Pairwise:
    """Return for each pair how many rank the first above the second, pair by pair."""

    def place(groups: Order, option: str) -> int:
        return next(n for n, group in enumerate(groups) if option in group)

    return {
        a: {
            b: sum(w for groups, w in weights.items() if place(groups, a) < place(groups, b))
            for b in sorted(options)
            if b != a
        }
        for a in sorted(options)
    }


def strongest_paths(wins: Pairwise) -> Pairwise:
    """Return the widest paths as Floyd and Warshall find them, of Schulze (2011) §2.3."""
    paths = {a: {b: n if n > wins[b][a] else 0 for b, n in row.items()} for a, row in wins.items()}
    for middle in wins:
        for a in wins:
            for b in wins:
                if len({a, b, middle}) == 3:
                    through = min(paths[a][middle], paths[middle][b])
                    paths[a][b] = max(paths[a][b], through)
    return paths


def layers(paths: Pairwise) -> list[tuple[str, ...]]:
    """Return those than which none is better, then the same of the others."""
    left, found = sorted(paths), []
    while left:
        best = [a for a in left if all(paths[a][b] >= paths[b][a] for b in left if b != a)]
        found.append(tuple(best))
        left = [option for option in left if option not in best]
    return found


def round_of(weights: Mapping[Order, int], standing: Set[str]) -> tuple[dict[str, Fraction], int]:
    """Return what each standing option has in a round of the run-off, and what counts for nobody,
    all ballots being read again."""
    counts, silent = dict.fromkeys(sorted(standing), Fraction(0)), 0
    for groups, weight in weights.items():
        top = next(found for group in groups if (found := group & standing))
        if len(top) == len(standing):
            silent += weight
            continue
        for option in top:
            counts[option] += Fraction(weight, len(top))
    return counts, silent
