"""Condorcet's rule: the option that beats every other one to one, or nobody.

Source: Condorcet (1785), *Essai sur l'application de l'analyse à la probabilité des décisions
rendues à la pluralité des voix*. Ties: a duel with as many on each side is won by nobody, so the
Condorcet winner is unique; without one the answer says so, ranks all options together, and tells
which are unbeaten (they tied the duels they did not win). Blanks: options left out are last
together; a ballot that ties two options counts for neither in their duel.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.tally.order import Order, Pairwise, condorcet_winner, pairwise
from bot.tally.result import Cast, Json, Result

RULE = "The option that wins each of its duels wins; a duel with equal numbers is won by nobody."
NONE = "There is no Condorcet winner: no option beats every other one to one."


def count(options: Sequence[str], ballots: Sequence[Cast[Order]]) -> Result:
    """Return the winner of Condorcet (1785) followed by all others together, or no winner.

    Without a winner `tie` is True, since no option alone comes first, and `winners` is empty.
    """
    return of_pairwise(pairwise(options, ballots), spoken=bool(ballots))


def of_pairwise(wins: Pairwise, *, spoken: bool) -> Result:
    """Return the result of the duels; `spoken` tells whether any ballot said something."""
    winner = condorcet_winner(wins) if spoken else None
    unbeaten = [a for a, row in wins.items() if all(n >= wins[b][a] for b, n in row.items())]
    details: dict[str, Json] = {
        "rule": RULE,
        "statement": NONE if winner is None else f"{winner} beats every other option one to one.",
        "condorcet_winner": winner,
        "unbeaten": unbeaten,
        "pairwise": wins,
    }
    if winner is None:
        return Result((tuple(wins),), (), spoken, details)
    others = tuple(option for option in wins if option != winner)
    return Result(((winner,), others) if others else ((winner,),), (winner,), False, details)
