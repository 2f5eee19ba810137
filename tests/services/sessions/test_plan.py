"""What bending a plan does, to the room and to what is told of it."""

from __future__ import annotations

import asyncio

import pytest

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.services.context import Context
from bot.services.records import record
from bot.services.sessions import plan as bending
from bot.services.sessions.unplanned import Place, open_step_now
from bot.workshop.errors import Outdated
from bot.workshop.language import Language
from bot.workshop.sessions.plan import MOST_EVER, stamp
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.sessions.session import Signing
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    NOUR,
    NOW,
    SERVER,
    collect,
    discuss,
    new_session,
    poll,
    recipe,
    reveal,
    roadmap,
    titled,
    vote,
)
from tests.exported import as_json
from tests.services.room import Room, refused


async def test_what_was_made_in_a_step_taken_out_is_told_as_left_out(ctx: Context) -> None:
    plans = (collect(), discuss(), poll("approval", "oui", "non"), discuss())
    room = await Room.open(ctx, new_session(recipe(*plans)))
    await room.start()
    await room.next()
    await room.next()
    for who in (ALIX, BACHIR, CLEO):
        await room.vote(who, ["1"])
    await room.back()  # the vote waits, with its ballots
    step = (await room.steps())[2]
    with room.says("fold 1000003"):
        await bending.take_out(ctx, room.session_id, NOUR, step.id, room.now)
    await room.next()
    await room.end()
    told = await record(ctx, room.session_id)
    assert [one.position for one in told.steps] == [0, 1, 2, 3]
    assert told.votes[step.id].outcome.turnout == 3
    text = markdown(told, catalogue(Language.FRENCH))
    assert "Vote (retirée du déroulé)" in text
    assert '"left_out_of_the_plan": true' in as_json(told)
    assert as_json(told).count("left_out_of_the_plan") == 1


async def test_a_step_taken_out_before_it_began_leaves_nothing_in_the_report(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(), collect(), discuss())))
    await room.start()
    step = (await room.steps())[1]
    with room.says():
        await bending.take_out(ctx, room.session_id, NOUR, step.id, room.now)
    await room.end()
    assert len((await record(ctx, room.session_id)).steps) == 2


@pytest.mark.parametrize("signing", Signing)
async def test_moving_steps_shows_nothing_that_was_hidden(ctx: Context, signing: Signing) -> None:
    made_of = recipe(collect(), discuss(), reveal())
    room = await Room.open(ctx, new_session(made_of, signing=signing))
    await room.start()
    for who in (ALIX, BACHIR, CLEO):
        await room.write(who, f"une idée de {who.user_id}")
    here, talk, wall = await room.steps()
    with room.says():
        await bending.swap(ctx, room.session_id, NOUR, talk.id, wall.id)
        await bending.take_out(ctx, room.session_id, NOUR, talk.id, room.now)
        await bending.repeat(ctx, room.session_id, NOUR, wall.id, None)
        await bending.repeat(ctx, room.session_id, NOUR, here.id, wall.id)
    assert {postit.number for postit in await room.wall()} == {None}


async def test_one_that_the_room_passed_over_comes_again_with_what_it_holds(ctx: Context) -> None:
    made_of = recipe(poll("approval", "oui", "non"), discuss(), discuss())
    room = await Room.open(ctx, new_session(made_of))
    await room.start()
    await room.vote(ALIX, ["1"])
    await room.skip()
    passed, here, last = await room.steps()
    with room.says("fold 1"):
        await bending.come_next(ctx, room.session_id, NOUR, passed.id, here.id, room.now)
    assert [step.id for step in await room.steps()] == [here.id, passed.id, last.id]
    assert (await room.session()).position == 0
    await room.next()
    ballot = await room.ballot(ALIX)
    assert ballot.content == ["1"]


async def test_a_step_opened_at_once_has_the_one_under_way_wait(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(minutes=10), discuss())))
    await room.start()
    room.wait(minutes=4)
    here = await room.step()
    with room.says("fold 1", "card 0"):
        await bending.insert_now(ctx, room.session_id, NOUR, reveal(), here.id, room.now)
    await room.next()
    assert (await room.step()).id == here.id
    assert ((await room.step()).closes_at or room.now) - room.now == here.plan.timebox * 0.6


