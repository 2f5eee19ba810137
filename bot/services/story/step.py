"""The story: timed, its messages are timers, each setting the next; by hand, they wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.services.context import Context
from bot.services.step import StepActs
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.timers import Timer, TimerKind
from bot.workshop.kinds import Story
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.story.beats import Beat, beat_at, beats
from bot.workshop.story.step import Telling


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
        if session.scenario is None or step.told >= len(beats(session.scenario)):
            return
        if _timed(step):
            await tx.timers.set(
                TimerKind.BEAT, session.id, now, step_id=step.id, payload={"index": step.told}
            )


async def go_on(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """Have the message said whose time has come."""
    await tell(tx, session, step, timer.payload["index"], now)


async def tell(tx: Transaction, session: Session, step: StepRun, index: int, now: datetime) -> None:
    """Have message `index` of the story said; timed, set the time of the next one."""
    if session.scenario is None or not isinstance(step.plan, Story):
        return
    await tx.outbox.add(Saying.BEAT, session.id, session.channel_id, now, step=step.id, index=index)
    await tx.sessions.set_told(step.id, index + 1)
    if beat_at(session.scenario, index) is Beat.MEDIA:
        tx.touch(Topic.SESSION, session.id)  # the card offers its words from now on
    if _timed(step) and index + 1 < len(beats(session.scenario)):
        await tx.timers.set(
            TimerKind.BEAT,
            session.id,
            now + timedelta(seconds=step.plan.pace_seconds),
            step_id=step.id,
            payload={"index": index + 1},
        )


def _timed(step: StepRun) -> bool:
    return isinstance(step.plan, Story) and step.plan.telling is Telling.TIMED
