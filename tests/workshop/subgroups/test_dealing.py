"""Groups partition people, nobody is alone, and pairs meet again only when they must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.workshop.subgroups.dealing import (
    MOST_DEALT,
    Pair,
    deal,
    merge,
    pairs,
    repeats,
    rotate,
    sizes,
)
from bot.workshop.subgroups.step import MOST_SIZE

SEEDS = st.integers(0, 10**6)


def shape(groups: Sequence[Sequence[int]]) -> list[int]:
    return sorted(map(len, groups), reverse=True)


def everyone(groups: Sequence[Sequence[int]]) -> list[int]:
    return sorted(one for group in groups for one in group)


@st.composite
def acquainted(draw: st.DrawFn, most: int) -> tuple[int, Counter[Pair]]:
    """So many people, some of whom have met, some of them often."""
    people = draw(st.integers(1, most))
    chance = Random(draw(SEEDS))
    share = draw(st.sampled_from([0, 0.2, 0.5, 0.8, 1]))
    return people, Counter(
        {
            frozenset((one, other)): chance.randint(1, 3)
            for one in range(people)
            for other in range(one)
            if chance.random() < share
        }
    )


def partitions(people: tuple[int, ...], room: tuple[int, ...]) -> Iterator[list[tuple[int, ...]]]:
    """Every way of dealing people into groups of these sizes: no group is told twice."""
    if not people:
        yield []
        return
    first, rest = people[0], people[1:]
    for size in set(room):
        left = list(room)
        left.remove(size)
        for others in chosen(rest, size - 1):
            remaining = tuple(one for one in rest if one not in others)
            for more in partitions(remaining, tuple(left)):
                yield [(first, *others), *more]


def chosen(people: tuple[int, ...], many: int) -> Iterator[tuple[int, ...]]:
    if many == 0:
        yield ()
        return
    for rank, one in enumerate(people):
        for others in chosen(people[rank + 1 :], many - 1):
            yield (one, *others)


def best(people: int, room: Sequence[int], met: Mapping[Pair, int]) -> int:
    """The fewest meetings again that any way of dealing comes to."""
    return min(repeats(groups, met) for groups in partitions(tuple(range(people)), tuple(room)))


@pytest.mark.parametrize(
    ("people", "size", "expected"),
    [
        (7, 2, [3, 2, 2]),
        (7, 4, [4, 3]),
        (5, 2, [3, 2]),
        (5, 4, [3, 2]),
        (9, 4, [5, 4]),
        (10, 4, [4, 3, 3]),
        (9, 8, [5, 4]),
        (3, 2, [3]),
        (3, 8, [3]),
        (2, 2, [2]),
        (1, 4, [1]),
        (24, 2, [2] * 12),
        (60, 5, [5] * 12),
    ],
)
def test_what_remains_of_a_size_is_sensible(people: int, size: int, expected: list[int]) -> None:
    assert sizes(people, size=size) == expected


@pytest.mark.parametrize(
    ("people", "count", "expected"),
    [
        (10, 3, [4, 3, 3]),
        (5, 4, [3, 2]),
        (3, 3, [3]),
        (1, 5, [1]),
        (0, 5, []),
        (200, 25, [8] * 25),
    ],
)
def test_fewer_groups_are_made_rather_than_leave_someone_alone(
    people: int, count: int, expected: list[int]
) -> None:
    assert sizes(people, count=count) == expected


@given(st.integers(1, 400), st.integers(2, 8))
def test_sizes_differ_by_one_at_most(people: int, size: int) -> None:
    found = sizes(people, size=size)
    assert sum(found) == people
    assert max(found) - min(found) <= 1
    assert len(found) <= MOST_DEALT
    assert min(found) > 1 or people == 1
    if people <= MOST_DEALT * size:
        assert max(found) <= MOST_SIZE


@given(acquainted(40), st.integers(2, 25), st.booleans(), SEEDS)
def test_groups_partition_those_who_are_there(
    known: tuple[int, Counter[Pair]], measure: int, by_size: bool, seed: int
) -> None:
    people, met = known
    size, count = (min(measure, 8), None) if by_size else (None, measure)
    groups = deal(range(people), count=count, size=size, met=met, chance=Random(seed))
    assert everyone(groups) == list(range(people))
    assert shape(groups) == sizes(people, count=count, size=size)


@settings(max_examples=60)
@given(acquainted(10), st.integers(2, 5), SEEDS)
def test_pairs_meet_again_only_when_they_must(
    known: tuple[int, Counter[Pair]], count: int, seed: int
) -> None:
    people, met = known
    groups = deal(range(people), count=count, met=met, chance=Random(seed))
    assert repeats(groups, met) == best(people, sizes(people, count=count), met)


@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_of_twelve_people_too(count: int) -> None:
    chance = Random(count)
    met: Counter[Pair] = Counter()
    for _ in range(3):
        groups = deal(range(12), count=count, met=met, chance=chance)
        assert repeats(groups, met) == best(12, sizes(12, count=count), met)
        met += pairs(groups)


def test_twelve_people_meet_two_by_two_eleven_times_without_meeting_again() -> None:
    met: Counter[Pair] = Counter()
    chance = Random(5)
    for _ in range(11):
        groups = deal(range(12), size=2, met=met, chance=chance)
        assert repeats(groups, met) == 0
        met += pairs(groups)
    assert len(met) == 66
    assert repeats(deal(range(12), size=2, met=met, chance=chance), met) == 6


def test_two_hundred_people_meet_others_eight_times() -> None:
    met: Counter[Pair] = Counter()
    for round_ in range(8):
        groups = deal(range(200), size=8, met=met, chance=Random(round_))
        assert repeats(groups, met) == 0
        met += pairs(groups)


def test_chance_deals_otherwise_each_time() -> None:
    dealt = {
        frozenset(map(frozenset, deal(range(8), size=2, met={}, chance=Random(seed))))
        for seed in range(20)
    }
    assert len(dealt) > 10


def test_nobody_is_dealt_twice() -> None:
    assert everyone(deal([1, 2, 1, 3, 2], count=2, met={}, chance=Random(1))) == [1, 2, 3]
    assert deal([], count=2, met={}, chance=Random(1)) == []
    assert deal([4], size=3, met={}, chance=Random(1)) == [[4]]


@given(
    st.lists(st.sampled_from([0, 7, 8, 9]), min_size=1, max_size=30),
    st.integers(2, 6),
    acquainted(30),
    SEEDS,
)
def test_each_role_is_spread_evenly(
    of: list[int], count: int, known: tuple[int, Counter[Pair]], seed: int
) -> None:
    roles = {one: role for one, role in enumerate(of) if role}
    _, met = known
    groups = deal(range(len(of)), count=count, met=met, roles=roles, chance=Random(seed))
    assert everyone(groups) == list(range(len(of)))
    assert shape(groups) == sizes(len(of), count=count)
    for role in set(of):
        spread = [sum(of[one] == role for one in group) for group in groups]
        assert max(spread) - min(spread) <= 1


@given(st.lists(st.integers(0, 5), max_size=30))
def test_groups_join_two_by_two_and_none_is_alone(filled: list[int]) -> None:
    groups = [[(rank, one) for one in range(people)] for rank, people in enumerate(filled)]
    joined = merge(groups)  # type: ignore[arg-type]
    ranks = [rank for together in joined for rank in together]
    assert ranks == [rank for rank, people in enumerate(filled) if people]
    assert all(len(together) in (2, 3) for together in joined) or len(ranks) == 1
    assert sum(len(together) == 3 for together in joined) <= 1


@settings(max_examples=60)
@given(st.lists(st.integers(2, 6), min_size=2, max_size=9), SEEDS)
def test_all_move_on_but_the_hosts(filled: list[int], seed: int) -> None:
    chance = Random(seed)
    people = iter(range(sum(filled)))
    tables = [[next(people) for _ in range(size)] for size in filled]
    hosts = {table[0] for table in tables}
    moved = rotate(tables, hosts, pairs(tables), chance)
    assert everyone(moved) == everyone(tables)
    assert all(table[0] in moved[rank] for rank, table in enumerate(tables))
    assert all(len(table) >= 2 for table in moved)
    stayed = [
        one
        for rank, table in enumerate(moved)
        for one in table
        if one not in hosts and one in tables[rank]
    ]
    assert not stayed or shape(moved)[-1] == 2  # rather than leave a host alone
    if max(filled) - min(filled) <= 1:
        assert not stayed
        assert max(map(len, moved)) - min(map(len, moved)) <= 1


def test_nobody_comes_back_to_a_table_while_others_are_left() -> None:
    tables = [list(range(4 * rank, 4 * rank + 4)) for rank in range(4)]
    hosts = {table[0] for table in tables}
    visited = {one: {rank} for rank, table in enumerate(tables) for one in table}
    met = pairs(tables)
    for _ in range(3):
        tables = rotate(tables, hosts, met, Random(3), visited)
        met += pairs(tables)
        for rank, table in enumerate(tables):
            for one in table:
                assert one in hosts or rank not in visited[one]
                visited[one].add(rank)
    assert all(len(visited[one]) == 4 for one in visited if one not in hosts)


def test_a_single_table_stays() -> None:
    assert rotate([[1, 2, 3]], {1}, {}, Random(1)) == [[1, 2, 3]]
