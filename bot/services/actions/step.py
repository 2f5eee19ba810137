"""Actions: those of the session, and the milestones that they can begin."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.step import StepActs
from bot.store import Transaction
from bot.workshop.actions.action import Action
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class ToDo:
    """What the card of actions shows: the actions, and the milestones of the session."""

    actions: tuple[Action, ...]
    milestones: tuple[Milestone, ...]


class ActionsActs(StepActs):
    async def found(self, tx: Transaction, session: Session, step: StepRun) -> ToDo:
        return ToDo(
            tuple(await tx.actions.of_session(session.id)),
            tuple(await tx.milestones.of_session(session.id)),
        )
