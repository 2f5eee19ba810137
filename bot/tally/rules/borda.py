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

from bot.tally.order import Order, condorcet_winner, merged, pairwise
from bot.tally.result import Cast, Json, Result, decided, exact, grouped

RULE = "The highest sum of points wins (last place 0, one more for each place above); options that"
RULE += " a ballot ties or leaves out share the points of their places; equal sums tie."


def count(options: Sequence[str], ballots: Sequence[Cast[Order]]) -> Result:
    """Return the result of Borda's count (1781; ties and blanks: see this module)."""
    doubled = dict.fromkeys(sorted(options), 0)
    for groups, weight in merged(ballots).items():
        below = len(options)
        for group in groups:
            below -= len(group)
            for option in group:
                # The mean of the points below, below + 1, … below + len(group) - 1, twice.
                doubled[option] += (2 * below + len(group) - 1) * weight
    points: dict[str, Json] = {o: exact(Fraction(total, 2)) for o, total in doubled.items()}
    details: dict[str, Json] = {
        "rule": RULE,
        "points": points,
        "condorcet_winner": condorcet_winner(pairwise(options, ballots)) if ballots else None,
    }
    return decided(grouped(doubled), details, spoken=bool(ballots))
