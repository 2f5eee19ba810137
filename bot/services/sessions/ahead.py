"""What a move would do to what people have answered: looked at before, so that it can be said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.services.context import Context, steered
from bot.services.kinds import acts_of
from bot.services.sessions.moving import Seen, check_leads_to, current_step
from bot.services.step import Held
from bot.store import Transaction
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun, StepState
from bot.workshop.wall.masked import waiting


class Way(StrEnum):
    """How a step is left."""

    NEXT = "next"
    SKIP = "skip"
    BACK = "back"
    END = "end"
    CLOSE = "close"  # the step stays, and what people answered in it is counted

    @property
    def closes(self) -> bool:
        """False where the step is set aside with all that it holds."""
        return self in (Way.NEXT, Way.END, Way.CLOSE)


@dataclass(frozen=True, slots=True)
class Holding:
    """A step and what people have answered in it."""

    step: StepRun
    held: Held


@dataclass(frozen=True, slots=True)
class Ahead:
    """What leaving the step under way does.

    `left` is that step, where it holds answers, then at the end those that were set aside with
    theirs. `returning` is the step that opens, where what was answered about has changed since.
    At the end, `unseen` post-its that no wall ever showed go into the reports, and `lost` ones do
    not: in a masked session they came too late to stand there without naming their writer.
    """

    session: Session
    way: Way
    left: tuple[Holding, ...] = ()
    returning: Holding | None = None
    unseen: int = 0
    lost: int = 0

    @property
    def asks(self) -> bool:
        """True when the facilitator is asked first."""
        return bool(self.left) or self.returning is not None

    @property
    def erases(self) -> bool:
        """True when ballots would be erased without a word on what they say."""
        return self.way.closes and any(one.held.erased for one in self.left)


async def ahead(ctx: Context, session_id: int, actor: Actor, seen: Seen | int, way: Way) -> Ahead:
    """Return what leaving the step at position `seen` does; raise Refusal as the move does."""
    async with ctx.database.read() as tx:
        session = await steered(tx, session_id, actor)
        current = await current_step(tx, session, seen)
        position = current.position + (-1 if way is Way.BACK else 1)
        following = await tx.sessions.step_at(session.id, position)
        check_leads_to(seen, following)
        returning = await _holding(tx, session, following)
        if returning is not None and not returning.held.moved:
            returning = None
        return Ahead(session, way, await _left(tx, session, [current]), returning)


async def ahead_of_end(ctx: Context, session_id: int, actor: Actor) -> Ahead:
    """Return what ending a session does to answers and to post-its that nobody has read yet; raise
    Refusal when `actor` may not end it."""
    async with ctx.database.read() as tx:
        session = await steered(tx, session_id, actor)
        written = await tx.postits.of_session(session.id)
        lost = len(waiting(written)) if session.masked else 0  # as `leave_out` does
        unseen = sum(postit.number is None for postit in written) - lost
        if session.state is SessionState.LOBBY:
            return Ahead(session, Way.END, unseen=unseen, lost=lost)
        steps = await tx.sessions.every_step(session.id)
        steps.sort(key=lambda step: step.state is not StepState.OPEN)  # the one under way first
        left = await _left(tx, session, steps)
        return Ahead(session, Way.END, left, unseen=unseen, lost=lost)


async def _left(tx: Transaction, session: Session, steps: list[StepRun]) -> tuple[Holding, ...]:
    found = [await _holding(tx, session, step) for step in steps]
    return tuple(one for one in found if one is not None)


async def _holding(tx: Transaction, session: Session, step: StepRun | None) -> Holding | None:
    held = await acts_of(step.plan.kind).held(tx, session, step) if step is not None else None
    return Holding(step, held) if step is not None and held is not None else None
