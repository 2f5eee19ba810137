"""Actions: those of the session, and the milestones that they can begin."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.step import StepActs
from bot.services.themes.starting import starts
from bot.store import Transaction
from bot.workshop.actions.action import Action
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class ToDo:
    """What the card of actions shows: the actions, the milestones of the session, and whether
    themes hold post-its."""

    actions: tuple[Action, ...]
    milestones: tuple[Milestone, ...]
    themed: bool = False


class ActionsActs(StepActs):
    async def found(self, tx: Transaction, session: Session, step: StepRun) -> ToDo:
        return ToDo(
            tuple(await tx.actions.of_session(session.id)),
            tuple(await tx.milestones.of_session(session.id)),
            bool(await starts(tx, session.id)),
        )
