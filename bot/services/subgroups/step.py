"""A step of small groups: made by whoever leads, or from those of the step before; then home."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.context import Context
from bot.services.step import StepActs
from bot.services.subgroups import telling
from bot.services.subgroups.following import follow
from bot.services.subgroups.returning import come_home
from bot.services.subgroups.view import Seen, followed_by, seen
from bot.store import Topic, Transaction
from bot.workshop.sessions.session import Session, StepRun


class SubgroupsActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """Groups that follow are made; those that were made before go on. New ones wait for
        whoever leads, and so does the clock."""
        round_ = await tx.groups.round(step.id)
        if round_ is not None:
            await tx.groups.set_round(replace(round_, back=False, seconds=None))
        elif not await follow(ctx, tx, session, step):
            await tx.timers.cancel(step.id)
            await tx.sessions.save_step(replace(step, closes_at=None, left_seconds=None))
        tx.touch(Topic.GATHERING, session.id)

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """Everyone comes back with what they made, unless the next step goes on from here."""
        if await followed_by(tx, session, step) is None:
            await come_home(ctx, tx, session, step, now)
        else:  # another card comes below it, in a place that goes on
            await telling.redraw(tx, session.id, step.id, now)
        tx.touch(Topic.GATHERING, session.id)

    async def warned(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await telling.warn(tx, step, now)

    async def clock_set(self, tx: Transaction, step: StepRun, now: datetime) -> None:
        await telling.redraw(tx, step.session_id, step.id, now)

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Seen:
        return await seen(tx, session, step)
