"""Consent: the round begins with the recipe's text; left undecided, it is not adopted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.context import Context
from bot.services.sessions.quick import tell_outcome
from bot.services.step import Held, StepActs
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.consent.proposal import Proposal, decided
from bot.workshop.kinds import Consent
from bot.workshop.sessions.session import Session, StepRun


class ConsentActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        assert isinstance(step.plan, Consent)
        await tx.consents.begin(step.id, step.plan.first_text(session.language))

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        assert isinstance(step.plan, Consent)
        proposal = await tx.consents.get(step.id)
        if step.outcome is not None or proposal is None or not proposal.versions:
            return
        decision = decided(proposal, step.plan, adopt=False, undecided=True)
        await tx.sessions.set_outcome(step.id, decision.model_dump_json())
        await tell_outcome(tx, Saying.DECISION, session, step, now)

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The room may come back to it: nothing is decided."""

    async def held(self, tx: Transaction, session: Session, step: StepRun) -> Held | None:
        """Return how many have said something of a text that is not decided."""
        proposal = await tx.consents.get(step.id)
        if step.outcome is not None or proposal is None or not proposal.versions:
            return None
        return Held(proposal.people) if proposal.people else None

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Proposal:
        """Return the round, as it is, with the election that it is of."""
        proposal = await tx.consents.get(step.id) or Proposal()
        electing = await tx.elections.electing(step.id)
        return proposal if electing is None else replace(proposal, electing=electing)
