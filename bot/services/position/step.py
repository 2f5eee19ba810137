"""A line: open to everyone while the step is, closed when the room moves on or those who lead say
so."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.reports.record import PositionRecord
from bot.services.context import Context
from bot.services.position.closing import count, holding
from bot.services.position.standing import standing_on
from bot.services.records import position_record
from bot.services.step import Held, StepActs
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.position.line import Standing
from bot.workshop.sessions.session import Session, StepRun


class PositionActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if step.outcome is not None:
            return  # a closed line stays so: nothing links places to people any more
        await tx.sessions.make_key("position", step.id, secrets.token_bytes(32))

    async def time_up(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> bool:
        """Go on standing, and moving, until those who lead close the line.

        Of few nothing would be told, and where they stand would be erased: the room is told that
        the time is up, and whoever leads decides whether others are waited for, whatever the recipe
        says of a step that closes.
        """
        if step.outcome is not None:
            return True  # closed already, the clock with it
        standing = await standing_on(tx, session, step)
        if step.moves_on(session.recipe) or not (standing.people and standing.few):
            return False
        await tx.outbox.add(Saying.TIME_UP, session.id, session.channel_id, now, step=step.id)
        tx.touch(Topic.SESSION, session.id)
        return True

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await count(tx, session, step, now)

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """People stay where they stand, until the room comes back or the session ends."""

    async def held(self, tx: Transaction, session: Session, step: StepRun) -> Held | None:
        """Return how many stand on a line that was not closed; None for nobody."""
        if step.outcome is not None:
            return None
        standing = await standing_on(tx, session, step)
        return holding(standing) if standing.people else None

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        if step.outcome is None:
            await tx.positions.close(step.id, ())

    async def found(
        self, tx: Transaction, session: Session, step: StepRun
    ) -> Standing | PositionRecord:
        """Return what is told of the line, or how it moved once it is closed."""
        if step.outcome is not None:
            return await position_record(tx, session, step)
        return await standing_on(tx, session, step)
