"""Writing post-its: how many there are, by how many people."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.services.context import Context, author_of
from bot.services.postits.asking import ask_no_more
from bot.services.postits.pictures import show
from bot.services.step import StepActs
from bot.store import Transaction
from bot.workshop.in_room import ROOM
from bot.workshop.kinds import Collect
from bot.workshop.postits.pictures import shows_pictures
from bot.workshop.sessions.session import Session, SessionState, StepRun, hides
from bot.workshop.wall.masked import COMPANY
from bot.workshop.wall.wall import columns_of, shuffled


class Gathered(NamedTuple):
    """What the card tells of what is written: nothing else of it may be known yet.

    Of the `people` who wrote, so many are in the room without Discord: what they write is known
    to those who lead, and hides nobody else's.
    """

    postits: int
    people: int
    in_room: int = 0
    late: bool = False  # masked, and the wall shows some already: what is added waits for company
    unplaced: int = 0  # without a column, in a step that has some
    opened: bool = False  # hidden until the wall is opened, which it was already once
    before: bool = False  # people wrote before the meeting: it is here

    @property
    def few(self) -> bool:
        """True while too few wrote for none of them to be guessed in a masked session."""
        return self.people - self.in_room < COMPANY


class CollectActs(StepActs):
    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Gathered:
        return await gathered(tx, session, step)

    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """Pictures are shown; so is what was written before the meeting, hidden, where what comes
        now is."""
        plan = step.plan
        if shows_pictures(plan):
            session = await show(tx, session, step, now)
        if not isinstance(plan, Collect) or hides(session, plan):
            return
        written = await tx.postits.of_session(session.id)
        hidden = [p for p in written if p.step_id == step.id and p.number is None]
        if hidden:
            order = shuffled(hidden, session.scenario, ctx.rng, columns_of(session))
            await tx.postits.reveal(session.id, order)

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """Nobody is asked for columns any more: the folded card says how many have none."""
        await ask_no_more(tx, session, step, now)

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await ask_no_more(tx, session, step, now)


async def gathered(tx: Transaction, session: Session, step: StepRun) -> Gathered:
    """Return how far a collect step is."""
    hidden = isinstance(step.plan, Collect) and hides(session, step.plan)
    opened = hidden and await tx.postits.any_shown(step.id)
    late = session.masked and opened
    postits, writers = await tx.postits.counts(step.id)
    in_room = 0
    unlinked = session.masked and session.state is SessionState.ENDED
    if session.in_room and not unlinked:
        theirs = await tx.postits.of_step_author(step.id, await author_of(tx, session, ROOM))
        shown = sum(postit.hidden is None for postit in theirs)
        if shown:
            # They write under one name: no more of them than post-its.
            in_room = min(session.in_room, shown)
            writers += in_room - 1
    unplaced = 0
    if isinstance(step.plan, Collect) and step.plan.columns:
        unplaced = await tx.postits.unplaced(step.id)
    before = False
    if postits and not session.is_before:
        before = step.id in await tx.ahead.of_session(session.id)
    return Gathered(postits, writers, in_room, late, unplaced, opened and step.is_open, before)
