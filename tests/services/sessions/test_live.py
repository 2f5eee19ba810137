"""Which channels are live is known without a transaction, through starts, ends and restarts."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.live import LiveChannels
from tests.builders import CHANNEL, collect, new_session, recipe
from tests.services.room import Room

OTHER = CHANNEL + 1


async def test_a_channel_is_live_from_the_creation_to_the_end(ctx: Context) -> None:
    live = LiveChannels(ctx.database)
    await live.load()
    assert CHANNEL not in live
    room = await Room.open(ctx, new_session(recipe(collect())))
    await Room.open(ctx, new_session(recipe(collect()), channel_id=OTHER))
    assert CHANNEL in live
    await room.start()
    assert CHANNEL in live
    await room.end()
    assert CHANNEL not in live
    assert OTHER in live


async def test_what_was_live_before_a_restart_still_is(ctx: Context) -> None:
    over = await Room.open(ctx, new_session(recipe(collect())))
    await Room.open(ctx, new_session(recipe(collect()), channel_id=OTHER))
    await over.end()
    live = LiveChannels(ctx.database)
    assert OTHER not in live
    await live.load()
    assert OTHER in live
    assert CHANNEL not in live
    await Room.open(ctx, new_session(recipe(collect())))
    assert CHANNEL in live
