"""A step that its time closes stands closed until those who lead go on, or give it more time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random

import pytest

from bot.services.context import Context
from bot.services.sessions import plan as bending
from bot.services.sessions import steering
from bot.services.sessions.moving import Seen
from bot.services.sessions.unplanned import Place, open_step_now
from bot.store import Database
from bot.workshop.errors import Outdated, Over
from bot.workshop.kinds import AtEnd
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import SessionState, StepState
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    NOUR,
    SERVER,
    collect,
    discuss,
    new_session,
    poll,
    recipe,
    reveal,
)
from tests.services.room import Room, refused

CLOSES = recipe(collect(minutes=5, at_end=AtEnd.CLOSE), reveal(), discuss())


async def _timed_out(ctx: Context) -> Room:
    room = await Room.open(ctx, new_session(CLOSES))
    await room.start()
    await room.write(ALIX, "un four")
    with room.says("warning 0", "time_up 0"):
        await room.until(room.now + timedelta(minutes=5))
    return room


async def test_at_its_time_it_takes_nothing_more_and_the_room_stays_there(ctx: Context) -> None:
    room = await _timed_out(ctx)
    step, session = await room.step(), await room.session()
    assert step.rests(session)
    assert (session.position, step.state, step.spent_seconds) == (0, StepState.CLOSED, 300)
    assert await room.timers(0) == []
    room.wait(minutes=3)
    with pytest.raises(Over):
        await room.write(BACHIR, "trop tard")
    with refused("session.moved"):
        await room.pause()


async def test_next_goes_on_from_it_and_its_time_is_not_counted_twice(ctx: Context) -> None:
    room = await _timed_out(ctx)
    room.wait(minutes=3)
    with room.says("fold 0", "wall 1 first=1 last=1", "card 1"):
        await room.next()
    assert await room.states() == "cOw"
    assert (await room.step(0)).spent_seconds == 300


@pytest.mark.parametrize("minutes", [1, 5])
async def test_more_time_opens_it_again(ctx: Context, minutes: int) -> None:
    room = await _timed_out(ctx)
    room.wait(minutes=2)
    with room.says("open_again 0 closed=1"):
        await room.extend(minutes)
    step = await room.step()
    assert (step.state, step.closes_at) == (StepState.OPEN, room.now + timedelta(minutes=minutes))
    await room.write(BACHIR, "à temps")
    await room.until(room.now + timedelta(minutes=minutes))
    step = await room.step()
    assert step.rests(await room.session())
    assert step.spent_seconds == 300 + 60 * minutes


async def test_a_restart_across_the_end_closes_it_and_another_leaves_it_closed(
    database: Database,
) -> None:
    room = await Room.open(Context(database, Random(1)), new_session(CLOSES))
    await room.start()
    room.wait(minutes=7)  # the program was down
    path = database.path
    await database.close()
    for _ in range(2):
        again = await Database.open(path)
        room.ctx = Context(again, Random(1))
        await room.ring()
        step = await room.step()
        assert step.rests(await room.session())
        assert step.spent_seconds == 300
        await again.close()


async def test_the_session_ends_from_it(ctx: Context) -> None:
    room = await _timed_out(ctx)
    with room.says("fold 0", "summary for_coordinators=0"):
        await room.end()
    assert (await room.session()).state is SessionState.ENDED


async def test_a_vote_opened_there_comes_after_it(ctx: Context) -> None:
    """What has closed does not come back: people would write in it again without a word."""
    room = await _timed_out(ctx)
    place = Place(SERVER, CHANNEL, Language.FRENCH)
    asked = poll("approval", "oui", "non", minutes=1)
    with room.says("fold 0", "card 1"):
        await open_step_now(room.ctx, place, asked, NOUR, room.now)
    assert await room.states() == "cOww"


async def test_going_back_opens_it_with_its_whole_time(ctx: Context) -> None:
    room = await _timed_out(ctx)
    await room.next()
    await room.back()
    assert (await room.step()).closes_at == room.now + timedelta(minutes=5)
    assert await room.states() == "Oww"


# One move for one intention.

Lead = Callable[[Room, Actor, Seen], Awaitable[object]]


async def _next(room: Room, by: Actor, seen: Seen) -> None:
    await steering.next_step(room.ctx, room.session_id, by, seen, room.now)


async def _skip(room: Room, by: Actor, seen: Seen) -> None:
    await steering.skip(room.ctx, room.session_id, by, seen, room.now)


async def _led(ctx: Context) -> tuple[Room, Seen]:
    """A session led by two people, at its first step, and what their panel shows."""
    room = await Room.open(ctx, new_session(recipe(discuss(), discuss(), discuss(), discuss())))
    async with ctx.database.write() as tx:
        await tx.sessions.add_facilitator(room.session_id, CLEO.user_id)
    await room.start()
    here, following, *_ = await room.steps()
    return room, Seen(0, here.id, following.id)


@pytest.mark.parametrize("paused", [False, True])
@pytest.mark.parametrize(("one", "other"), [(_next, _next), (_next, _skip), (_skip, _skip)])
async def test_two_facilitators_who_press_at_once_move_once(
    ctx: Context, one: Lead, other: Lead, paused: bool
) -> None:
    room, seen = await _led(ctx)
    if paused:
        await room.pause()
    done = await asyncio.gather(
        one(room, NOUR, seen), other(room, CLEO, seen), return_exceptions=True
    )
    assert [type(result) for result in done if result] == [Outdated]
    session = await room.session()
    assert (session.position, session.paused) == (1, False)


@pytest.mark.parametrize("first", ["press", "deadline"])
async def test_next_at_the_instant_of_the_deadline_moves_once(ctx: Context, first: str) -> None:
    plans = (discuss(minutes=1, at_end=AtEnd.NEXT), discuss(), discuss())
    room = await Room.open(ctx, new_session(recipe(*plans)))
    await room.start()
    here, following, _ = await room.steps()
    seen = Seen(0, here.id, following.id)
    room.wait(minutes=1)
    if first == "press":
        await _next(room, NOUR, seen)
        await room.ring()
    else:
        await room.ring()
        with pytest.raises(Outdated):
            await _next(room, NOUR, seen)
    assert await room.states() == "cOw"


async def test_next_drawn_before_the_plan_was_bent_does_nothing(ctx: Context) -> None:
    room, seen = await _led(ctx)
    _, b, c, _ = await room.steps()
    await bending.swap(ctx, room.session_id, CLEO, b.id, c.id)
    with room.says(), pytest.raises(Outdated) as outdated:
        await _next(room, NOUR, seen)
    assert outdated.value.key == "session.plan_changed"
    assert await room.states() == "Owww"
    await bending.swap(ctx, room.session_id, CLEO, c.id, b.id)
    await _next(room, NOUR, seen)  # it is again what they had read
    assert (await room.step()).id == b.id
