"""Events by which Discord announces a meeting to a server, where the bot may make one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import aiohttp
import discord
from discord.utils import MISSING

from bot.workshop.text import shorten

# Why none can be made: the right lacks, or its channel is not for everyone who would see it.
Bar = Literal["right", "closed"]

FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError)

Channel = discord.abc.GuildChannel | discord.Thread
_NAME, _PLACE, _ABOUT = 100, 100, 1000


def barred(server: discord.Guild, channel: Channel) -> Bar | None:
    """Return why no event can be made of a meeting in a channel; None where one can.

    An event is seen by the whole server: none is made of a channel that is not open to all.
    """
    rights = server.me.guild_permissions
    if not (rights.create_events or rights.manage_events):
        return "right"
    if not channel.permissions_for(server.default_role).view_channel:
        return "closed"
    return None


async def make(
    server: discord.Guild,
    channel: Channel,
    title: str,
    starts: datetime,
    ends: datetime,
    about: str = "",
) -> discord.ScheduledEvent:
    """Make the event of a meeting: in its voice channel, else at the link of its channel."""
    name, told = shorten(title, _NAME), shorten(about, _ABOUT)
    if isinstance(channel, discord.VoiceChannel):
        return await server.create_scheduled_event(
            name=name,
            start_time=starts,
            entity_type=discord.EntityType.voice,
            privacy_level=discord.PrivacyLevel.guild_only,
            channel=channel,
            description=told or MISSING,
        )
    link = f" · {channel.jump_url}"
    return await server.create_scheduled_event(
        name=name,
        start_time=starts,
        end_time=ends,
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location=shorten(f"#{channel.name}", _PLACE - len(link)) + link,
        description=told or MISSING,
    )


async def find(
    server: discord.Guild, title: str, starts: datetime, about: str
) -> discord.ScheduledEvent | None:
    """Return the event of ours that `make` made of the same, if it still stands: what was asked of
    Discord may have been done though no answer came."""
    wanted = (shorten(title, _NAME), shorten(about, _ABOUT))
    for event in await server.fetch_scheduled_events(with_counts=False):
        ours = event.creator_id in (None, server.me.id)
        if ours and event.start_time == starts and (event.name, event.description) == wanted:
            return event
    return None
