"""Systemic consensus: each person says how much each option goes against them; the least wins.

Source: Visotschnig & Schrotta (2005), *Das SK-Prinzip*; Paulus, Schrotta & Visotschnig (2009),
*Systemisches Konsensieren*. A resistance goes from 0 (none) to 10 (unbearable). One of the options
is the *passive solution*: what happens when nothing is decided. An option that meets more
resistance than it is worse, for the group, than doing nothing.
Ties: equal totals tie, and stay tied. Blanks: an option without a resistance is one that the person
bears: it counts as 0, as in the method. A ballot that says nothing of any option is blank, and is
left out.

The group's resistance is the total over the greatest that there could be, 10 from each who said
something; `STRONG` and above are told apart, since a sum can hide those to whom an option is
unbearable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.tally.result import Cast, Casts, Json, Result, decided, grouped, tallied

MOST = 10
STRONG = 8
LESS, SAME, MORE = "less", "same", "more"

RULE = (
    "The option that meets the least resistance wins: the lowest total of resistances from 0 to 10;"
    " equal totals tie; an option left without a resistance counts as 0."
)


@dataclass(frozen=True, slots=True)
class Met:
    """What an option meets: the sum of the resistances, and how many of them are strong."""

    sum: int
    strong: int


def count(
    options: Sequence[str],
    ballots: Sequence[Cast[Mapping[str, int]]],
    passive: str | None = None,
) -> Result:
    """Return the result of ballots that give a resistance by option (ties and blanks: see above).

    `passive` names the passive solution, where there is one. Raises KeyError for an unknown option.
    """
    said = sum(Casts.of(ballots).weights)
    return of_sums(met(options, ballots), said, passive)


def met(options: Sequence[str], ballots: Sequence[Cast[Mapping[str, int]]]) -> dict[str, Met]:
    """Return what each option meets."""
    return {
        option: Met(
            sum(resistance * people for resistance, people in counts.items()),
            sum(people for resistance, people in counts.items() if resistance >= STRONG),
        )
        for option, counts in tallied(sorted(options), ballots).items()
    }


def of_sums(of: Mapping[str, Met], said: int, passive: str | None = None) -> Result:
    """Return the result of what each option meets from `said` people."""
    totals = {option: one.sum for option, one in of.items()}
    most = MOST * said
    shares: dict[str, Json] = {
        option: str(Fraction(total, most)) if most else "0" for option, total in totals.items()
    }
    details: dict[str, Json] = {
        "rule": RULE,
        "totals": totals,
        "shares": shares,
        "strong": {option: one.strong for option, one in of.items()},
        "passive": passive,
        "beside_passive": {
            option: _beside(total, totals[passive])
            for option, total in totals.items()
            if option != passive
        }
        if passive is not None
        else {},
    }
    return decided(grouped(totals)[::-1], details, spoken=bool(said))


def _beside(total: int, of_passive: int) -> str:
    """Return how an option stands against the passive solution."""
    if total == of_passive:
        return SAME
    return LESS if total < of_passive else MORE
