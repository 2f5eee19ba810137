"""Nobody is left behind: one assertion, whatever happened before."""

from __future__ import annotations

from collections.abc import Iterable

from simcord.enums import ChannelType

from bot.rehearsal.room import Room

THREADS = (ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD)


async def nobody_left(hall: Room, home: int | None, people: Iterable[int] = ()) -> None:
    """Assert that no room and no thread is left in the server, nothing of them in the database,
    that nobody was in a room when it was deleted, and that `people` are in the channel `home`."""
    backend = hall.stage.env.backend
    there = backend.get_guild(hall.server.id)
    channels = [backend.channels[one] for one in (*there.channel_ids, *there.thread_ids)]
    ours = [
        channel.name
        for channel in channels
        if channel.type in (ChannelType.VOICE, *THREADS) and "·" in (channel.name or "")
    ]
    assert ours == [], "places of groups are left"
    async with hall.stage.bot.ctx.database.read() as tx:
        assert await tx.gatherings.all() == [], "rows of groups are left"
    assert hall.stage.rooms.dropped == [], "somebody was in a room that was deleted"
    seats = {person: voice.channel_id for person, voice in there.voice_states.items()}
    away = {person: seats.get(person) for person in people if seats.get(person) != home}
    assert away == {}, "somebody is not back"
    assert all(seat in there.channel_ids for seat in seats.values()), "a seat in no channel"
