"""The reactions that say what became of typed messages: within Discord's pace, none forgotten.

Discord takes about one reaction every 0.25 s in a channel. What was not kept is marked first and
always; what was kept waits behind it, and past a bound goes without: no mark means kept.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

import aiohttp
import discord

from bot.interface.sending.patience import PATIENCE
from bot.worker import Workers

log = logging.getLogger(__name__)

# Seconds after a mark. What was kept leaves room for what was refused meanwhile.
_PACE = 0.5
_PACE_OF_REFUSALS = 0.25
# Marks of what was kept that may wait in a channel: two minutes of them.
_WAITING = 240
_REMEMBERED = 1000
# A request that failed on the way is made again, so many times, after so many seconds.
_TRIES = 5
_AFTER_FAILURE = 5.0


class Mark(StrEnum):
    KEPT = "📌"
    UNPLACED = "❔"
    TALK = "🗣️"
    TOO_LONG = "✂️"
    TOO_MANY = "✋"
    TOO_LATE = "⌛"


# What a message that is kept shows: it waits behind what is not.
ON_RECORD = (Mark.KEPT, Mark.UNPLACED)


@dataclass(slots=True)
class _Wanted:
    """What a message is to show, and which of our marks it shows."""

    mark: Mark | None
    ours: set[Mark]
    tries: int = 0


@dataclass(slots=True)
class _Lane:
    """What waits in a channel, by message."""

    first: dict[int, _Wanted] = field(default_factory=dict)
    kept: dict[int, _Wanted] = field(default_factory=dict)

    def drop(self, message_id: int) -> None:
        self.first.pop(message_id, None)
        self.kept.pop(message_id, None)


class Marks:
    """At most one mark on a message. Those that were set are remembered for a while."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._lanes: dict[int, _Lane] = {}
        self._set: OrderedDict[int, Mark] = OrderedDict()
        self._workers = Workers("marks", self._turn)

    def put(
        self, channel_id: int, message_id: int, mark: Mark | None, seen: Iterable[str] = ()
    ) -> None:
        """Have a message show `mark`, or none, as soon as the pace allows.

        `seen` are our own reactions that the message is known to have.
        """
        ours = {Mark(emoji) for emoji in seen if emoji in set(Mark)}
        if message_id in self._set:
            ours.add(self._set[message_id])
        lane = self._lanes.setdefault(channel_id, _Lane())
        lane.drop(message_id)
        wanted = _Wanted(mark, ours)
        if ours != ({mark} if mark else set()):
            if mark not in ON_RECORD or ours:  # else the message would say the contrary
                lane.first[message_id] = wanted
            elif len(lane.kept) < _WAITING:
                lane.kept[message_id] = wanted
        self._workers.start(channel_id)

    def forget(self, message_ids: Iterable[int]) -> None:
        """Forget messages that were deleted."""
        for message_id in message_ids:
            self._set.pop(message_id, None)
            for lane in self._lanes.values():
                lane.drop(message_id)

    async def close(self) -> None:
        """Let the mark under way be set; those that wait are seen to at the next start."""
        await self._workers.close()

    async def _turn(self, channel_id: int) -> float | None:
        lane = self._lanes.get(channel_id)
        waiting = (lane.first or lane.kept) if lane is not None else None
        if not waiting:
            self._lanes.pop(channel_id, None)
            return None
        message_id = next(iter(waiting))
        wanted = waiting.pop(message_id)
        try:
            async with asyncio.timeout(PATIENCE):
                requests = await self._show(channel_id, message_id, wanted)
        except (discord.Forbidden, discord.NotFound) as error:
            log.info("a typed message could not be marked: %s", error.code)
            return _PACE
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("a mark waits: %s", type(error).__name__)
            wanted.tries += 1
            if wanted.tries < _TRIES and lane is not None:
                lane.first.setdefault(message_id, wanted)
            return _AFTER_FAILURE
        pace = _PACE if wanted.mark in ON_RECORD else _PACE_OF_REFUSALS
        return requests * pace

    async def _show(self, channel_id: int, message_id: int, wanted: _Wanted) -> int:
        """Take off the marks that a message is not to show, and add the one that it is; return
        how many requests it took."""
        message = self._client.get_partial_messageable(channel_id).get_partial_message(message_id)
        user = self._client.user
        assert user is not None
        self._set.pop(message_id, None)
        others = [mark for mark in wanted.ours if mark is not wanted.mark]
        for other in others:
            await message.remove_reaction(other, user)
            wanted.ours.discard(other)
        if wanted.mark is None:
            return len(others)
        if wanted.mark not in wanted.ours:
            await message.add_reaction(wanted.mark)
        self._set[message_id] = wanted.mark
        if len(self._set) > _REMEMBERED:
            self._set.popitem(last=False)
        return len(others) + 1