async def test_a_vote_opened_at_once_on_an_empty_wall_is_refused(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), discuss())))
    await room.start()
    here = await room.step()
    with room.says(), refused("vote.too_few.postits"):
        await bending.insert_now(ctx, room.session_id, NOUR, vote(), here.id, room.now)
    assert await room.states() == "Ow"


async def test_the_time_left_to_a_step_set_aside_follows_its_length(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10), discuss())))
    await room.start()
    room.wait(minutes=4)
    here = await room.step()
    await bending.insert_now(ctx, room.session_id, NOUR, discuss(minutes=1), here.id, room.now)
    aside = (await room.steps())[1]
    shorter = aside.plan.model_copy(update={"minutes": 7})
    read = stamp(aside.plan)
    await bending.change(ctx, room.session_id, NOUR, aside.id, read, shorter)
    assert (await room.steps())[1].left_seconds == 180
    with pytest.raises(Outdated):  # another facilitator had the form open
        await bending.change(ctx, room.session_id, NOUR, aside.id, read, aside.plan)


async def test_what_people_decide_about_keeps_its_words_once_they_were_asked(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(poll("yes_no"), discuss())))
    await room.start()
    asked = await room.step()
    other = asked.plan.model_copy(update={"title": titled("Autre chose ?")})
    with pytest.raises(Outdated):
        await bending.change(ctx, room.session_id, NOUR, asked.id, stamp(asked.plan), other)
    assert (await room.step()).plan == asked.plan


async def test_a_plan_is_bounded_and_so_is_what_was_taken_out(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss())))
    act = (ctx, room.session_id, NOUR)
    for _ in range(MOST_STEPS - 1):
        await bending.insert(*act, discuss(), None)
    with refused("plan.full"):
        await bending.insert(*act, discuss(), None)
    for _ in range(MOST_EVER - MOST_STEPS):
        last = (await room.steps())[-1]
        await bending.take_out(*act, last.id, room.now)
        await bending.insert(*act, discuss(), None)
    last = (await room.steps())[-1]
    await bending.take_out(*act, last.id, room.now)
    with refused("plan.worn"):
        await bending.insert(*act, discuss(), None)
    await bending.put_back(*act, last.id, None, room.now)


async def test_the_last_step_of_a_lobby_stays(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss())))
    (only,) = await room.steps()
    with pytest.raises(Outdated):
        await bending.take_out(ctx, room.session_id, NOUR, only.id, room.now)


async def test_only_those_who_lead_bend_and_a_roadmap_needs_a_scenario(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    with refused("session.not_facilitator"):
        await bending.insert(ctx, room.session_id, ALIX, discuss(), None)
    with refused("session.not_facilitator"):
        await bending.plan_of(ctx, room.session_id, ALIX)
    with refused("plan.needs_scenario"):
        await bending.insert(ctx, room.session_id, NOUR, roadmap(), None)


async def test_a_session_opened_for_one_vote_has_no_plan(ctx: Context) -> None:
    place = Place(SERVER, CHANNEL, Language.FRENCH)
    asked = poll("yes_no")
    session, _ = await open_step_now(ctx, place, asked, NOUR, NOW)
    with refused("plan.quick"):
        await bending.plan_of(ctx, session.id, NOUR)


async def test_two_facilitators_who_bend_at_once_do_what_each_read_or_nothing(
    ctx: Context,
) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(), discuss(), discuss(), discuss())))
    async with ctx.database.write() as tx:
        await tx.sessions.add_facilitator(room.session_id, CLEO.user_id)
    await room.start()
    a, b, c, d = await room.steps()
    done = await asyncio.gather(
        bending.swap(ctx, room.session_id, NOUR, b.id, c.id),
        bending.swap(ctx, room.session_id, CLEO, b.id, c.id),
        return_exceptions=True,
    )
    assert [type(result) for result in done if result] == [Outdated]
    assert [step.id for step in await room.steps()] == [a.id, c.id, b.id, d.id]
