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
    late: bool = False  # masked, and the wall shows some already: what is added waits for company


class CollectActs(StepActs):
    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Gathered:
        return await gathered(tx, session, step)


async def gathered(tx: Transaction, session: Session, step: StepRun) -> Gathered:
    """Return how far a collect step is."""
    late = session.masked and await tx.postits.any_shown(step.id)
    return Gathered(*await tx.postits.counts(step.id), late)
