"""The permissions that meetings and summaries need in a channel, looked at without a trace.

Discord is asked for the channel as it is now, which only those who see it are told; the rest is
computed from it. To try more would post something, or change it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import aiohttp
import discord

from bot.interface.gathering.rights import OPEN_THREADS, OWN_THREADS, STATUS, THREADS, parent_of
from bot.interface.naming.presence import PATIENCE, voice_of
from bot.interface.sending.ringing import NEEDED
from bot.interface.words.sessions.checklist import ESSENTIAL, WANTED, here, missing

Place = discord.TextChannel | discord.VoiceChannel | discord.ForumChannel | discord.Thread
PLACES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
)
# Where summaries go: `/settings coordinators` offers the same.
SUMMARIES = (discord.ChannelType.text, discord.ChannelType.forum)
FOR_SUMMARIES = ("view_channel", "send_messages", "attach_files", "read_message_history")
# What Discord lets an application do only if the account that owns it has two-factor
# authentication, where the server asks for that.
_TWO_FACTOR = frozenset({"manage_channels", "manage_threads"})


class Part(StrEnum):
    """What permissions are for: `rights.part.<part>` names it."""

    SESSION = "session"
    SUMMARIES = "summaries"
    TAGS = "tags"
    THREADS = "threads"
    VOICE = "voice"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Right:
    """A permission: `rights.<part>.<name>.why` and `….without` explain it."""

    name: str
    part: Part
    there: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found of a channel: `slow` is how many seconds people wait between two messages,
    `voice` where they speak while they meet there. `asked` is False where Discord did not answer:
    what it told last is shown."""

    channel: Place
    rights: tuple[Right, ...]
    slow: int
    voice: discord.VoiceChannel | None
    threads: bool
    seen_by_all: bool
    written_by_all: bool
    two_factor: bool
    asked: bool

    @property
    def lacking(self) -> list[Right]:
        return [right for right in self.rights if not right.there]

    @property
    def opens(self) -> bool:
        """Whether a session can open, or a summary be posted, there."""
        needed = ("view_channel", "send_messages", "send_messages_in_threads")
        parts = (Part.SESSION, Part.SUMMARIES)
        return not any(r.part in parts and r.name in needed for r in self.lacking)


async def asked_again(channel: Place) -> tuple[Place, bool]:
    """Return a channel as Discord says that it is now, and whether it said; the one that was known
    where it did not, or where the bot does not see it."""
    try:
        async with asyncio.timeout(PATIENCE):
            found = await channel.guild.fetch_channel(channel.id)
    except discord.Forbidden:
        return channel, True
    except (discord.HTTPException, discord.InvalidData, aiohttp.ClientError, OSError, TimeoutError):
        return channel, False
    return (found if isinstance(found, Place) else channel), True


async def try_meeting(channel: Place, person: int, *, typed: bool, heard: bool) -> Trial:
    """Look at a channel where a meeting may be held by `person`; `typed` where post-its are typed
    in channels, `heard` where the bot plays in voice."""
    channel, asked = await asked_again(channel)
    voice = channel if isinstance(channel, discord.VoiceChannel) else None
    voice = voice or voice_of(channel.guild, channel.id, person)
    parent = parent_of(channel.guild, channel.id)
    in_thread = isinstance(channel, discord.Thread | discord.ForumChannel)
    wanted = WANTED if typed else tuple(name for name in WANTED if name != "add_reactions")
    rights = _looked(channel, here(wanted, in_thread), Part.SESSION)
    if parent is not None:
        names = (OPEN_THREADS, OWN_THREADS, *THREADS)
        known = {right.name for right in rights}
        rights += [r for r in _looked(parent, names, Part.THREADS) if r.name not in known]
    if voice is not None:
        rights += _in_voice(voice, channel, heard=heard)
    allowed = channel.guild.me.guild_permissions
    may_announce = allowed.create_events or allowed.manage_events
    rights.append(Right("create_events", Part.CALENDAR, may_announce))
    return _found(channel, rights, voice, threads=parent is not None, asked=asked)


async def try_summaries(channel: Place) -> Trial:
    """Look at the place where coordinators read summaries."""
    channel, asked = await asked_again(channel)
    forum = isinstance(channel, discord.ForumChannel)
    rights = _looked(channel, here(FOR_SUMMARIES, in_thread=False), Part.SUMMARIES)
    if forum:
        rights += _looked(channel, ("send_messages_in_threads",), Part.SUMMARIES)
        rights += _looked(channel, ("manage_channels", "manage_threads"), Part.TAGS)
    return _found(channel, rights, None, threads=True, asked=asked)


def _looked(channel: Place, names: Iterable[str], part: Part) -> list[Right]:
    allowed = channel.permissions_for(channel.guild.me)
    return [Right(name, part, bool(getattr(allowed, name))) for name in names]


def _in_voice(voice: discord.VoiceChannel, channel: Place, *, heard: bool) -> list[Right]:
    """Return what small groups need to have rooms beside `voice`, and the end of time to be heard
    there."""
    me = voice.guild.me
    beside = voice.permissions_for(me)
    above = voice.category.permissions_for(me) if voice.category else me.guild_permissions
    names = ["manage_channels", "move_members", "connect", *STATUS]
    if voice.id != channel.id:
        names.insert(0, "view_channel")
    rights = []
    for name in names:
        # A room is made in the category: what that lets the bot do counts there, as
        # `bot.interface.gathering.rights` reads it.
        there = getattr(above, name) and (name == "manage_channels" or getattr(beside, name))
        rights.append(Right(name, Part.VOICE, bool(there)))
    if heard:
        rights += [
            Right(name, Part.VOICE, bool(getattr(beside, name)))
            for name in NEEDED
            if name not in (*names, "view_channel")
        ]
    return rights


def _found(
    channel: Place,
    rights: list[Right],
    voice: discord.VoiceChannel | None,
    *,
    threads: bool,
    asked: bool,
) -> Trial:
    everyone = channel.permissions_for(channel.guild.default_role)
    private = isinstance(channel, discord.Thread) and channel.is_private()
    writing = here(ESSENTIAL[1:], isinstance(channel, discord.Thread | discord.ForumChannel))
    strict = channel.guild.mfa_level is discord.MFALevel.require_2fa
    if isinstance(channel, discord.ForumChannel):
        slow = channel.default_thread_slowmode_delay
    else:
        slow = cast(int, channel.slowmode_delay)
    return Trial(
        channel,
        tuple(rights),
        slow,
        voice,
        threads,
        seen_by_all=everyone.view_channel and not private,
        written_by_all=not missing(everyone, writing),
        two_factor=strict and any(right.name in _TWO_FACTOR for right in rights),
        asked=asked,
    )
