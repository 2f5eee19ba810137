"""A shared budget by equal shares: the money of each person follows what they support.

Source: Peters, Pierczyński & Skowron (2021), "Proportional Participatory Budgeting with Additive
Utilities", NeurIPS; Peters & Skowron (2020), "Proportionality and the Limits of Welfarism", EC.

Each person who supports something holds the same share of the money. A project is bought by its
supporters together: each pays ρ times what it is worth to them, or all they have left where that is
less, and ρ is the least with which its cost is reached. The project with the smallest ρ is bought,
again and again, until none can be paid by its supporters.

Worth: the points that a person gives it (one, for those who tick) times its cost, the “cost
utility” of Wieliczka's and Aarau's budgets of 2023. So cost / ρ·cost = 1/ρ is a number of points,
its *effective support*: what all its supporters give it, less where some of them have too little
left. The project with the highest is bought; supporters who gave as many points pay the same.

Completion (“Add1U”, as in Wieliczka): where money remains in which a supported project would fit,
all shares are raised together and counted anew, by a twentieth at a time, as long as what is bought
costs no more than the money, and at most to twice the share; with a twentieth of the share rather
than one unit of money, the result is the same in any currency, for ten people or a hundred
thousand. What then remains is spent by support, as `greedy_budget` does.

Ties: of projects with the same ρ the lot of the published seed (`bot.tally.lot`) buys one first. It
is stated where another choice would fund others; where that would take too many counts to know, it
is stated too. Blanks: a person who supports nothing holds no share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import permutations
from math import ceil
from operator import mul

from bot.tally.lot import Lot, drawn
from bot.tally.result import Cast
from bot.tally.rules import greedy_budget
from bot.tally.rules.greedy_budget import Drawn

RULE = "Each person who supports something holds the same share of the money. The project whose"
RULE += " supporters can pay for it with the most support is bought first: they pay in proportion"
RULE += " to their points, one who has less left pays all of it and counts for less. Where the"
RULE += " money that remains would pay for a project, shares are raised together, by a twentieth at"
RULE += (
    " a time, at most to twice, as long as the money is enough; what then remains goes by support"
)
RULE += " to what still fits."

RAISES = 20  # a share is raised by its twentieth, at most so often: to twice what it was
# Ballots, projects and raises that are looked at to know what another lot would fund.
_MOST_STEPS = 20_000_000
_MOST_ORDERED = 5  # projects that tie, of which every order is looked at


@dataclass(frozen=True, slots=True)
class Bought:
    """A project that its supporters paid: `each` for one point, by those who could (`in_full`);
    `less` people paid all that they had left."""

    project: str
    each: Fraction
    in_full: int
    less: int


@dataclass(frozen=True, slots=True)
class Short:
    """A project that was not funded: what its supporters had left of their shares in the end, None
    where nobody supports it."""

    project: str
    had: Fraction | None


@dataclass(frozen=True, slots=True)
class EqualShares:
    """`share` is that of each person, `raised` what it was raised to. Of what the shares left,
    `completed` were funded by support."""

    share: Fraction
    raised: Fraction
    bought: tuple[Bought, ...]
    completed: tuple[str, ...]
    short: tuple[Short, ...]
    left: Fraction
    drawn: tuple[Drawn, ...]

    @property
    def funded(self) -> tuple[str, ...]:
        """All that is funded, in the order in which it was."""
        return (*(one.project for one in self.bought), *self.completed)


class Crowd:
    """Ballots, alike ones merged: `giving` has the places of those that give a project so many
    points, `weights` how many people cast each."""

    def __init__(
        self, costs: Mapping[str, Fraction], ballots: Sequence[Cast[Mapping[str, int]]]
    ) -> None:
        self.costs = costs
        merged: dict[tuple[tuple[str, int], ...], int] = {}
        for cast in ballots:
            given = tuple(sorted([one for one in cast.ballot.items() if one[1] > 0]))
            if given:
                merged[given] = merged.get(given, 0) + cast.weight
        self.weights = list(merged.values())
        self.people = sum(self.weights)
        self.giving: dict[str, dict[int, list[int]]] = {name: {} for name in costs}
        for place, given in enumerate(merged):
            for name, points in given:
                self.giving[name].setdefault(points, []).append(place)
        self.supporters = {
            name: sum(map(self.weight, held.values())) for name, held in self.giving.items()
        }
        self.support = {
            name: sum(points * self.weight(of) for points, of in held.items())
            for name, held in self.giving.items()
        }

    def weight(self, places: Iterable[int]) -> int:
        """Return how many people cast these ballots."""
        return sum(map(self.weights.__getitem__, places))


class _Purses:
    """What each ballot's people have left, as whole numbers of `unit`s of money; nobody has less
    than `least`. `most` is the effective support that a project was last seen to have: as purses
    only empty, it only falls."""

    def __init__(self, crowd: Crowd, share: Fraction) -> None:
        self.crowd = crowd
        self.share = share
        self.unit = Fraction(1, share.denominator)
        self.held = [share.numerator] * len(crowd.weights)
        self.least = share
        self.most = {name: Fraction(n) for name, n in crowd.support.items() if n}
        self.bought: list[Bought] = []
        self.level: list[tuple[str, ...]] = []  # those that could have been bought, as drawn

    @property
    def spent(self) -> Fraction:
        return sum((self.crowd.costs[one.project] for one in self.bought), Fraction(0))

    def had(self, name: str) -> Fraction:
        """Return what the supporters of a project have left."""
        held, weights = self.held.__getitem__, self.crowd.weights.__getitem__
        giving = self.crowd.giving[name].values()
        return self.unit * sum(
            sum(map(mul, map(held, places), map(weights, places))) for places in giving
        )

    def best(self) -> dict[str, Fraction]:
        """Return the projects with the highest effective support, with what one point costs; none
        where no project can be paid any more."""
        found: dict[str, Fraction] = {}
        first = Fraction(0)
        for name in sorted(self.most, key=lambda one: -self.most[one]):
            if self.most[name] < first:
                break
            each = self._price(name, first)
            if each is None:
                continue
            effective = self.most[name]
            if effective > first:
                found, first = {}, effective
            found[name] = each
        return found

    def _price(self, name: str, first: Fraction) -> Fraction | None:
        """Return what supporters pay for one point so that the cost is reached; None where all
        that they have is not enough, or where its effective support is under `first`.

        Whoever cannot pay a price that is too low cannot pay the right one: they give all, and the
        price rises for the others, until all of them can pay it."""
        crowd, giving, cost = self.crowd, self.crowd.giving[name], self.crowd.costs[name]
        price = cost / crowd.support[name]
        if price * max(giving) > self.least:
            found = self._rising(name, cost / first / self.unit if first else None)
            if found is None:
                return None
            price = found * self.unit
        self.most[name] = cost / price
        return price

    def _rising(self, name: str, highest: Fraction | None) -> Fraction | None:
        """Return the price of one point in units where some cannot pay the first; None where it
        cannot be paid, or rises over the `highest`."""
        crowd, held = self.crowd, self.held
        amount, weight = held.__getitem__, crowd.weights.__getitem__
        # Where another is known already, one that cannot be paid is soon dearer.
        if highest is None and self.had(name) < crowd.costs[name]:
            del self.most[name]
            return None
        paying, missing, points_left = (
            crowd.giving[name],
            crowd.costs[name] / self.unit,
            crowd.support[name],
        )
        # What it cost when it was last looked at is too low too: purses only empty.
        price, before = missing / self.most[name], Fraction(0)
        while price != before:
            if highest is not None and price > highest:
                self.most[name] = crowd.costs[name] / (price * self.unit)
                return None
            still = {}
            for points, places in paying.items():
                limit = ceil(price * points)
                still[points] = [place for place in places if held[place] >= limit]
                if len(still[points]) < len(places):
                    less = [place for place in places if held[place] < limit]
                    missing -= sum(map(mul, map(amount, less), map(weight, less)))
                    points_left -= points * sum(map(weight, less))
            if not points_left:
                del self.most[name]
                return None
            paying, before, price = still, price, missing / points_left
        return price

    def buy(self, name: str, each: Fraction) -> None:
        """Have the supporters of a project pay for it."""
        crowd, held = self.crowd, self.held
        price = each / self.unit
        if price.denominator > 1:
            self.unit /= price.denominator
            held = self.held = [amount * price.denominator for amount in held]
        full, giving = 0, crowd.giving[name]
        for points, places in giving.items():
            due = price.numerator * points
            for place in places:
                left = held[place] - due
                if left >= 0:
                    full += crowd.weights[place]
                    held[place] = left
                else:
                    held[place] = 0
        self.least = max(Fraction(0), self.least - each * max(giving))
        del self.most[name]
        self.bought.append(Bought(name, each, full, crowd.supporters[name] - full))


def count(
    costs: Mapping[str, Fraction],
    ballots: Sequence[Cast[Mapping[str, int]]],
    money: Fraction,
    seed: str = "",
) -> EqualShares:
    """Return which projects are bought from `money`, and by whom (Peters et al. 2021; utilities,
    completion and ties: this module). `ballots` give points by project."""
    return of_crowd(Crowd(costs, ballots), money, seed)


def of_crowd(crowd: Crowd, money: Fraction, seed: str = "") -> EqualShares:
    """Return which projects are bought by a crowd."""
    if not crowd.people:
        nothing = tuple(Short(name, None) for name in sorted(crowd.costs))
        return EqualShares(Fraction(0), Fraction(0), (), (), nothing, money, ())
    lot = partial(drawn, seed)
    spent = _spent(crowd, money, lot)
    found, rest = spent.purses, spent.rest
    short = tuple(
        Short(name, found.had(name) if crowd.support[name] else None)
        for name in sorted(crowd.costs, key=lambda name: (-crowd.support[name], name))
        if name not in spent.funded
    )
    lots = tuple(dict.fromkeys((*_drawn(crowd, money, lot, spent), *rest.drawn)))
    bought = tuple(found.bought)
    share = money / crowd.people
    return EqualShares(share, found.share, bought, rest.funded, short, rest.left, lots)


@dataclass(frozen=True, slots=True)
class _Spent:
    """What a lot makes of the money: the purses of the shares that hold, what the rest went to, and
    the ties of each of the raises that were looked at, those of the last one first."""

    purses: _Purses
    rest: greedy_budget.Greedy
    level: tuple[tuple[str, ...], ...]
    raises: int

    @property
    def funded(self) -> set[str]:
        return {*(one.project for one in self.purses.bought), *self.rest.funded}

    @property
    def tied(self) -> set[str]:
        lots = (*self.level, *(one.order for one in self.rest.drawn))
        return {name for order in lots for name in order}


def _spent(crowd: Crowd, money: Fraction, lot: Lot) -> _Spent:
    """Raise the shares as long as money remains that a project needs, and is enough for what they
    buy; then spend what remains by support."""
    share = money / crowd.people
    found = _bought(crowd, share, lot)
    looked = [found]
    while len(looked) <= RAISES and _fitting(crowd, found, money - found.spent):
        looked.append(_bought(crowd, share * (RAISES + len(looked)) / RAISES, lot))
        if looked[-1].spent > money:
            break
        found = looked[-1]
    left = money - found.spent
    rest = greedy_budget.count(crowd.costs, _fitting(crowd, found, left), left, lot)
    level = dict.fromkeys(order for purses in reversed(looked) for order in purses.level)
    return _Spent(found, rest, tuple(level), len(looked))


def _bought(crowd: Crowd, share: Fraction, lot: Lot) -> _Purses:
    """Return the purses once nothing can be paid any more."""
    purses = _Purses(crowd, share)
    while best := purses.best():
        order = lot(tuple(best))
        if len(order) > 1:
            purses.level.append(order)
        purses.buy(order[0], best[order[0]])
    return purses


def _fitting(crowd: Crowd, purses: _Purses, left: Fraction) -> dict[str, int]:
    """Return the support of what is not bought and would still fit."""
    bought = {one.project for one in purses.bought}
    return {
        name: n
        for name, n in crowd.support.items()
        if n and name not in bought and crowd.costs[name] <= left
    }


def _drawn(crowd: Crowd, money: Fraction, lot: Lot, as_it_is: _Spent) -> Sequence[Drawn]:
    """Return the ties in which another lot would have funded others: one that draws another project
    first, else, of few that tie, one that draws several in another order: of more than
    `_MOST_ORDERED` a change that takes several draws together is not looked for. A lot draws alike
    for all shares, so that it may also end their raising earlier, or later."""
    level = as_it_is.level
    tied = sorted(as_it_is.tied)
    if len(tied) * len(crowd.weights) * len(crowd.costs) * as_it_is.raises > _MOST_STEPS:
        return [*map(Drawn, level)]
    moved = set()
    for name in tied:
        instead = _spent(crowd, money, partial(_first, [name], lot))
        if instead.funded != as_it_is.funded:
            moved.add(name)
        # Another draw may lead to other ties.
        tied += sorted(instead.tied.difference(tied))
    if moved:
        return [Drawn(order) for order in level if moved.intersection(order[1:])]
    if len(tied) <= _MOST_ORDERED:
        for first in permutations(tied):
            if _spent(crowd, money, partial(_first, first, lot)).funded != as_it_is.funded:
                return [Drawn(order) for order in level if _first(first, lot, order) != order]
    return []


def _first(first: Sequence[str], lot: Lot, level: Sequence[str]) -> tuple[str, ...]:
    """Return what another lot draws, in which some come first."""
    named = [name for name in first if name in level]
    return (*named, *(name for name in lot(level) if name not in named))
