from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.services.context import Context
from bot.store import Topic
from bot.store.timers import TimerKind
from bot.workshop.errors import Refusal
from bot.workshop.sessions.session import RETENTION, SessionState
from bot.workshop.settings.settings import ServerSettings
from tests.builders import (
    ALIX,
    COORDINATORS,
    NOUR,
    NOW,
    SERVER,
    collect,
    discuss,
    new_session,
    recipe,
    reveal,
    vote,
)
from tests.services.room import Room, refused
from tests.store.seeing import rows

SIX = timedelta(minutes=6)


async def test_a_session_lives_from_its_lobby_to_its_summary(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal(), vote())))
    with room.says("fold_lobby", "card 0"):
        await room.start()
    session = await room.session()
    assert (session.state, session.position) == (SessionState.RUNNING, 0)
    assert session.started_at == NOW
    assert await room.states() == "Oww"
    step = await room.step()
    assert step.closes_at == NOW + timedelta(minutes=10)
    assert [(t.kind, t.due_at - NOW) for t in await room.timers()] == [
        (TimerKind.WARNING, timedelta(minutes=9)),
        (TimerKind.TIME_UP, timedelta(minutes=10)),
    ]
    await room.write(ALIX, "un four", "un verger")
    room.wait(minutes=6)
    with room.says("fold 0", "wall 1 first=1 last=2", "card 1"):
        await room.next()
    assert await room.states() == "cOw"
    assert await room.timers(0) == []
    assert (await room.step(0)).spent_seconds == 360
    room.wait(minutes=1)
    with room.says("fold 1", "card 2"):
        await room.skip()
    assert await room.states() == "csO"
    await room.put(ALIX, 1)
    room.wait(minutes=2)
    with room.says("fold 2", "result 2", "summary for_coordinators=0"):
        assert await room.end()
    session = await room.session()
    assert (session.state, session.paused, session.ended_at) == (
        SessionState.ENDED,
        False,
        room.now,
    )
    assert await room.states() == "csc"
    assert [step.spent_seconds for step in await room.steps()] == [360, 60, 120]
    assert rows(ctx.database.path, "SELECT kind, step_id FROM timers") == [("forget", None)]
    assert session.raw_until == room.now + RETENTION


async def test_next_pressed_twice_moves_once(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    await room.start()
    await room.next(seen=0)
    with room.says(), refused("session.moved"):
        await room.next(seen=0)
    assert await room.states() == "cOw"


async def test_two_facilitators_who_press_at_once_move_once(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    await room.start()
    outcomes = await asyncio.gather(*(room.next(seen=0) for _ in range(4)), return_exceptions=True)
    refusals = [outcome.key for outcome in outcomes if isinstance(outcome, Refusal)]
    assert refusals == ["session.moved"] * 3
    assert outcomes.count(None) == 1
    assert await room.states() == "cOw"
    assert room.letters().count("card 1") == 1


async def test_every_move_acts_on_the_step_that_was_seen(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    await room.start()
    await room.next()
    for move in (room.next, room.skip, room.back, room.pause, room.resume):
        with refused("session.moved"):
            await move(seen=0)
    with refused("session.moved"):
        await room.extend(5, seen=0)
    assert await room.states() == "cOw"


async def test_nobody_but_those_who_lead_can_steer(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    with refused("session.not_facilitator"):
        await room.start(by=ALIX)
    await room.start()
    before = await room.session(), await room.steps(), room.letters()
    for move in (room.next, room.skip, room.back, room.pause, room.resume, room.end):
        with refused("session.not_facilitator"):
            await move(by=ALIX)
    with refused("session.not_facilitator"):
        await room.extend(5, by=ALIX)
    assert (await room.session(), await room.steps(), room.letters()) == before


async def test_a_session_starts_once_and_moves_only_once_started(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    for move in (room.next, room.skip, room.back, room.pause, room.resume):
        with refused("session.not_started"):
            await move(seen=0)
    await room.start()
    with room.says(), refused("session.started"):
        await room.start()


async def test_there_is_nothing_before_the_first_step_nor_after_the_last(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), discuss())))
    await room.start()
    with room.says(), refused("session.first_step"):
        await room.back()
    await room.next()
    for move in (room.next, room.skip):
        with room.says(), refused("session.last_step"):
            await move()
    assert await room.states() == "cO"


async def test_going_back_reopens_the_step_before_with_its_whole_timebox(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), discuss())))
    await room.start()
    room.wait(minutes=10)
    await room.next()
    room.wait(minutes=2)
    with room.says("fold 1", "card 0"):
        await room.back()
    assert await room.states() == "Ow"
    again = await room.step()
    assert again.closes_at == room.now + timedelta(minutes=10)
    assert len(await room.timers()) == 2
    assert await room.timers(1) == []
    assert (await room.step(1)).spent_seconds == 120
    await room.write(ALIX, "une idée tardive")
    room.wait(minutes=1)
    await room.next()
    assert (await room.step(0)).spent_seconds == 660
    room.wait(minutes=3)
    assert (await room.step(1)).spent(room.now) == 300


