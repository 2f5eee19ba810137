"""Groups in which the fewest meet again: found exactly for few people, searched for many.

For up to `EXACT` people every way is looked at (what cannot be better is left out); for more,
people change places as long as it helps, and a few shuffles help out of dead ends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from random import Random

EXACT = 12
# Exchanges that are looked at: so many that 200 people who met much take a fraction of a second.
_LOOKS = 200_000
_SHUFFLES = 12

Price = Callable[[int, int], int]


def _free(one: int, at: int) -> int:
    return 0


class Links:
    """How often people have met: for each, those they met alone, for most never did."""

    def __init__(self, met: Mapping[frozenset[int], int], people: Sequence[int]) -> None:
        self._of: dict[int, dict[int, int]] = {one: {} for one in people}
        for pair, times in met.items():
            ends = tuple(pair)
            if len(ends) == 2 and times and ends[0] in self._of and ends[1] in self._of:
                self._of[ends[0]][ends[1]] = times
                self._of[ends[1]][ends[0]] = times

    def between(self, one: int, other: int) -> int:
        return self._of[one].get(other, 0)

    def of(self, one: int) -> Mapping[int, int]:
        """Return whom somebody met, and how often."""
        return self._of[one]

    def with_all(self, one: int, others: Sequence[int]) -> int:
        """Return how often somebody met those of a group."""
        theirs = self._of[one]
        return sum(theirs.get(other, 0) for other in others) if theirs else 0

    @property
    def least(self) -> int:
        """How often any two met, at the least: what nobody can avoid."""
        most = len(self._of) - 1
        if most < 1 or any(len(met) < most for met in self._of.values()):
            return 0
        return min(times for met in self._of.values() for times in met.values())


def settle(
    groups: Sequence[Sequence[int]],
    links: Links,
    kinds: Mapping[int, int],
    chance: Random,
    *,
    price: Price = _free,
    fixed: Collection[int] = (),
) -> list[list[int]]:
    """Return `groups` of the same sizes in which the fewest meet again. Who is `fixed` keeps their
    place; where people are of several `kinds`, each group keeps as many of each. `price` is what
    a person costs in a group, beside whom they meet there."""
    search = _Search(groups, links, kinds, price, fixed)
    best, groups_of_best = search.cost(), search.copy()
    bare = not fixed and price is _free and len(set(kinds.values())) <= 1
    for _ in range(_SHUFFLES):
        search.improve(chance)
        if search.cost() < best:
            best, groups_of_best = search.cost(), search.copy()
        if best <= search.least() or search.looks <= 0:
            break
        search.shake(chance)
    people = sum(map(len, groups))
    if bare and best > search.least() and people <= EXACT:
        exact = _Exact(groups_of_best, links, best)
        return exact.found()
    return groups_of_best


class _Search:
    """Groups among which people change places."""

    def __init__(
        self,
        groups: Sequence[Sequence[int]],
        links: Links,
        kinds: Mapping[int, int],
        price: Price,
        fixed: Collection[int],
    ) -> None:
        self._groups = [list(group) for group in groups]
        self._at = {one: rank for rank, group in enumerate(groups) for one in group}
        self._links, self._kinds, self._price = links, kinds, price
        self._moving = [one for one in self._at if one not in fixed]
        self.looks = _LOOKS

    def copy(self) -> list[list[int]]:
        return [list(group) for group in self._groups]

    def least(self) -> int:
        """Return what no groups of these sizes can do without."""
        within = sum(len(group) * (len(group) - 1) // 2 for group in self._groups)
        return self._links.least * within

    def cost(self) -> int:
        met = sum(self._links.with_all(one, self._groups[at]) for one, at in self._at.items())
        return met // 2 + sum(self._price(one, self._at[one]) for one in self._moving)

    def improve(self, chance: Random) -> None:
        """Have people change places as long as it helps."""
        helped = True
        while helped and self.looks > 0:
            helped = False
            unhappy = [one for one in self._moving if self._burden(one) > 0]
            chance.shuffle(unhappy)
            for one in unhappy:
                other = self._exchange(one) if self._burden(one) > 0 else None
                if other is not None:
                    self._swap(one, other)
                    helped = True

    def shake(self, chance: Random) -> None:
        """Have a few people change places by lot."""
        for _ in range(max(2, len(self._moving) // 10)):
            one = chance.choice(self._moving)
            alike = [
                other
                for other in self._moving
                if self._at[other] != self._at[one] and self._alike(one, other)
            ]
            if alike:
                self._swap(one, chance.choice(alike))

    def _alike(self, one: int, other: int) -> bool:
        return self._kinds.get(one, 0) == self._kinds.get(other, 0)

    def _burden(self, one: int) -> int:
        at = self._at[one]
        return self._links.with_all(one, self._groups[at]) + self._price(one, at)

    def _exchange(self, one: int) -> int | None:
        """Return the one with whom changing places helps most; None where nothing helps."""
        here, burden = self._at[one], self._burden(one)
        there_for_one: dict[int, int] = {}
        best, found = 0, None
        for other in self._moving:
            at = self._at[other]
            if at == here or not self._alike(one, other):
                continue
            self.looks -= 1
            if at not in there_for_one:
                group = self._groups[at]
                there_for_one[at] = self._links.with_all(one, group) + self._price(one, at)
            both = self._links.between(one, other)
            of_other = self._links.with_all(other, self._groups[here]) + self._price(other, here)
            gain = burden + self._burden(other) - there_for_one[at] - of_other + 2 * both
            if gain > best:
                best, found = gain, other
        return found

    def _swap(self, one: int, other: int) -> None:
        here, there = self._at[one], self._at[other]
        self._groups[here][self._groups[here].index(one)] = other
        self._groups[there][self._groups[there].index(other)] = one
        self._at[one], self._at[other] = there, here


class _Exact:
    """Every way of dealing few people into groups of these sizes, but what cannot be better."""

    def __init__(self, groups: Sequence[Sequence[int]], links: Links, best: int) -> None:
        self._people = [one for group in groups for one in group]
        self._room = [len(group) for group in groups]
        self._links = links
        self._best, self._found = best, [list(group) for group in groups]
        self._made: list[list[int]] = [[] for _ in groups]
        # Those who met most first: what is bad shows early.
        self._people.sort(key=lambda one: -sum(links.of(one).values()))
        self._least = links.least

    def found(self) -> list[list[int]]:
        """Return the best groups there are."""
        within = sum(size * (size - 1) // 2 for size in self._room)
        self._go_on(0, 0, within)
        return self._found

    def _go_on(self, rank: int, cost: int, left: int) -> None:
        # `left` pairs are still to be made, each of which costs the least at least.
        if cost + left * self._least >= self._best:
            return
        if rank == len(self._people):
            self._best, self._found = cost, [list(group) for group in self._made]
            return
        one = self._people[rank]
        opened: set[int] = set()
        places = []
        for group, room in zip(self._made, self._room, strict=True):
            if len(group) == room:
                continue
            if not group:
                if room in opened:
                    continue  # another empty one of this size is the same
                opened.add(room)
            places.append((self._links.with_all(one, group), group))
        for more, group in sorted(places, key=lambda place: place[0]):
            group.append(one)
            self._go_on(rank + 1, cost + more, left - len(group) + 1)
            group.pop()
