"""Dot voting (cumulative voting): each person spreads a budget of dots; the highest sum wins.

Source: the cumulative vote, Marshall (1853), *Minorities and Majorities: Their Relative Rights*;
as worked in brief/methods §5. Ties: options with equal sums are tied, and stay tied. Blanks: dots
not placed are lost; an option without dots has sum 0; when nobody places a dot nobody wins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.tally.result import Cast, Json, Result, decided, grouped, summed

RULE = "The highest sum of dots wins; equal sums tie; dots not placed are lost."


def count(options: Sequence[str], ballots: Sequence[Cast[Mapping[str, int]]]) -> Result:
    """Return the result of weighted dot ballots (Marshall 1853; ties and blanks: this module).

    `ballots` give dots by option, within the budget and the cap (`bot.tally.ballots.dots` checks
    both). Raises KeyError for an unknown option.
    """
    return of_totals(summed(options, ballots))


def of_totals(totals: Mapping[str, int]) -> Result:
    """Return the result of the dots that each option got."""
    details: dict[str, Json] = {"rule": RULE, "totals": dict(sorted(totals.items()))}
    return decided(grouped(totals), details, spoken=any(totals.values()))
