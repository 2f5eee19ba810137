"""What must be said: rows first, then words. One worker for each channel keeps the order.

A letter stays in the outbox until Discord has it. If the program dies between sending and
noting it, the letter is tried again: `attempts` tells the carrier to look first whether it
already stands in the channel.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.services.context import Context
from bot.store import Topic, Transaction
from bot.store.outbox import Letter
from bot.worker import Workers

log = logging.getLogger(__name__)

_FIRST_RETRY = 5.0
_LONGEST_RETRY = 300.0
# A letter that we fail to draw must not hold back those that come after it.
_FAULTS = 3


class CannotSay(Exception):  # noqa: N818 - an answer of Discord
    """Discord will never take this letter (channel gone, no right to write)."""


class TryLater(Exception):  # noqa: N818 - an answer of Discord
    """Discord did not take this letter now."""


class Carrier(Protocol):
    """Brings letters to Discord, and knows what is to be kept of each kind."""

    async def __call__(self, letter: Letter, /) -> int | None:
        """Say a letter in its channel; return the message's identifier, if one was made.

        Raises CannotSay or TryLater.
        """
        ...

    async def noted(self, tx: Transaction, letter: Letter, message_id: int | None) -> None:
        """Write what follows from a letter that was said, with the note that it was."""
        ...

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        """Write what follows from a letter that can never be said."""
        ...


class Outbox:
    """Says what the rows of a database ask for."""

    def __init__(self, ctx: Context, carrier: Carrier, clock: Callable[[], datetime]) -> None:
        self._ctx = ctx
        self._carrier = carrier
        self._clock = clock
        self._workers = Workers("outbox", self._turn)
        ctx.listen(self._workers.wake, Topic.OUTBOX)

    async def start(self) -> None:
        """Say what was left unsaid when the program stopped."""
        async with self._ctx.database.read() as tx:
            channels = await tx.outbox.pending_channels()
        for channel_id in channels:
            self._workers.wake(channel_id)

    async def close(self) -> None:
        """Finish the letter under way in each channel; the others wait for the next start."""
        await self._workers.close()

    async def _turn(self, channel_id: int) -> float | None:
        while not self._workers.closed:
            async with self._ctx.database.write() as tx:
                letter = await tx.outbox.attempt(channel_id, self._clock())
            if letter is None:
                return None
            try:
                message_id = await self._carrier(letter)
            except TryLater as error:
                log.warning("letter %s (%s) waits: %s", letter.id, letter.kind, error)
                return min(_FIRST_RETRY * 2.0**letter.attempts, _LONGEST_RETRY)
            except CannotSay as error:
                log.warning("letter %s (%s) cannot be said: %s", letter.id, letter.kind, error)
                async with self._ctx.database.write() as tx:
                    await self._give_up(tx, letter, str(error))
            except Exception:
                log.exception("letter %s (%s) could not be drawn", letter.id, letter.kind)
                if letter.attempts < _FAULTS:
                    return _FIRST_RETRY
                async with self._ctx.database.write() as tx:
                    await self._give_up(tx, letter, "fault")
            else:
                async with self._ctx.database.write() as tx:
                    await self._said(tx, letter, message_id)
        return None

    async def _said(self, tx: Transaction, letter: Letter, message_id: int | None) -> None:
        await tx.outbox.said(letter)
        await self._carrier.noted(tx, letter, message_id)

    async def _give_up(self, tx: Transaction, letter: Letter, reason: str) -> None:
        await tx.outbox.give_up(letter.id, reason)
        await self._carrier.given_up(tx, letter, self._clock())
