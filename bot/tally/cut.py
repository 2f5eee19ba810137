"""Several winners: the first of a ranking, cut after a number of seats; a tie at the cut is stated.

Source: brief/methods §5, a tie is stated and never settled by an order of ballots or of names. What
the ranking puts wholly within the seats is elected; where the last seats would part a group of
equals, all of that group are tied for the places that are left, and none of them is elected. What
nobody gave anything to is never elected: a place may stay empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.tally.result import Cut, Result


def first(result: Result, seats: int, stands: Callable[[str], bool] = lambda _: True) -> Result:
    """Return a result of which the first `seats` options are elected, of those that `stands` says
    can be; none where nobody said anything (`result` has no winner then)."""
    cut = _cut(result, seats, stands) if result.winners else Cut((), (), seats)
    return replace(result, winners=cut.elected, tie=bool(cut.tied), cut=cut)


def _cut(result: Result, seats: int, stands: Callable[[str], bool]) -> Cut:
    elected: list[str] = []
    for group in result.ranking:
        names = [name for name in group if stands(name)]
        left = seats - len(elected)
        if not left:
            break
        if len(names) > left:
            return Cut(tuple(sorted(elected)), tuple(sorted(names)), left)
        elected += names
    return Cut(tuple(sorted(elected)), (), seats - len(elected))
