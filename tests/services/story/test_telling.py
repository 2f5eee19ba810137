from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

import pytest

from bot.services.context import Context
from bot.services.deadlines import act_on_next
from bot.services.story.telling import Told, tell_next, transcript
from bot.store.timers import TimerKind
from bot.workshop.errors import Refusal
from bot.workshop.kinds import AtEnd
from bot.workshop.sessions.permissions import Actor
from bot.workshop.story.scenario import Media, Scenario
from bot.workshop.story.step import Telling
from tests.builders import (
    ALIX,
    NOUR,
    NOW,
    collect,
    discuss,
    new_session,
    recipe,
    scenario,
    story,
)
from tests.services.room import Room, refused

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


# By the facilitator's sign


async def by_hand(ctx: Context, told: Scenario = TOLD) -> Room:
    plan = story(minutes=10).model_copy(update={"telling": Telling.BY_HAND})
    room = await Room.open(ctx, new_session(recipe(plan, discuss()), told=told))
    await room.start()
    return room


async def tell(room: Room, seen: int, by: Actor = NOUR) -> Told:
    return await tell_next(room.ctx, (await room.step()).id, by, seen, room.now)


async def test_by_hand_nothing_is_told_before_the_facilitator_says_so(ctx: Context) -> None:
    room = await by_hand(ctx)
    with room.says("warning 0", "time_up 0"):
        await room.until(NOW + timedelta(minutes=30))
    for seen in range(4):
        with room.says(f"beat 0 index={seen}"):
            told = await tell(room, seen)
            assert (told.parts, told.total) == (seen + 1, 4)
            await room.until(room.now + timedelta(minutes=30))
    with room.says(), refused("story.all_told"):
        await tell(room, 4)


async def test_a_part_asked_for_twice_is_told_once(ctx: Context) -> None:
    room = await by_hand(ctx)
    with room.says("beat 0 index=0"):
        await tell(room, 0)
        with refused("session.moved"):
            await tell(room, 0)


async def test_timed_the_part_asked_for_comes_at_once_and_the_next_waits_its_whole_time(
    ctx: Context,
) -> None:
    room = await telling(ctx)
    await room.until(NOW + timedelta(seconds=50))
    with room.says("beat 0 index=1"):
        await tell(room, 1)
        await room.until(room.now + timedelta(seconds=59))
    with room.says("beat 0 index=2"):
        await room.until(room.now + timedelta(seconds=1))
    with room.says("beat 0 index=3"):
        await tell(room, 3)
        await room.until(room.now + timedelta(minutes=5))


@pytest.mark.parametrize("first", ["the clock", "a facilitator"])
async def test_at_the_second_of_the_clock_a_part_is_told_once_whoever_comes_first(
    ctx: Context, first: str
) -> None:
    room = await telling(ctx)
    await room.until(NOW)  # the opening
    room.wait(seconds=60)
    step = (await room.step()).id
    acts: list[Awaitable[object]] = [
        act_on_next(ctx, room.now),
        tell_next(ctx, step, NOUR, 1, room.now),
        act_on_next(ctx, room.now),
        tell_next(ctx, step, NOUR, 1, room.now),
    ]
    if first == "a facilitator":
        acts = [acts[1], acts[0], *acts[2:]]
    with room.says("beat 0 index=1"):
        done = await asyncio.gather(*acts, return_exceptions=True)
    assert {one.key for one in done if isinstance(one, Refusal)} == {"session.moved"}
    with room.says("beat 0 index=2"):
        await room.until(room.now + timedelta(seconds=60))


async def test_a_pause_holds_the_story_told_by_hand_too(ctx: Context) -> None:
    room = await by_hand(ctx)
    await tell(room, 0)
    await room.pause()
    with room.says(), refused("story.paused"):
        await tell(room, 1)
    await room.resume()
    with room.says():
        await room.until(room.now + timedelta(minutes=5))
    with room.says("beat 0 index=1"):
        await tell(room, 1)


async def test_going_back_to_a_story_told_by_hand_goes_on_where_it_was(ctx: Context) -> None:
    room = await by_hand(ctx)
    await tell(room, 0)
    first = await room.step()
    await room.next()
    with room.says(), refused("step.not_open"):
        await tell_next(ctx, first.id, NOUR, 1, room.now)
    await room.back()
    with room.says("beat 0 index=1"):
        await tell(room, 1)


async def test_only_those_who_lead_tell_the_story(ctx: Context) -> None:
    room = await by_hand(ctx)
    with room.says(), refused("session.not_facilitator"):
        await tell(room, 0, by=ALIX)


async def test_another_kind_of_step_has_no_story_to_tell(ctx: Context) -> None:
    room = await by_hand(ctx)
    await room.next()
    with room.says(), refused("button.unknown"):
        await tell(room, 0)


# A recording

MEDIA = Media(name="recit.mp3", digest="0" * 64, transcript="Une voix raconte la crue.")


async def test_the_words_of_a_recording_can_be_read_once_it_was_told(ctx: Context) -> None:
    room = await by_hand(ctx, TOLD.model_copy(update={"media": MEDIA}))
    step = await room.step()
    for seen in range(3):
        await tell(room, seen)
    with refused("button.unknown"):
        await transcript(ctx, step.id)
    await tell(room, 3)
    assert await transcript(ctx, step.id) == MEDIA
    await room.next()
    await room.end()
    assert await transcript(ctx, step.id) == MEDIA


async def test_a_story_without_recording_has_no_words_to_read(ctx: Context) -> None:
    room = await by_hand(ctx)
    await tell(room, 0)
    with refused("button.unknown"):
        await transcript(ctx, (await room.step()).id)
    with refused("session.gone"):
        await transcript(ctx, 999)
