"""Dot voting (cumulative voting): each person spreads a budget of dots; the highest sum wins.

Source: the cumulative vote, Marshall (1853), *Minorities and Majorities: Their Relative Rights*;
as worked in brief/methods §5. Ties: options with equal sums are tied, and stay tied. Blanks: dots
not placed are lost; an option without dots has sum 0; when nobody places a dot nobody wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.tally.result import Cast, Json, Result, decided, grouped, summed

RULE = "The highest sum of dots wins; equal sums tie; dots not placed are lost."


@dataclass(frozen=True, slots=True)
class Tally:
    """The result: `totals` of every option, `ranking` in groups of equals, best first."""

    totals: dict[int, int]
    ranking: tuple[tuple[int, ...], ...]
    ballots: int

    @property
    def winners(self) -> tuple[int, ...]:
        """The options with the highest sum; empty when nobody placed a dot."""
        if not self.ranking or self.totals[self.ranking[0][0]] == 0:
            return ()
        return self.ranking[0]

    @property
    def tie(self) -> bool:
        """True when several options share the first place."""
        return len(self.winners) > 1


def tally(options: Sequence[int], ballots: Iterable[Mapping[int, int]]) -> Tally:
    """Return the sums of `ballots` over numbered `options` (the cumulative vote, Marshall 1853).

    The order of ballots never matters; options with equal sums share a rank and stand in the
    order of their numbers, which says nothing. Raises KeyError for an unknown option.
    """
    cast = [Cast(ballot) for ballot in ballots]
    totals = summed(options, cast)
    return Tally(totals, ranked(totals), len(cast))


def ranked(totals: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
    """Return options in groups of equal sums, best first, each group sorted by number."""
    return grouped(totals)


def count(options: Sequence[str], ballots: Sequence[Cast[Mapping[str, int]]]) -> Result:
    """Return the result of weighted dot ballots (Marshall 1853; ties and blanks: this module).

    `ballots` give dots by option, within the budget and the cap (`bot.tally.ballots.dots` checks
    both). Raises KeyError for an unknown option.
    """
    totals = summed(options, ballots)
    details: dict[str, Json] = {"rule": RULE, "totals": dict(sorted(totals.items()))}
    return decided(grouped(totals), details, spoken=any(totals.values()))
