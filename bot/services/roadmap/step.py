"""The roadmap: drawn for the room when it is left."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.step import StepActs
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.session import Session, StepRun


class RoadmapActs(StepActs):
    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if await tx.milestones.of_session(session.id):
            await tx.outbox.add(Saying.ROADMAP, session.id, session.channel_id, now, step=step.id)

    async def found(
        self, tx: Transaction, session: Session, step: StepRun
    ) -> tuple[Milestone, ...]:
        """Return what stands on the roadmap."""
        return tuple(await tx.milestones.of_session(session.id))
