"""The story: its messages are timers, one setting the next."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.services.context import Context
from bot.services.steps.base import StepActs
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.store.timers import TimerKind
from bot.workshop.scenario import Scenario
from bot.workshop.session import Session, StepRun
from bot.workshop.steps import Story


def beats(scenario: Scenario) -> int:
    """Return how many messages tell the story: the opening, the anchors, the award."""
    return 1 + len(scenario.anchors) + (1 if scenario.award else 0)


class StoryActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await self._continue(tx, session, step, now)

    async def resumed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await self._continue(tx, session, step, now)

    async def _continue(
        self, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        told = await tx.outbox.count_beats(step.id)
        if session.scenario is not None and told < beats(session.scenario):
            await tx.timers.set(
                TimerKind.BEAT, session.id, now, step_id=step.id, payload={"index": told}
            )


async def tell(tx: Transaction, session: Session, step: StepRun, index: int, now: datetime) -> None:
    """Have message `index` of the story said, and set the time of the next one."""
    if session.scenario is None or not isinstance(step.plan, Story):
        return
    await tx.outbox.add(Saying.BEAT, session.id, session.channel_id, now, step=step.id, index=index)
    if index + 1 < beats(session.scenario):
        await tx.timers.set(
            TimerKind.BEAT,
            session.id,
            now + timedelta(seconds=step.plan.pace_seconds),
            step_id=step.id,
            payload={"index": index + 1},
        )
