"""Which channels have a session and what it makes of messages, known without asking the database.

A server says thousands of things that are no business of ours: a message in a channel without a
session, or in a step that takes none, costs no transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

from bot.store import Database, Topic
from bot.workshop.kinds import Collect
from bot.workshop.sessions.session import Session, StepRun, accepts_typed, hides, is_typed


class Hearing(Enum):
    """What becomes of a message typed in a channel."""

    NOTHING = auto()
    POSTIT = auto()
    REMINDER = auto()  # nothing, and the room is still to be told so


def hearing(session: Session | None, step: StepRun | None) -> Hearing:
    """Return what becomes of a message typed while `session` is at `step`."""
    if session is None or step is None:
        return Hearing.NOTHING
    if accepts_typed(session, step):
        return Hearing.POSTIT
    silent = step.is_open and isinstance(step.plan, Collect) and hides(session, step.plan)
    return Hearing.REMINDER if silent and not step.reminded else Hearing.NOTHING


class Ear(NamedTuple):
    """What becomes of a message now; where it is no post-it, `left_at` is when the room last left
    a step in which it would have been one."""

    makes: Hearing
    left_at: datetime | None = None


class LiveChannels:
    """The channels with a session that has not ended. `load` before the first event."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._channels: set[int] = set()
        # What was read once, until a commit tells that it changed.
        self._sessions: dict[int, int] = {}
        self._hearing: dict[int, Ear] = {}
        self._news = 0
        # The sessions in which someone may still be to be told that what they wrote is hidden.
        self.untold: set[int] = set()
        database.listen(self._on_change)

    def __contains__(self, channel_id: int) -> bool:
        return channel_id in self._channels

    async def load(self) -> None:
        """Learn what was live when the program stopped; commits tell of what comes later."""
        async with self._database.read() as tx:
            self._channels = {session.channel_id for session in await tx.sessions.live()}
            self.untold = set(await tx.moderation.sessions_with_untold())

    async def hearing(self, channel_id: int) -> Ear:
        """Return what becomes of a message typed in a channel now."""
        session_id = self._sessions.get(channel_id)
        if session_id is not None and session_id in self._hearing:
            return self._hearing[session_id]
        before = self._news
        async with self._database.read() as tx:
            session, step = await tx.sessions.now_in(channel_id)
            found = Ear(hearing(session, step))
            if session is not None and found.makes is not Hearing.POSTIT:
                left = await tx.sessions.every_step(session.id)
                moments = [one.left_at for one in left if is_typed(session, one) and one.left_at]
                found = found._replace(left_at=max(moments, default=None))
        if session is not None and self._news == before:  # else it may be out of date already
            self._sessions[channel_id] = session.id
            self._hearing[session.id] = found
        return found

    def _on_change(self, topic: Topic, ref: int) -> None:
        if topic is Topic.UNTOLD:
            self.untold.add(ref)
        elif topic is Topic.MOVED:
            self._hearing.pop(ref, None)
        elif topic is Topic.LIVE:
            self._channels.add(ref)
        elif topic is Topic.OVER:
            self._channels.discard(ref)
            self._hearing.pop(self._sessions.pop(ref, 0), None)
        else:
            return
        self._news += 1


class Turns:
    """What is done of a message is done one after the other, in the order in which it came.

    Said and deleted at once, a message could else be looked for before its post-it is there.
    """

    def __init__(self) -> None:
        self._held: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, message_id: int) -> AsyncIterator[None]:
        """Hold the turn of a message."""
        lock, waiting = self._held.get(message_id) or (asyncio.Lock(), 0)
        self._held[message_id] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._held.pop(message_id)
            if waiting > 1:
                self._held[message_id] = lock, waiting - 1

    async def after(self, message_ids: Iterable[int]) -> None:
        """Wait until all that came before is done."""
        for message_id in message_ids:
            if message_id in self._held:
                async with self.of(message_id):
                    pass