async def test_more_time_moves_the_deadline_and_its_warning(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10))))
    await room.start()
    room.wait(minutes=8)
    await room.extend(5)
    assert (await room.step()).closes_at == NOW + timedelta(minutes=15)
    assert [t.due_at - NOW for t in await room.timers()] == [
        timedelta(minutes=14),
        timedelta(minutes=15),
    ]


async def test_more_time_given_once_the_time_is_up_counts_from_now(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10))))
    await room.start()
    room.wait(minutes=25)
    await room.ring()
    await room.extend(5)
    assert (await room.step()).closes_at == room.now + timedelta(minutes=5)


async def test_a_pause_stops_the_clock_and_people_can_still_write(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(minutes=10))))
    await room.start()
    room.wait(minutes=4)
    with room.says():
        await room.pause()
    step = await room.step()
    assert (await room.session()).paused
    assert (step.left_seconds, step.closes_at) == (360, None)
    assert await room.timers() == []
    room.wait(minutes=60)
    with room.says():
        assert await room.ring() == 0
    await room.write(ALIX, "pendant la pause")
    with refused("session.paused_already"):
        await room.pause()
    with room.says():
        await room.resume()
    with refused("session.not_paused"):
        await room.resume()
    step = await room.step()
    assert not (await room.session()).paused
    assert step.closes_at == room.now + SIX
    assert [t.due_at - room.now for t in await room.timers()] == [
        timedelta(minutes=5),
        timedelta(minutes=6),
    ]
    room.wait(minutes=6)
    assert (await room.step()).spent(room.now) == 600


async def test_time_given_during_a_pause_is_there_after_it(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10))))
    await room.start()
    room.wait(minutes=9)
    await room.pause()
    await room.extend(5)
    assert await room.timers() == []
    room.wait(minutes=30)
    await room.resume()
    assert (await room.step()).closes_at == room.now + SIX


async def test_moving_on_ends_a_pause(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    await room.start()
    room.wait(minutes=3)
    await room.pause()
    room.wait(minutes=30)
    await room.next()
    assert not (await room.session()).paused
    assert (await room.step(0)).spent_seconds == 180
    assert len(await room.timers()) == 2


async def test_a_session_given_up_in_the_lobby_has_nothing_to_sum_up(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    with room.says("fold_lobby"):
        assert not await room.end()
    assert (await room.session()).state is SessionState.ENDED
    assert await room.states() == "www"


async def test_an_ended_session_refuses_everything(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    await room.start()
    await room.end()
    with room.says():
        for move in (room.next, room.skip, room.back, room.pause, room.resume):
            with refused("session.ended"):
                await move()
        for move_again in (room.start, room.end):
            with refused("session.ended"):
                await move_again()
        with refused("session.ended"):
            await room.extend(5)
        with refused("session.ended"):
            await room.write(ALIX, "trop tard")


async def test_coordinators_get_their_own_copy_of_the_summary(ctx: Context) -> None:
    async with ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(SERVER, coordinators_channel_id=COORDINATORS))
    room = await Room.open(ctx, new_session())
    await room.start()
    with room.says("fold 0", "summary for_coordinators=0", "summary for_coordinators=1"):
        await room.end()
    channels = rows(
        ctx.database.path, "SELECT channel_id FROM outbox WHERE kind = 'summary' ORDER BY id"
    )
    assert [channel for (channel,) in channels] == [(await room.session()).channel_id, COORDINATORS]


async def test_a_session_held_in_the_coordinators_channel_is_summed_up_once(ctx: Context) -> None:
    async with ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(SERVER, coordinators_channel_id=COORDINATORS))
    room = await Room.open(ctx, new_session(channel_id=COORDINATORS))
    await room.start()
    await room.end()
    assert [x for x in room.letters() if x.startswith("summary")] == ["summary for_coordinators=0"]


async def test_what_moves_is_told_to_the_outbox_the_timers_and_the_card(ctx: Context) -> None:
    told: list[tuple[Topic, int]] = []
    room = await Room.open(ctx, new_session())
    channel = (await room.session()).channel_id
    aside = {Topic.MOVED}  # for what is remembered of the session
    ctx.database.listen(lambda topic, ref: None if topic in aside else told.append((topic, ref)))
    await room.start()
    assert set(told) >= {(Topic.OUTBOX, channel), (Topic.TIMERS, 0)}
    told.clear()
    await room.pause()
    assert set(told) == {(Topic.SESSION, room.session_id), (Topic.TIMERS, 0)}
    told.clear()
    with refused("session.paused_already"):
        await room.pause()
    assert told == []
    await room.write(ALIX, "une idée")
    assert told == [(Topic.SESSION, room.session_id)]


async def test_a_refused_move_leaves_no_trace(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss())))
    await room.start()
    before = await room.session(), await room.steps(), await room.timers(), room.letters()
    room.wait(minutes=1)
    with refused("session.last_step"):
        await room.next()
    assert (await room.session(), await room.steps(), await room.timers(), room.letters()) == before
    assert (await room.session()).created_by == NOUR.user_id
