"""Instant run-off (alternative vote): the last is eliminated, round after round.

Source: Ware's single-winner form of Hare's transferable vote (c. 1871); Tideman (2006),
*Collective Decisions and Voting*. In each round a ballot counts for the option that it
ranks highest among those that stand; the option with the fewest is eliminated.

Ties: several options that are last with the same count are eliminated together when all of them
have less, added up, than the next one: no order of elimination could save any of them. Otherwise
every order is followed (Conitzer, Rognlie, Xia 2009, *parallel universes*): when all of them elect
the same option it is elected; else those that can win tie, and a declared second rule settles it.
No lot, no order of the list and no earlier round decides. Options whose order of elimination is
not the same everywhere are tied in the ranking, which goes on to the last round even when an
option has a majority earlier (it then wins anyway).

Bound: to know who can win is NP-hard, so at most `MOST_READINGS` readings of a ballot, and the
memory of `MOST_HELD`, are spent on orders that differ. Past them the tie is stated between all
that may still win: the options that some order was seen to elect and those that stand wherever the
count stopped (``orders_followed`` is then false).

Blanks: a ballot that ties several of the standing options at its top is shared equally between
them, in exact fractions; one that ranks none of the standing options above another (it is
exhausted, or ties them all) counts for nobody in that round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, filterfalse
from itertools import pairwise as pairwise_of
from typing import Self, TypeAlias

from bot.tally.order import Order, condorcet_winner, merged, pairwise
from bot.tally.result import Cast, Json, Ranking, Result, decided, exact

RULE = "The option that fewest ballots rank highest is eliminated, round after round. Several that"
RULE += " are last with the same count are eliminated together when they have less, added up, than"
RULE += " the next one; otherwise every order of elimination is followed: if all elect the same"
RULE += " option it is elected, if not, those that can win tie. A ballot that ties options at its"
RULE += " top is shared between them."

# Of a ballot, in the rounds that not every order goes through: a second or so, whatever the
# ballots. A round costs some more for itself.
MOST_READINGS = 1_000_000
_OF_A_ROUND = 100
# Options held in the sets that may come to stand: some 200 MB.
MOST_HELD = 2_500_000

# An order is shown for each option that can win, unless they are more.
MOST_ORDERS = 8

Standing: TypeAlias = frozenset[str]
_Weighed: TypeAlias = tuple[Order, int]


@dataclass(frozen=True, slots=True)
class _Round:
    """One count of those that stand, and the sets of options that can go out after it."""

    counts: Mapping[str, int | Fraction]
    silent: int
    last: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...]

    def told(self, out: Sequence[str]) -> Json:
        """Return the round as JSON, `out` being eliminated after it."""
        return {
            "counts": {option: exact(number) for option, number in self.counts.items()},
            "for_nobody": self.silent,
            "majority": _majority(self.counts),
            "last": list(self.last),
            "eliminated": list(out),
        }


def count(options: Sequence[str], ballots: Sequence[Cast[Order]]) -> Result:
    """Return the result of the run-off (Ware; Tideman 2006; ties and blanks: this module).

    ``rounds`` of the details are those of every order, then, where one option wins whatever the
    order, those of one order; where several can win they end with the round whose tie decides,
    and ``orders`` holds for each of them the rounds, from that one on, of an order that elects it.
    """
    elimination = _Elimination(merged(ballots), frozenset(options))
    elimination.follow()
    sure, winners = elimination.sure, elimination.winners
    decisive = len(winners) == 1
    rounds = elimination.rounds(sure)
    orders: dict[str, Json] = {}
    if decisive:
        rounds += elimination.rounds(elimination.path(frozenset(winners)))
    elif len(sure[-1]) > 1:
        rounds.append(elimination.held[sure[-1]].told(()))
        # Of two that are equal there is no more to show, of many it would be a book.
        if len(sure[-1]) > 2 and len(winners) <= MOST_ORDERS:
            orders = {
                winner: elimination.rounds(elimination.path(frozenset((winner,))))
                for winner in winners
                if frozenset((winner,)) in elimination.parents
            }
    details: dict[str, Json] = {
        "rule": RULE,
        "rounds": rounds,
        "rounds_with_several_last": [
            number
            for number, one in enumerate(rounds, start=1)
            if isinstance(one, Mapping) and len(_list(one["last"])) > 1
        ],
        "condorcet_winner": condorcet_winner(pairwise(options, ballots)) if ballots else None,
    }
    if not decisive and len(sure[-1]) > 2 and any(elimination.held[sure[-1]].counts.values()):
        details |= {"orders": orders, "orders_followed": elimination.complete}
    return decided(_ranking(sure, winners), details, spoken=bool(ballots))


class _Elimination:
    """Every order of elimination, from all that stand down to one.

    Sets of standing options are taken from the largest to the smallest: where only one is left to
    look at, every order leads to it (`sure`), however it got there.
    """

    def __init__(self, weights: Mapping[Order, int], options: Standing) -> None:
        self._weights = weights
        self.held: dict[Standing, _Round] = {}
        self.parents: dict[Standing, tuple[Standing, tuple[str, ...]]] = {}
        self.sure: list[Standing] = [options]
        self.winners: tuple[str, ...] = tuple(sorted(options))
        self.complete = True

    def follow(self) -> None:
        """Follow all orders, within the bound."""
        # Each with the piles of a round before it.
        start = {self.sure[0]: _Piles.of_all(self._weights)}
        waiting: dict[int, dict[Standing, _Piles]] = {len(self.sure[0]): start}
        elected: set[str] = set()
        readings = held_in_all = 0
        while waiting:
            size = max(waiting)
            alike = waiting.pop(size)
            forked = len(alike) > 1 or bool(waiting) or bool(elected)
            if not forked:
                self.sure += alike.keys() - {self.sure[-1]}
            for standing in sorted(alike, key=sorted):
                if size <= 1:
                    elected |= standing
                    continue
                if forked:
                    readings += len(self._weights) + _OF_A_ROUND
                if readings > MOST_READINGS or held_in_all > MOST_HELD:
                    self.complete = False
                    elected |= standing
                    continue
                piles = alike[standing].among(standing)
                held = self.held[standing] = _counted(piles, standing)
                if not any(held.counts.values()):
                    elected |= standing  # nobody ranks one of them above another: all are equal
                    continue
                held_in_all += len(held.ways) * size
                for out in held.ways:
                    left = standing.difference(out)
                    self.parents.setdefault(left, (standing, out))
                    waiting.setdefault(len(left), {}).setdefault(left, piles)
        self.winners = tuple(sorted(elected))

    def path(self, end: Standing) -> list[Standing]:
        """Return the sets that stand, one after the other, from the last sure one to `end`."""
        steps = [end]
        while steps[-1] != self.sure[-1] and steps[-1] in self.parents:
            steps.append(self.parents[steps[-1]][0])
        return steps[::-1]

    def rounds(self, path: Sequence[Standing]) -> list[Json]:
        """Return the rounds of one order that leads through the sets of `path`."""
        found: list[Json] = []
        for before, after in pairwise_of(path):
            between = [after]
            while between[-1] != before:
                between.append(self.parents[between[-1]][0])
            for standing, left in zip(between[::-1], between[-2::-1], strict=False):
                found.append(self.held[standing].told(sorted(standing - left)))
        return found


@dataclass(frozen=True, slots=True)
class _Piles:
    """The ballots in piles, one for each group that is at the top of some: in parts that are never
    changed, which piles of other rounds share."""

    of: Mapping[Standing, tuple[int, tuple[Sequence[_Weighed], ...]]]  # the weight of all, parts

    @classmethod
    def of_all(cls, weights: Mapping[Order, int]) -> Self:
        """Return the piles in the first round."""
        tops: dict[Standing, list[_Weighed]] = {}
        for ballot in weights.items():
            tops.setdefault(ballot[0][0], []).append(ballot)
        return cls({top: (sum(w for _, w in part), (part,)) for top, part in tops.items()})

    def among(self, standing: Standing) -> _Piles:
        """Return the piles where only these stand: ballots of others go where they rank next."""
        piles: dict[Standing, tuple[int, tuple[Sequence[_Weighed], ...]]] = {}
        moved: dict[Standing, list[_Weighed]] = {}
        gone: list[_Weighed] = []
        for top, (weight, parts) in self.of.items():
            if left := top & standing:
                before, others = piles.get(left, (0, ()))
                piles[left] = (before + weight, others + parts)
            else:
                gone += chain.from_iterable(parts)
        for ballot in gone:
            group = next(filterfalse(standing.isdisjoint, ballot[0]))
            moved.setdefault(group if len(group) == 1 else group & standing, []).append(ballot)
        for top, part in moved.items():
            before, others = piles.get(top, (0, ()))
            piles[top] = (before + sum(w for _, w in part), (*others, part))
        return _Piles(piles)


def _counted(piles: _Piles, standing: Standing) -> _Round:
    """Return the count of each standing option, and what can follow."""
    counts: dict[str, int | Fraction] = dict.fromkeys(sorted(standing), 0)
    silent = 0
    for top, (weight, _) in piles.of.items():
        if len(top) == len(standing):
            silent += weight
            continue
        share = weight if len(top) == 1 else Fraction(weight, len(top))
        for option in top:
            counts[option] += share
    fewest = min(counts.values())
    last = tuple(option for option, number in counts.items() if number == fewest)
    above = [number for number in counts.values() if number > fewest]
    together = bool(above) and fewest * len(last) < min(above)
    ways = (last,) if len(last) == 1 or together else tuple((one,) for one in last)
    return _Round(counts, silent, last, ways)


def _ranking(sure: Sequence[Standing], winners: Sequence[str]) -> Ranking:
    """Return the winners, then those that went out, in the groups that hold for every order."""
    left = [*sure, frozenset(winners)]
    groups = [tuple(sorted(before - after)) for before, after in pairwise_of(left)]
    return (tuple(winners), *(group for group in reversed(groups) if group))


def _majority(counts: Mapping[str, int | Fraction]) -> str | None:
    """Return the option that has more than half of the ballots counted in this round, if any."""
    total = sum(counts.values())
    return next((option for option, number in counts.items() if 2 * number > total), None)


def _list(held: Json) -> Sequence[Json]:
    assert isinstance(held, Sequence)
    return held
