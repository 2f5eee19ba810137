"""People in voice: entering a channel, leaving it; what is left of rooms and threads of ours."""

from __future__ import annotations

from collections.abc import Iterable

from simcord import ChannelHandle, GuildHandle

from bot.rehearsal.stage import Person, Stage


class Voice:
    """The voice side of a server: who is where, and which channels stand."""

    def __init__(self, stage: Stage, server: GuildHandle) -> None:
        self._stage = stage
        self._server = server
        self._before = set(self.channels())

    async def enter(self, people: Iterable[Person], channel: ChannelHandle) -> None:
        """Have people enter a voice channel, one after the other."""
        for person in people:
            await person.member.join_voice(channel)

    async def leave(self, person: Person) -> None:
        """Have somebody leave voice altogether."""
        await person.member.leave_voice()

    def of(self, person: Person) -> int | None:
        """Return the voice channel in which somebody is; None where they are in none."""
        guild = self._stage.bot.get_guild(self._server.id)
        member = guild.get_member(person.id) if guild is not None else None
        state = member.voice if member is not None else None
        return state.channel.id if state is not None and state.channel is not None else None

    def channels(self) -> list[int]:
        """Return every channel and thread of the server that is there."""
        guild = self._stage.bot.get_guild(self._server.id)
        assert guild is not None
        return [one.id for one in (*guild.channels, *guild.threads)]

    def made(self) -> list[int]:
        """Return the channels and threads that stand and did not when this was made."""
        return [one for one in self.channels() if one not in self._before]
