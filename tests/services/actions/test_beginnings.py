"""Actions that begin a milestone, and the road told forward when the session ends."""

from __future__ import annotations

from bot.services.actions import actions
from bot.services.context import Context
from bot.services.records import record
from bot.services.roadmap import milestones
from bot.workshop.actions.action import Action
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.vote.methods import VoteOn
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    NOUR,
    NOW,
    new_session,
    recipe,
    roadmap,
    scenario,
    vote,
)
from tests.builders import actions as step
from tests.services.roadmap.test_milestones import put
from tests.services.room import Room, delivery, refused


async def begun(ctx: Context, *, voters: int = 3) -> tuple[Room, list[Milestone]]:
    """Actions just opened, after a vote in which milestone 2 came first, and 3 second."""
    steps = recipe(roadmap(), vote(on=VoteOn.MILESTONES), step())
    room = await Room.open(ctx, new_session(steps, told=scenario()))
    await room.start()
    placed = [await put(room, year) for year in (2030, 2028, 2024, 2026)]
    await room.next()
    numbers = {option.source_id: option.number for option in (await room.ballot(ALIX)).options}
    for who in (ALIX, BACHIR, CLEO)[:voters]:
        await room.put(who, numbers[placed[1].id], dots=3)
        await room.put(who, numbers[placed[2].id], dots=1)
    await room.next()
    return room, placed


async def act(room: Room, milestone_id: int | None) -> Action:
    action = await actions.add(
        room.ctx,
        (await room.step()).id,
        ALIX,
        what="Appeler la mairie",
        owner="Awa",
        owner_id=None,
        due="15/04/2030",
        first_step="",
        submission=delivery(),
        now=NOW,
        milestone_id=milestone_id,
    )
    assert action is not None
    return action


async def test_what_got_most_votes_comes_first_then_what_is_nearest(ctx: Context) -> None:
    room, _ = await begun(ctx)
    _, _, found = await actions.beginnings(ctx, (await room.step()).id)
    assert [m.number for m in found] == [2, 3, 4, 1]


async def test_a_vote_of_fewer_than_three_orders_nothing(ctx: Context) -> None:
    room, _ = await begun(ctx, voters=2)
    _, _, found = await actions.beginnings(ctx, (await room.step()).id)
    assert [m.year for m in found] == [2024, 2026, 2028, 2030]


async def test_an_action_keeps_the_milestone_that_it_begins(ctx: Context) -> None:
    room, placed = await begun(ctx)
    action = await act(room, placed[1].id)
    plain = await act(room, None)
    assert (action.milestone_id, plain.milestone_id) == (placed[1].id, None)
    await milestones.remove(ctx, placed[1].id, NOUR)
    assert {a.milestone_id for a in (await record(ctx, room.session_id)).actions} == {None}
    with refused("milestone.gone"):
        await act(room, placed[1].id)


async def test_an_action_begins_a_milestone_of_its_own_session(ctx: Context) -> None:
    room, _ = await begun(ctx)
    steps = recipe(roadmap(), step())
    other = await Room.open(ctx, new_session(steps, told=scenario(), channel_id=CHANNEL + 1))
    await other.start()
    foreign = await put(other)
    with refused("milestone.gone"):
        await act(room, foreign.id)
    with refused("step.not_open"):
        await actions.beginnings(ctx, (await other.step()).id)


async def test_without_a_milestone_there_is_nothing_to_begin(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(step())))
    await room.start()
    with refused("milestone.none"):
        await actions.beginnings(ctx, (await room.step()).id)


async def test_the_road_is_told_forward_just_before_the_summary(ctx: Context) -> None:
    room, _ = await begun(ctx)
    with room.says(
        "fold 2", "forward page=0", "forward page=1", "forward page=2", "summary for_coordinators=0"
    ):
        await room.end()


async def test_without_a_milestone_nothing_is_told_forward(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(roadmap()), told=scenario()))
    await room.start()
    with room.says("fold 0", "summary for_coordinators=0"):
        await room.end()
