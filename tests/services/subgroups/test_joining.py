"""Who is in which group: latecomers, who moves, who stays, who floats."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.subgroups import forming, joining
from bot.workshop.errors import Outdated
from tests.builders import NOUR, discuss, subgroups
from tests.services.room import refused
from tests.services.subgroups.hall import PEOPLE, Hall


async def test_who_arrives_goes_to_the_smallest_group(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    step = await hall.step_id()
    with pytest.raises(Outdated):
        await joining.late(ctx, step, PEOPLE[7], hall.now)
    await hall.form(5)
    large = next(one.number for one in await hall.groups() if len(one.members) == 3)
    mine = await joining.late(ctx, step, PEOPLE[7], hall.now)
    assert mine.group is not None
    assert mine.group.number != large
    again = await joining.late(ctx, step, PEOPLE[7], hall.now)
    assert again.group == mine.group
    assert sorted(len(members) for members in await hall.where()) == [3, 3]
    leads = await joining.late(ctx, step, NOUR, hall.now)
    assert leads.group is None, "who leads is in none, unless they join one"
    await forming.bring_back(ctx, step, NOUR, hall.now)
    with pytest.raises(Outdated):
        await joining.late(ctx, step, PEOPLE[8], hall.now)


async def test_groups_that_people_left_are_small(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=2), discuss())
    await hall.form(6)
    (gone, *_) = (await hall.groups())[1].members
    await joining.seen_away(ctx, hall.session_id, gone, True, hall.now)
    mine = await joining.late(ctx, await hall.step_id(), PEOPLE[7], hall.now)
    assert mine.group is not None
    assert mine.group.number == 2


async def test_whoever_leads_floats_or_joins_and_leaves(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    step = await hall.step_id()
    for number in (2, 1, 1):
        mine = await joining.join(ctx, step, NOUR, number, hall.now)
        assert mine.group is not None
        assert mine.group.number == number
    assert [len(members) for members in await hall.where()] == [3, 2]
    assert (await joining.leave(ctx, step, NOUR, hall.now)).group is None
    assert [len(members) for members in await hall.where()] == [2, 2]


async def test_others_stay_where_they_were_dealt(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    step, member = await hall.step_id(), await hall.member(1)
    with refused("groups.dealt"):
        await joining.join(ctx, step, member, 2, hall.now)
    with refused("groups.dealt"):
        await joining.leave(ctx, step, member, hall.now)
    joined = await joining.join(ctx, step, PEOPLE[7], 2, hall.now)
    assert joined.group is not None, "who is in none may choose"
    with refused("groups.moved"):
        await joining.join(ctx, step, PEOPLE[8], 7, hall.now)


async def test_nobody_joins_a_group_that_nobody_is_in(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=3, deal="choice"), discuss())
    await hall.form(6)
    step = await hall.step_id()
    for person in PEOPLE[:2]:
        await joining.join(ctx, step, person, 1, hall.now)
    await forming.send_off(ctx, step, NOUR, [], hall.now)
    with refused("groups.empty"):
        await joining.join(ctx, step, PEOPLE[5], 3, hall.now)


async def test_one_person_is_moved_and_moved_back(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=3), discuss())
    await hall.form(6)
    step, before = await hall.step_id(), await hall.where()
    person = before[0][2]
    with refused("session.not_facilitator"):
        await joining.move(ctx, step, PEOPLE[0], person, 2, hall.now)
    moved = await joining.move(ctx, step, NOUR, person, 2, hall.now)
    assert (moved.group.number, moved.alone) == (2, None)
    assert await hall.where() == [before[0][:2], (*before[1], person)]
    await joining.move(ctx, step, NOUR, person, 2, hall.now)  # pressed twice
    await joining.move(ctx, step, NOUR, person, 1, hall.now)
    assert await hall.where() == before


async def test_who_is_left_alone_is_told(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    one, other = (await hall.where())[0]
    moved = await joining.move(ctx, await hall.step_id(), NOUR, one, 2, hall.now)
    assert moved.alone == other


async def test_who_refuses_to_be_moved_is_left_in_peace(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), subgroups(size=2), discuss())
    step, person = await hall.step_id(), PEOPLE[1]
    for _ in range(2):
        assert (await joining.stay(ctx, step, person, True)).stays
    await hall.form(4)
    goal = await hall.wanted()
    assert goal is not None
    assert goal.stays == {person.user_id}
    assert any(person.user_id in group.members for group in goal.groups), "they have their group"
    await hall.next()
    assert (await hall.mine(person)).stays, "until they say otherwise"
    assert not (await joining.stay(ctx, await hall.step_id(), person, False)).stays
