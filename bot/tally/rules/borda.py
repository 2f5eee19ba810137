"""Borda's count: the last gets 0, each place above one point more; the highest sum wins.

Source: Borda (1781), "Mémoire sur les élections au scrutin"; for tied places, Kendall
(1945), "The treatment of ties in ranking problems", Biometrika 33. Ties: equal totals tie, and stay
tied. Blanks: options that a ballot ties, among them those it leaves out, share fairly the points
of the places that they hold together (two options on the places worth 1 and 0 get 1/2 each), so
that every ballot gives as many points in all.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from bot.tally.order import Order, Pairwise, condorcet_winner, pairwise
from bot.tally.result import Cast, Json, Result, decided, exact, grouped

RULE = "The highest sum of points wins (last place 0, one more for each place above); options that"
RULE += " a ballot ties or leaves out share the points of their places; equal sums tie."


def count(options: Sequence[str], ballots: Sequence[Cast[Order]]) -> Result:
    """Return the result of Borda's count (1781; ties and blanks: see this module)."""
    said = sum(cast.weight for cast in ballots)
    return of_pairwise(pairwise(options, ballots), said)


def of_pairwise(wins: Pairwise, said: int) -> Result:
    """Return the result of the duels of `said` ballots.

    An option's points are, over the others, how many rank it above and half of those who tie the
    two: doubled, `said` and those above, less those below.
    """
    doubled = {a: sum(said + n - wins[b][a] for b, n in row.items()) for a, row in wins.items()}
    points: dict[str, Json] = {o: exact(Fraction(total, 2)) for o, total in doubled.items()}
    details: dict[str, Json] = {
        "rule": RULE,
        "points": points,
        "condorcet_winner": condorcet_winner(wins) if said else None,
    }
    return decided(grouped(doubled), details, spoken=bool(said))
