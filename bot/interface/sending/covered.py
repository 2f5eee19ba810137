"""Counts the messages that cover a card, and has it come back to the bottom at a calm pace.

Of each channel the last few message numbers are kept in memory, never a text. A number tells when
its message was said, by Discord's clock; what passed since follows `steady`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from discord.utils import snowflake_time

from bot.services.context import Context
from bot.services.sessions.covered import bring_back, card_of
from bot.worker import Workers
from bot.workshop.sessions.covered import MESSAGES, stays_for


@dataclass(slots=True)
class _Channel:
    """The last messages of a channel, when the newest came, and what is known of its card.

    `card` is the card as last read, `asked` the one that was asked to come back.
    """

    last: deque[int] = field(default_factory=lambda: deque(maxlen=MESSAGES))
    came_at: float = 0.0
    card: int = 0
    asked: int = 0

    @property
    def covers(self) -> bool:
        """True when all that was seen stands below the card, and is enough."""
        return len(self.last) == MESSAGES and self.last[0] > self.card


class CoveredCards:
    """Sees how far the cards of live sessions have gone up."""

    def __init__(
        self, ctx: Context, clock: Callable[[], datetime], steady: Callable[[], float]
    ) -> None:
        self._ctx = ctx
        self._clock = clock
        self._steady = steady
        self._channels: dict[int, _Channel] = {}
        self._workers = Workers("covered", self._turn)

    def saw(self, channel_id: int, message_id: int) -> None:
        """A message was posted in a channel with a live session."""
        channel = self._channels.setdefault(channel_id, _Channel())
        channel.last.append(message_id)
        channel.came_at = self._steady()
        if channel.covers:
            self._workers.start(channel_id)

    def gone(self, channel_id: int, message_ids: set[int]) -> None:
        """Messages were deleted: they cover nothing."""
        channel = self._channels.get(channel_id)
        if channel is not None:
            left = [one for one in channel.last if one not in message_ids]
            channel.last = deque(left, maxlen=MESSAGES)

    async def close(self) -> None:
        await self._workers.close()

    async def _turn(self, channel_id: int) -> float | None:
        channel = self._channels.get(channel_id)
        if channel is None or not channel.covers:
            return None
        if channel_id not in self._ctx.live:
            del self._channels[channel_id]
            return None
        step = await card_of(self._ctx, channel_id)
        if step is None or step.card_message_id is None:
            channel.last.clear()  # counted anew for what comes next
            return None
        channel.card = step.card_message_id
        if not channel.covers or channel.asked == channel.card:
            return None
        now = snowflake_time(channel.last[-1])
        now += timedelta(seconds=self._steady() - channel.came_at)
        open_for = now - snowflake_time(step.since_message_id or channel.card)
        left = stays_for(open_for) - (now - snowflake_time(channel.card))
        if left > timedelta(0):
            return left.total_seconds()
        channel.asked = channel.card
        await bring_back(self._ctx, step.id, channel.card, self._clock())
        return None
