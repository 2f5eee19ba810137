"""Rounds that follow: groups join two by two, or all move on but the hosts."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.subgroups import joining, working
from bot.workshop.sessions.session import Signing
from tests.builders import NOUR, collect, discuss, group, reveal, subgroups
from tests.services.subgroups.hall import PEOPLE, Hall


async def test_groups_join_two_by_two_with_what_they_made(ctx: Context) -> None:
    hall = await Hall.opened(
        ctx, subgroups(size=2), subgroups(follows="merge"), subgroups(follows="merge"), discuss()
    )
    await hall.form(10)
    pairs = await hall.where()
    for number in range(1, 6):
        await hall.note(number, f"Idée {number}")
    with hall.says("fold 0", "card 1"):
        await hall.next()
    assert await hall.where() == [pairs[0] + pairs[1], pairs[2] + pairs[3] + pairs[4]]
    goal = await hall.wanted()
    assert goal is not None
    assert goal.step_id == await hall.step_id()
    assert [one.merged for one in goal.groups] == [(1, 2), (3, 4, 5)]
    assert {one.text for one in (await hall.card(1)).taken} == {"Idée 1", "Idée 2"}
    assert len((await hall.card(2)).taken) == 3
    assert (await hall.step()).closes_at is not None, "the clock runs at once"
    assert all(postit.number is None for postit in await hall.wall()), "nobody is home yet"
    await hall.next()
    assert [len(members) for members in await hall.where()] == [10]
    assert len((await hall.card(1)).taken) == 5
    await hall.next()
    assert await hall.where() == []
    assert sorted(p.number or 0 for p in await hall.wall()) == [1, 2, 3, 4, 5]


async def test_gone_back_to_they_are_as_they_were(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), subgroups(follows="merge"), discuss())
    await hall.form(8)
    pairs = await hall.where()
    await hall.next()
    fours = await hall.where()
    await hall.back()
    assert await hall.where() == pairs
    await hall.next()
    assert await hall.where() == fours


async def test_what_someone_wrote_alone_comes_with_them(ctx: Context) -> None:
    hall = await Hall.opened(ctx, collect(), subgroups(size=2), discuss())
    for person in PEOPLE[:4]:
        await hall.write(person, f"Idée de {person.name}")
    await hall.next()
    await hall.form(4)
    for number in (1, 2):
        seen = await hall.card(number)
        names = {PEOPLE[[p.user_id for p in PEOPLE].index(m)].name for m in seen.group.members}
        assert {one.text for one in seen.taken} == {f"Idée de {name}" for name in names}


async def test_in_a_masked_session_they_begin_with_nothing(ctx: Context) -> None:
    hall = await Hall.opened(ctx, collect(), subgroups(size=2), signing=Signing.MASKED)
    for person in PEOPLE[:4]:
        await hall.write(person, f"Idée de {person.name}")
    await hall.next()
    await hall.form(4)
    seen = await hall.card(1)
    assert (seen.taken, seen.hidden_taken) == ((), 0)


async def test_once_the_wall_was_opened_groups_begin_anew(ctx: Context) -> None:
    for between in (reveal(), group()):
        hall = await Hall.opened(ctx, collect(), between, subgroups(size=2), discuss())
        await hall.write(PEOPLE[0], "Un banc")
        await hall.next()
        await hall.next()
        await hall.form(2)
        assert (await hall.card(1)).taken == ()
        await hall.end()


async def test_all_move_on_but_the_hosts(ctx: Context) -> None:
    hall = await Hall.opened(
        ctx, subgroups(size=3), subgroups(follows="rotate"), subgroups(follows="rotate"), discuss()
    )
    await hall.form(9)
    assert all(one.hosted for one in await hall.groups()), "they are tables from the first"
    before = await hall.where()
    volunteer = await hall.member(2, 2)
    await working.host(ctx, await hall.step_id(), 2, volunteer, True, hall.now)
    await hall.note(1, "Un banc")
    await hall.next()
    after = await hall.where()
    hosts = {before[0][0], volunteer.user_id, before[2][0]}
    assert sorted(sum(after, ())) == sorted(sum(before, ()))
    for table, was in zip(after, before, strict=True):
        assert set(table) & set(was) == hosts & set(was), "only the host stays"
        assert len(table) == 3
    goal = await hall.wanted()
    assert goal is not None
    assert [sorted(one.hosts) for one in goal.groups] == [
        [before[0][0]],
        [volunteer.user_id],
        [before[2][0]],
    ]
    assert [one.text for one in (await hall.card(1)).taken] == ["Un banc"], "it stays at its table"
    await hall.note(1, "Un arbre")
    await hall.next()
    last = await hall.where()
    for rank, table in enumerate(last):
        assert not set(table) & set(after[rank]) - hosts
        assert not set(table) & set(before[rank]) - hosts
    assert len((await hall.card(1)).taken) == 2
    await hall.next()
    assert [(p.number, p.group) for p in await hall.wall()] == [(1, 1), (2, 1)]


async def test_who_holds_the_pen_hosts(ctx: Context) -> None:
    hall = await Hall.opened(
        ctx, subgroups(size=3, scribe="one"), subgroups(follows="rotate"), discuss()
    )
    await hall.form(6)
    scribe = await hall.member(1, 2)
    await working.take_pen(ctx, await hall.step_id(), 1, scribe, hall.now)
    await hall.next()
    (table, _) = await hall.groups()
    assert table.hosts == {scribe.user_id}
    assert scribe.user_id in table.members


async def test_who_left_hosts_nothing(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=3), subgroups(follows="rotate"), discuss())
    await hall.form(6)
    first = (await hall.where())[0][0]
    await joining.seen_away(ctx, hall.session_id, first, True, hall.now)
    await hall.next()
    groups = await hall.groups()
    assert first not in {one for group in groups for one in group.hosts}
    assert {one for group in groups for one in group.away} == {first}


async def test_a_round_that_follows_nothing_waits_for_whoever_leads(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(follows="merge"), discuss())
    assert await hall.wanted() is None
    assert (await hall.step()).closes_at is None
    await hall.form(8)
    assert [len(members) for members in await hall.where()] == [4, 4]


async def test_new_groups_do_not_take_over(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), subgroups(size=2), discuss())
    await hall.form(4)
    await hall.note(1, "Un banc")
    with hall.says("fold 0", "groups_back 0", "card 1"):
        await hall.next(by=NOUR)
    assert await hall.where() == [], "people come back before they are dealt again"
    await hall.form(4)
    assert (await hall.card(1)).taken == ()
