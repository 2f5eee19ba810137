"""The moments at which a step kind can act, inside the transaction of the move; what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context
from bot.store import Transaction
from bot.workshop.kinds import BaseStep
from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class Held:
    """What people have answered in a step that decides something and has not.

    `people` have answered. `erased` when closing it now would tell nothing of what they said, and
    erase it. `moved` when what they answered about is no longer what stands on the wall. `about`
    is what the kind's screen tells of it.
    """

    people: int
    erased: bool = False
    moved: bool = False
    about: object = None


class StepActs:
    """Does nothing; kinds override what they need."""

    async def becomes(self, tx: Transaction, session: Session, step: StepRun) -> Sequence[BaseStep]:
        """Return the plans of which a step about to open takes the first, the others coming after
        it; its own alone, unless the kind makes several steps of it."""
        return (step.plan,)

    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The step has just opened, perhaps again; its card is announced after this."""

    async def resumed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The clock runs again after a pause."""

    async def time_up(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> bool:
        """The timebox is over. Return True when the kind has dealt with it: the session then
        neither moves on nor says that the time is up."""
        return False

    async def warned(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The room is told that the end is near."""

    async def clock_set(self, tx: Transaction, step: StepRun, now: datetime) -> None:
        """The clock was set, or stopped: what shows the end elsewhere than on the card follows."""

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The room moves on: the step is done."""

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The facilitator passes over the step; the room may come back to it."""
        await self.closed(ctx, tx, session, step, now)

    async def held(self, tx: Transaction, session: Session, step: StepRun) -> Held | None:
        """Return what people have answered; None where there is nothing that a press could take.

        Whoever leaves such a step is told first what becomes of it (`bot.services.sessions.ahead`).
        What it holds is kept while it is left, and closed with the session at the latest.
        """
        return None

    async def emptied(self, tx: Transaction, step: StepRun) -> None:
        """What people had answered is erased, as they were told: the step opens as new."""

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> object:
        """Return what the card, the panel and those who arrive are shown, beside the step itself.

        It is read with the session and the step: a card never mixes two moments.
        """
        return None

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        """The session ends while the step waits, and holds nothing."""
