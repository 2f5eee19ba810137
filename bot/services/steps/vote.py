"""The vote: options frozen when it opens, ballots unlinked from people when it closes."""

from __future__ import annotations

import json
import secrets
from datetime import datetime

from bot.services.context import Context
from bot.services.steps.base import StepActs
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.tally.dots import tally
from bot.workshop.ballot import Option
from bot.workshop.session import Session, StepRun
from bot.workshop.steps import Vote
from bot.workshop.steps.vote import VoteOn


class VoteActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if step.outcome is not None or not isinstance(step.plan, Vote):
            return  # a counted vote cannot reopen: nothing links its ballots to people any more
        await tx.sessions.make_key("vote", step.id, secrets.token_bytes(32))
        if await tx.ballots.turnout(step.id) == 0:
            await tx.ballots.set_options(step.id, await _options(tx, session, step.plan))

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if step.outcome is not None:
            return
        options = await tx.ballots.options(step.id)
        ballots = await tx.ballots.all(step.id)
        result = tally([option.number for option in options], ballots)
        await tx.ballots.unlink_voters(step.id)
        await tx.sessions.destroy_key("vote", step.id)
        await tx.sessions.set_outcome(
            step.id,
            json.dumps(
                {
                    "totals": {str(number): total for number, total in result.totals.items()},
                    "ballots": result.ballots,
                    "turnout": await tx.ballots.turnout(step.id),
                }
            ),
        )
        await tx.outbox.add(Saying.RESULT, session.id, session.channel_id, now, step=step.id)

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await self.abandoned(tx, step)

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        if step.outcome is None:
            await tx.ballots.discard(step.id)
            await tx.sessions.destroy_key("vote", step.id)


async def _options(tx: Transaction, session: Session, plan: Vote) -> list[Option]:
    if plan.on is VoteOn.MILESTONES:
        milestones = await tx.milestones.of_session(session.id)
        return [
            Option(rank, m.statement, m.id, m.dimension, m.year)
            for rank, m in enumerate(milestones, start=1)
        ]
    if plan.on is VoteOn.THEMES:
        sorting = await tx.themes.sorting(session.id)
        sizes = sorting.sizes
        themes = [theme for theme in sorting.themes if sizes[theme.id]]
        return [
            Option(rank, f"{theme.name} ({sizes[theme.id]})", theme.id)
            for rank, theme in enumerate(themes, start=1)
        ]
    return [
        Option(p.number, p.text, p.id, p.dimension or p.column, p.year)
        for p in await tx.postits.of_session(session.id)
        if p.number is not None
    ]
