"""Who is in a voice channel, and how many have a role: what Discord says of it when asked."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

import discord

from bot.workshop.errors import Refusal

log = logging.getLogger(__name__)

# A person waits for the answer, and Discord gives us three seconds in all.
_PATIENCE = 1.5
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Present:
    """The people in a voice channel, and those of them who have the role that leads."""

    people: frozenset[int] = frozenset()
    leading: frozenset[int] = frozenset()


async def present_in(
    server: discord.Guild | None, channel_id: int, leading_role: int | None
) -> Present:
    """Return who is in a voice channel now; bots are left out where Discord says which.

    Raises Refusal when the channel is gone.
    """
    channel = server.get_channel(channel_id) if server is not None else None
    if server is None or not isinstance(channel, discord.VoiceChannel | discord.StageChannel):
        raise Refusal("vote.no_voice")
    people = list(channel.voice_states)
    bots: set[int] = set()
    leading: set[int] = set()
    try:
        async with asyncio.timeout(_PATIENCE):
            for first in range(0, len(people), _AT_ONCE):
                asked = people[first : first + _AT_ONCE]
                found = await server.query_members(user_ids=asked, limit=_AT_ONCE)
                bots |= {member.id for member in found if member.bot}
                leading |= {m.id for m in found if m.get_role(leading_role or 0) is not None}
    except TimeoutError:
        log.warning("Discord did not say who is a bot in channel %s: all were counted", channel_id)
    return Present(frozenset(people) - bots, frozenset(leading))


async def size_of(role: discord.Role) -> int | None:
    """Return how many people have a role; None where Discord does not tell.

    It tells those who may manage roles, which Gommette does not ask for.
    """
    if not role.guild.me.guild_permissions.manage_roles:
        return None
    try:
        async with asyncio.timeout(_PATIENCE):
            counts = await role.guild.role_member_counts()
    except (TimeoutError, discord.HTTPException) as error:
        log.info("the size of role %s is unknown: %s", role.id, type(error).__name__)
        return None
    return counts.get(role) or None
