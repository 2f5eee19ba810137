from __future__ import annotations

from datetime import date

import pytest

from bot.services import deciding
from bot.services.context import Context
from bot.services.roadmap import milestones
from bot.workshop.actions.action import Action
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.permissions import Actor
from tests.builders import (
    ALIX,
    BACHIR,
    CLEO,
    NOUR,
    actions,
    collect,
    discuss,
    new_session,
    recipe,
    reveal,
    roadmap,
    scenario,
    vote,
)
from tests.services.room import Room, delivery, refused

TODAY = date(2030, 3, 4)


async def deciding_room(ctx: Context, *, voters: int = 3) -> Room:
    """A roadmap just opened, after a vote in which post-it 2 got the most dots."""
    steps = recipe(collect(), reveal(), vote(), roadmap(), discuss(), actions())
    room = await Room.open(ctx, new_session(steps, told=scenario()))
    await room.start()
    await room.write(NOUR, "un", "deux", "trois")
    await room.next()
    await room.next()
    for who in (ALIX, BACHIR, CLEO)[:voters]:
        await room.put(who, 2, dots=3)
        await room.put(who, 3, dots=1)
    await room.next()
    return room


async def place(
    room: Room,
    statement: str = "Le four est bâti.",
    *,
    by: Actor = NOUR,
    year: str = "2030",
    dimension: str = "Services",
    who: str = "",
    obstacles: str = "",
    postit_id: int | None = None,
    submission: str | None = None,
) -> Milestone | None:
    return await deciding.place(
        room.ctx,
        (await room.step()).id,
        by,
        statement=statement,
        year=year,
        dimension=dimension,
        who=who,
        obstacles=obstacles,
        postit_id=postit_id,
        submission=submission or delivery(),
    )


async def test_what_can_be_placed_stands_with_the_best_voted_first(ctx: Context) -> None:
    room = await deciding_room(ctx)
    step = await room.step()
    can_place = await deciding.placing(ctx, step.id, NOUR)
    assert [p.number for p in can_place.postits] == [2, 3, 1]
    assert [can_place.dots[p.id] for p in can_place.postits] == [9, 3, 0]
    await place(room, postit_id=can_place.postits[0].id)
    after = await deciding.placing(ctx, step.id, NOUR)
    assert [p.number for p in after.postits] == [3, 1]
    assert [m.statement for m in after.milestones] == ["Le four est bâti."]


async def test_a_vote_of_fewer_than_three_does_not_tell_who_voted_what(ctx: Context) -> None:
    room = await deciding_room(ctx, voters=2)
    can_place = await deciding.placing(ctx, (await room.step()).id, NOUR)
    assert can_place.dots == {}
    assert [p.number for p in can_place.postits] == [1, 2, 3]


async def test_a_milestone_is_kept_as_the_facilitator_words_it(ctx: Context) -> None:
    room = await deciding_room(ctx)
    placed = await place(
        room,
        " Le four\nest bâti. ",
        year=" 2031 ",
        who="la coopérative\x00",
        obstacles="",
    )
    assert placed is not None
    assert (placed.statement, placed.year, placed.dimension) == (
        "Le four est bâti.",
        2031,
        "Services",
    )
    assert (placed.who, placed.obstacles) == ("la coopérative", None)
    assert (await milestones.remove(ctx, placed.id, NOUR)).milestone == placed
    with refused("milestone.gone"):
        await milestones.remove(ctx, placed.id, NOUR)


async def test_a_post_it_is_placed_by_one_facilitator(ctx: Context) -> None:
    room = await deciding_room(ctx)
    chosen = (await room.wall())[0].id
    assert await place(room, postit_id=chosen) is not None
    with refused("milestone.already_placed"):
        await place(room, postit_id=chosen)
    with refused("postit.gone"):
        await place(room, postit_id=404)


async def test_the_same_milestone_delivered_twice_is_one(ctx: Context) -> None:
    room = await deciding_room(ctx)
    form = delivery()
    assert await place(room, submission=form) is not None
    assert await place(room, submission=form) is None
    assert len((await deciding.placing(ctx, (await room.step()).id, NOUR)).milestones) == 1


@pytest.mark.parametrize(
    "year",
    ["", "2033", "2021", "20300", "203", "-2030", "2030.0", "２０３０", "²", "x", "2030 2031"],
)
async def test_a_milestone_lies_between_origin_and_horizon(ctx: Context, year: str) -> None:
    room = await deciding_room(ctx)
    with refused("place.unknown_year"):
        await place(room, year=year)


async def test_a_milestone_needs_words_and_a_dimension_of_the_scenario(ctx: Context) -> None:
    room = await deciding_room(ctx)
    with refused("milestone.needs_statement"):
        await place(room, "\u200b")
    with refused("text.too_long"):
        await place(room, "x" * 301)
    with refused("text.too_long"):
        await place(room, who="x" * 601)
    with refused("place.unknown_dimension"):
        await place(room, dimension="Ailleurs")


