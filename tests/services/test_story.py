from __future__ import annotations

from datetime import timedelta

from bot.services.context import Context
from bot.store.timers import TimerKind
from bot.workshop.scenario import Scenario
from bot.workshop.steps import AtEnd
from tests.builders import NOW, collect, discuss, new_session, recipe, scenario, story
from tests.services.room import Room

# An opening, two anchors, an award.
TOLD = scenario(anchors=(2026, 2030), award=True)


async def telling(ctx: Context, told: Scenario = TOLD, *, pace: int = 60) -> Room:
    room = await Room.open(
        ctx, new_session(recipe(story(minutes=10, pace=pace), discuss()), told=told)
    )
    await room.start()
    return room


async def test_the_story_is_told_message_by_message_at_its_pace(ctx: Context) -> None:
    room = await telling(ctx, pace=90)
    for index in range(4):
        with room.says(f"beat 0 index={index}"):
            await room.until(NOW + timedelta(seconds=90 * index))
        with room.says():
            await room.until(NOW + timedelta(seconds=90 * index + 89))
    assert [timer.kind for timer in await room.timers()] == [TimerKind.WARNING, TimerKind.TIME_UP]


async def test_a_story_without_award_ends_with_its_last_anchor(ctx: Context) -> None:
    room = await telling(ctx, scenario(anchors=(2030,), award=False))
    with room.says("beat 0 index=0", "beat 0 index=1"):
        await room.until(NOW + timedelta(minutes=8))


async def test_a_pause_in_the_middle_holds_the_story_and_loses_nothing_of_it(ctx: Context) -> None:
    room = await telling(ctx)
    await room.until(NOW + timedelta(seconds=70))  # two messages out of four
    with room.says():
        await room.pause()
        await room.until(NOW + timedelta(minutes=30))
    with room.says("beat 0 index=2"):
        await room.resume()
        await room.ring()
    with room.says("beat 0 index=3"):
        await room.until(room.now + timedelta(seconds=60))
    with room.says():
        await room.pause()
        await room.resume()
        await room.ring()


async def test_going_back_to_a_story_tells_only_what_was_not_told(ctx: Context) -> None:
    room = await telling(ctx)
    await room.until(NOW + timedelta(seconds=70))
    await room.next()
    with room.says():
        await room.until(room.now + timedelta(minutes=5))
    with room.says("fold 1", "card 0", "beat 0 index=2", "beat 0 index=3"):
        await room.back()
        await room.until(room.now + timedelta(minutes=5))


async def test_after_a_long_stop_the_story_goes_on_at_its_pace(ctx: Context) -> None:
    room = await telling(ctx)
    await room.ring()
    room.wait(minutes=5)  # the program was stopped: three messages are late
    with room.says("beat 0 index=1"):
        await room.ring()
    room.wait(seconds=59)
    with room.says():
        await room.ring()
    room.wait(seconds=1)
    with room.says("beat 0 index=2"):
        await room.ring()


async def test_more_time_does_not_tell_the_story_twice(ctx: Context) -> None:
    room = await telling(ctx)
    await room.until(NOW + timedelta(seconds=70))
    with room.says("beat 0 index=2", "beat 0 index=3"):
        await room.extend(5)
        await room.until(NOW + timedelta(minutes=9))


async def test_a_story_that_moves_on_by_itself_gives_way_to_the_next_step(ctx: Context) -> None:
    steps = recipe(story(minutes=2, pace=60, at_end=AtEnd.NEXT), collect())
    room = await Room.open(ctx, new_session(steps, told=TOLD))
    await room.start()
    with room.says("beat 0 index=0", "beat 0 index=1", "fold 0", "card 1"):
        room.wait(seconds=0)
        await room.until(NOW + timedelta(seconds=119))
        await room.until(NOW + timedelta(seconds=120))
        await room.until(NOW + timedelta(minutes=5))
    assert await room.states() == "cO"
