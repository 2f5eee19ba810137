"""Which channels a person can see now, as Discord tells: summaries are found by that.

Threads are seen by those who see their parent, private ones by those who are in them or who manage
threads. Gommette has no list of members: who is in a private thread is asked, of a few at a time.
What Discord does not tell is taken not to be seen.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

import discord

from bot.interface.naming.presence import PATIENCE
from bot.services.memory.remembering import Place
from bot.workshop.memory.reading import Seen, Spot

log = logging.getLogger(__name__)

# Private threads of which it is asked, at most, whether someone is in them.
_ASKED = 20


async def seen_among(interaction: discord.Interaction, spots: Iterable[Spot]) -> Seen:
    """Return which of `spots` who acts can see now, and which are not there any more."""
    server, member = interaction.guild, interaction.user
    if server is None or not isinstance(member, discord.Member) or server.unavailable:
        return Seen()
    channels: set[int] = set()
    gone: set[int] = set()
    private: list[int] = []
    known: dict[int, discord.Permissions] = {}

    def allowed_in(channel: discord.abc.GuildChannel) -> discord.Permissions:
        """Worked out once for a channel, however many threads it has."""
        if channel.id not in known:
            known[channel.id] = channel.permissions_for(member)
        return known[channel.id]

    for spot in spots:
        channel = server.get_channel(spot.channel_id)
        if channel is not None:
            if allowed_in(channel).view_channel:
                channels.add(spot.channel_id)
            continue
        thread = server.get_thread(spot.channel_id)
        parent_id = thread.parent_id if thread is not None else spot.parent_id
        parent = server.get_channel(parent_id) if parent_id is not None else None
        if parent is None:  # of a thread that is archived, its parent is all that is known
            gone.add(spot.channel_id)
            continue
        allowed = allowed_in(parent)
        if not allowed.view_channel:
            continue
        is_private = thread.is_private() if thread is not None else spot.private
        if not is_private or allowed.manage_threads:
            channels.add(spot.channel_id)
        else:
            private.append(spot.channel_id)
    channels |= await _threads_of(interaction, private[:_ASKED])
    return Seen(frozenset(channels), frozenset(gone))


def place_of(client: discord.Client, server_id: int, channel_id: int) -> Place | None:
    """Return where a channel is, and whether everyone can see it; None where it is not known."""
    server = client.get_guild(server_id)
    found = server.get_channel_or_thread(channel_id) if server is not None else None
    if server is None or found is None:
        return None
    if not isinstance(found, discord.Thread):
        return Place(Spot(channel_id), found.permissions_for(server.default_role).view_channel)
    parent = server.get_channel(found.parent_id)
    everyone = parent is not None and parent.permissions_for(server.default_role).view_channel
    is_private = found.is_private()
    return Place(Spot(channel_id, found.parent_id, is_private), everyone and not is_private)


async def _threads_of(interaction: discord.Interaction, threads: list[int]) -> set[int]:
    """Return those of private `threads` that who acts is in."""
    there: set[int] = set()

    async def ask(thread: int) -> None:
        try:
            await interaction.client.http.get_thread_member(thread, interaction.user.id)
        except discord.HTTPException:  # not in it, or nothing that Gommette is told of
            return
        there.add(thread)

    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*map(ask, threads))
    except TimeoutError:
        log.info("Discord did not tell in time who is in %d threads", len(threads))
    return there
