"""What small groups need of Discord: which rights, for what, and which of them lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import discord

from bot.interface.words.sessions.checklist import missing
from bot.workshop.subgroups.places import Kind, Why

# Each is explained in HOSTING.md; `python -m bot invite --groups` alone asks for them.
ROOMS = ("view_channel", "connect", "manage_channels", "move_members")
STATUS = ("set_voice_channel_status",)  # the reminder of the task: a room does without
THREADS = ("send_messages_in_threads", "manage_threads")
OPEN_THREADS, OWN_THREADS = "create_public_threads", "create_private_threads"
GROUPS = (*ROOMS, *STATUS, OPEN_THREADS, OWN_THREADS, *THREADS)

# Discord lets those alone set it who administer the server.
_ADMINISTER = discord.Permissions(manage_roles=True)
Overwrites = dict[Any, discord.PermissionOverwrite]


def for_threads(*, private: bool) -> tuple[str, ...]:
    """Return the rights that threads of groups need."""
    return (OWN_THREADS if private else OPEN_THREADS, *THREADS)


def lacking_for_rooms(home: discord.VoiceChannel) -> list[str]:
    """Return what the bot lacks to make rooms beside `home`, and to bring people there and back."""
    beside = home.permissions_for(home.guild.me)
    # A room is made in the category of the meeting's channel: what that lets the bot do counts.
    above = home.category.permissions_for(home.guild.me) if home.category else None
    there = above or home.guild.me.guild_permissions
    return [
        name
        for name in ROOMS
        if not getattr(there, name) or (name != "manage_channels" and not getattr(beside, name))
    ]


def parent_of(server: discord.Guild, channel_id: int) -> discord.TextChannel | None:
    """Return the channel in which threads of a meeting are made; None where Discord has none."""
    here = server.get_channel_or_thread(channel_id)
    if isinstance(here, discord.Thread):
        here = here.parent
    return here if isinstance(here, discord.TextChannel) else None


def unmakable(
    home: discord.VoiceChannel | None, parent: discord.TextChannel | None, *, private: bool
) -> Mapping[Kind, Why]:
    """Return what cannot be made at all, and why."""
    found: dict[Kind, Why] = {}
    if home is None:
        found[Kind.ROOM] = Why.HOME
    elif lacking_for_rooms(home):
        found[Kind.ROOM] = Why.RIGHTS
    if parent is None or (private and parent.is_news()):
        found[Kind.THREAD] = Why.NOWHERE
    elif missing(parent.permissions_for(parent.guild.me), for_threads(private=private)):
        found[Kind.THREAD] = Why.RIGHTS
    return found


def overwrites_of(home: discord.VoiceChannel) -> Overwrites:
    """Return who may do what in a room beside `home`: the same as there, and the bot what it needs.

    Discord takes of it what the bot may do itself; to see a channel and to come in is among it.
    """
    me = home.guild.me
    allowed = me.guild_permissions
    if home.category is not None:
        allowed |= home.category.permissions_for(me)
    if not me.guild_permissions.administrator:
        allowed &= ~_ADMINISTER
    made: Overwrites = {}
    for target, overwrite in home.overwrites.items():
        if target.id != me.id:
            made[target] = _within(overwrite, allowed)
    made[me] = discord.PermissionOverwrite.from_pair(
        _of(("send_messages", *ROOMS)) & allowed, discord.Permissions.none()
    )
    return made


def _within(
    overwrite: discord.PermissionOverwrite, allowed: discord.Permissions
) -> discord.PermissionOverwrite:
    allow, deny = overwrite.pair()
    return discord.PermissionOverwrite.from_pair(allow & allowed, deny & allowed)


def _of(names: Iterable[str]) -> discord.Permissions:
    return discord.Permissions(**dict.fromkeys(names, True))
