"""A step of marks: hidden while it is open, revealed together when its time is up or it closes."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.reports.record import RateRecord
from bot.services.context import Context
from bot.services.rate.revealing import count, holding, look_if_complete, reveal_now
from bot.services.records import rate_record
from bot.services.step import Held, StepActs
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.kinds import Rate
from bot.workshop.rate.marks import Given
from bot.workshop.sessions.session import Session, StepRun


class RateActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if step.outcome is not None:
            return  # revealed marks cannot be given again: nothing links them to people any more
        await tx.sessions.make_key("rate", step.id, secrets.token_bytes(32))
        await look_if_complete(tx, session, step, now)

    async def resumed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await look_if_complete(tx, session, step, now)

    async def time_up(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> bool:
        """Reveal the marks, and stay for the room to look at them; moving on reveals them anyway.

        Of few nothing would be told, and they would be erased: the room is told that the time is
        up, and whoever leads decides whether others are waited for, whatever the recipe says of a
        step that closes.
        """
        if step.outcome is not None:
            return True  # revealed already, the clock with it
        given = await _given(tx, step)
        if step.moves_on(session.recipe) or not given.marks:
            return False
        if given.few:
            await tx.outbox.add(Saying.TIME_UP, session.id, session.channel_id, now, step=step.id)
            tx.touch(Topic.SESSION, session.id)
            return True
        await reveal_now(tx, session, step, now)
        return True

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await count(tx, session, step, now)

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The marks stay hidden: they are revealed once the room comes back, or at the end."""

    async def held(self, tx: Transaction, session: Session, step: StepRun) -> Held | None:
        """Return how many gave a mark in a step that was not revealed; None for nobody."""
        given = await _given(tx, step) if step.outcome is None else Given()
        return holding(given) if given.marks else None

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        if step.outcome is None:
            await tx.rates.close(step.id, told=False)

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Given | RateRecord:
        """Return how many marks there are, or what they came to once they are revealed."""
        if step.outcome is not None:
            return await rate_record(tx, step)
        return await _given(tx, step)


async def _given(tx: Transaction, step: StepRun) -> Given:
    plan = step.plan
    assert isinstance(plan, Rate)
    return await tx.rates.given(step.id, plan.expected)
