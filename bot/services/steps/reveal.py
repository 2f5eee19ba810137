"""The reveal: hidden post-its get their place on the wall, drawn by lot."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.steps.base import StepActs
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.session import Session, StepRun
from bot.workshop.wall import pages, shuffled

# Past this the channel would be flooded: the rest is read privately, page by page.
PUBLIC_PAGES = 4


class RevealActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        hidden = [p for p in await tx.postits.of_session(session.id) if p.number is None]
        await tx.postits.reveal(session.id, shuffled(hidden, session.scenario, ctx.rng))
        fresh = {postit.id for postit in hidden}
        revealed = [p for p in await tx.postits.of_session(session.id) if p.id in fresh]
        for first, last in pages(revealed)[:PUBLIC_PAGES]:
            await tx.outbox.add(
                Saying.WALL,
                session.id,
                session.channel_id,
                now,
                step=step.id,
                first=first,
                last=last,
            )
