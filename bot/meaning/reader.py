"""Post-its are read as they arrive, beside everything else: nobody waits for it."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.themes.reading import read_some, waiting
from bot.store import Topic
from bot.worker import Workers

# Seconds between two looks at a session where people write, or do anything else.
_PACE = 2.0


class Reader:
    """Has what post-its mean read, where the context has an encoder."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._workers = Workers("reader", self._turn)
        # Sessions in which something was done since they were looked at.
        self._news: set[int] = set()
        if ctx.encoder is not None:
            ctx.listen(self._on_news, Topic.SESSION, Topic.MEANINGS)

    async def start(self) -> None:
        """Read what a stop left unread."""
        if self._ctx.encoder is not None:
            for session_id in await waiting(self._ctx):
                self._on_news(session_id)

    async def close(self) -> None:
        """Finish the turns under way; what is left is read at the next start."""
        await self._workers.close()

    def _on_news(self, session_id: int) -> None:
        self._news.add(session_id)
        self._workers.start(session_id)

    async def _turn(self, session_id: int) -> float | None:
        if session_id not in self._news:
            return None
        self._news.discard(session_id)
        while not self._workers.closed and await read_some(self._ctx, session_id):
            pass
        return _PACE