async def test_milestones_and_notes_are_for_those_who_lead(ctx: Context) -> None:
    room = await deciding_room(ctx)
    placed = await place(room)
    assert placed is not None
    with refused("session.not_facilitator"):
        await place(room, by=ALIX)
    with refused("session.not_facilitator"):
        await deciding.placing(ctx, (await room.step()).id, ALIX)
    with refused("session.not_facilitator"):
        await milestones.remove(ctx, placed.id, ALIX)
    await room.next()
    with refused("session.not_facilitator"):
        await deciding.note(ctx, (await room.step()).id, ALIX, "une note", delivery())


async def test_each_is_written_in_its_own_step_while_it_is_open(ctx: Context) -> None:
    room = await deciding_room(ctx)
    step_of_roadmap = await room.step()
    with refused("step.not_open"):
        await deciding.note(ctx, step_of_roadmap.id, NOUR, "une note", delivery())
    with refused("step.not_open"):
        await add_action(room)
    await room.next()
    with refused("step.not_open"):
        await place(room)
    with refused("step.not_open"):
        await deciding.placing(ctx, step_of_roadmap.id, NOUR)


async def test_a_note_keeps_its_lines(ctx: Context) -> None:
    room = await deciding_room(ctx)
    await room.next()
    step = await room.step()
    form = delivery()
    for _ in range(2):
        kept = await deciding.note(ctx, step.id, NOUR, " À retenir :\r\n- le\tfour ", form)
        assert kept == "À retenir :\n- le four"
    with refused("note.empty"):
        await deciding.note(ctx, step.id, NOUR, " \u200b ", delivery())
    with refused("text.too_long"):
        await deciding.note(ctx, step.id, NOUR, "x" * 1001, delivery())
    async with ctx.database.read() as tx:
        notes = await tx.notes.of_session(room.session_id)
    assert [(note.step_id, note.text) for note in notes] == [(step.id, "À retenir :\n- le four")]


async def add_action(
    room: Room,
    what: str = "Écrire la charte",
    *,
    by: Actor = ALIX,
    owner: str = "Cléo",
    owner_id: int | None = CLEO.user_id,
    due: str = "15/04/2030",
    submission: str | None = None,
) -> Action | None:
    return await deciding.add_action(
        room.ctx,
        (await room.step()).id,
        by,
        what=what,
        owner=owner,
        owner_id=owner_id,
        due=due,
        first_step="téléphoner",
        submission=submission or delivery(),
        today=TODAY,
    )


async def actions_room(ctx: Context) -> Room:
    room = await Room.open(ctx, new_session(recipe(actions(), discuss())))
    await room.start()
    return room


async def test_anyone_present_can_propose_an_action(ctx: Context) -> None:
    room = await actions_room(ctx)
    later = await add_action(room)
    sooner = await add_action(room, "Appeler la mairie", owner_id=None, due="2030-03-05")
    assert later is not None
    assert sooner is not None
    assert (later.owner, later.owner_id, later.due) == ("Cléo", CLEO.user_id, date(2030, 4, 15))
    assert later.first_step == "téléphoner"
    _, found = await deciding.actions(ctx, room.session_id)
    assert found == [sooner, later]


async def test_the_same_action_delivered_twice_is_one(ctx: Context) -> None:
    room = await actions_room(ctx)
    form = delivery()
    assert await add_action(room, submission=form) is not None
    assert await add_action(room, submission=form) is None
    assert len((await deciding.actions(ctx, room.session_id))[1]) == 1


async def test_an_action_with_something_missing_is_not_kept(ctx: Context) -> None:
    room = await actions_room(ctx)
    with refused("action.needs_what"):
        await add_action(room, " ")
    with refused("action.needs_owner"):
        await add_action(room, owner="")
    with refused("action.unreadable_date"):
        await add_action(room, due="bientôt")
    with refused("action.past_date"):
        await add_action(room, due="03/03/2030")
    assert (await deciding.actions(ctx, room.session_id))[1] == []
    await room.next()
    with refused("step.not_open"):
        await add_action(room)


async def test_those_who_lead_take_an_action_back(ctx: Context) -> None:
    room = await actions_room(ctx)
    action = await add_action(room)
    assert action is not None
    with refused("session.not_facilitator"):
        await deciding.remove_action(ctx, action.id, ALIX)
    assert await deciding.remove_action(ctx, action.id, NOUR) == action
    with refused("action.gone"):
        await deciding.remove_action(ctx, action.id, NOUR)
    await room.end()
    with refused("session.ended"):
        await deciding.actions(ctx, room.session_id)
