"""Instant run-off (alternative vote): the last is eliminated, round after round.

Source: Ware's single-winner form of Hare's transferable vote (c. 1871); Tideman (2006),
*Collective Decisions and Voting*. In each round a ballot counts for the option that it
ranks highest among those that stand; the option with the fewest is eliminated.

Ties: when several options are last with the same count, all of them are eliminated together;
when that would eliminate everybody, all that stand are tied for the first place. No lot, no order
of the list and no earlier round decides, so the outcome is neutral and always the same; it can
differ from that of another rule for such ties, and `details` names the rounds where it happened.
Options eliminated together are tied in the ranking, which goes on to the last round even when an
option has a majority earlier (it then wins anyway).

Blanks: a ballot that ties several of the standing options at its top is shared equally between
them, in exact fractions; one that ranks none of the standing options above another (it is
exhausted, or ties them all) counts for nobody in that round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from fractions import Fraction

from bot.tally.order import Order, condorcet_winner, merged, pairwise
from bot.tally.result import Cast, Json, Ranking, Result, decided, exact

RULE = "The option that fewest ballots rank highest is eliminated, round after round; several that"
RULE += " are last with the same count are eliminated together, unless they are all that stand:"
RULE += " then these tie. A ballot that ties options at its top is shared between them."


def count(options: Sequence[str], ballots: Sequence[Cast[Order]]) -> Result:
    """Return the result of the run-off (Ware; Tideman 2006; ties and blanks: this module)."""
    weights = merged(ballots)
    standing = frozenset(options)
    eliminated: list[tuple[str, ...]] = []
    rounds: list[Json] = []
    several_last: list[int] = []
    while len(standing) > 1:
        counts, silent = _round(weights, standing)
        fewest = min(counts.values())
        last = tuple(option for option, number in counts.items() if number == fewest)
        everybody = len(last) == len(standing)
        if len(last) > 1:
            several_last.append(len(rounds) + 1)
        rounds.append(
            {
                "counts": {option: exact(number) for option, number in counts.items()},
                "for_nobody": silent,
                "majority": _majority(counts),
                "eliminated": [] if everybody else list(last),
            }
        )
        if everybody:
            break
        standing -= frozenset(last)
        eliminated.append(last)
    ranking: Ranking = (tuple(sorted(standing)), *reversed(eliminated))
    details: dict[str, Json] = {
        "rule": RULE,
        "rounds": rounds,
        "rounds_with_several_last": several_last,
        "condorcet_winner": condorcet_winner(pairwise(options, ballots)) if ballots else None,
    }
    return decided(ranking, details, spoken=bool(ballots))


def _round(weights: Mapping[Order, int], standing: Set[str]) -> tuple[dict[str, Fraction], int]:
    """Return the count of each standing option, and the weight that counts for nobody."""
    counts = dict.fromkeys(sorted(standing), Fraction(0))
    silent = 0
    for groups, weight in weights.items():
        top = next(found for group in groups if (found := group & standing))
        if len(top) == len(standing):
            silent += weight
            continue
        for option in top:
            counts[option] += Fraction(weight, len(top))
    return counts, silent


def _majority(counts: Mapping[str, Fraction]) -> str | None:
    """Return the option that has more than half of the ballots counted in this round, if any."""
    half = sum(counts.values()) / 2
    return next((option for option, number in counts.items() if number > half), None)
