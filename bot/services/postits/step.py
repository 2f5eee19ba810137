"""Writing post-its: how many there are, by how many people."""

from __future__ import annotations

from typing import NamedTuple

from bot.services.step import StepActs
from bot.store import Transaction
from bot.workshop.sessions.session import Session, StepRun


class Gathered(NamedTuple):
    """What the card tells of what is written: nothing else of it may be known yet."""

    postits: int
    people: int


class CollectActs(StepActs):
    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Gathered:
        return Gathered(*await tx.postits.counts(step.id))
