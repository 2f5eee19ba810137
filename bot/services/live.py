"""Which channels have a session, known without asking the database.

A server says thousands of things that are no business of ours: a message in a channel without a
session costs no transaction.
"""

from __future__ import annotations

from bot.store import Database, Topic


class LiveChannels:
    """The channels with a session that has not ended. `load` before the first event."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._channels: set[int] = set()
        database.listen(self._on_change)

    def __contains__(self, channel_id: int) -> bool:
        return channel_id in self._channels

    async def load(self) -> None:
        """Learn what was live when the program stopped; commits tell of what comes later."""
        async with self._database.read() as tx:
            self._channels = {session.channel_id for session in await tx.sessions.live()}

    def _on_change(self, topic: Topic, channel_id: int) -> None:
        if topic is Topic.LIVE:
            self._channels.add(channel_id)
        elif topic is Topic.OVER:
            self._channels.discard(channel_id)
