"""What is left of a session, fitted in one press."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.context import Context
from bot.services.records import record
from bot.services.sessions import fitting, retiming
from bot.workshop.errors import Outdated
from bot.workshop.kinds import Discuss
from bot.workshop.sessions.fitting import Stuck, Way
from tests.builders import ALIX, NOUR, discuss, new_session, recipe
from tests.services.room import Room, refused

MINUTE = timedelta(minutes=1)


def optional(minutes: int) -> Discuss:
    return discuss(minutes=minutes).model_copy(update={"optional": True})


async def late(ctx: Context, *steps: Discuss, by: int) -> Room:
    """A session whose first step lasted so many minutes too long."""
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10), *steps)))
    await room.start()
    await room.until(room.now + (10 + by) * MINUTE)
    return room


async def lengths(room: Room) -> list[float]:
    return [step.plan.minutes for step in await room.steps()]


async def fit(room: Room, way: Way, *, wait: int = 0) -> None:
    shown = await fitting.propose(room.ctx, room.session_id, NOUR, room.now)
    room.wait(seconds=wait)
    at = (room.now, shown.at, shown.stamp)
    await fitting.apply(room.ctx, room.session_id, NOUR, way, at[1], at[2], at[0])


async def test_all_that_comes_is_shortened_and_the_session_is_on_time(ctx: Context) -> None:
    room = await late(ctx, discuss(minutes=20), optional(10), by=15)
    await fit(room, Way.SHORTEN)
    assert await lengths(room) == [10, 10, 5]
    assert [step.minutes for step in (await room.session()).recipe.steps] == [10, 10, 5]
    shown = await fitting.propose(ctx, room.session_id, NOUR, room.now)
    assert shown.fits is Stuck.ON_TIME
    assert shown.clock.late == timedelta()
    await room.next()
    assert (await room.step()).closes_at == room.now + 10 * MINUTE


async def test_what_is_optional_is_left_out_and_what_stands_behind_it_keeps_up(
    ctx: Context,
) -> None:
    room = await late(ctx, optional(10), discuss(minutes=20), by=15)
    await fit(room, Way.LEAVE_OUT)
    assert await lengths(room) == [10, 15]
    told = await record(ctx, room.session_id)
    assert len(told.steps) == 2
    assert told.promised == 40


async def test_what_is_left_of_the_step_under_way_is_shortened_and_ends_when_it_was_said(
    ctx: Context,
) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=20), discuss(minutes=20))))
    await room.start()
    await retiming.set_end(ctx, room.session_id, NOUR, "20 min", room.now)
    begun = room.now
    await fit(room, Way.SHORTEN, wait=50)
    assert (await room.step()).closes_at == begun + 10 * MINUTE
    assert await lengths(room) == [10, 10], "the sum of the steps is the time that there is"
    with room.says("warning 0", "time_up 0"):
        await room.until(begun + 11 * MINUTE)


async def test_cut_short_then_left_and_come_back_to_a_step_lasts_no_longer_than_it_was_cut_to(
    ctx: Context,
) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=20), discuss(minutes=20))))
    await room.start()
    await retiming.set_end(ctx, room.session_id, NOUR, "20 min", room.now)
    await fit(room, Way.SHORTEN)
    await room.until(room.now + 11 * MINUTE)
    await room.next()
    await room.back()
    assert (await room.step()).closes_at == room.now + 10 * MINUTE


async def test_a_step_left_early_and_come_back_to_has_what_it_had_left(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=20), discuss(minutes=20))))
    await room.start()
    room.wait(minutes=7)
    await room.next()
    room.wait(minutes=1)
    await room.back()
    assert (await room.step()).closes_at == room.now + 13 * MINUTE


async def test_what_changed_since_or_is_old_is_not_done(ctx: Context) -> None:
    room = await late(ctx, discuss(minutes=20), discuss(minutes=10), by=15)
    before = await lengths(room)
    with pytest.raises(Outdated):
        await fit(room, Way.SHORTEN, wait=121)
    shown = await fitting.propose(ctx, room.session_id, NOUR, room.now)
    await room.extend(1)
    again = (shown.at, shown.stamp, room.now)
    with pytest.raises(Outdated):
        await fitting.apply(ctx, room.session_id, NOUR, Way.SHORTEN, *again)
    with pytest.raises(Outdated):  # nothing of it is optional
        await fit(room, Way.LEAVE_OUT)
    assert await lengths(room) == before
    shown = await fitting.propose(ctx, room.session_id, NOUR, room.now)
    done = (shown.at, shown.stamp, room.now)
    await fitting.apply(ctx, room.session_id, NOUR, Way.SHORTEN, *done)
    after = await lengths(room)
    with pytest.raises(Outdated):  # pressed twice
        await fitting.apply(ctx, room.session_id, NOUR, Way.SHORTEN, *done)
    assert await lengths(room) == after


async def test_time_gained_is_given_and_only_those_who_lead_may(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(*(discuss(minutes=10) for _ in range(3)))))
    await room.start()
    room.wait(minutes=4)
    await room.next()
    with refused("session.not_facilitator"):
        await fitting.propose(ctx, room.session_id, ALIX, room.now)
    await fit(room, Way.LENGTHEN)
    assert await lengths(room) == [10, 10, 16]


async def test_a_step_set_aside_and_a_pause_are_fitted_too(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=20), discuss(minutes=20))))
    await room.start()
    await room.pause()
    room.wait(minutes=20)
    await fit(room, Way.SHORTEN)
    first, second = await room.steps()
    assert (first.left_seconds, second.plan.minutes) == (600, 10)


async def test_a_vote_that_is_fitted_keeps_what_was_set_of_it(ctx: Context) -> None:
    room = await late(ctx, discuss(minutes=20), by=15)
    kept = (await room.steps())[1].plan.model_dump(exclude={"minutes"})
    await fit(room, Way.SHORTEN)
    assert (await room.steps())[1].plan.model_dump(exclude={"minutes"}) == kept
