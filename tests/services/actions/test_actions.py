from __future__ import annotations

from datetime import UTC, date, datetime

from bot.services.actions import actions
from bot.services.context import Context
from bot.workshop.actions.action import Action
from bot.workshop.sessions.permissions import Actor
from tests.builders import ALIX, BACHIR, CLEO, NOUR, discuss, new_session, recipe
from tests.builders import actions as step
from tests.services.room import Room, delivery, refused

NOON = datetime(2030, 3, 4, 12, tzinfo=UTC)


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
    return await actions.add(
        room.ctx,
        (await room.step()).id,
        by,
        what=what,
        owner=owner,
        owner_id=owner_id,
        due=due,
        first_step="téléphoner",
        submission=submission or delivery(),
        now=NOON,
    )


async def actions_room(ctx: Context) -> Room:
    room = await Room.open(ctx, new_session(recipe(step(), discuss())))
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
    _, found = await actions.removable(ctx, room.session_id, NOUR)
    assert found == [sooner, later]


async def test_an_action_is_proposed_in_its_own_step_while_it_is_open(ctx: Context) -> None:
    room = await actions_room(ctx)
    first = await room.step()
    assert await actions.to_propose(ctx, first.id, NOUR) == first
    await room.next()
    with refused("session.not_facilitator"):
        await add_action(room)
    assert await add_action(room, by=NOUR) is not None, "those who lead write one at any step"
    with refused("step.not_open"):
        await actions.to_propose(ctx, first.id, NOUR)


async def test_the_same_action_delivered_twice_is_one(ctx: Context) -> None:
    room = await actions_room(ctx)
    form = delivery()
    assert await add_action(room, submission=form) is not None
    assert await add_action(room, submission=form) is None
    assert len((await actions.removable(ctx, room.session_id, NOUR))[1]) == 1


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
    assert (await actions.removable(ctx, room.session_id, NOUR))[1] == []
    await room.next()
    with refused("action.needs_what"):
        await add_action(room, " ", by=NOUR)


async def test_those_who_lead_take_an_action_back(ctx: Context) -> None:
    room = await actions_room(ctx)
    action = await add_action(room)
    assert action is not None
    _, theirs = await actions.removable(ctx, room.session_id, BACHIR)
    assert theirs == []
    with refused("action.not_yours"):
        await actions.remove(ctx, action.id, BACHIR)
    assert await actions.remove(ctx, action.id, NOUR) == action
    with refused("action.gone"):
        await actions.remove(ctx, action.id, NOUR)
    await room.end()
    with refused("session.ended"):
        await actions.removable(ctx, room.session_id, NOUR)
