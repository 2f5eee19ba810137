"""People who come, go and move between voice channels, places that go away, rights that return:
whoever brings people to their groups and back looks again."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk
from bot.interface.gathering.rights import GROUPS
from bot.services.subgroups.places import session_in, unfinished


class Whereabouts(Desk):
    @Desk.listener("on_voice_state_update")
    async def _moved(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Somebody came into a voice channel, or left it: who is muted is where they were."""
        self.bot.hands.sight.told(member.guild.id, member.id)
        if before.channel == after.channel:
            return
        channels = [state.channel.id for state in (before, after) if state.channel is not None]
        for session_id in self.bot.hands.sight.concerned(channels):
            self.bot.gatherings.wake(session_id)
            self.bot.cards.refresh(session_id)  # it counts who is there

    @Desk.listener("on_guild_channel_create")
    async def _made(self, channel: discord.abc.GuildChannel) -> None:
        """What was asked for without an answer may come late."""
        await self._look_at(channel.guild)

    @Desk.listener("on_guild_channel_delete")
    async def _deleted(self, channel: discord.abc.GuildChannel) -> None:
        # Threads go with the channel in which they stand, without a word of them.
        await self._look_at(channel.guild)

    @Desk.listener("on_raw_thread_delete")
    async def _thread_deleted(self, event: discord.RawThreadDeleteEvent) -> None:
        session_id = await session_in(self.ctx, event.thread_id)
        if session_id is not None:
            self.bot.hands.sight.gone(event.thread_id)
            self.bot.gatherings.wake(session_id)

    @Desk.listener("on_guild_join")
    async def _invited(self, server: discord.Guild) -> None:
        self.bot.hands.sight.anew(server.id)
        await self.bot.gatherings.again(server.id)

    @Desk.listener("on_guild_available")
    async def _back(self, server: discord.Guild) -> None:
        self.bot.hands.sight.anew(server.id)
        await self.bot.gatherings.again(server.id)

    @Desk.listener("on_guild_role_update")
    async def _role_changed(self, before: discord.Role, after: discord.Role) -> None:
        if any(_granted(before.permissions, after.permissions)):
            await self.bot.gatherings.again(after.guild.id)

    @Desk.listener("on_guild_channel_update")
    async def _channel_changed(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        if before.overwrites != after.overwrites:
            await self.bot.gatherings.again(after.guild.id)

    @Desk.listener("on_member_update")
    async def _member_changed(self, before: discord.Member, after: discord.Member) -> None:
        """Discord tells of the bot itself without the intent to hear of members."""
        if after == after.guild.me and before.roles != after.roles:
            await self.bot.gatherings.again(after.guild.id)

    async def _look_at(self, server: discord.Guild) -> None:
        for session_id in await unfinished(self.ctx, server.id):
            self.bot.gatherings.wake(session_id)


def _granted(before: discord.Permissions, after: discord.Permissions) -> list[bool]:
    return [
        getattr(after, name) and not getattr(before, name) for name in ("administrator", *GROUPS)
    ]
