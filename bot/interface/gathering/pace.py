"""How fast people can be moved: one request each, as many as Discord takes.

What Discord says of its limits comes with its answers and is obeyed by the library, which waits in
the middle of a request. It is waited for before one is made instead: meanwhile everyone may be
called back. Until it said something, so many moves a server are made in so many seconds.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

import discord
from discord.http import Route

MOVES, WITHIN = 10, 10.0  # seconds


class Pace:
    """Counts the moves of each server. `steady` counts seconds from whenever."""

    def __init__(self, client: discord.Client, steady: Callable[[], float]) -> None:
        self._client = client
        self._steady = steady
        self._made: dict[int, deque[float]] = {}

    def pause(self, server_id: int) -> float:
        """Return how many seconds to wait before somebody is moved in a server; 0 for none."""
        told = self._told(server_id)
        if told is not None:
            return told
        made, now = self._made.get(server_id, deque()), self._steady()
        while made and made[0] <= now - WITHIN:
            made.popleft()
        return made[0] + WITHIN - now if len(made) >= MOVES else 0.0

    def count(self, server_id: int) -> None:
        """Somebody is about to be moved."""
        self._made.setdefault(server_id, deque()).append(self._steady())

    def _told(self, server_id: int) -> float | None:
        """Return how long Discord says to wait; None where it said nothing of this route."""
        http = self._client.http
        route = Route(
            "PATCH", "/guilds/{guild_id}/members/{user_id}", guild_id=server_id, user_id=0
        )
        # What the library knows of limits has no public name.
        hashed = http._bucket_hashes.get(route.key)
        bucket = http._buckets.get(f"{hashed}:{route.major_parameters}") if hashed else None
        if bucket is None or bucket.expires is None:
            return None
        if bucket.remaining > 0:
            return 0.0
        return max(0.0, bucket.expires - asyncio.get_running_loop().time())
