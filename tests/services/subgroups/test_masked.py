"""In a masked session nothing tells who of a group wrote what, nor who was in it afterwards."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.subgroups import forming, joining, working
from bot.workshop.sessions.session import Signing
from tests.builders import NOUR, discuss, subgroups
from tests.services.room import delivery
from tests.services.subgroups.hall import PEOPLE, Hall, ids
from tests.store.seeing import every_byte, rows, scrubbed

MASKED = Signing.MASKED


async def test_what_all_write_is_seen_once_all_are_back(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=2), discuss(), signing=MASKED)
    await hall.form(6)
    for rank in range(3):
        seen = await hall.note(1, f"Idée {rank}", rank=rank)
        assert (seen.own, seen.wrote, seen.unseen) == ((), rank + 1, True)
        assert seen.few is (rank < 2), "they are told that they are easy to guess"
        assert not (await hall.seen()).output[1]
    await forming.bring_back(ctx, await hall.step_id(), NOUR, hall.now)
    seen = await hall.card(1)
    assert not seen.unseen
    assert len(seen.own) == 3
    assert [postit.group for postit in (await hall.seen()).output[1]] == [1, 1, 1]


async def test_of_two_people_the_number_of_their_group_is_not_told(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss(), signing=MASKED)
    await hall.form(7)  # 3, 2, 2
    three = next(one.number for one in await hall.groups() if len(one.members) == 3)
    for number in (1, 2, 3):
        await hall.note(number, f"Idée {number}")
    await hall.next()
    told = {postit.text: postit.group for postit in await hall.wall()}
    assert told == {f"Idée {n}": n if n == three else None for n in (1, 2, 3)}
    seen = await hall.seen(0)
    assert sum(len(brought) for brought in seen.output.values()) == 1
    assert len(seen.loose) == 2
    await hall.end()
    kept = rows(
        ctx.database.path,
        "SELECT g.number FROM postit_groups p JOIN small_groups g ON g.id = p.group_id",
    )
    assert kept == [(three,)], "nor is it kept"


async def test_a_group_that_becomes_too_small_is_not_told(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=2), discuss(), signing=MASKED)
    await hall.form(6)
    await hall.note(1, "Un banc")
    assert [postit.group for postit in await hall.wall()] == [1]
    person = (await hall.where())[0][2]
    await joining.move(ctx, await hall.step_id(), NOUR, person, 2, hall.now)
    assert [postit.group for postit in await hall.wall()] == [None]
    await joining.move(ctx, await hall.step_id(), NOUR, person, 1, hall.now)
    assert [postit.group for postit in await hall.wall()] == [None], "it was of two, for a while"


async def test_what_two_people_wrote_is_not_read_by_those_who_join_them(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), subgroups(follows="merge"), signing=MASKED)
    await hall.form(8)
    await hall.note(1, "Idée 1")
    await hall.note(2, "Idée 2")
    await hall.note(3, "Idée 3", rank=0)
    await hall.note(3, "Idée 3 bis", rank=1)
    await hall.note(4, "Idée 4")
    await hall.next()
    first, second = await hall.card(1), await hall.card(2)
    assert (first.taken, first.hidden_taken) == ((), 2)
    assert len(second.taken) == 3


async def test_with_a_pen_a_group_reads_what_it_writes(ctx: Context) -> None:
    hall = await Hall.opened(
        ctx,
        subgroups(size=2, scribe="one"),
        subgroups(follows="merge", scribe="one"),
        discuss(),
        signing=MASKED,
    )
    await hall.form(4)
    for number in (1, 2):
        seen = await hall.note(number, f"Idée {number}")
        assert [postit.text for postit in seen.own] == [f"Idée {number}"]
    await hall.next()
    assert len((await hall.card(1)).taken) == 2
    await hall.next()
    assert sorted(postit.number or 0 for postit in await hall.wall()) == [1, 2]


async def test_late_on_an_open_wall_it_waits(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=2), discuss(), signing=MASKED)
    await hall.form(6)
    for rank in range(3):
        await hall.note(1, f"Idée {rank}", rank=rank)
    step, late = await hall.step_id(), await hall.member(2)
    await hall.next()
    await working.write(ctx, step, 2, late, "En retard", delivery(), hall.now)
    waits = next(postit for postit in await hall.wall() if postit.text == "En retard")
    assert (waits.number, waits.late) == (None, False)
    await hall.end()
    assert "En retard" not in {postit.text for postit in await hall.wall()}


@pytest.mark.parametrize("signing", list(Signing))
async def test_who_was_in_which_group_leaves_every_byte_at_the_end_of_a_masked_one(
    ctx: Context, signing: Signing
) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=2, scribe="one"), discuss(), signing=signing)
    # Who was in a group and wrote nothing: no other row names them.
    await hall.form(8)
    scribe = await hall.member(1)
    await working.take_pen(ctx, await hall.step_id(), 1, scribe, hall.now)
    await joining.stay(ctx, await hall.step_id(), PEOPLE[1], True)
    await hall.end()
    await scrubbed(ctx.database)
    path = ctx.database.path
    members = rows(path, "SELECT user_id FROM group_members")
    scribes = rows(path, "SELECT scribe FROM small_groups WHERE scribe IS NOT NULL")
    assert rows(path, "SELECT * FROM group_stays") == []
    if signing is MASKED:
        assert (members, scribes) == ([], [])
        kept = every_byte(path)
        for person in ids(PEOPLE[:8]):
            assert str(person).encode() not in kept
            assert person.to_bytes(8, "big") not in kept
    else:
        assert len(members) == 8, "others meet in the next session"
        async with ctx.database.write() as tx:
            await tx.sessions.delete_raw(hall.session_id, hall.now)
        assert rows(path, "SELECT * FROM group_members") == []
        assert rows(path, "SELECT * FROM small_groups") == []


@pytest.mark.parametrize("people", [1, 2])
async def test_what_so_few_kept_is_not_kept(ctx: Context, people: int) -> None:
    hall = await Hall.opened(
        ctx, subgroups(size=2, scribe="one"), subgroups(follows="merge", best=1), signing=MASKED
    )
    await hall.form(4)
    await hall.note(1, "Un banc")
    await hall.next()
    (taken,) = (await hall.card(1)).taken
    step, members = await hall.step_id(), (await hall.where())[0]
    await working.keep(ctx, step, 1, await hall.member(1), [taken.id], hall.now)
    async with ctx.database.write() as tx:
        for person in members[people:]:
            await tx.groups.unseat(step, person)
    await hall.end()
    assert rows(ctx.database.path, "SELECT * FROM group_kept") == []


@pytest.mark.parametrize("people", [5, 8])
async def test_what_is_told_of_no_group_is_not_of_two_people_by_elimination(
    ctx: Context, people: int
) -> None:
    sizes = (3, 2) if people == 5 else (3, 3, 2)
    hall = await Hall.opened(ctx, subgroups(groups=len(sizes)), discuss(), signing=MASKED)
    await hall.form(people)
    by_size = {one.number: len(one.members) for one in await hall.groups()}
    assert sorted(by_size.values()) == sorted(sizes)
    for number in by_size:
        await hall.note(number, f"Idée {number}")
    await hall.next()
    told = {one.text: one.group for one in await hall.wall()}
    untold = [n for n in by_size if told[f"Idée {n}"] is None]
    assert sum(by_size[n] for n in untold) >= 3, "whoever wrote them hides among three at least"
    assert len(untold) == 2
    seen = await hall.seen(0)
    assert {one.text for one in seen.loose} == {f"Idée {n}" for n in untold}
    await hall.end()
    kept = rows(
        ctx.database.path,
        "SELECT g.number FROM postit_groups p JOIN small_groups g ON g.id = p.group_id",
    )
    assert {number for (number,) in kept} == by_size.keys() - set(untold)


async def test_who_comes_into_a_group_of_their_own_changes_what_is_told_of_the_others(
    ctx: Context,
) -> None:
    hall = await Hall.opened(ctx, subgroups(groups=2), discuss(), signing=MASKED)
    await hall.form(8)
    for number in (1, 2):
        await hall.note(number, f"Idée {number}")
    assert {one.group for one in await hall.wall()} == {1, 2}
    step, members = await hall.step_id(), (await hall.where())[0]
    for person in members[:2]:
        await joining.move(ctx, step, NOUR, person, 2, hall.now)
    assert [one.group for one in await hall.wall()] == [None, None], "of 2 and of 6"
