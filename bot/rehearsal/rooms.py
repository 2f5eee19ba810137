"""What Discord does with voice rooms and threads and the simulator does not: added to it here.

The status of a room is kept; whoever a message names in a thread is let into it; people who are in
a room that is deleted leave voice, and are noted: nobody should ever be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import simcord
from simcord.backend import Backend
from simcord.enums import ChannelType
from simcord.http.router import RequestContext, route

_MENTION = re.compile(r"<@!?(\d+)>")
_THREADS = (ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD)


@dataclass
class Rooms:
    """The rooms of one simulated Discord. `status` is what each says under its name; `dropped` are
    the people who were in a room when it was deleted."""

    status: dict[int, str] = field(default_factory=dict)
    dropped: list[tuple[str, int]] = field(default_factory=list)


_rooms: WeakKeyDictionary[Backend, Rooms] = WeakKeyDictionary()


@route("PUT", "/channels/{channel_id}/voice-status")
def set_status(ctx: RequestContext) -> Any:
    """Set what a voice channel says under its name."""
    channel = ctx.require_channel_permissions(ctx.int_arg("channel_id"), "set_voice_channel_status")
    _rooms[ctx.backend].status[channel.id] = ctx.fields("status")["status"] or ""


def model_rooms(env: simcord.Env) -> Rooms:
    """Have rooms and threads of a simulated Discord behave as Discord's."""
    backend = env.backend
    rooms = _rooms[backend] = Rooms()

    def told(event: str, payload: Any) -> None:
        if event == "CHANNEL_DELETE":
            guild = backend.get_guild(int(payload["guild_id"]))
            there = [v for v in guild.voice_states.values() if v.channel_id == int(payload["id"])]
            for state in there:
                rooms.dropped.append((payload["name"], state.user_id))
                backend.set_voice_state(guild.id, state.user_id, None)
        elif event == "MESSAGE_CREATE":
            channel = backend.channels.get(int(payload["channel_id"]))
            if channel is not None and channel.type in _THREADS:
                for mention in payload.get("mentions", ()):
                    backend.add_thread_member(channel.id, int(mention["id"]))

    backend.subscribers.append(told)
    return rooms
