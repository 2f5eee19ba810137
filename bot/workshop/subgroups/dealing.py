"""How people are dealt into groups: pure, with chance as an argument.

Groups partition people, nobody is alone while two are there, and sizes differ by one at most. Of
all such groups, those are wanted in which the fewest people meet who have already met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from random import Random

from bot.workshop.subgroups.searching import Links, settle
from bot.workshop.subgroups.step import MOST_SIZE

Pair = frozenset[int]
# So many groups at most, whatever the size that was asked for: each has a place of its own.
MOST_DEALT = 50


def pairs(groups: Sequence[Sequence[int]]) -> Counter[Pair]:
    """Return how often each two people were in a group together."""
    met: Counter[Pair] = Counter()
    for group in groups:
        for rank, one in enumerate(group):
            met.update(frozenset((one, other)) for other in group[rank + 1 :])
    return met


def repeats(groups: Sequence[Sequence[int]], met: Mapping[Pair, int]) -> int:
    """Return how many meetings of these groups are not the first."""
    return sum(met.get(pair, 0) * times for pair, times in pairs(groups).items())


def sizes(people: int, *, count: int | None = None, size: int | None = None) -> list[int]:
    """Return how many people each group has: `count` groups, or groups of `size`; the largest
    first.

    Nobody is alone while two are there: fewer groups are made rather. Of a `size` that does not
    divide, groups are as near to it as can be: 7 people make 2, 2, 3 of two, and 4, 3 of four.
    """
    if people < 1:
        return []
    if count is None:
        assert size is not None
        count = _count_of(people, size)
    count = max(1, min(count, people // 2, MOST_DEALT))
    least, more = divmod(people, count)
    return [least + (rank < more) for rank in range(count)]


def _count_of(people: int, size: int) -> int:
    """Return how many groups are nearest to `size`; several where there may be, none larger than
    groups can be, and small ones rather than large."""

    def far(count: int) -> tuple[bool, int, int, int]:
        least, more = divmod(people, count)
        over = abs(least + 1 - size) if more else 0
        under = abs(least - size)
        total = more * over + (count - more) * under
        return least + (more > 0) > MOST_SIZE, max(over, under), total, -count

    fewest = 2 if people >= 4 and size < people else 1
    candidates = range(fewest, max(fewest, people // 2) + 1)
    return min(candidates, key=far)


def deal(
    people: Sequence[int],
    *,
    count: int | None = None,
    size: int | None = None,
    met: Mapping[Pair, int],
    roles: Mapping[int, int] | None = None,
    chance: Random,
) -> list[list[int]]:
    """Return `people` in `count` groups, or in groups of `size`, in an order drawn by lot.

    `met` tells how often two people were together; `roles` the role of those who have one: each
    role is spread over the groups as evenly as can be, before anything else.
    """
    drawn = list(dict.fromkeys(people))
    chance.shuffle(drawn)
    room = sizes(len(drawn), count=count, size=size)
    if not room:
        return []
    kinds = {one: (roles or {}).get(one, 0) for one in drawn}
    if len(set(kinds.values())) > 1:
        # One after the other, role by role: sizes and roles differ by one at most, both at once.
        ranks = {kind: chance.random() for kind in dict.fromkeys(kinds[one] for one in drawn)}
        drawn.sort(key=lambda one: ranks[kinds[one]])
        groups: list[list[int]] = [[] for _ in room]
        for rank, one in enumerate(drawn):
            groups[rank % len(groups)].append(one)
    else:
        groups, first = [], 0
        for number in room:
            groups.append(drawn[first : first + number])
            first += number
    found = settle(groups, Links(met, drawn), kinds, chance)
    for group in found:
        chance.shuffle(group)
    return found


def merge(groups: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the ranks of the groups that join, two by two in their order; an odd one joins the
    last two, and is never alone. A single group stays as it is."""
    ranks = [rank for rank, group in enumerate(groups) if group]
    joined = [tuple(ranks[first : first + 2]) for first in range(0, len(ranks), 2)]
    if len(joined) > 1 and len(joined[-1]) == 1:
        odd = joined.pop()
        joined[-1] += odd
    return joined


def rotate(
    groups: Sequence[Sequence[int]],
    hosts: Collection[int],
    met: Mapping[Pair, int],
    chance: Random,
    visited: Mapping[int, Collection[int]] | None = None,
) -> list[list[int]]:
    """Return the tables once all but their `hosts` have moved on, each to another one: rather one
    at which they have not sat (`visited`: person → ranks of tables), among people that they have
    not met. Tables stay as even as they can."""
    been = {one: set(ranks) for one, ranks in (visited or {}).items()}
    seat: dict[int, int] = {}
    for rank, group in enumerate(groups):
        for one in group:
            been.setdefault(one, set()).add(rank)
            seat[one] = rank
    staying = [[one for one in group if one in hosts] for group in groups]
    movers = [one for group in groups for one in group if one not in hosts]
    if len(groups) < 2:
        return [list(group) for group in groups]
    chance.shuffle(movers)
    links = Links(met, [*seat])
    room = _room(groups, staying, len(movers))
    return _seated(staying, movers, seat, been, room, links, chance)


def _room(
    groups: Sequence[Sequence[int]], staying: Sequence[Sequence[int]], movers: int
) -> list[int]:
    """Return how many people move to each table, for tables to be even once they sit."""
    room = [0] * len(groups)
    for _ in range(movers):
        # Where those who leave a table are many, others are needed elsewhere: it is filled last.
        rank = min(
            range(len(groups)),
            key=lambda at: (len(staying[at]) + room[at], len(groups[at]) - len(staying[at])),
        )
        room[rank] += 1
    return room


def _seated(
    staying: Sequence[Sequence[int]],
    movers: Sequence[int],
    seat: Mapping[int, int],
    been: Mapping[int, set[int]],
    room: Sequence[int],
    links: Links,
    chance: Random,
) -> list[list[int]]:
    # Those of the fullest table first: they have the fewest places left to go to.
    left = Counter(seat[one] for one in movers)
    order = sorted(movers, key=lambda one: -left[seat[one]])
    tables = [list(group) for group in staying]
    free = list(room)

    def cost(one: int, at: int) -> tuple[int, int, int]:
        stays, again = at == seat[one], at in been[one]
        return stays, again, links.with_all(one, tables[at])

    for one in order:
        open_at = [at for at, places in enumerate(free) if places]
        at = min(open_at, key=lambda at: (cost(one, at), -free[at], chance.random()))
        free[at] -= 1
        tables[at].append(one)
    hosts = {one for group in staying for one in group}

    def price(one: int, at: int) -> int:
        stays, again = at == seat[one], at in been[one]
        return 1_000_000 * stays + 1_000 * again

    tables = settle(tables, links, {}, chance, price=price, fixed=hosts)
    _move_on(tables, seat, been, hosts, links)
    return tables


def _move_on(
    tables: list[list[int]],
    seat: Mapping[int, int],
    been: Mapping[int, set[int]],
    hosts: set[int],
    links: Links,
) -> None:
    """Have those move on whom even tables would have kept, where nobody is left alone by it."""
    for at, table in enumerate(tables):
        for one in [one for one in table if one not in hosts and seat[one] == at]:
            others = [to for to, there in enumerate(tables) if to != at and there]
            if len(table) <= 2 or not others:
                continue

            def cost(to: int, one: int = one) -> tuple[bool, int, int]:
                return to in been[one], links.with_all(one, tables[to]), len(tables[to])

            to = min(others, key=cost)
            table.remove(one)
            tables[to].append(one)
