"""The Schulze method, with winning votes.

Source: Schulze (2011), "A new monotonic, clone-independent, reversal symmetric, and
condorcet-consistent single-winner election method", Social Choice and Welfare 36. A link from a
to b exists when more people prefer a to b than b to a, and is as strong as their number; a path
is as strong as its weakest link; a is better than b when the strongest path from a to b is
stronger than that from b to a. This relation is transitive. (Between links with equal support
the paper also looks at who opposes, its own short definitions and most uses do not, nor do we;
it makes no difference where ballots rank all options without ties.)
Ties: the winners are the options than which none is better, and tie when they are several. The
next group is found in the same way among the others, so a group holds options of which none is
better than another. Blanks: options left out are last together; a ballot that ties two options
says nothing between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.tally.order import Order, Pairwise, condorcet_winner, pairwise
from bot.tally.result import Cast, Json, Ranking, Result, decided

RULE = "An option is better than another when its strongest path to it (winning votes) is stronger"
RULE += " than the path back; those than which none is better win, and tie when they are several."


def count(options: Sequence[str], ballots: Sequence[Cast[Order]]) -> Result:
    """Return the winners of Schulze (2011), then other groups (ties, blanks: this module)."""
    return of_pairwise(pairwise(options, ballots), spoken=bool(ballots))


def of_pairwise(wins: Pairwise, *, spoken: bool) -> Result:
    """Return the result of the duels; `spoken` tells whether any ballot said something."""
    paths = strongest_paths(wins)
    details: dict[str, Json] = {
        "rule": RULE,
        "condorcet_winner": condorcet_winner(wins) if spoken else None,
        "pairwise": wins,
        "strongest_paths": paths,
    }
    return decided(_layers(paths), details, spoken=spoken)


def strongest_paths(wins: Pairwise) -> Pairwise:
    """Return the strength of the strongest path between each two options, 0 where none is.

    Floyd and Warshall's algorithm for the widest path, as in Schulze (2011) §2.3.
    """
    paths = {a: {b: n if n > wins[b][a] else 0 for b, n in row.items()} for a, row in wins.items()}
    for middle in wins:
        for a in wins:
            if a == middle:
                continue
            reach = paths[a][middle]
            for b, strength in paths[middle].items():
                if b != a and paths[a][b] < min(reach, strength):
                    paths[a][b] = min(reach, strength)
    return paths


def _layers(paths: Pairwise) -> Ranking:
    left = sorted(paths)
    layers = []
    while left:
        best = [a for a in left if all(paths[a][b] >= paths[b][a] for b in left if b != a)]
        layers.append(tuple(best))
        left = [option for option in left if option not in best]
    return tuple(layers)
