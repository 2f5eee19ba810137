from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.roadmap import milestones, placing
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.permissions import Actor
from tests.builders import (
    ALIX,
    BACHIR,
    CLEO,
    NOUR,
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


async def road_room(ctx: Context, *, voters: int = 3) -> Room:
    """A roadmap just opened, after a vote in which post-it 2 got the most dots."""
    steps = recipe(collect(), reveal(), vote(), roadmap(), discuss())
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
    return await placing.place(
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
    room = await road_room(ctx)
    step = await room.step()
    can_place = await placing.to_place(ctx, step.id, NOUR)
    assert [p.number for p in can_place.postits] == [2, 3, 1]
    assert [can_place.dots[p.id] for p in can_place.postits] == [9, 3, 0]
    await place(room, postit_id=can_place.postits[0].id)
    after = await placing.to_place(ctx, step.id, NOUR)
    assert [p.number for p in after.postits] == [3, 1]
    assert [m.statement for m in after.milestones] == ["Le four est bâti."]


async def test_a_vote_of_fewer_than_three_does_not_tell_who_voted_what(ctx: Context) -> None:
    room = await road_room(ctx, voters=2)
    can_place = await placing.to_place(ctx, (await room.step()).id, NOUR)
    assert can_place.dots == {}
    assert [p.number for p in can_place.postits] == [1, 2, 3]


async def test_a_milestone_is_kept_as_the_facilitator_words_it(ctx: Context) -> None:
    room = await road_room(ctx)
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
    room = await road_room(ctx)
    chosen = (await room.wall())[0].id
    assert await place(room, postit_id=chosen) is not None
    with refused("milestone.already_placed"):
        await place(room, postit_id=chosen)
    with refused("postit.gone"):
        await place(room, postit_id=404)


async def test_the_same_milestone_delivered_twice_is_one(ctx: Context) -> None:
    room = await road_room(ctx)
    form = delivery()
    assert await place(room, submission=form) is not None
    assert await place(room, submission=form) is None
    assert len((await placing.to_place(ctx, (await room.step()).id, NOUR)).milestones) == 1


@pytest.mark.parametrize(
    "year",
    ["", "2033", "2021", "20300", "203", "-2030", "2030.0", "２０３０", "²", "x", "2030 2031"],
)
async def test_a_milestone_lies_between_origin_and_horizon(ctx: Context, year: str) -> None:
    room = await road_room(ctx)
    with refused("place.unknown_year"):
        await place(room, year=year)


async def test_a_milestone_needs_words_and_a_dimension_of_the_scenario(ctx: Context) -> None:
    room = await road_room(ctx)
    with refused("milestone.needs_statement"):
        await place(room, "\u200b")
    with refused("text.too_long"):
        await place(room, "x" * 301)
    with refused("text.too_long"):
        await place(room, who="x" * 601)
    with refused("place.unknown_dimension"):
        await place(room, dimension="Ailleurs")


async def test_milestones_are_for_those_who_lead(ctx: Context) -> None:
    room = await road_room(ctx)
    placed = await place(room)
    assert placed is not None
    with refused("session.not_facilitator"):
        await place(room, by=ALIX)
    with refused("session.not_facilitator"):
        await placing.to_place(ctx, (await room.step()).id, ALIX)
    with refused("session.not_facilitator"):
        await milestones.remove(ctx, placed.id, ALIX)


async def test_a_milestone_is_placed_while_the_roadmap_is_open(ctx: Context) -> None:
    room = await road_room(ctx)
    step_of_roadmap = await room.step()
    await room.next()
    with refused("step.not_open"):
        await place(room)
    with refused("step.not_open"):
        await placing.to_place(ctx, step_of_roadmap.id, NOUR)
