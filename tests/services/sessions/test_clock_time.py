"""The time of a session, through everything that a day does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.services.context import Context
from bot.services.sessions import opening, retiming, steering
from bot.services.sessions.moving import Seen
from bot.services.settings.choosing import choose
from bot.store.timers import TimerKind
from bot.workshop.errors import Outdated
from bot.workshop.kinds import AtEnd, Kinds
from bot.workshop.sessions.session import StepState
from bot.workshop.settings.choices import Setting, number_named
from bot.workshop.step import Warn
from tests.builders import ALIX, CHANNEL, NOUR, NOW, SERVER, collect, discuss, new_session, recipe
from tests.services.room import Room, refused

MINUTE = timedelta(minutes=1)


async def timed(room: Room, typed: str, **more: int) -> retiming.Retimed:
    """Type a length for the step under way, as the person who leads."""
    step = await room.step()
    seen = Seen(step.position, step.id)
    return await retiming.retime(room.ctx, room.session_id, NOUR, seen, typed, room.now, **more)


async def opened(ctx: Context, *steps: Kinds) -> Room:
    room = await Room.open(ctx, new_session(recipe(*steps)))
    await room.start()
    return room


async def due(room: Room) -> dict[str, timedelta]:
    return {timer.kind: timer.due_at - room.now for timer in await room.timers()}


async def test_any_length_shorter_too_moves_the_end_and_its_warning(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10), discuss())
    for typed, ends in (("+3", 13), ("-2 min", 11), ("4 min", 4), ("until 10:20", 20)):
        await timed(room, typed)
        assert await due(room) == {
            TimerKind.WARNING: (ends - 1) * MINUTE,
            TimerKind.TIME_UP: ends * MINUTE,
        }, typed
    await timed(room, "40 s")
    assert await due(room) == {TimerKind.TIME_UP: timedelta(seconds=40)}, "a warning would be late"


async def test_each_end_is_warned_of_once_and_told_once(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10), discuss())
    with room.says("warning 0"):
        await room.until(room.now + timedelta(minutes=9, seconds=30))
    await timed(room, "+5")
    with room.says("warning 0", "time_up 0"):
        await room.until(room.now + 30 * MINUTE)
    await timed(room, "3 min")
    with room.says("warning 0", "time_up 0"):
        await room.until(room.now + 30 * MINUTE)


async def test_a_pause_after_the_end_has_it_told_no_second_time(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10), discuss())
    await room.until(room.now + 12 * MINUTE)
    with room.says():
        await room.pause()
        room.wait(minutes=5)
        await room.resume()
        await room.until(room.now + 30 * MINUTE)
    with room.says("open_again 0 closed=0", "time_up 0"):
        await timed(room, "+1")
        await room.until(room.now + 5 * MINUTE)


async def test_a_pause_at_the_very_end_keeps_it_for_afterwards(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10, at_end=AtEnd.NEXT), discuss())
    room.wait(minutes=10)
    await room.pause()
    with room.says():
        assert await room.ring() == 0
    await room.resume()
    with room.says("fold 0", "card 1"):
        await room.until(room.now + MINUTE)


async def test_time_is_set_while_paused_after_the_end_and_at_the_last_step(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10))
    await room.pause()
    found = await timed(room, "+2")
    assert (found.ends, found.left) == (None, 12 * MINUTE)
    assert await room.timers() == []
    room.wait(minutes=30)
    await room.resume()
    assert (await due(room))[TimerKind.TIME_UP] == 12 * MINUTE
    await room.until(room.now + 20 * MINUTE)
    with refused("length.too_short"):
        await timed(room, "-1")
    await timed(room, "2")
    assert (await due(room))[TimerKind.TIME_UP] == 2 * MINUTE


async def test_a_step_that_its_time_closed_opens_again_for_what_is_typed(ctx: Context) -> None:
    room = await opened(ctx, collect(minutes=5, at_end=AtEnd.CLOSE), discuss())
    await room.until(room.now + 6 * MINUTE)
    assert (await room.step()).state is StepState.CLOSED
    with refused("length.too_short"):
        await timed(room, "-1 min")
    await timed(room, "1 min 30")
    step = await room.step()
    assert step.is_open
    assert step.closes_at == room.now + timedelta(seconds=90)


async def test_a_change_is_a_change_of_what_was_seen(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10))
    was = retiming.clock_stamp(await room.step())
    await timed(room, "+3", was=was)
    with pytest.raises(Outdated):  # the same form, delivered twice, or another facilitator's
        await timed(room, "+3", was=was)
    assert (await due(room))[TimerKind.TIME_UP] == 13 * MINUTE
    await timed(room, "5 min", was=was)
    assert (await due(room))[TimerKind.TIME_UP] == 5 * MINUTE


async def test_only_those_who_lead_set_the_time(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10))
    with refused("session.not_facilitator"):
        await retiming.retime(ctx, room.session_id, ALIX, 0, "+3", room.now)
    with refused("session.not_facilitator"):
        await retiming.set_end(ctx, room.session_id, ALIX, "+3", room.now)


async def test_the_end_of_the_session_is_chosen_and_let_go(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10), discuss(minutes=20))
    planned = NOW + 30 * MINUTE
    for typed, ends in (("+10", planned + 10 * MINUTE), ("until 11:00", NOW + 60 * MINUTE)):
        assert await retiming.set_end(ctx, room.session_id, NOUR, typed, room.now) == ends
        assert (await room.session()).ends_by == ends
    assert await retiming.set_end(ctx, room.session_id, NOUR, "", room.now) == planned
    assert (await room.session()).ends_by is None
    assert (await room.step()).closes_at == NOW + 10 * MINUTE


async def test_what_an_end_does_is_changed_while_the_step_runs(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10), discuss(minutes=10))
    seen = Seen(0, (await room.step()).id)
    await retiming.set_warn(ctx, room.session_id, NOUR, seen, Warn.TWO_MINUTES, room.now)
    assert (await due(room))[TimerKind.WARNING] == 8 * MINUTE
    await retiming.set_at_end(ctx, room.session_id, NOUR, seen, AtEnd.NEXT)
    with room.says("warning 0", "fold 0", "card 1"):
        await room.until(room.now + 11 * MINUTE)
    assert (await room.session()).recipe.steps[0].at_end is AtEnd.NEXT
    last = Seen(1, (await room.step()).id)
    with refused("session.last_step"):
        await retiming.set_at_end(ctx, room.session_id, NOUR, last, AtEnd.NEXT)
    await room.until(room.now + 20 * MINUTE)
    with room.says():  # the warning of an end that has come is for the next one
        await retiming.set_warn(ctx, room.session_id, NOUR, last, Warn.MINUTE, room.now)
        await room.until(room.now + MINUTE)


async def test_the_wall_clock_of_the_server_is_the_one_that_is_read(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10))
    zone = number_named("America/Montreal")
    await choose(ctx, SERVER, {Setting.TIMEZONE: zone}, room.now)
    found = await timed(room, "until 5:00")  # it is four in the morning there
    assert found.left == 60 * MINUTE


async def test_down_across_a_warning_an_end_and_a_chain_one_step_opens(ctx: Context) -> None:
    steps = [discuss(minutes=10, at_end=AtEnd.NEXT) for _ in range(4)]
    room = await opened(ctx, *steps)
    room.wait(minutes=95)
    with room.says("fold 0", "card 1"):
        await room.ring()
    assert await room.states() == "cOww"
    one, two = (await room.steps())[:2]
    assert one.spent_seconds == 600, "nobody spent the rest in it"
    assert two.closes_at == room.now + 10 * MINUTE


async def test_a_clock_set_back_announces_nothing_twice_and_unspends_nothing(ctx: Context) -> None:
    room = await opened(ctx, discuss(minutes=10), discuss())
    await room.until(room.now + 11 * MINUTE)
    with room.says():
        room.wait(minutes=-10)
        await room.ring()
        await room.until(room.now + 20 * MINUTE)
    room.wait(minutes=-60)
    assert (await room.step()).spent(room.now) >= 0
    await room.next()
    assert (await room.steps())[0].spent_seconds >= 0


async def test_the_night_when_clocks_change_is_no_longer_nor_shorter(ctx: Context) -> None:
    before = NOW.replace(month=3, day=30, hour=23)  # clocks of Paris go on an hour later
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=300), discuss())), now=before)
    await room.start()
    found = await timed(room, "until 4:00")  # at midnight there, and two is followed by four
    assert found.left == 180 * MINUTE
    assert await due(room) == {
        TimerKind.WARNING: 179 * MINUTE,
        TimerKind.TIME_UP: 180 * MINUTE,
    }


async def test_a_thousand_ends_at_a_few_instants_are_each_told_once(ctx: Context) -> None:
    ids = []
    for rank in range(1000):
        made_of = recipe(discuss(minutes=1 + rank % 3))
        new = replace(new_session(made_of, channel_id=CHANNEL + rank), server_id=SERVER + rank)
        created = await opening.create(ctx, new, NOUR, NOW)
        await steering.start(ctx, created.id, NOUR, NOW)
        ids.append(created.id)
    first = Room(ctx, ids[0], NOW)
    await first.until(NOW + 5 * MINUTE)
    async with ctx.database.read() as tx:
        assert await tx.timers.late(NOW + 5 * MINUTE) == 0
        assert await tx.outbox.waiting() >= 1000
    for one in (ids[0], ids[499], ids[999]):
        told = Room(ctx, one, NOW).letters()
        assert told.count("time_up 0") == 1
