"""The end of a timebox in a voice channel: the bot comes in, plays two strokes of a bell, leaves.

It goes on beside the message that says it, which neither waits for it nor depends on it. What
cannot be heard is not tried again: late it would tell nothing. In a server, Discord has the bot in
one voice channel at a time: sessions whose time is up together are heard one after the other.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import discord

from bot.interface.sending.voice import Player, Unheard
from bot.services.context import Context
from bot.services.sessions.card import standing
from bot.services.sessions.sounding import HEARD_FOR
from bot.store.topics import Topic
from bot.worker import Workers

log = logging.getLogger(__name__)

# Each is explained in HOSTING.md; they are asked for nowhere but where a sound is to be heard.
NEEDED = ("view_channel", "connect", "speak")
_REMEMBERED = 1000
# Seconds before it is tried again while another session of the server is heard.
_AFTER_ANOTHER = 1.0


class Why(StrEnum):
    """Why the end of a timebox was not heard, as the page of the sound tells it."""

    GONE = "gone"  # the channel
    RIGHTS = "rights"
    FULL = "full"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that Discord may take to let the bot in, to have it play, to let it out."""

    enter: float = 10.0
    play: float = 5.0
    leave: float = 5.0


class Ringing:
    """Has the ends of timeboxes heard by a `player`; not at all where there is none."""

    def __init__(
        self,
        client: discord.Client,
        ctx: Context,
        clock: Callable[[], datetime],
        player: Player | None,
        patience: Patience | None = None,
    ) -> None:
        self.player = player
        self.patience = patience or Patience()
        self._client = client
        self._ctx = ctx
        self._clock = clock
        self._since: dict[int, datetime] = {}
        self._unheard: OrderedDict[int, Why] = OrderedDict()
        self._busy: set[int] = set()  # servers in which something is played
        self._workers = Workers("ringing", self._turn)
        ctx.listen(self._wake, Topic.TIME_UP)

    async def close(self) -> None:
        """Finish what is being played."""
        await self._workers.close()

    def unheard(self, session_id: int) -> Why | None:
        """Return why the last end of a session was not heard; None where it was, or none was to
        be since the program started."""
        return self._unheard.get(session_id)

    def forgive(self, session_id: int) -> None:
        """Forget that the last end was not heard: those who lead chose the channel again."""
        self._unheard.pop(session_id, None)

    def _wake(self, session_id: int) -> None:
        if self.player is not None:
            self._since[session_id] = self._clock()
            self._workers.wake(session_id)

    async def _turn(self, session_id: int) -> float | None:
        since = self._since.get(session_id)
        if since is None:
            return None
        found = await standing(self._ctx, session_id)
        session = found.session if found is not None else None
        if session is not None and session.server_id in self._busy:
            return _AFTER_ANOTHER
        del self._since[session_id]
        if session is None or session.voice_channel_id is None:
            return None
        if self._clock() - since > HEARD_FOR:
            return None  # others took their time
        self._busy.add(session.server_id)
        try:
            why = await self._strike(session.server_id, session.voice_channel_id)
        finally:
            self._busy.remove(session.server_id)
        self._keep(session_id, why)
        return None

    def _keep(self, session_id: int, why: Why | None) -> None:
        self._unheard.pop(session_id, None)
        if why is not None:
            self._unheard[session_id] = why
            if len(self._unheard) > _REMEMBERED:
                self._unheard.popitem(last=False)

    async def _strike(self, server_id: int, channel_id: int) -> Why | None:
        """Play in a channel; return why it was not heard. Nobody there need hear it."""
        server = self._client.get_guild(server_id)
        if server is None or server.unavailable:
            return self._told(channel_id, Why.FAILED, "the server cannot be reached")
        channel = server.get_channel(channel_id)
        if not isinstance(channel, discord.VoiceChannel):
            return self._told(channel_id, Why.GONE, "the channel is gone")
        if not channel.voice_states:
            return None
        if lacking := lacks(channel):
            return self._told(channel_id, Why.RIGHTS, f"lacks {', '.join(lacking)}")
        if full(channel):
            return self._told(channel_id, Why.FULL, "the channel is full")
        try:
            await self._heard(channel)
        except TimeoutError:
            return self._told(channel_id, Why.FAILED, "Discord took too long")
        except Unheard as error:
            return self._told(channel_id, Why.FAILED, str(error))
        return None

    async def _heard(self, channel: discord.VoiceChannel) -> None:
        assert self.player is not None
        async with asyncio.timeout(self.patience.enter):
            seat = await self.player.enter(channel)
        try:
            async with asyncio.timeout(self.patience.play):
                await seat.play()
        finally:
            try:
                async with asyncio.timeout(self.patience.leave):
                    await seat.leave()
            except (TimeoutError, Unheard) as error:
                # It was heard all the same, and the next one comes in afresh.
                log.warning("voice channel %s could not be left: %s", channel.id, error)

    def _told(self, channel_id: int, why: Why, words: str) -> Why:
        log.warning("the end of time was not heard in voice channel %s: %s", channel_id, words)
        return why


def lacks(channel: discord.VoiceChannel) -> list[str]:
    """Return the permissions that the bot lacks to be heard in a channel."""
    rights = channel.permissions_for(channel.guild.me)
    return [name for name in NEEDED if not getattr(rights, name)]


def full(channel: discord.VoiceChannel) -> bool:
    """True where a channel takes nobody more, but those who may move its people."""
    if not channel.user_limit or len(channel.voice_states) < channel.user_limit:
        return False
    return not channel.permissions_for(channel.guild.me).move_members
