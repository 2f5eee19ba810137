"""The moments at which a step kind can act, inside the transaction of the move; what it shows."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.store import Transaction
from bot.workshop.sessions.session import Session, StepRun


class StepActs:
    """Does nothing; kinds override what they need."""

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

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The room moves on: the step is done."""

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The facilitator gives the step up."""
        await self.closed(ctx, tx, session, step, now)

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> object:
        """Return what the card, the panel and those who arrive are shown, beside the step itself.

        It is read with the session and the step: a card never mixes two moments.
        """
        return None

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        """The session ends while the step waits: never opened, or left by going back."""
