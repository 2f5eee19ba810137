"""Who is in a voice channel or a server, and how many have a role: what Discord says when asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass

import discord

from bot.interface.naming.people import actor_of
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor

log = logging.getLogger(__name__)

# A person waits for the answer, and Discord gives us three seconds in all.
PATIENCE = 1.5
_AT_ONCE = 100
# Nobody waits for this one.
_PATIENCE_ALONE = 3.0


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
        async with asyncio.timeout(PATIENCE):
            for first in range(0, len(people), _AT_ONCE):
                asked = people[first : first + _AT_ONCE]
                found = await server.query_members(user_ids=asked, limit=_AT_ONCE)
                bots |= {member.id for member in found if member.bot}
                leading |= {m.id for m in found if m.get_role(leading_role or 0) is not None}
    except TimeoutError:
        log.warning("Discord did not say who is a bot in channel %s: all were counted", channel_id)
    return Present(frozenset(people) - bots, frozenset(leading))


def voice_of(
    server: discord.Guild | None, channel_id: int, leading: int
) -> discord.VoiceChannel | None:
    """Return the voice channel in which a meeting is held: its own channel, where that is one, else
    the one in which who leads is now; None where nobody speaks through Discord."""
    if server is None:
        return None
    here = server.get_channel(channel_id)
    if isinstance(here, discord.VoiceChannel):
        return here
    return next((one for one in server.voice_channels if leading in one.voice_states), None)


async def actors_of(
    server: discord.Guild, people: Collection[int], patience: float = _PATIENCE_ALONE
) -> dict[int, Actor]:
    """Return `people` as a server knows them, their names and roles; those that Discord does not
    tell in time are left out."""
    asked, actors = sorted(people), dict[int, Actor]()
    try:
        async with asyncio.timeout(patience):
            for first in range(0, len(asked), _AT_ONCE):
                some = asked[first : first + _AT_ONCE]
                found = await server.query_members(user_ids=some, limit=_AT_ONCE)
                actors |= {member.id: actor_of(member) for member in found}
    except TimeoutError:
        log.warning("Discord did not tell the names of %d people", len(asked) - len(actors))
    return actors


async def size_of(role: discord.Role) -> int | None:
    """Return how many people have a role; None where Discord does not tell.

    It tells those who may manage roles, which Gommette does not ask for.
    """
    if not role.guild.me.guild_permissions.manage_roles:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            counts = await role.guild.role_member_counts()
    except (TimeoutError, discord.HTTPException) as error:
        log.info("the size of role %s is unknown: %s", role.id, type(error).__name__)
        return None
    return counts.get(role) or None


async def gone_among(server: discord.Guild | None, people: Collection[int]) -> frozenset[int]:
    """Return those of a few `people` who are no longer in the server, each asked for.

    Someone of whom Discord says nothing in time is taken to be there.
    """
    gone: set[int] = set()
    if server is None:
        return frozenset()
    try:
        async with asyncio.timeout(PATIENCE):
            for person in people:
                try:
                    await server.fetch_member(person)
                except discord.NotFound:
                    gone.add(person)
    except (TimeoutError, discord.HTTPException) as error:
        log.warning("Discord did not say who is still in a server: %s", type(error).__name__)
    return frozenset(gone)
