"""Who is in the voice channel of a speaking round: seen as people press, heard as they move."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk
from bot.interface.pressing.router import Press
from bot.services.turns import presence
from bot.services.turns.view import Look


def look_of(press: Press) -> Look:
    """Return what tells who is in a voice channel of the server where someone pressed."""
    server = press.interaction.guild

    def look(channel_id: int) -> frozenset[int] | None:
        channel = server.get_channel(channel_id) if server is not None else None
        if server is None or server.unavailable:
            return None
        if not isinstance(channel, discord.VoiceChannel | discord.StageChannel):
            return None  # it is gone: whoever speaks is elsewhere
        return frozenset(channel.voice_states)

    return look


class TurnsPresence(Desk):
    """Notes who leaves the voice channel of a round, or comes back to it."""

    @Desk.listener("on_voice_state_update")
    async def _moved(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        if member.bot or before.channel == after.channel or not self._concerns(member.guild):
            return
        now = self.bot.clock()
        if before.channel is not None:
            await presence.moved(self.ctx, before.channel.id, member.id, now, there=False)
        if after.channel is not None:
            await presence.moved(self.ctx, after.channel.id, member.id, now, there=True)

    @Desk.listener("on_ready")
    async def _ready(self) -> None:
        """Note who left while nobody listened."""
        for server in self.bot.guilds:
            if self._concerns(server):
                for channel in (*server.voice_channels, *server.stage_channels):
                    await presence.seen(self.ctx, channel.id, frozenset(channel.voice_states))

    def _concerns(self, server: discord.Guild) -> bool:
        """True where a session is under way: elsewhere nothing is asked of the database."""
        live = self.bot.live
        places = (*server.channels, *server.threads)
        return any(place.id in live for place in places)
