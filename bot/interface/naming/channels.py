"""Which channels of a server someone sees."""

from __future__ import annotations

import discord

from bot.interface.naming.people import actor_of
from bot.services.actions.seeing import Reader
from bot.workshop.errors import Refusal


def reader_of(interaction: discord.Interaction) -> Reader:
    """Return who acts, with the channels that they see; raise Refusal outside a server."""
    server, user = interaction.guild, interaction.user
    if server is None or not isinstance(user, discord.Member):
        raise Refusal("button.unknown")
    seen = {c.id for c in server.channels if c.permissions_for(user).view_channel}
    seen |= {thread.id for thread in server.threads if _in_thread(thread, user)}
    # Where they act, they are.
    if interaction.channel_id is not None:
        seen.add(interaction.channel_id)
    return Reader(server.id, actor_of(user), frozenset(seen))


def _in_thread(thread: discord.Thread, member: discord.Member) -> bool:
    """True for a thread that someone sees: the private ones are for those who were added."""
    if thread.parent is None:
        return False
    allowed = thread.permissions_for(member)
    if not allowed.view_channel:
        return False
    added = any(one.id == member.id for one in thread.members)
    return not thread.is_private() or allowed.manage_threads or added
