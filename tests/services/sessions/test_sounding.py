"""When the end of a timebox is to be heard in a voice channel."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.sessions.sounding import set_sound, set_voice
from bot.store import Topic
from bot.workshop.kinds import AtEnd, Kinds
from tests.builders import ALIX, NOUR, collect, discuss, new_session, poll, recipe
from tests.services.room import Room, refused

VOICE = 4242


async def sounding(ctx: Context, *plans: Kinds) -> tuple[Room, list[int]]:
    """A room heard in a voice channel, and the sessions of which an end is to be heard."""
    room = await Room.open(ctx, new_session(recipe(*plans)))
    await set_sound(ctx, room.session_id, NOUR, heard=True)
    await set_voice(ctx, room.session_id, NOUR, VOICE)
    struck: list[int] = []
    ctx.listen(struck.append, Topic.TIME_UP)
    await room.start()
    return room, struck


@pytest.mark.parametrize("at_end", list(AtEnd))
async def test_each_end_is_to_be_heard_once(ctx: Context, at_end: AtEnd) -> None:
    room, struck = await sounding(ctx, collect(minutes=10, at_end=at_end), discuss(minutes=30))
    room.wait(minutes=9)
    await room.ring()
    assert struck == []
    room.wait(minutes=1)
    await room.ring()
    assert struck == [room.session_id]


async def test_a_vote_that_closes_in_time_is_heard(ctx: Context) -> None:
    room, struck = await sounding(ctx, poll("yes_no", minutes=5, at_end=AtEnd.NEXT), discuss())
    room.wait(minutes=5)
    await room.ring()
    assert struck == [room.session_id]


@pytest.mark.parametrize(("late", "heard"), [(60, True), (61, False)])
async def test_an_end_that_is_long_past_is_not(ctx: Context, late: int, heard: bool) -> None:
    room, struck = await sounding(ctx, discuss(minutes=10), discuss())
    room.wait(minutes=10, seconds=late)
    await room.ring()
    assert struck == [room.session_id] * heard


@pytest.mark.parametrize("off", ["sound", "voice"])
async def test_nothing_is_heard_once_it_is_off(ctx: Context, off: str) -> None:
    room, struck = await sounding(ctx, discuss(minutes=10), discuss())
    if off == "sound":
        await set_sound(ctx, room.session_id, NOUR, heard=False)
    else:
        await set_voice(ctx, room.session_id, NOUR, None)
    room.wait(minutes=10)
    await room.ring()
    assert struck == []
    async with ctx.database.read() as tx:
        session = await tx.sessions.get(room.session_id)
    assert session is not None
    assert (session.sound, session.voice_channel_id) == (off == "voice", None)


async def test_a_channel_is_chosen_by_who_leads_where_there_is_a_sound(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss())))
    with refused("voice.no_sound"):
        await set_voice(ctx, room.session_id, NOUR, VOICE)
    await set_sound(ctx, room.session_id, NOUR, heard=True)
    with refused("session.not_facilitator"):
        await set_voice(ctx, room.session_id, ALIX, VOICE)
