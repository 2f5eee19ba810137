"""Groups are made by whoever leads, made again, sent off, brought back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.context import Context
from bot.services.subgroups import forming
from bot.services.subgroups.forming import Wrote
from bot.workshop.errors import Outdated
from bot.workshop.kinds import AtEnd
from bot.workshop.sessions.session import Signing
from tests.builders import ALIX, NOUR, collect, discuss, group, new_session, recipe, subgroups
from tests.services.room import refused
from tests.services.subgroups.hall import HOME, PEOPLE, Hall, ids


async def test_people_are_dealt_when_whoever_leads_says_so(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    assert await hall.wanted() is None
    assert (await hall.step()).closes_at is None, "the clock waits for the groups"
    assert not await hall.timers()
    hall.wait(minutes=3)
    formed = await hall.form(7)
    assert sorted(len(one.members) for one in formed.seen.groups) == [2, 2, 3]
    dealt = sorted(one for group in formed.seen.groups for one in group.members)
    assert dealt == sorted(ids(PEOPLE[:7])), "whoever leads is in no group"
    assert (await hall.step()).closes_at == hall.now + timedelta(minutes=5)
    goal = await hall.wanted()
    assert goal is not None
    assert (goal.home, goal.step_id, goal.task) == (HOME, (await hall.step()).id, "Small groups")
    assert goal.groups == formed.seen.groups
    assert goal.closes_at == (await hall.step()).closes_at


async def test_pressed_twice_they_are_dealt_once(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(6)
    dealt = await hall.where()
    with refused("groups.formed"):
        await hall.form(6)
    assert await hall.where() == dealt


async def test_only_those_who_lead_do(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    with refused("session.not_facilitator"):
        await hall.form(6, by=ALIX)
    with refused("groups.nobody"):
        await hall.form(0)
    assert await hall.wanted() is None


async def test_one_person_is_a_group_of_one_and_that_is_said(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=4), discuss())
    formed = await hall.form(1)
    assert formed.alone
    assert await hall.where() == [(PEOPLE[0].user_id,)]


async def test_what_is_asked_takes_the_place_of_the_plan(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    assert len((await hall.form(8, count=2)).seen.groups) == 2
    step = await hall.step_id()
    people = ids(PEOPLE[:8])
    again = await forming.again(ctx, step, NOUR, people, HOME, {}, hall.now, size=4)
    assert [len(one.members) for one in again.seen.groups] == [4, 4]


async def test_roles_are_spread(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=3, deal="role"), discuss())
    people = ids(PEOPLE[:9])
    roles = {one: 5 + (rank < 3) for rank, one in enumerate(people)}
    formed = await forming.form(ctx, await hall.step_id(), NOUR, people, None, roles, hall.now)
    for of in formed.seen.groups:
        assert sorted(roles[one] for one in of.members) == [5, 5, 6]
    goal = await hall.wanted()
    assert goal is not None
    assert goal.home is None


async def test_in_threads_nobody_is_moved(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2, where="threads", private=False), discuss())
    await hall.form(4)
    goal = await hall.wanted()
    assert goal is not None
    assert (goal.home, goal.private) == (None, False)


async def test_dealt_again_before_anyone_wrote(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(10)
    before = await hall.where()
    hall.wait(minutes=2)
    step, people = await hall.step_id(), ids(PEOPLE)
    await forming.again(ctx, step, NOUR, people, HOME, {}, hall.now)
    after = await hall.where()
    assert sorted(sum(after, ())) == sorted(sum(before, ()))
    assert set(map(frozenset, after)) != set(map(frozenset, before))
    assert (await hall.step()).closes_at == hall.now + timedelta(minutes=5)


async def test_once_someone_wrote_it_is_asked_first(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(6)
    await hall.note(3, "Un banc")
    step, people = await hall.step_id(), ids(PEOPLE[:4])
    with pytest.raises(Wrote):
        await forming.again(ctx, step, NOUR, people, HOME, {}, hall.now)
    with pytest.raises(Wrote):
        await forming.undo(ctx, step, NOUR)
    formed = await forming.again(ctx, step, NOUR, people, HOME, {}, hall.now, anyway=True)
    assert [bool(one.members) for one in formed.seen.groups] == [True, True, False]
    assert formed.seen.wrote == {1: 0, 2: 0, 3: 1}, "what was written stays with its group"
    assert [len(members) for members in await hall.where()] == [2, 2]


async def test_in_a_masked_session_it_is_of_no_group_any_more(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=2), discuss(), signing=Signing.MASKED)
    await hall.form(6)
    await hall.note(1, "Un banc")
    assert [postit.group for postit in await hall.wall()] == [1]
    people = ids(PEOPLE[:6])
    await forming.again(ctx, await hall.step_id(), NOUR, people, HOME, {}, hall.now, anyway=True)
    assert [postit.group for postit in await hall.wall()] == [None]


async def test_undone_there_are_none(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(6)
    await forming.undo(ctx, await hall.step_id(), NOUR)
    assert await hall.wanted() is None
    assert not await hall.groups()
    assert (await hall.step()).closes_at is None
    assert not await hall.timers()
    await hall.form(6)
    assert len(await hall.where()) == 3


async def test_everyone_is_brought_back_and_sent_out_again(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(6)
    dealt = await hall.where()
    await hall.note(1, "Un banc")
    hall.wait(minutes=2)
    with hall.says("groups_back 0"):
        await forming.bring_back(ctx, await hall.step_id(), NOUR, hall.now)
    assert await hall.where() == []
    goal = await hall.wanted()
    assert goal is not None
    assert goal.home == HOME, "people are brought back there"
    assert [(p.text, p.number, p.group) for p in await hall.wall()] == [("Un banc", 1, 1)]
    assert (await hall.step()).closes_at is None
    with pytest.raises(Outdated):
        await forming.bring_back(ctx, await hall.step_id(), NOUR, hall.now)
    hall.wait(minutes=1)
    await forming.send_out(ctx, await hall.step_id(), NOUR, HOME, hall.now)
    assert await hall.where() == dealt
    assert (await hall.step()).closes_at == hall.now + timedelta(minutes=3)
    with pytest.raises(Outdated):
        await forming.send_out(ctx, await hall.step_id(), NOUR, HOME, hall.now)


async def test_a_pause_keeps_them_where_they_are(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.pause()
    await hall.form(4)
    assert len(await hall.where()) == 2
    assert ((await hall.step()).closes_at, (await hall.step()).left_seconds) == (None, 300)
    await hall.resume()
    assert (await hall.step()).closes_at == hall.now + timedelta(minutes=5)


@pytest.mark.parametrize(("at_end", "out"), [(AtEnd.WAIT, 2), (AtEnd.CLOSE, 0), (AtEnd.NEXT, 0)])
async def test_the_end_of_the_timebox_decides(ctx: Context, at_end: AtEnd, out: int) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2, at_end=at_end), discuss())
    await hall.form(4)
    await hall.note(2, "Un banc")
    await hall.until(hall.now + timedelta(minutes=6))
    assert len(await hall.where()) == out
    assert ("groups_back 0" in hall.letters()) is (out == 0)
    assert [postit.number for postit in await hall.wall()] == [None if out else 1]


async def test_given_more_time_they_go_back_to_their_groups(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2, at_end=AtEnd.CLOSE), discuss())
    await hall.form(4)
    dealt = await hall.where()
    await hall.until(hall.now + timedelta(minutes=6))
    assert await hall.where() == []
    await hall.extend(3)
    assert await hall.where() == dealt


@pytest.mark.parametrize("how", ["next", "skip", "back", "end"])
async def test_they_come_back_however_the_step_is_left(ctx: Context, how: str) -> None:
    hall = await Hall.opened(ctx, collect(), subgroups(size=2), discuss())
    await hall.next()
    await hall.form(4)
    dealt = await hall.where()
    assert len(dealt) == 2
    await getattr(hall, how)()
    assert await hall.where() == []
    if how == "back":
        await hall.next()
        assert await hall.where() == dealt


async def test_people_choose_while_doors_are_open(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=3, deal="choice"), discuss())
    formed = await hall.form(7)
    assert formed.seen.doors
    assert formed.seen.most == 3
    assert [one.members for one in formed.seen.groups] == [(), (), ()]
    assert await hall.where() == []
    assert (await hall.step()).closes_at is None
    step = await hall.step_id()
    for person in PEOPLE[:3]:
        mine = await forming.join(ctx, step, person, 2, hall.now)
        assert mine.group is not None
        assert mine.group.number == 2
    await forming.join(ctx, step, PEOPLE[2], 2, hall.now)  # pressed twice
    with refused("groups.full"):
        await forming.join(ctx, step, PEOPLE[3], 2, hall.now)
    await forming.join(ctx, step, PEOPLE[3], 1, hall.now)
    await forming.join(ctx, step, PEOPLE[2], 1, hall.now)
    await forming.join(ctx, step, PEOPLE[3], 2, hall.now)
    assert await hall.where() == [], "nobody is moved before they are sent off"
    await forming.send_off(ctx, step, NOUR, ids(PEOPLE[:7]), hall.now)
    assert sorted(len(members) for members in await hall.where()) == [3, 4]
    assert (await hall.step()).closes_at == hall.now + timedelta(minutes=5)
    with pytest.raises(Outdated):
        await forming.send_off(ctx, step, NOUR, ids(PEOPLE[:7]), hall.now)


async def test_nobody_who_chose_stays_alone(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=4, deal="choice"), discuss())
    await hall.form(8)
    step = await hall.step_id()
    for person, number in zip(PEOPLE[:4], (1, 1, 3, 4), strict=True):
        await forming.join(ctx, step, person, number, hall.now)
    await forming.send_off(ctx, step, NOUR, ids(PEOPLE[:4]), hall.now)
    assert [len(members) for members in await hall.where()] == [2, 2]


async def test_where_nobody_chose_all_are_dealt(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=3, deal="choice"), discuss())
    await hall.form(6)
    with refused("groups.nobody"):
        await forming.send_off(ctx, await hall.step_id(), NOUR, [NOUR.user_id], hall.now)
    await forming.send_off(ctx, await hall.step_id(), NOUR, ids(PEOPLE[:6]), hall.now)
    assert [len(members) for members in await hall.where()] == [2, 2, 2]


async def test_a_group_for_each_theme(ctx: Context) -> None:
    hall = await Hall.opened(ctx, group(), subgroups(deal="theme", groups=None), discuss())
    await hall.next()
    with refused("groups.no_themes"):
        await hall.form(4)
    async with ctx.database.write() as tx:
        await tx.imports.add_themes(hall.session_id, ["Le jardin", "La fête"])
    formed = await hall.form(4)
    assert [one.name for one in formed.seen.groups] == ["Le jardin", "La fête"]
    assert formed.seen.most is None
    for person in PEOPLE[:4]:
        await forming.join(ctx, await hall.step_id(), person, 2, hall.now)
    await forming.send_off(ctx, await hall.step_id(), NOUR, ids(PEOPLE[:4]), hall.now)
    goal = await hall.wanted()
    assert goal is not None
    assert [(one.number, one.name) for one in goal.groups] == [(2, "La fête")]


async def test_pairs_of_earlier_steps_and_sessions_do_not_meet_again(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), subgroups(size=2), discuss())
    await hall.form(6)
    met = set(map(frozenset, await hall.where()))
    await hall.next()
    assert (await hall.form(6)).met == 0
    met |= set(map(frozenset, await hall.where()))
    assert len(met) == 6
    await hall.end()
    for _ in range(3):  # six people have five rounds of pairs
        later = await Hall.open(ctx, new_session(recipe(subgroups(size=2), discuss())))
        sessions = await later.session(), await hall.session()
        async with ctx.database.write() as tx:
            await tx.follows.continue_from(*sessions)
        await later.start()
        assert (await later.form(6)).met == 0
        met |= set(map(frozenset, await later.where()))
        await later.end()
        hall = later
    assert len(met) == 15
