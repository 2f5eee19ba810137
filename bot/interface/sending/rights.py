"""What the bot may do in a channel, as Discord last told of it."""

from __future__ import annotations

import discord

from bot.interface.words.sessions.checklist import ESSENTIAL, here, missing

# Without these, what has documents goes out without them.
FILES = "attach_files"


def lacking(
    client: discord.Client, server_id: int, channel_id: int, names: tuple[str, ...] = ESSENTIAL
) -> list[str]:
    """Return the permissions of `names` that the bot lacks in a channel; none where Discord told
    nothing of it."""
    server = client.get_guild(server_id)
    channel = server.get_channel_or_thread(channel_id) if server is not None else None
    # The cache may not hold the bot itself yet, whatever the type says.
    me: discord.Member | None = server.me if server is not None else None
    if channel is None or me is None:
        return []
    in_thread = isinstance(channel, discord.Thread)
    return missing(channel.permissions_for(me), here(names, in_thread))
