from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.services.context import Context
from bot.services.deadlines import act_on_next
from bot.store.timers import TimerKind
from bot.workshop.kinds import AtEnd
from tests.builders import NOW, collect, discuss, new_session, poll, recipe, scenario, story
from tests.services.room import Room


async def test_the_room_is_warned_and_then_told_that_the_time_is_up(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10), discuss())))
    await room.start()
    room.wait(minutes=9, seconds=-1)
    with room.says():
        assert await room.ring() == 0
    room.wait(seconds=1)
    with room.says("warning 0"):
        assert await room.ring() == 1
    room.wait(minutes=1)
    with room.says("time_up 0"):
        assert await room.ring() == 1
    room.wait(minutes=100)
    with room.says():
        assert await room.ring() == 0
    assert await room.states() == "Ow"


async def test_a_short_round_is_not_warned_of(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=2))))
    await room.start()
    assert [timer.kind for timer in await room.timers()] == [TimerKind.TIME_UP]
    with room.says("time_up 0"):
        await room.until(NOW + timedelta(minutes=5))


async def test_a_long_round_paused_near_its_end_is_still_warned_of(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10))))
    await room.start()
    room.wait(minutes=7, seconds=30)
    await room.pause()
    room.wait(minutes=20)
    await room.resume()
    with room.says("warning 0", "time_up 0"):
        await room.until(room.now + timedelta(minutes=5))


async def test_a_round_that_goes_on_in_its_last_minute_is_not_warned_of(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10))))
    await room.start()
    await room.until(NOW + timedelta(minutes=9, seconds=20))
    with room.says("time_up 0"):
        await room.pause()
        await room.resume()
        await room.until(room.now + timedelta(minutes=5))


async def test_a_step_made_for_it_moves_on_by_itself(ctx: Context) -> None:
    room = await Room.open(
        ctx, new_session(recipe(collect(minutes=5, at_end=AtEnd.NEXT), discuss(minutes=10)))
    )
    await room.start()
    with room.says("warning 0", "fold 0", "card 1"):
        await room.until(NOW + timedelta(minutes=6))
    assert await room.states() == "cO"
    assert (await room.step(0)).spent_seconds == 300
    assert (await room.step()).closes_at == NOW + timedelta(minutes=15)


async def test_a_vote_that_moves_on_by_itself_is_counted(ctx: Context) -> None:
    room = await Room.open(
        ctx, new_session(recipe(poll("yes_no", minutes=2, at_end=AtEnd.NEXT), discuss()))
    )
    await room.start()
    with room.says("fold 0", "result 0", "card 1"):
        await room.until(NOW + timedelta(minutes=2))


async def test_the_last_step_waits_for_the_facilitator_even_if_made_to_move_on(
    ctx: Context,
) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=5, at_end=AtEnd.NEXT))))
    await room.start()
    with room.says("warning 0", "time_up 0"):
        await room.until(NOW + timedelta(hours=3))
    assert await room.states() == "O"


async def test_after_a_long_stop_each_timer_acts_once_and_no_warning_comes_late(
    ctx: Context,
) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10), discuss())))
    await room.start()
    room.wait(minutes=60 * 24)
    with room.says("time_up 0"):
        assert await room.ring() == 2
        assert await room.ring() == 0


async def test_after_a_long_stop_the_next_step_gets_its_whole_time(ctx: Context) -> None:
    steps = recipe(
        discuss(minutes=5, at_end=AtEnd.NEXT), discuss(minutes=5, at_end=AtEnd.NEXT), discuss()
    )
    room = await Room.open(ctx, new_session(steps))
    await room.start()
    room.wait(minutes=60 * 5)
    with room.says("fold 0", "card 1"):
        await room.ring()
    assert await room.states() == "cOw"
    assert (await room.step()).closes_at == room.now + timedelta(minutes=5)
    assert (await room.step(0)).spent_seconds == 300, "it ended when its time was up"


async def test_a_timer_of_a_step_that_was_left_does_nothing(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10), discuss(minutes=30))))
    await room.start()
    await room.next()
    left = (await room.step(0)).id
    async with ctx.database.write() as tx:  # a row that a mistake would have left behind
        await tx.timers.set(TimerKind.TIME_UP, room.session_id, room.now, step_id=left)
        await tx.timers.set(TimerKind.BEAT, room.session_id, room.now, step_id=left)
    with room.says():
        assert await room.ring() == 2
    assert await room.states() == "cO"


async def test_nothing_due_is_nothing_done(ctx: Context) -> None:
    assert not await act_on_next(ctx, NOW)
    room = await Room.open(ctx, new_session())
    await room.start()
    assert not await act_on_next(ctx, NOW)


async def test_time_given_in_time_keeps_the_step_from_moving_on(ctx: Context) -> None:
    room = await Room.open(
        ctx, new_session(recipe(discuss(minutes=5, at_end=AtEnd.NEXT), discuss()))
    )
    await room.start()
    room.wait(minutes=4, seconds=59)
    await room.extend(5)
    await room.until(NOW + timedelta(minutes=9))
    assert await room.states() == "Ow"
    await room.until(NOW + timedelta(minutes=10))
    assert await room.states() == "cO"


async def test_a_timer_that_fails_is_put_off_and_holds_nobody_back(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10))))
    await room.start()
    step = (await room.step()).id
    async with ctx.database.write() as tx:
        await tx.timers.set(TimerKind.BEAT, room.session_id, room.now, step_id=step)  # no index
    room.wait(minutes=10)
    with room.says("time_up 0"):
        await room.ring()
    left = await room.timers()
    assert [(timer.kind, timer.due_at > room.now) for timer in left] == [(TimerKind.BEAT, True)]


async def broken(ctx: Context) -> Room:
    """A room with a timer on which nobody can act: it lacks what it is about."""
    room = await Room.open(ctx, new_session(recipe(story(), discuss()), told=scenario()))
    await room.start()
    step = (await room.step()).id
    async with ctx.database.write() as tx:
        await tx.timers.cancel(step)
        await tx.timers.set(TimerKind.BEAT, room.session_id, room.now, step_id=step)
    return room


async def test_a_timer_that_keeps_failing_is_given_up_and_told_to_the_operator_once(
    ctx: Context, caplog: pytest.LogCaptureFixture
) -> None:
    room = await broken(ctx)
    assert [await room.ring(), await room.ring()] == [1, 0], "not again at once"
    for _ in range(5):
        room.wait(minutes=5)
        await room.ring()
    (timer,) = await room.timers()
    assert (timer.attempts, timer.failure) == (3, "KeyError")
    async with ctx.database.read() as tx:
        assert await tx.timers.given_up() == [timer]
        due = await tx.timers.next_due()
    assert due is not None
    assert due > room.now, "others are waited for"
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in errors] == [f"timer {timer.id} (beat) is given up"]
    assert errors[0].exc_info


async def test_a_timer_that_was_given_up_is_tried_again_after_a_start(ctx: Context) -> None:
    room = await broken(ctx)
    for _ in range(3):
        await room.ring()
        room.wait(minutes=5)
    async with ctx.database.write() as tx:
        await tx.timers.try_again()
    assert await room.ring() == 1
    (timer,) = await room.timers()
    assert (timer.attempts, timer.failure) == (1, None)


async def test_a_step_that_is_left_takes_back_what_was_given_up(ctx: Context) -> None:
    room = await broken(ctx)
    for _ in range(3):
        await room.ring()
        room.wait(minutes=5)
    await room.next()
    assert await room.timers(0) == []
