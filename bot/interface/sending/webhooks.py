"""What links between servers ask of Discord: the webhook through which one writes to the other.

Whoever holds its token can write there: the token goes to Discord alone, never to a log, and what
fails is told by its kind. discord.py names the address of a webhook nowhere but at level DEBUG.
"""

from __future__ import annotations

import discord

UNKNOWN_WEBHOOK, UNKNOWN_MESSAGE, INVALID_TOKEN = 10015, 10008, 50027


def through(client: discord.Client, webhook_id: int, token: str) -> discord.Webhook:
    """Return the webhook of another server: nothing of it is known but how to write there."""
    return discord.Webhook.partial(webhook_id, token, client=client)


def gone(error: discord.HTTPException) -> bool:
    """True for the answer of Discord where a webhook is no more, or its token another."""
    return error.code in (UNKNOWN_WEBHOOK, INVALID_TOKEN)


async def looked_at(webhook: discord.Webhook) -> discord.Webhook | None:
    """Return a webhook as it is now; None where it is gone."""
    try:
        return await webhook.fetch(prefer_auth=False)
    except discord.HTTPException as error:
        if gone(error):
            return None
        raise


async def ours(client: discord.Client, webhook_id: int) -> discord.Webhook | None:
    """Return a webhook of a server where we are; None where it is gone.

    Raises discord.Forbidden without the right to manage webhooks there.
    """
    try:
        return await client.fetch_webhook(webhook_id)
    except discord.NotFound:
        return None


def is_private(client: discord.Client, server_id: int, channel_id: int) -> bool:
    """True for a channel that not everyone in its server sees; for one that is gone too."""
    server = client.get_guild(server_id)
    channel = server.get_channel_or_thread(channel_id) if server is not None else None
    if server is None or channel is None:
        return True
    if isinstance(channel, discord.Thread) and channel.is_private():
        return True
    return not channel.permissions_for(server.default_role).view_channel
