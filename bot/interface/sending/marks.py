"""The reactions by which typed messages are acknowledged: within Discord's pace, never queued.

Discord takes about one reaction every 0.25 s in a channel. Past that none is added, and the
card's counter is the acknowledgement.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

import discord

log = logging.getLogger(__name__)

# What was refused must be seen: it may take the room that what was kept leaves.
_PACE = timedelta(seconds=0.5)
_PACE_OF_REFUSALS = timedelta(seconds=0.25)
_REMEMBERED = 1000


class Mark(StrEnum):
    KEPT = "📌"
    TOO_LONG = "✂️"
    TOO_MANY = "✋"


class Marks:
    """At most one mark on a message. Those that were set are remembered for a while."""

    def __init__(self, client: discord.Client, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._last: dict[int, datetime] = {}
        self._set: OrderedDict[int, Mark] = OrderedDict()

    async def put(
        self, channel_id: int, message_id: int, mark: Mark | None, seen: Iterable[str] = ()
    ) -> None:
        """Have a message show `mark`, or none, if the pace allows.

        `seen` are our own reactions that the message is known to have.
        """
        ours = {Mark(emoji) for emoji in seen if emoji in set(Mark)}
        if message_id in self._set:
            ours.add(self._set[message_id])
        changes = [*(old for old in ours if old is not mark)]
        if mark is not None and mark not in ours:
            changes.append(mark)
        if not changes or not self._allowed(channel_id, mark, len(changes)):
            return
        message = self._client.get_partial_messageable(channel_id).get_partial_message(message_id)
        user = self._client.user
        assert user is not None
        self._set.pop(message_id, None)
        try:
            for change in changes:
                if change is mark:
                    await message.add_reaction(change)
                else:
                    await message.remove_reaction(change, user)
        except discord.HTTPException as error:
            log.info("a typed message could not be marked: %s", error.code)
            return
        if mark is not None:
            self._set[message_id] = mark
            if len(self._set) > _REMEMBERED:
                self._set.popitem(last=False)

    def forget(self, message_ids: Iterable[int]) -> None:
        """Forget messages that were deleted."""
        for message_id in message_ids:
            self._set.pop(message_id, None)

    def _allowed(self, channel_id: int, mark: Mark | None, requests: int) -> bool:
        now = self._clock()
        pace = _PACE if mark in (Mark.KEPT, None) else _PACE_OF_REFUSALS
        last = self._last.get(channel_id)
        if last is not None and now - last < pace:
            return False
        # Several requests count as many turns.
        self._last[channel_id] = now + (requests - 1) * _PACE
        return True
