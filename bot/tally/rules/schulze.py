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

from collections.abc import Iterator, Sequence

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

    Links are laid from the strongest to the weakest: where the first path from a to b appears,
    the link just laid is the weakest of it, and every later path is no stronger. What each option
    leads to is one large number, a bit for each option, so that a link laid joins it to all that
    the other end leads to at once (Italiano 1986, "Amortized efficiency of a path retrieval data
    structure": a pair is joined once). Floyd and Warshall's algorithm, of Schulze (2011) §2.3,
    gives the same one triple at a time.
    """
    names = list(wins)
    size = len(names)
    place = {name: n for n, name in enumerate(names)}
    # Each link as one number, its strength first: a tuple for each would fill the memory.
    links = [
        (n * size + place[a]) * size + place[b]
        for a, row in wins.items()
        for b, n in row.items()
        if n > wins[b][a]
    ]
    links.sort(reverse=True)
    strengths = [[0] * size for _ in names]
    # Each leads to itself, and is led to by itself.
    leads = [1 << n for n in range(size)]
    led = [1 << n for n in range(size)]
    for link in links:
        rest, b = divmod(link, size)
        strength, a = divmod(rest, size)
        if leads[a] >> b & 1:
            continue
        for x in _bits(led[a] & ~led[b]):
            new = leads[b] & ~leads[x]
            leads[x] |= new
            for y in _bits(new):
                strengths[x][y] = strength
                led[y] |= 1 << x
    del links
    return {
        a: {b: n for b, n in zip(names, row, strict=True) if b != a}
        for a, row in zip(names, strengths, strict=True)
    }


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _layers(paths: Pairwise) -> Ranking:
    # How many that are still there are better than each; those that each is better than.
    better = dict.fromkeys(paths, 0)
    worse: dict[str, list[str]] = {}
    for a, row in paths.items():
        worse[a] = [b for b, strength in row.items() if strength > paths[b][a]]
        for b in worse[a]:
            better[b] += 1
    layers: list[tuple[str, ...]] = []
    layer = sorted(a for a, number in better.items() if not number)
    while layer:
        layers.append(tuple(layer))
        following = []
        for a in layer:
            for b in worse[a]:
                better[b] -= 1
                if not better[b]:
                    following.append(b)
        layer = sorted(following)
    return tuple(layers)
