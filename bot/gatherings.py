"""People of small groups: brought to their rooms and threads, and back, one request at a time.

A worker for each session compares what is wanted with the rows and with what Discord shows, does
the one thing that comes next (`bot.workshop.subgroups.bringing`), and looks again. Nothing is
remembered between two looks but how long to leave alone what Discord refused.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.services.context import Context
from bot.services.subgroups import places
from bot.services.subgroups.places import Gone, Next, Outcome, Refused, Unanswered
from bot.store import Topic
from bot.worker import Workers
from bot.workshop.subgroups.acts import Act, Asked, End, Home, Make, Move, Remove, Wait, Written
from bot.workshop.subgroups.bringing import Seen
from bot.workshop.subgroups.group import Gathering
from bot.workshop.subgroups.places import Kept, Place

log = logging.getLogger(__name__)

_FIRST_RETRY = 5.0
_LONGEST_RETRY = 300.0


class Hands(Protocol):
    """Sees what Discord shows, and asks it for one thing."""

    def see(self, goal: Gathering | None, kept: Kept | None, now: datetime) -> Seen | None:
        """Return what Discord shows; None where the server cannot be seen."""
        ...

    def newest(self, server_id: int) -> int:
        """Return the newest channel known of a server."""
        ...

    def name(self, goal: Gathering, make: Make, naming: places.Naming) -> str:
        """Return what a place is called."""
        ...

    def pause(self, server_id: int, act: Asked) -> float:
        """Return how many seconds to wait before `act`, so that Discord takes it."""
        ...

    async def carry(self, next_: Next, act: Asked, place: Place | None) -> Outcome:
        """Ask Discord for one thing; `place` is the row of what is to be made."""
        ...

    def forget(self, session_id: int) -> None:
        """Nothing is left of a gathering."""
        ...


@dataclass
class _Held:
    """An act that Discord refused, or did not answer to: until when it is left alone."""

    until: float
    times: int


class Gatherings:
    """Brings people where the rows of a database want them, those of each session side by side."""

    def __init__(self, ctx: Context, bringer: Bringer) -> None:
        self._ctx = ctx
        self._bringer = bringer
        self._workers = Workers("gathering", self._turn)
        ctx.listen(self._workers.wake, Topic.GATHERING)

    async def start(self) -> None:
        """Go on with what the program left when it stopped."""
        for session_id in await places.unfinished(self._ctx):
            self._workers.wake(session_id)

    async def close(self) -> None:
        """Finish the requests under way; what they left to do waits for the next start."""
        await self._workers.close()

    def wake(self, session_id: int) -> None:
        """Have a session looked at: something changed in Discord."""
        self._workers.wake(session_id)

    async def again(self, server_id: int) -> None:
        """Try at once what was refused in a server: what was in the way may be gone."""
        for session_id in await places.unfinished(self._ctx, server_id):
            self._bringer.forgive(session_id)
            self._workers.wake(session_id)

    async def _turn(self, session_id: int) -> float | None:
        return await self._bringer.turn(session_id, lambda: self._workers.closed)


class Bringer:
    """Does for one session what comes next, until Discord is to be left alone. `steady` counts
    seconds from whenever and is never set; `moved` is called for a session of which somebody was
    moved."""

    def __init__(
        self,
        ctx: Context,
        hands: Hands,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
        moved: Callable[[int], None],
    ) -> None:
        self._ctx = ctx
        self._hands = hands
        self._clock = clock
        self._steady = steady
        self._moved = moved
        self._held: dict[int, dict[Act, _Held]] = {}

    def forgive(self, session_id: int) -> None:
        """Leave nothing alone of what Discord refused."""
        self._held.pop(session_id, None)

    async def turn(self, session_id: int, closed: Callable[[], bool]) -> float | None:
        """Do what there is to do for a session; return how many seconds to wait before the next
        turn, None until something changes. It ends early once `closed`."""
        while not closed():
            found = await places.look(self._ctx, session_id, partial(self._see, session_id))
            act = found.act
            if act is None or isinstance(act, Wait):
                if found.kept is None:
                    self._forget(session_id)
                    return None
                waits = [one.until - self._steady() for one in self._held_of(session_id).values()]
                waits = [pause for pause in waits if pause > 0]
                waits += [act.seconds] if act is not None else []
                return min(waits, default=None)
            if isinstance(act, Written):
                await places.write(self._ctx, session_id, found.kept, act, self._clock())
                if isinstance(act, End):
                    log.info("session %d: nothing is left of its groups in Discord", session_id)
                continue
            assert found.kept is not None
            if pause := self._hands.pause(found.kept.server_id, act):
                return pause
            await self._ask(found, found.kept, act)
        return None

    async def _ask(self, found: Next, kept: Kept, act: Asked) -> None:
        """Carry out one act, and keep what Discord answered."""
        session_id, place = kept.session_id, None
        if isinstance(act, Make):
            naming = await places.naming(self._ctx, session_id)
            if naming is None or found.goal is None:
                return  # it was deleted meanwhile: the next look sees it
            name = self._hands.name(found.goal, act, naming)
            newest = self._hands.newest(kept.server_id)
            place = await places.asking(self._ctx, kept, act, name, newest, self._clock())
        outcome = await self._hands.carry(found, act, place)
        await places.answered(self._ctx, kept, act, outcome, self._clock())
        tried_again = isinstance(outcome, Refused) and isinstance(act, Home | Remove)
        if tried_again or isinstance(outcome, Unanswered):
            self._hold(session_id, act)
        else:
            self._held_of(session_id).pop(act, None)
        if isinstance(act, Move | Home) and not isinstance(outcome, Unanswered | Gone):
            self._moved(session_id)

    def _hold(self, session_id: int, act: Act) -> None:
        held = self._held.setdefault(session_id, {})
        times = held[act].times + 1 if act in held else 0
        pause = min(_FIRST_RETRY * 2.0 ** min(times, 20), _LONGEST_RETRY)
        held[act] = _Held(self._steady() + pause, times)

    def _see(self, session_id: int, goal: Gathering | None, kept: Kept | None) -> Seen | None:
        seen = self._hands.see(goal, kept, self._clock())
        if seen is None:
            return None
        tried, now = self._held_of(session_id), self._steady()
        held = frozenset(act for act, one in tried.items() if one.until > now)
        return replace(seen, held=held, tried=frozenset(tried))

    def _held_of(self, session_id: int) -> dict[Act, _Held]:
        return self._held.get(session_id, {})

    def _forget(self, session_id: int) -> None:
        self._held.pop(session_id, None)
        self._hands.forget(session_id)
