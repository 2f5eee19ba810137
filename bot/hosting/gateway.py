"""When Discord was last heard of: discord.py knows, and has no public name for it."""

from __future__ import annotations

import time

import discord


class Hearing:
    """What a running bot knows of its connections to Discord."""

    def __init__(self, bot: discord.AutoShardedClient) -> None:
        self._bot = bot

    def is_ready(self) -> bool:
        """True once Discord has told of all servers."""
        return self._bot.is_ready()

    def heartbeats(self) -> list[float | None]:
        """Return seconds since the last heartbeat that Discord answered, for each shard of this
        process; None for one that is not connected."""
        return [_since_heard(shard) for _, shard in sorted(self._bot.shards.items())]


def _since_heard(shard: discord.ShardInfo) -> float | None:
    socket = shard._parent.ws
    beating = socket._keep_alive if socket is not None else None
    if beating is None or shard.is_closed():
        return None
    return max(0.0, time.perf_counter() - beating._last_ack)
