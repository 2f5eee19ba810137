"""People in voice: entering a channel, leaving it; where groups meet, and what is left of it."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from simcord import ChannelHandle, GuildHandle

from bot.rehearsal.stage import Person, Stage, found


class Voices:
    """The voice side of a server: who is where, where groups meet, which channels stand."""

    def __init__(self, stage: Stage, server: GuildHandle) -> None:
        self._stage = stage
        self._server = server
        self._before = self.channels()

    async def enter(self, people: Iterable[Person], channel: ChannelHandle) -> None:
        """Have people enter a voice channel, one after the other."""
        for person in people:
            await person.member.join_voice(channel)

    def of(self, person: Person) -> int | None:
        """Return the voice channel in which somebody is; None where they are in none."""
        state = self._server.voice_states().get(person.id)
        return state.channel_id if state is not None else None

    def channels(self) -> set[int]:
        """Return every channel and thread of the server that is there."""
        every = self._stage.env.backend.channels.values()
        return {one.id for one in every if one.guild_id == self._server.id}

    def made(self) -> set[int]:
        """Return the channels and threads that stand and did not when this was made."""
        return self.channels() - self._before

    async def places(self, meeting: ChannelHandle) -> dict[int, list[ChannelHandle]]:
        """Return where each group of a session meets, by its number: a room before a thread."""
        async with self._stage.bot.ctx.database.read() as tx:
            session = await tx.sessions.live_in(meeting.id)
            stand = await tx.groups.places(session.id) if session is not None else {}
        return {number: [self._handle(one) for one in ids] for number, ids in stand.items()}

    async def groups(self, meeting: ChannelHandle) -> dict[int, tuple[int, ...]]:
        """Return who is in each group of the step under way, by its number."""
        async with self._stage.bot.ctx.database.read() as tx:
            session = await tx.sessions.live_in(meeting.id)
            assert session is not None
            step = await tx.sessions.step_at(session.id, session.position)
            assert step is not None
            return {group.number: group.members for group in await tx.groups.of_step(step.id)}

    async def cards(self, meeting: ChannelHandle) -> dict[int, discord.Message]:
        """Return the card of each group, by its number, in the first of its places."""
        groups = await self.groups(meeting)
        return {
            number: card
            for number, places in (await self.places(meeting)).items()
            if number in groups and (card := self.card(places[0])) is not None
        }

    def names(self) -> dict[int, str]:
        """Return the name of every channel and thread, by its number."""
        return {one.id: str(one.name) for one in self._stage.env.backend.channels.values()}

    def card(self, place: ChannelHandle) -> discord.Message | None:
        """Return the card of a group where it meets."""
        messages = reversed(place.history())
        return next((one for one in messages if found(one, "subgroup.done")), None)

    def _handle(self, channel_id: int) -> ChannelHandle:
        backend = self._stage.env.backend
        return ChannelHandle(self._stage.env, self._server, backend.channels[channel_id])
