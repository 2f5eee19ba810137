"""Where someone acts, and the files that they give with it."""

from __future__ import annotations

import aiohttp
import discord

from bot.workshop.errors import Refusal


def server_of(interaction: discord.Interaction) -> int:
    """Return the server in which someone acts; raise Refusal elsewhere."""
    if interaction.guild_id is None:
        raise Refusal("button.unknown")
    return interaction.guild_id


async def read_attached(attachment: discord.Attachment) -> bytes:
    """Return the content of a file whose size was checked; raise Refusal where Discord does not
    give it."""
    try:
        return await attachment.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        raise Refusal("import.unreadable") from None
