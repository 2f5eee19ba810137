"""What Discord shows of a gathering: who is in which voice channel, and which places are ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import discord

from bot.interface.gathering.rights import parent_of, unmakable
from bot.workshop.subgroups.bringing import Seen
from bot.workshop.subgroups.group import Gathering
from bot.workshop.subgroups.places import Kept, Kind, Place

# Seconds after which Discord must have told of a move that it took.
_TOLD_WITHIN = 10.0


class Sight:
    """What the gateway told, put right by what requests were answered: their events come later."""

    def __init__(self, client: discord.Client, steady: Callable[[], float]) -> None:
        self._client = client
        self._steady = steady
        # Where someone of a server is, until Discord tells of them, or so long.
        self._moved: dict[tuple[int, int], tuple[int | None, float]] = {}
        self._gone: set[int] = set()  # threads that Discord told, or answered, are no more
        # The session that each voice channel concerns: its meeting's own, and its rooms.
        self._watched: dict[int, set[int]] = {}

    def moved(self, server_id: int, person: int, channel_id: int | None) -> None:
        """Somebody is in a channel now; with None, in no voice channel at all."""
        until = self._steady() + _TOLD_WITHIN if channel_id is not None else float("inf")
        self._moved[server_id, person] = (channel_id, until)

    def told(self, server_id: int, person: int) -> None:
        """Discord tells where somebody is: what is known of them is what it shows."""
        self._moved.pop((server_id, person), None)

    def anew(self, server_id: int) -> None:
        """Discord tells all of a server anew: what it shows is what is known."""
        self._moved = {key: seat for key, seat in self._moved.items() if key[0] != server_id}

    def gone(self, channel_id: int) -> None:
        """A thread is no more."""
        self._gone.add(channel_id)

    def concerned(self, channels: Iterable[int | None]) -> set[int]:
        """Return the sessions that have people, or await some, in one of these channels."""
        there = set(channels)
        return {session for session, of in self._watched.items() if of & there}

    def forget(self, session_id: int) -> None:
        """Nothing is left of a gathering."""
        self._watched.pop(session_id, None)

    def newest(self, server_id: int) -> int:
        """Return the newest channel that is known of a server: what is made later is newer."""
        server = self._client.get_guild(server_id)
        if server is None:
            return 0
        return max((one.id for one in (*server.channels, *server.threads)), default=0)

    def see(self, goal: Gathering | None, kept: Kept | None, now: datetime) -> Seen | None:
        """Return what Discord shows; None where the server cannot be seen, or the bot is not in
        it."""
        either = kept or goal
        server = self._client.get_guild(either.server_id) if either is not None else None
        if either is None or server is None or server.unavailable:
            return None
        home = self._home(server, goal, kept)
        standing = (
            {place.id: tuple(self._standing(server, kept, place)) for place in kept.places}
            if kept is not None
            else {}
        )
        channels = {channel for found in standing.values() for channel in found}
        self._watched[either.session_id] = channels | ({home.id} if home is not None else set())
        parent = parent_of(server, either.channel_id)
        private = goal.private if goal is not None else True
        unmade = unmakable(home, parent, private=private)
        return Seen(now, self._voice(server), home is not None, standing, unmade)

    def _home(
        self, server: discord.Guild, goal: Gathering | None, kept: Kept | None
    ) -> discord.VoiceChannel | None:
        wanted = goal.home if goal is not None else None
        found = server.get_channel(wanted or (kept.home if kept is not None else None) or 0)
        return found if isinstance(found, discord.VoiceChannel) else None

    def _voice(self, server: discord.Guild) -> dict[int, int]:
        """Return the voice channel of everyone but the bot itself."""
        found = {
            person: channel.id
            for channel in (*server.voice_channels, *server.stage_channels)
            for person in channel.voice_states
        }
        now = self._steady()
        for key, (channel_id, until) in list(self._moved.items()):
            if until <= now:
                del self._moved[key]
            elif key[0] == server.id:
                found.pop(key[1], None)
                if channel_id is not None:
                    found[key[1]] = channel_id
        found.pop(self._me.id, None)
        return found

    def _standing(self, server: discord.Guild, kept: Kept, place: Place) -> Iterator[int]:
        """Yield the channels that a place stands as: the one that is known, then any that a request
        left which was not answered."""
        claimed = {other.channel_id for other in kept.places}
        if place.kind is Kind.ROOM:
            if place.channel_id is not None and server.get_channel(place.channel_id) is not None:
                yield place.channel_id
            found = (room.id for room in server.voice_channels if self._ours(room, place))
        else:
            parent = parent_of(server, kept.channel_id)
            if parent is None:
                return  # threads go with the channel in which they stood
            # One that was archived is not shown, and is there.
            if place.channel_id is not None and place.channel_id not in self._gone:
                yield place.channel_id
            found = (
                thread.id
                for thread in parent.threads
                if thread.owner_id == self._me.id
                and (thread.name, thread.id not in self._gone) == (place.name, True)
                and thread.id > place.after
            )
        yield from sorted(one for one in found if one not in claimed)

    def _ours(self, room: discord.VoiceChannel, place: Place) -> bool:
        """True for a room of that name that was made since it was asked for, with rights for the
        bot itself."""
        if room.name != place.name or room.id <= place.after:
            return False
        return not room.overwrites_for(discord.Object(self._me.id)).is_empty()

    @property
    def _me(self) -> discord.ClientUser:
        assert self._client.user is not None
        return self._client.user
