"""Channels, threads and servers that go away, and rights that come back."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.interface.cog import Desk
from bot.interface.leaving import is_ours
from bot.interface.sending.rights import FILES, lacking
from bot.interface.words.sessions.checklist import ESSENTIAL
from bot.services.sessions.departing import end_departed, live_sessions
from bot.services.sessions.whereabouts import live_session
from bot.workshop.sessions.session import Session

if TYPE_CHECKING:
    from bot.client import Gommette

log = logging.getLogger(__name__)


class Departures(Desk):
    """Ends the sessions whose place is gone. Discord is asked before one is ended: what it did not
    tell of yet, or cannot tell of while a server is down, is not gone."""

    def __init__(self, bot: Gommette) -> None:
        super().__init__(bot)
        self._looking = asyncio.Lock()

    @Desk.listener("on_ready")
    async def _ready(self) -> None:
        """Find what went away while nobody listened."""
        for session in await live_sessions(self.ctx):
            if is_ours(self.bot, session.server_id):
                await self._end_if_gone(session)

    @Desk.listener("on_guild_channel_delete")
    async def _channel_deleted(self, channel: discord.abc.GuildChannel) -> None:
        # Threads go with the channel in which they stand, without a word of them.
        await self._look_at(channel.guild.id)

    @Desk.listener("on_raw_thread_delete")
    async def _thread_deleted(self, event: discord.RawThreadDeleteEvent) -> None:
        if event.thread_id in self.bot.live:
            await self._look_at(event.guild_id)

    @Desk.listener("on_raw_thread_update")
    async def _thread_closed(self, event: discord.RawThreadUpdateEvent) -> None:
        told = event.data.get("thread_metadata", {})
        if event.thread_id in self.bot.live and told.get("archived") and told.get("locked"):
            await self._look_at(event.guild_id)

    @Desk.listener("on_guild_remove")
    async def _server_left(self, server: discord.Guild) -> None:
        """The bot was removed; a server that is down for a while is told in another way."""
        await self._look_at(server.id)

    async def _look_at(self, server_id: int) -> None:
        for session in await live_sessions(self.ctx):
            if session.server_id == server_id:
                await self._end_if_gone(session)

    async def _end_if_gone(self, session: Session) -> None:
        async with self._looking:
            try:
                server_too = await self._server_gone(session.server_id)
                if not server_too and not await self._channel_gone(session):
                    return
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("session %s: is its place gone? %s", session.id, error)
                return
            log.info("session %s ends: its place is gone", session.id)
            await end_departed(self.ctx, session.id, self.bot.clock(), server_too=server_too)

    async def _server_gone(self, server_id: int) -> bool:
        if self.bot.get_guild(server_id) is not None:
            return False  # there, or down for a while
        try:
            await self.bot.fetch_guild(server_id, with_counts=False)
        except (discord.NotFound, discord.Forbidden):
            return True
        return False

    async def _channel_gone(self, session: Session) -> bool:
        server = self.bot.get_guild(session.server_id)
        if server is None or server.unavailable:
            return False
        known = server.get_channel_or_thread(session.channel_id)
        if known is not None and not _closed(known):
            return False
        try:
            return _closed(await self.bot.fetch_channel(session.channel_id))
        except discord.NotFound:
            return True
        except discord.Forbidden:
            return False  # it can no longer be seen: a right lacks


class Rights(Desk):
    """Tries again at once what waits for a right, when Discord tells that it is there."""

    def __init__(self, bot: Gommette) -> None:
        super().__init__(bot)
        # Channels of live sessions in which a right was seen to lack: their cards stand still.
        self._closed: set[int] = set()

    @Desk.listener("on_guild_role_update")
    async def _role_changed(self, _: discord.Role, role: discord.Role) -> None:
        await self._look_at(role.guild)

    @Desk.listener("on_guild_channel_update")
    async def _channel_changed(
        self, _: discord.abc.GuildChannel, channel: discord.abc.GuildChannel
    ) -> None:
        await self._look_at(channel.guild)

    @Desk.listener("on_member_update")
    async def _member_changed(self, _: discord.Member, member: discord.Member) -> None:
        """Discord tells of the bot itself without the intent to hear of members."""
        if member == member.guild.me:
            await self._look_at(member.guild)

    @Desk.listener("on_thread_update")
    async def _thread_changed(self, _: discord.Thread, thread: discord.Thread) -> None:
        if not _closed(thread):
            await self._look_at(thread.guild)

    async def _look_at(self, server: discord.Guild) -> None:
        """Events of rights come in bursts: nothing is asked but of channels that concern us."""
        back = []
        for channel in (*server.channels, *server.threads):
            waits = channel.id in self.bot.outbox.refused
            if not waits and channel.id not in self.bot.live:
                continue
            lacks = lacking(self.bot, server.id, channel.id, (*ESSENTIAL, FILES))
            if set(lacks) - {FILES}:
                self._closed.add(channel.id)
            elif channel.id in self._closed or (waits and not lacks):
                self._closed.discard(channel.id)
                back.append(channel.id)
        for channel_id in back:
            self.bot.outbox.again(channel_id)
            session = await live_session(self.ctx, channel_id)
            if session is not None:
                self.bot.cards.refresh(session.id)


def _closed(place: object) -> bool:
    """True for a thread that was archived and locked: someone said that it is over."""
    return isinstance(place, discord.Thread) and place.archived and place.locked
