"""Whether the bot is still in a server, as Discord says."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

if TYPE_CHECKING:
    from bot.client import Gommette

log = logging.getLogger(__name__)


def is_ours(bot: Gommette, server_id: int) -> bool:
    """True for a server that this process would know of."""
    count = bot.shard_count
    return count is not None and (server_id >> 22) % count in bot.shards


async def was_left(bot: Gommette, server_id: int) -> bool | None:
    """Return whether the bot is no more in a server; None where Discord does not say.

    A server that is down for a while is there. One of another process is not asked about.
    """
    if bot.get_guild(server_id) is not None:
        return False
    if not is_ours(bot, server_id):
        return None
    try:
        await bot.fetch_guild(server_id, with_counts=False)
    except (discord.NotFound, discord.Forbidden):
        return True
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("server %s: was it left? %s", server_id, error)
        return None
    return False
