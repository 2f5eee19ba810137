"""The reveal: hidden post-its get their place on the wall, drawn by lot."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.step import StepActs
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.wall.wall import columns_of, pages, shuffled

# Past this the channel would be flooded: the rest is read privately, page by page.
PUBLIC_PAGES = 4


class RevealActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        hidden = [p for p in await tx.postits.of_session(session.id) if p.number is None]
        order = shuffled(hidden, session.scenario, ctx.rng, columns_of(session))
        await tx.postits.reveal(session.id, order)
        fresh = {postit.id for postit in hidden}
        revealed = [p for p in await tx.postits.of_session(session.id) if p.id in fresh]
        found = pages(revealed)
        for rank, (first, last) in enumerate(found[:PUBLIC_PAGES]):
            await tx.outbox.add(
                Saying.WALL,
                session.id,
                session.channel_id,
                now,
                step=step.id,
                first=first,
                last=last,
                # Its share of the pictures of all that is revealed here.
                part=rank,
                begin=found[0][0],
                until=found[-1][1],
            )

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> tuple[PostIt, ...]:
        """Return the wall: the post-its that are revealed."""
        return tuple(p for p in await tx.postits.of_session(session.id) if p.number is not None)
