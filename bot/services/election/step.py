"""An election without candidates: it waits for those who lead, and elects nobody by itself."""

from __future__ import annotations

from datetime import datetime

from bot.reports.record import ElectionRecord
from bot.services.context import Context
from bot.services.election.concluding import close
from bot.services.election.recording import election_record
from bot.services.step import Held, StepActs
from bot.store import Transaction
from bot.workshop.election.naming import Stage
from bot.workshop.sessions.session import Session, StepRun


class ElectionActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if step.outcome is None:
            await tx.elections.begin(step.id)

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await close(tx, session, step)

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """All that was said waits, hidden or shown as it was, until the room comes back."""

    async def held(self, tx: Transaction, session: Session, step: StepRun) -> Held | None:
        """Return how many name someone in an election that came to nothing yet."""
        if step.outcome is not None:
            return None
        naming = await tx.elections.get(step.id)
        if naming is None or not naming.nominations:
            return None
        return Held(naming.people, erased=naming.stage is Stage.NAMING, about=naming)

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        if step.outcome is None:
            await tx.elections.clear(step.id)

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> ElectionRecord:
        """Return the election, and what became of each proposal."""
        return await election_record(tx, step)
