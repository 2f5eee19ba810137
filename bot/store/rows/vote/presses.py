"""What a press on a ballot reads, and what it writes: one trip to the database's thread for each.

A trip costs many times what these statements do, and a room presses all at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from bot.store.rows.base import Aggregate, Row, Trip, to_text
from bot.store.rows.sessions import CAME, TOOK_PART
from bot.store.rows.vote import ballots as vote
from bot.store.rows.vote import sealed, voters
from bot.store.rows.vote.ballots import InHand
from bot.store.rows.vote.sealed import Inside
from bot.store.rows.vote.voters import TURNED_OUT, Standing
from bot.store.rows.vote.written import as_closed, as_text
from bot.store.sessions import STEP_IN_SESSION, session_and_step
from bot.store.topics import Topic
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.ballot import Content


class Held(NamedTuple):
    """A person before a vote: the step and its session, what they may do there, what they are
    preparing and what they have cast."""

    session: Session
    step: StepRun
    standing: Standing
    hand: InHand


class PressRows(Aggregate):
    async def held(
        self, step_id: int, user_id: int, reference: Callable[[bytes], str]
    ) -> Held | None:
        """Return what `user_id` holds in a vote; None when its step is gone.

        `reference` makes of the key of the vote what stands for the person there.
        """

        def read(trip: Trip) -> tuple[Row | None, Row | None, Row | None]:
            found = trip.one(STEP_IN_SESSION, step_id)
            standing = trip.one(voters.STANDING, step_id, user_id) if found else None
            if standing is None or standing["key"] is None:
                return found, standing, None
            return found, standing, trip.one(vote.IN_HAND, step_id, reference(standing["key"]))

        found, standing, hand = await self._together(read)
        if found is None or standing is None:
            return None
        passing = self._transaction.vault.passing
        in_hand = vote.in_hand(hand, passing) if hand else InHand()
        return Held(*session_and_step(found), voters.standing(standing), in_hand)

    async def keep(
        self,
        step_id: int,
        voter: str,
        content: Content,
        here: tuple[int, int] | None,
        *,
        sealed: bool = False,
    ) -> None:
        """Keep what is being prepared, of a `sealed` vote in a form that ends with the program;
        `here` is who came to which session by it."""
        passing = self._transaction.vault.passing

        def write(trip: Trip) -> None:
            text = as_closed(content, passing) if sealed else as_text(content)
            trip.run(vote.KEEP_DRAFT, step_id, voter, text)
            if here is not None:
                trip.run(CAME, *here)

        await self._together(write)

    async def cast(
        self,
        step: StepRun,
        user_id: int,
        voter: str,
        content: Content,
        name: str | None,
        now: datetime,
    ) -> None:
        """Put a ballot in the box in place of the one before, and say that its voter has voted.

        Its draft goes; `name` is kept by signed votes alone.
        """

        def write(trip: Trip) -> None:
            drawn, text = secrets.randbits(62), as_text(content)
            trip.run(vote.CAST, drawn, step.id, voter, text, name, to_text(now))
            trip.run(vote.DROP_DRAFT, step.id, voter)
            trip.run(TURNED_OUT, step.id, user_id)
            trip.run(TOOK_PART, step.session_id, user_id)

        await self._together(write)

    async def seal(self, step: StepRun, user_id: int, voter: str, content: Content) -> None:
        """Put a ballot in the box of a sealed vote for good, and say that its voter has voted.

        Its draft goes. The two are confirmed together, and nothing links them. Raises BoxLost.
        """
        vault = self._transaction.vault

        def write(trip: Trip) -> None:
            sealed.put(trip, vault, step.id, Inside(as_text(content)))
            trip.run(vote.DROP_DRAFT, step.id, voter)
            trip.run(TURNED_OUT, step.id, user_id)
            trip.run(TOOK_PART, step.session_id, user_id)

        await self._together(write)
        self._transaction.touch(Topic.ERASURES)
