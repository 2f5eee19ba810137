"""The end of what was open before the meeting: at its deadline, by hand, or when the meeting
begins. Nothing of what people wrote moves: it waits for its step."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.context import Context, author_of, steered
from bot.services.kinds import acts_of
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Outdated
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import LOBBY_KEPT, Session, SessionState, StepRun


async def close_ahead(
    ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
) -> Session:
    """Close a step that is open before the meeting; return the session, in the lobby again."""
    await tx.timers.cancel(step.id)
    closed = step.closed_ahead(now)
    assert closed.left_at is not None
    await tx.sessions.save_step(closed)
    await tx.ahead.close(step.id, closed.left_at, await people_in(tx, step))
    await tx.outbox.add(Saying.FOLD, session.id, session.channel_id, now, step=step.id)
    # What it holds stays: the room comes back to it in the meeting.
    await acts_of(step.plan.kind).skipped(ctx, tx, session, closed, now)
    session = replace(session, state=SessionState.LOBBY, position=None)
    await tx.sessions.save(session)
    await tx.timers.forget_at(session.id, now + LOBBY_KEPT)
    return session


async def close_and_say(
    ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
) -> None:
    """Close it, and have the room told by a new card of the lobby."""
    session = await close_ahead(ctx, tx, session, step, now)
    await tx.outbox.add(Saying.LOBBY, session.id, session.channel_id, now)


async def close_now(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Session:
    """Close what is open before the meeting, ahead of its deadline; it may be opened again.

    Raises Outdated when it is not open any more, Refusal when `actor` does not lead.
    """
    async with ctx.database.write() as tx:
        session, step = await led_ahead(tx, step_id, actor)
        await close_and_say(ctx, tx, session, step, now)
        return session


async def led_ahead(tx: Transaction, step_id: int, actor: Actor) -> tuple[Session, StepRun]:
    """Return a step that is open before the meeting, for who leads; raise Outdated where it is
    not, Refusal for anyone else."""
    found = await tx.sessions.step_in_session(step_id)
    if found is None:
        raise Outdated("before.closed")
    session = await steered(tx, found[0].id, actor)
    if not (session.is_ahead and found[1].is_open):
        raise Outdated("before.closed")
    return session, found[1]


async def people_in(tx: Transaction, step: StepRun) -> int:
    """Return how many people wrote in a step, or voted."""
    if isinstance(step.plan, Vote):
        return len(await tx.voters.voted(step.id))
    return (await tx.postits.counts(step.id))[1]


async def is_in(tx: Transaction, session: Session, step: StepRun, person: int) -> bool:
    """Return whether someone wrote in a step, or voted."""
    if isinstance(step.plan, Vote):
        return person in await tx.voters.voted(step.id)
    author = await author_of(tx, session, person)
    return bool(await tx.postits.of_step_author(step.id, author))
