"""What groups take over, make, keep and bring back; what a masked session tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.kinds import Kinds
from bot.workshop.postits.postit import PostIt, Source
from bot.workshop.sessions.session import Signing, StepRun, StepState
from bot.workshop.subgroups.group import Group
from bot.workshop.subgroups.output import Tables, brought, loose, shows_own, shows_taken
from bot.workshop.subgroups.seating import settled, smallest
from tests import builders


def postit(number: int, step: int, author: int, *, group: int | None = None) -> PostIt:
    return PostIt(
        number,
        1,
        step,
        str(author),
        None,
        f"Idée {number}",
        None,
        None,
        Source.FORM,
        number=number,
        group=group,
    )


def tables(
    plans: Sequence[Kinds],
    groups: Mapping[int, Sequence[Group]],
    wrote: Mapping[int, Mapping[int, Sequence[int]]],
    postits: Sequence[PostIt],
    signing: Signing = Signing.SIGNED,
) -> Tables:
    session = builders.session(builders.recipe(*plans), signing=signing)
    steps = [StepRun(n, 1, n, plan, StepState.CLOSED) for n, plan in enumerate(plans)]
    return Tables(session, steps, groups, wrote, postits)


def of(step: int, number: int, *members: int, merged: tuple[int, ...] = ()) -> Group:
    return Group(10 * step + number, step, number, None, members, merged=merged)


def texts(postits: Sequence[PostIt]) -> list[int]:
    return [one.id for one in postits]


PLANS = (builders.collect(), builders.subgroups(best=1), builders.subgroups(follows="merge"))
GROUPS = {1: [of(1, 1, 1, 2), of(1, 2, 3, 4)], 2: [of(2, 1, 1, 2, 3, 4, merged=(1, 2))]}
WROTE = {1: {1: [11], 2: [12, 13]}, 2: {1: [14]}}
WALL = [
    *(postit(n, 0, n) for n in range(1, 5)),
    *(postit(n, 1, n % 10, group=1 + (n > 11)) for n in (11, 12, 13)),
    postit(14, 2, 1, group=1),
]


def test_a_group_that_kept_brings_that_and_what_it_made() -> None:
    kept = {**GROUPS, 1: [replace(GROUPS[1][0], kept=(2,)), GROUPS[1][1]]}
    found = tables(PLANS, kept, WROTE, WALL)
    first, second = found.of_step(found.steps[1])
    assert (texts(first.taken), texts(first.made), texts(first.kept)) == ([1, 2], [11], [2])
    assert texts(first.output) == [11, 2]
    assert texts(second.output) == [12, 13, 3, 4], "one that chose nothing loses nothing"
    (merged,) = found.of_step(found.steps[2])
    assert texts(merged.taken) == [11, 2, 12, 13, 3, 4]
    assert texts(merged.output) == [14, 11, 2, 12, 13, 3, 4]


def test_what_is_gone_is_on_no_table() -> None:
    left = [one for one in WALL if one.id not in (2, 12)]
    found = tables(
        PLANS, {**GROUPS, 1: [replace(GROUPS[1][0], kept=(2,)), *GROUPS[1][1:]]}, WROTE, left
    )
    (merged,) = found.of_step(found.steps[2])
    assert texts(merged.taken) == [11, 1, 13, 3, 4]


def test_a_step_that_was_not_lived_is_passed_over() -> None:
    found = tables(PLANS, GROUPS, WROTE, WALL)
    waiting = [found.steps[0], replace(found.steps[1], state=StepState.WAITING), found.steps[2]]
    assert replace(found, steps=waiting).before(found.steps[2]) is None


def test_masked_a_first_round_takes_over_nothing() -> None:
    found = tables(PLANS, GROUPS, WROTE, WALL, Signing.MASKED)
    assert [texts(table.taken) for table in found.of_step(found.steps[1])] == [[], []]


def test_masked_the_room_reads_what_stands_on_the_wall() -> None:
    hidden = replace(WALL[-1], number=None)
    untold = replace(WALL[4], group=None)
    wall = [*WALL[:4], untold, *WALL[5:-1], hidden]
    found = tables(PLANS, GROUPS, WROTE, wall, Signing.MASKED)
    pairs = found.of_step(found.steps[1])
    assert [texts(brought(found.session, table)) for table in pairs] == [[], []], "pairs tell"
    assert texts(loose(found.session, pairs)) == [11, 12, 13]
    (merged,) = found.of_step(found.steps[2])
    assert texts(brought(found.session, merged)) == [11, 12, 13], "not what waits"
    assert loose(found.session, [merged]) == ()


@pytest.mark.parametrize(("writers", "shown"), [(1, False), (2, False), (3, True)])
def test_masked_what_three_people_wrote_is_taken_over(writers: int, shown: bool) -> None:
    session = builders.session(builders.recipe(*PLANS), signing=Signing.MASKED)
    taken = [postit(n, 1, n) for n in range(1, writers + 1)]
    assert shows_taken(session, taken) is shown
    assert shows_taken(session, [replace(one, alone=True) for one in taken])
    assert shows_taken(replace(session, signing=Signing.SIGNED), taken)


def test_masked_a_group_in_which_all_write_sees_nothing_as_it_comes() -> None:
    masked = builders.session(builders.recipe(*PLANS), signing=Signing.MASKED)
    assert not shows_own(masked, builders.subgroups())
    assert shows_own(masked, builders.subgroups(scribe="one"))
    assert shows_own(replace(masked, signing=Signing.SIGNED), builders.subgroups())


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=8), st.integers(0, 12), st.integers(0, 10**6)
)
def test_nobody_who_chose_or_did_not_stays_alone(
    chosen: list[int], undecided: int, seed: int
) -> None:
    people = iter(range(100))
    groups = [[next(people) for _ in range(size)] for size in chosen]
    others = [next(people) for _ in range(undecided)]
    seats = settled(groups, others, Random(seed))
    everyone = sorted(one for group in seats for one in group)
    assert everyone == sorted([*others, *(one for group in groups for one in group)])
    assert len(seats) == len(groups)
    assert all(len(group) != 1 for group in seats) or len(everyone) == 1
    if any(chosen):
        kept = [set(group) <= set(seat) for group, seat in zip(groups, seats, strict=True)]
        assert all(ok or len(group) == 1 for ok, group in zip(kept, groups, strict=True))


def test_the_smallest_group_is_one_that_somebody_is_in() -> None:
    assert smallest([[1, 2], [], [3]]) == 2
    assert smallest([[1, 2], [3, 4]]) == 0
    assert smallest([[], []]) == 0
