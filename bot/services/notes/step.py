"""The discussion: its subjects, its hands, and its notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.services.context import Context
from bot.services.hands.keeping import open_planned
from bot.services.notes.dividing import conversations
from bot.services.step import StepActs
from bot.store import Transaction
from bot.workshop.kinds import BaseStep, Discuss
from bot.workshop.notes.note import Note
from bot.workshop.sessions.session import Session, StepRun


class DiscussActs(StepActs):
    async def becomes(self, tx: Transaction, session: Session, step: StepRun) -> Sequence[BaseStep]:
        return await conversations(tx, session, step)

    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if isinstance(step.plan, Discuss) and step.plan.raises_hands:
            await open_planned(tx, session, step, now)

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> tuple[Note, ...]:
        """Return the notes of this discussion."""
        every = await tx.notes.of_session(session.id)
        return tuple(note for note in every if note.step_id == step.id)
