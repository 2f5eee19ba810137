"""The reveal: hidden post-its get their place on the wall, drawn by lot."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.services.context import Context
from bot.services.step import StepActs
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.wall.masked import waiting
from bot.workshop.wall.wall import columns_of, shuffled


class Wall(NamedTuple):
    """The post-its that are revealed, and how many wait for company."""

    postits: tuple[PostIt, ...]
    waiting: int


class RevealActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        written = await tx.postits.of_session(session.id)
        held = {p.id for p in waiting(written)} if session.masked else set()
        hidden = [p for p in written if p.number is None and p.id not in held]
        order = shuffled(hidden, session.scenario, ctx.rng, columns_of(session))
        await tx.postits.reveal(session.id, order)
        fresh = {postit.id for postit in hidden}
        revealed = [
            p.number
            for p in await tx.postits.of_session(session.id)
            if p.id in fresh and p.number is not None
        ]
        if revealed:
            await tx.outbox.add(
                Saying.WALL,
                session.id,
                session.channel_id,
                now,
                step=step.id,
                first=min(revealed),
                last=max(revealed),
            )

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Wall:
        """Return the wall, and how many post-its wait."""
        written = await tx.postits.of_session(session.id)
        return Wall(
            tuple(p for p in written if p.number is not None),
            len(waiting(written)) if session.masked else 0,
        )


async def leave_out(tx: Transaction, session: Session) -> None:
    """Let go of what still waits when a masked session ends: the report would show it alone.

    Their number stays, for the report to say so.
    """
    held = waiting(await tx.postits.of_session(session.id)) if session.masked else ()
    for step_id in dict.fromkeys(p.step_id for p in held):
        await tx.sessions.set_left_out(step_id, sum(p.step_id == step_id for p in held))
    for postit in held:
        await tx.postits.withdraw(postit.id)
