"""Dot voting (cumulative voting): each person spreads a budget of dots; the highest sum wins.

Source: cumulative voting as in brief/methods §5; an option without dots ranks with sum 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


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
    """Return the sums of `ballots` over `options`.

    The order of ballots never matters; options with equal sums share a rank and stand in the
    order of their numbers, which says nothing. Raises KeyError for an unknown option.
    """
    totals = dict.fromkeys(options, 0)
    count = 0
    for ballot in ballots:
        count += 1
        for option, dots in ballot.items():
            totals[option] += dots
    return Tally(totals, ranked(totals), count)


def ranked(totals: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
    """Return options in groups of equal sums, best first, each group sorted by number."""
    return tuple(
        tuple(sorted(option for option, total in totals.items() if total == value))
        for value in sorted(set(totals.values()), reverse=True)
    )
