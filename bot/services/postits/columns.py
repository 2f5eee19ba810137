"""Where one's post-its go that were typed without a column: each person places their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.context import Context, author_of
from bot.services.postits.collecting import own
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What someone wrote in a step and has no column yet, with the columns that there are; `wrote`
    where anything of theirs is on record there."""

    session: Session
    step: StepRun
    postits: tuple[PostIt, ...]
    wrote: bool

    @property
    def columns(self) -> tuple[str, ...]:
        assert isinstance(self.step.plan, Collect)
        return self.step.plan.column_names(self.session.language)


async def unplaced(ctx: Context, step_id: int, actor: Actor) -> Unplaced:
    """Return what `actor` wrote in a step of a live session without a column; raise Refusal when
    it has none."""
    async with ctx.database.read() as tx:
        return await _unplaced(tx, step_id, actor)


async def step_of(ctx: Context, postits: Sequence[PostIt]) -> StepRun | None:
    """Return the step of one of `postits` that has no column where there are some, if any."""
    async with ctx.database.read() as tx:
        for step_id in {postit.step_id for postit in postits if postit.column is None}:
            step = await tx.sessions.step(step_id)
            if step is not None and isinstance(step.plan, Collect) and step.plan.columns:
                return step
    return None


async def place(ctx: Context, postit_id: int, actor: Actor, rank: int) -> tuple[PostIt, Unplaced]:
    """Put a post-it of `actor` in the column of that `rank`; return it, with what they have left.

    Raises Refusal when it is not theirs, or for a column that there is not.
    """
    async with ctx.database.write() as tx:
        session, step, postit = await own(tx, postit_id, actor)
        assert isinstance(step.plan, Collect)
        columns = step.plan.column_names(session.language)
        if not 0 <= rank < len(columns):
            raise Refusal("button.unknown")
        await tx.postits.edit(
            postit.id, postit.text, postit.dimension, postit.year, columns[rank], kind=postit.kind
        )
        tx.touch(Topic.SESSION, session.id)
        placed = await tx.postits.get(postit.id)
        assert placed is not None
        return placed, await _unplaced(tx, step.id, actor)


async def _unplaced(tx: Transaction, step_id: int, actor: Actor) -> Unplaced:
    found = await tx.sessions.step_in_session(step_id)
    if found is None:
        raise Refusal("session.gone")
    session, step = found
    if session.state is SessionState.ENDED or not isinstance(step.plan, Collect):
        raise Refusal("session.ended")
    columns = step.plan.columns
    mine = await tx.postits.of_step_author(step.id, await author_of(tx, session, actor.user_id))
    left = tuple(one for one in mine if one.column is None and columns)
    return Unplaced(session, step, left, wrote=bool(mine))
