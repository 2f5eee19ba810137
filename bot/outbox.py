"""What must be said: rows first, then words. One worker for each channel keeps the order.

A letter stays in the outbox until Discord has it. If the program dies between sending and
noting it, the letter is tried again: `attempts` tells the carrier to look first whether it
already stands in the channel.

What Discord refuses for now is tried again for a day, less and less often, and at once when what
was in the way is gone (`Outbox.again`). Letters that come after it in the channel wait for it as
long as it is the channel that refuses, and for an hour at most.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.services.context import Context
from bot.services.sessions.unsaid import A_DAY
from bot.store import Topic, Transaction
from bot.store.errors import disk_refuses
from bot.store.outbox import Letter
from bot.worker import Workers

log = logging.getLogger(__name__)

_FIRST_RETRY = 5.0
_LONGEST_RETRY = 300.0
_LONGEST_ASIDE = 1800.0
# How long what comes after a letter in its channel waits for it.
_HELD = timedelta(hours=1)
# A letter that we fail to draw must not hold back those that come after it.
_FAULTS = 3
# After so many attempts that ended with the program, words alone were tried and ended it too.
_ENDED = 4


class CannotSay(Exception):  # noqa: N818 - an answer of Discord
    """Discord will never take this letter: its channel is gone, or the letter is not right."""


class TryLater(Exception):  # noqa: N818 - an answer of Discord
    """Discord did not take this letter now.

    `alone`: its channel may take others. `lacking`: for want of a right, which people can give.
    """

    def __init__(self, reason: str, *, alone: bool = False, lacking: bool = False) -> None:
        super().__init__(reason)
        self.alone = alone
        self.lacking = lacking


@dataclass(frozen=True, slots=True)
class Said:
    """A letter that Discord took: as which message, and whether its files had to stay behind."""

    message_id: int | None = None
    files_left: bool = False


class Carrier(Protocol):
    """Brings letters to Discord, and knows what is to be kept of each kind."""

    async def __call__(self, letter: Letter, /) -> Said:
        """Say a letter in its channel, or drop one that is out of date.

        Raises CannotSay or TryLater.
        """
        ...

    def newest(self, channel_id: int) -> int | None:
        """Return the last message known of a channel."""
        ...

    async def noted(self, tx: Transaction, letter: Letter, said: Said, now: datetime) -> None:
        """Write what follows from a letter that was said, with the note that it was."""
        ...

    async def refused(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        """Write whom to tell that a letter waits for a right; called once for each."""
        ...

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        """Write what follows from a letter that is not tried any more."""
        ...


@dataclass
class _Wait:
    """When a letter is tried again, by the steady clock; `aside`: others need not wait for it;
    `alone`: whether they get out says nothing of it."""

    until: float
    aside: bool = False
    alone: bool = False
    faults: int = 0


class Outbox:
    """Says what the rows of a database ask for. Pauses follow `steady`, which counts seconds from
    whenever and is never set."""

    def __init__(
        self,
        ctx: Context,
        carrier: Carrier,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
    ) -> None:
        self._ctx = ctx
        self._carrier = carrier
        self._clock = clock
        self._steady = steady
        self._waits: dict[int, dict[int, _Wait]] = {}
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

    @property
    def refused(self) -> Collection[int]:
        """The channels in which something waits to be tried again."""
        return list(self._waits)

    def again(self, channel_id: int) -> None:
        """Try at once what waits in a channel: what was in the way may be gone."""
        self._waits.pop(channel_id, None)
        self._workers.wake(channel_id)

    async def _turn(self, channel_id: int) -> float | None:
        while not self._workers.closed:
            now = self._steady()
            waits = self._waits.get(channel_id, {})
            held = {number: wait for number, wait in waits.items() if wait.until > now}
            if pauses := [wait.until - now for wait in held.values() if not wait.aside]:
                return min(pauses)
            newest = self._carrier.newest(channel_id)
            async with self._ctx.database.write() as tx:
                letter = await tx.outbox.attempt(channel_id, newest, list(held))
            if letter is not None:
                await self._try(letter)
            elif held:
                return min(wait.until - now for wait in held.values())
            else:
                self._waits.pop(channel_id, None)
                return None
        return None

    async def _try(self, letter: Letter) -> None:
        try:
            if letter.unfinished >= _ENDED:
                raise CannotSay("the program ends each time that this is drawn")
            said = await self._carrier(letter)
        except TryLater as refusal:
            await self._put_off(letter, refusal)
        except CannotSay as error:
            await self._give_up(letter, str(error))
        except Exception as error:
            if disk_refuses(error):
                raise  # the worker comes back to it: the letter is as good as before
            log.exception("letter %s (%s) could not be drawn", letter.id, letter.kind)
            await self._failed(letter)
        else:
            self._got_out(letter)
            async with self._ctx.database.write() as tx:
                await tx.outbox.said(letter)
                await self._carrier.noted(tx, letter, said, self._clock())

    async def _put_off(self, letter: Letter, refusal: TryLater) -> None:
        now = self._clock()
        refused_for = now - (letter.refused_at or now)
        if refused_for >= A_DAY:
            await self._give_up(letter, str(refusal))
            return
        # Once for each: those who lead see it on their panel, operators with `check`.
        level = logging.INFO if letter.refused_at is not None else logging.WARNING
        log.log(level, "letter %s (%s) waits: %s", letter.id, letter.kind, refusal)
        async with self._ctx.database.write() as tx:
            await tx.outbox.refused(letter.id, str(refusal), now)
            if refusal.lacking and not letter.told:
                await tx.outbox.told(letter.id)
                await self._carrier.refused(tx, letter, now)
        late = refused_for >= _HELD
        longest = _LONGEST_ASIDE if late else _LONGEST_RETRY
        pause = min(_FIRST_RETRY * 2.0 ** min(letter.attempts, 20), longest)
        alone = refusal.alone
        self._wait(letter, _Wait(self._steady() + pause, aside=alone or late, alone=alone))

    async def _failed(self, letter: Letter) -> None:
        """A letter met a fault of ours: a few times, then it is given up."""
        before = self._waits.get(letter.channel_id, {}).get(letter.id)
        faults = (before.faults if before is not None else 0) + 1
        if faults >= _FAULTS:
            await self._give_up(letter, "fault")
            return
        async with self._ctx.database.write() as tx:
            await tx.outbox.refused(letter.id, "fault", self._clock())
        self._wait(letter, _Wait(self._steady() + _FIRST_RETRY, faults=faults))

    async def _give_up(self, letter: Letter, reason: str) -> None:
        log.warning("letter %s (%s) cannot be said: %s", letter.id, letter.kind, reason)
        self._no_wait(letter)
        now = self._clock()
        async with self._ctx.database.write() as tx:
            await tx.outbox.give_up(letter.id, reason, now)
            await self._carrier.given_up(tx, letter, now)

    def _wait(self, letter: Letter, wait: _Wait) -> None:
        self._waits.setdefault(letter.channel_id, {})[letter.id] = wait

    def _got_out(self, letter: Letter) -> None:
        """The channel takes letters: those that it had refused are tried again now."""
        waits = self._waits.get(letter.channel_id, {})
        for number in [n for n, wait in waits.items() if n == letter.id or not wait.alone]:
            del waits[number]

    def _no_wait(self, letter: Letter) -> None:
        self._waits.get(letter.channel_id, {}).pop(letter.id, None)
