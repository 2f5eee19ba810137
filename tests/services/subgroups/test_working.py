"""What a group does with its card: it writes, keeps, holds a pen, is done, calls for help."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.postits import collecting
from bot.services.subgroups import forming, joining, working
from bot.services.subgroups.working import PenHeld
from bot.workshop.moderation.hiding import What
from bot.workshop.subgroups.places import Kind
from tests.builders import NOUR, collect, discuss, subgroups, vote
from tests.services.room import delivery, refused
from tests.services.subgroups.hall import PEOPLE, Hall


async def test_a_form_delivered_twice_is_kept_once(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    once = delivery()
    seen = await hall.note(1, "Un banc", "Une fontaine", "un BANC", submission=once)
    assert sorted(postit.text for postit in seen.own) == ["Un banc", "Une fontaine"]
    assert len(seen.added) == 2
    twice = await hall.note(1, "Un banc", "Une fontaine", submission=once)
    assert (twice.added, twice.known) == ((), ("Un banc", "Une fontaine"))
    assert len((await hall.card(1)).own) == 2
    assert not (await hall.card(2)).own, "each group has its own"


async def test_what_does_not_fit_comes_back(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2, max_length=20), discuss())
    await hall.form(4)
    seen = await hall.note(1, "Un banc", "Une fontaine au milieu de la place")
    assert [postit.text for postit in seen.added] == ["Un banc"]
    assert seen.refused == (("Une fontaine au milieu de la place", "postit.too_long"),)
    with refused("postit.empty"):
        await hall.note(1, "  ", "")


async def test_a_group_is_written_for_by_its_own_people(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    stranger, step = await hall.member(2), await hall.step_id()
    with refused("groups.not_yours"):
        await working.write(ctx, step, 1, stranger, "Un banc", delivery(), hall.now)
    with refused("groups.not_yours"):
        await working.done(ctx, step, 1, stranger, True, hall.now)
    with refused("groups.moved"):
        await working.write(ctx, step, 9, stranger, "Un banc", delivery(), hall.now)


async def test_it_is_of_its_group_and_of_who_wrote_it(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), vote(), discuss())
    await hall.form(4)
    writer = await hall.member(2)
    await hall.note(2, "Un banc")
    (postit,) = await hall.wall()
    assert (postit.author_name, postit.group, postit.number) == (writer.name, 2, None)
    await hall.next()
    (postit,) = await hall.wall()
    assert postit.number == 1, "home, it stands on the wall"
    assert [o.label for o in (await hall.ballot(writer)).options] == ["Un banc"]


async def test_a_form_that_comes_once_all_are_back_is_kept(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    step, writer = await hall.step_id(), await hall.member(1)
    await hall.next()
    hall.wait(seconds=30)
    await working.write(ctx, step, 1, writer, "Un banc", delivery(), hall.now)
    (postit,) = await hall.wall()
    assert (postit.number, postit.late, postit.group) == (1, True, 1)
    hall.wait(minutes=3)
    with refused("step.not_open"):
        await working.write(ctx, step, 1, writer, "Un arbre", delivery(), hall.now)


async def test_one_holds_the_pen(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2, scribe="one"), discuss())
    await hall.form(4)
    step = await hall.step_id()
    one, other = await hall.member(1, 0), await hall.member(1, 1)
    seen = await hall.note(1, "Un banc")
    assert seen.group.scribe == one.user_id
    with pytest.raises(PenHeld):
        await working.write(ctx, step, 1, other, "Un arbre", delivery(), hall.now)
    with pytest.raises(PenHeld):
        await working.take_pen(ctx, step, 1, other, hall.now)
    seen = await working.take_pen(ctx, step, 1, other, hall.now, over=True)
    assert seen.group.scribe == other.user_id
    await working.put_pen_down(ctx, step, 1, one, hall.now)
    assert (await hall.card(1)).group.scribe == other.user_id
    seen = await working.put_pen_down(ctx, step, 1, other, hall.now)
    assert seen.group.scribe is None
    await working.take_pen(ctx, step, 1, other, hall.now)
    await joining.seen_away(ctx, hall.session_id, other.user_id, True, hall.now)
    seen = await working.take_pen(ctx, step, 1, one, hall.now)
    assert seen.group.scribe == one.user_id, "who left holds nothing"


async def test_where_all_write_nobody_holds_a_pen(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    with refused("button.unknown"):
        await working.take_pen(ctx, await hall.step_id(), 1, await hall.member(1), hall.now)


async def test_whoever_leads_is_told_once_that_all_are_done(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(6)
    step = await hall.step_id()
    members = [await hall.member(number) for number in (1, 2, 3)]
    with hall.says():
        await working.done(ctx, step, 1, members[0], True, hall.now)
        await working.done(ctx, step, 2, members[1], True, hall.now)
        await working.done(ctx, step, 2, members[1], True, hall.now)
    with hall.says("groups_ready 0"):
        await working.done(ctx, step, 3, members[2], True, hall.now)
    assert (await hall.seen()).done == 3
    with hall.says():
        seen = await working.done(ctx, step, 3, members[2], False, hall.now)
    assert not seen.group.done
    with hall.says("groups_ready 0"):
        await working.done(ctx, step, 3, members[2], True, hall.now)


async def test_nobody_waits_for_who_left(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    step, left = await hall.step_id(), (await hall.groups())[1].members
    await working.done(ctx, step, 1, await hall.member(1), True, hall.now)
    with hall.says("groups_ready 0"):
        for person in left:
            assert await joining.seen_away(ctx, hall.session_id, person, True, hall.now)
    seen = await hall.seen()
    assert (seen.people, seen.done) == (2, 2)
    assert not await joining.seen_away(ctx, hall.session_id, left[0], True, hall.now)
    await joining.seen_away(ctx, hall.session_id, left[0], False, hall.now)
    assert (await hall.seen()).done == 1
    assert not await joining.seen_away(ctx, hall.session_id, NOUR.user_id, True, hall.now)


async def test_a_group_calls_whoever_leads_once(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    step, member = await hall.step_id(), await hall.member(2)
    with hall.says("group_help 0 group=2"):
        await working.help(ctx, step, 2, member, hall.now)
        await working.help(ctx, step, 2, member, hall.now)
    assert [group.number for group in (await hall.seen()).asking] == [2]
    with refused("groups.not_yours"):
        await working.helped(ctx, step, 2, await hall.member(1), hall.now)
    await working.helped(ctx, step, 2, NOUR, hall.now)
    assert not (await hall.seen()).asking


async def test_whoever_leads_tells_all_groups_once(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), discuss())
    await hall.form(4)
    step, once = await hall.step_id(), delivery()
    async with ctx.database.write() as tx:
        await tx.gatherings.begin(hall.session_id, 1, 2, None)
        for number in (1, 2, 3):  # the third is of a step before
            await tx.gatherings.ask(hall.session_id, number, Kind.THREAD, "Groupe", 0, hall.now)
            await tx.gatherings.stands(hall.session_id, number, Kind.THREAD, 70 + number)
    with refused("session.not_facilitator"):
        await working.tell_all(ctx, step, PEOPLE[0], "Encore 5 minutes", once, hall.now)
    with refused("groups.tell_empty"):
        await working.tell_all(ctx, step, NOUR, " ", once, hall.now)
    with hall.says("group_notice 0 group=1 notice=1", "group_notice 0 group=2 notice=1"):
        for _ in range(2):
            _, _, told = await working.tell_all(ctx, step, NOUR, "Vite !", once, hall.now)
            assert told == 2
    assert (await hall.card(1)).notices == ("Vite !",)
    await forming.bring_back(ctx, step, NOUR, hall.now)
    with refused("groups.moved"):
        await working.tell_all(ctx, step, NOUR, "Vite !", delivery(), hall.now)


async def test_the_best_of_what_was_taken_over_is_kept(ctx: Context) -> None:
    hall = await Hall.opened(
        ctx, collect(), subgroups(size=2, best=1), subgroups(follows="merge", best=2), discuss()
    )
    for person in PEOPLE[:4]:
        await hall.write(person, f"Idée de {person.name}")
    await hall.next()
    await hall.form(4)
    seen = await hall.card(1)
    assert len(seen.taken) == 2, "what its members wrote alone"
    step, member = await hall.step_id(), await hall.member(1)
    best = seen.taken[0].id
    with refused("groups.too_many_kept"):
        await working.keep(ctx, step, 1, member, [one.id for one in seen.taken], hall.now)
    with refused("groups.not_taken"):
        others = (await hall.card(2)).taken
        await working.keep(ctx, step, 1, member, [others[0].id], hall.now)
    seen = await working.keep(ctx, step, 1, member, [best, best], hall.now)
    assert seen.group.kept == (best,)
    await hall.note(1, "Une idée née à deux")
    await hall.next()
    seen = await hall.card(1)
    texts = {postit.text for postit in seen.taken}
    assert len(texts) == 4, "what one kept and made; of the other, which kept nothing, all of it"
    assert "Une idée née à deux" in texts
    made = next(one for one in seen.taken if one.text == "Une idée née à deux")
    member, step = await hall.member(1), await hall.step_id()
    await working.keep(ctx, step, 1, member, [best, made.id], hall.now)
    with hall.says("fold 2", "groups_back 2", "card 3"):
        await hall.next()
    shown = {postit.id: postit.number for postit in await hall.wall()}
    assert {one for one, number in shown.items() if number} == {best, made.id}


async def test_a_choice_is_taken_back(ctx: Context) -> None:
    hall = await Hall.opened(ctx, collect(), subgroups(size=2, best=1), discuss())
    await hall.write(PEOPLE[0], "Un banc")
    await hall.next()
    await hall.form(2)
    step, (taken,) = await hall.step_id(), (await hall.card(1)).taken
    await working.keep(ctx, step, 1, PEOPLE[1], [taken.id], hall.now)
    seen = await working.keep(ctx, step, 1, PEOPLE[1], [], hall.now)
    assert seen.group.kept == ()
    await hall.next()


async def test_where_none_are_asked_none_are_kept(ctx: Context) -> None:
    hall = await Hall.opened(ctx, collect(), subgroups(size=2), discuss())
    await hall.write(PEOPLE[0], "Un banc")
    await hall.next()
    await hall.form(2)
    (taken,) = (await hall.card(1)).taken
    with refused("groups.none_asked"):
        await working.keep(ctx, await hall.step_id(), 1, PEOPLE[0], [taken.id], hall.now)


async def test_what_is_withdrawn_or_hidden_leaves_the_table(ctx: Context) -> None:
    hall = await Hall.opened(ctx, subgroups(size=2), subgroups(follows="merge", best=1), discuss())
    await hall.form(4)
    writer = await hall.member(1)
    await hall.note(1, "Un banc", "Un arbre")
    await hall.next()
    banc, arbre = sorted((await hall.card(1)).taken, key=lambda one: one.text, reverse=True)
    step = await hall.step_id()
    await working.keep(ctx, step, 1, writer, [banc.id], hall.now)
    await collecting.withdraw(ctx, banc.id, writer, hall.now)
    seen = await hall.card(1)
    assert (seen.taken, seen.group.kept) == ((arbre,), ())
    async with ctx.database.write() as tx:
        await tx.moderation.hide(What.POSTIT, arbre.id, "")
    assert (await hall.card(1)).taken == ()
