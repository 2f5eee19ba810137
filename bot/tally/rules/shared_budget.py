"""A budget shared among projects: counted by two rules, of which the one declared decides.

`bot.tally.rules.greedy_budget` funds by support, `bot.tally.rules.equal_shares` by the share of
each person; both results are told, so that everyone sees what the choice of the rule does.
A ballot gives points by project, one for each that is ticked where people tick.
What has withdrawn is passed over, as if nobody had been asked of it.
Amounts are exact: whole numbers, or fractions as ``"1000/3"``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from enum import StrEnum
from fractions import Fraction
from functools import partial

from bot.tally.lot import drawn
from bot.tally.result import Cast, Json, Result, exact, grouped
from bot.tally.rules import equal_shares, greedy_budget
from bot.tally.rules.equal_shares import Crowd, EqualShares
from bot.tally.rules.greedy_budget import Drawn, Greedy


class Sharing(StrEnum):
    """Which rule decides."""

    GREEDY = "greedy"
    EQUAL_SHARES = "equal_shares"


class Marking(StrEnum):
    """How people mark: a tick for each project that they support, or so many points for each."""

    TICKS = "ticks"
    POINTS = "points"


RULES = {Sharing.GREEDY: greedy_budget.RULE, Sharing.EQUAL_SHARES: equal_shares.RULE}


def count(
    costs: Mapping[str, Fraction],
    ballots: Sequence[Cast[Mapping[str, int]]],
    money: Fraction,
    decides: Sharing,
    seed: str = "",
    withdrawn: Set[str] = frozenset(),
) -> Result:
    """Return what is funded: the winners, in one group; then the others by support.

    The details of both rules are there, whichever decides. A tie that the lot settled is in
    ``drawn`` of the rule: nothing is left to settle, so the result itself is never a tie. What is
    `withdrawn` is last and counted by neither rule: those who support it pay for their others. Its
    ``support`` tells what ballots say of it.
    """
    whole = Crowd(costs, ballots)
    crowd = _without(whole, ballots, withdrawn) if withdrawn else whole
    shared = equal_shares.of_crowd(crowd, money, seed)
    greedy = greedy_budget.count(costs, crowd.support, money, partial(drawn, seed))
    funded = shared.funded if decides is Sharing.EQUAL_SHARES else greedy.funded
    rest = {name: n for name, n in crowd.support.items() if name not in funded}
    last = (tuple(sorted(withdrawn)),) if withdrawn else ()
    ranking = (*((tuple(sorted(funded)),) if funded else ()), *grouped(rest), *last)
    details: dict[str, Json] = {
        "rule": RULES[decides],
        "support": dict(sorted(whole.support.items())),
        "supporters": dict(sorted(whole.supporters.items())),
        Sharing.EQUAL_SHARES.value: _shared(shared),
        Sharing.GREEDY.value: _greedy(greedy),
    }
    return Result(ranking, ranking[0] if funded else (), False, details)


def _without(
    whole: Crowd, ballots: Sequence[Cast[Mapping[str, int]]], withdrawn: Set[str]
) -> Crowd:
    """Return a crowd as if nobody had been asked of what is withdrawn."""
    costs = {name: cost for name, cost in whole.costs.items() if name not in withdrawn}
    left = [Cast({n: p for n, p in o.ballot.items() if n in costs}, o.weight) for o in ballots]
    return Crowd(costs, left)


def _shared(found: EqualShares) -> dict[str, Json]:
    return {
        "share": exact(found.share),
        "raised_to": exact(found.raised) if found.raised != found.share else None,
        "bought": [
            {
                "project": one.project,
                "each": exact(one.each),
                "in_full": one.in_full,
                "all_they_had": one.less,
            }
            for one in found.bought
        ],
        "completed": list(found.completed),
        "short": [
            {
                "project": one.project,
                "had": None if one.had is None else exact(one.had),
            }
            for one in found.short
        ],
        "left": exact(found.left),
        "drawn": _drawn(found.drawn),
    }


def _greedy(found: Greedy) -> dict[str, Json]:
    return {
        "funded": list(found.funded),
        "passed": [
            {"project": one.project, "left": None if one.left is None else exact(one.left)}
            for one in found.passed
        ],
        "left": exact(found.left),
        "drawn": _drawn(found.drawn),
    }


def _drawn(lots: Sequence[Drawn]) -> list[Json]:
    return [list(one.order) for one in lots]
