"""A speaking round: its clock stops and runs with that of its step; what it came to stays."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.step import StepActs
from bot.services.turns.clock import set_clock
from bot.services.turns.view import Floor, floor_of
from bot.store import Transaction
from bot.workshop.kinds import Turns
from bot.workshop.sessions.session import Session, StepRun


class TurnsActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """Gone back to, a round goes on where it was."""
        held = await tx.turns.get(step.id)
        if held is not None:
            await set_clock(tx, session, step, held, now)

    async def resumed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await self.opened(ctx, tx, session, step, now)

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """Its card is folded with the words, which are read together where authors are masked."""
        assert isinstance(step.plan, Turns)
        if session.masked and step.plan.word:
            await tx.turns.set_read(step.id, step.plan.each_seconds)

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Floor:
        """Return the round, as it is."""
        return await floor_of(tx, session, step)
