"""A vote: options frozen when it opens, ballots unlinked from people when it is counted."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.services.context import Context
from bot.services.step import StepActs
from bot.services.vote.polls import choices, count, too_many
from bot.store import Transaction
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import Session, StepRun


class VoteActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if step.outcome is not None or not isinstance(step.plan, Vote):
            return  # a counted vote cannot reopen: nothing links its ballots to people any more
        await tx.sessions.make_key("vote", step.id, secrets.token_bytes(32))
        if not await tx.ballots.has_any(step.id):
            found = await choices(tx, session, step.plan)
            kept = [] if too_many(step.plan, len(found)) else found  # the card says why
            await tx.ballots.set_options(step.id, kept)

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await count(ctx, tx, session, step, now)

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await self.abandoned(tx, step)

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        if step.outcome is None:
            await tx.ballots.discard(step.id)
            await tx.sessions.destroy_key("vote", step.id)
