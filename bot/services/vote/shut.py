"""A sealed box that cannot be opened any more: nobody votes into it, and who leads decides.

Its key was deleted or damaged (nobody will ever read what is inside), or cannot be read for now
(who runs the bot may see to it: the vote then goes on as it was).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.context import Context, leads
from bot.services.step import Held
from bot.services.vote.polls import held, led_vote, progress
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.vote.progress import Shut


class BoxShut(Refusal):
    """Nobody can vote: the box of a sealed vote cannot be opened, and who leads was told."""

    def __init__(self, why: Shut) -> None:
        super().__init__(f"sealed.shut.{why}")


async def look_into(tx: Transaction, session: Session, step: StepRun, now: datetime) -> Shut | None:
    """Look whether the box of a vote can be opened, and return why not. Those who lead are told,
    each in private, the first time that it cannot; so is the log."""
    if not isinstance(step.plan, Vote) or not step.plan.sealed:
        return None
    why, known = await tx.sealed.looked(step.id), await tx.sealed.shut(step.id)
    if why == known:
        return why
    await tx.sealed.set_shut(step.id, why)
    tx.touch(Topic.SESSION, session.id)
    if why is None:
        tx.note(f"the box of the sealed vote {step.id} can be opened again")
        return None
    tx.note(f"the box of the sealed vote {step.id} cannot be opened ({why}): see the check")
    if known is None:
        for person in sorted(await tx.sessions.facilitators(session.id)):
            await tx.outbox.add(
                Saying.BOX_SHUT, session.id, -step.id, now, step=step.id, person=person
            )
    return why


async def check_opens(tx: Transaction, step: StepRun) -> None:
    """Raise BoxShut where it is known that a box cannot be opened, and it still cannot."""
    if not isinstance(step.plan, Vote) or not step.plan.sealed:
        return
    if await tx.sealed.shut(step.id) is not None and (why := await tx.sealed.looked(step.id)):
        raise BoxShut(why)


async def found_shut(ctx: Context, step_id: int, now: datetime) -> Shut | None:
    """Look into the box of a vote, in a transaction of its own."""
    async with ctx.database.write() as tx:
        found = await tx.sessions.step_in_session(step_id)
        return await look_into(tx, *found, now) if found is not None else None


async def stop_for(tx: Transaction, session: Session, step: StepRun, now: datetime) -> bool:
    """Stop the clock of a vote of which the box is shut, whose time is over: who leads decides.
    Return whether it is."""
    if await look_into(tx, session, step, now) is None:
        return False
    await tx.timers.cancel(step.id)
    await tx.sessions.save_step(replace(step, closes_at=None, left_seconds=None))
    return True


async def begin_again(tx: Transaction, session: Session, step: StepRun) -> None:
    """Have a vote begin again, whose ballots nobody can read: all who had voted are told."""
    plan = step.plan
    assert isinstance(plan, Vote)
    cast = (await progress(tx, step, plan)).voted
    await tx.sessions.set_voted_before(step.id, step.voted_before + cast)
    await tx.voters.vote_again(step.id)
    await tx.voters.forget_reminded(step.id)
    await tx.ballots.discard(step.id)
    tx.touch(Topic.SESSION, session.id)


async def to_begin_again(ctx: Context, step_id: int, actor: Actor) -> tuple[Session, StepRun, Held]:
    """Return what a vote of which the box is shut holds, for whoever leads it and is about to have
    it begin again; raise Refusal where it is open again."""
    async with ctx.database.write() as tx:
        session, step, plan = await _shut_vote(tx, step_id, actor)
        return session, step, await held(tx, session, step, plan)


async def vote_again(ctx: Context, step_id: int, actor: Actor) -> Session:
    """Have a vote of which the box is shut begin again; raise Refusal where it is open again."""
    async with ctx.database.write() as tx:
        session, step, _ = await _shut_vote(tx, step_id, actor)
        await begin_again(tx, session, step)
        return session


async def _shut_vote(tx: Transaction, step_id: int, actor: Actor) -> tuple[Session, StepRun, Vote]:
    session, step, plan = await led_vote(tx, step_id, actor)
    if await tx.sealed.looked(step_id) is None:
        raise Refusal("sealed.opens")
    return session, step, plan


async def known_shut(ctx: Context, step_id: int) -> Shut | None:
    """Return why a box cannot be opened, as who leads was told."""
    async with ctx.database.read() as tx:
        return await tx.sealed.shut(step_id)


async def still_shut(ctx: Context, session: Session, step: StepRun, actor: Actor) -> Shut | None:
    """Return why the box of a vote that `actor` leads is shut; None once that is settled."""
    if session.state is SessionState.ENDED or step.outcome is not None:
        return None
    async with ctx.database.read() as tx:
        return await tx.sealed.shut(step.id) if await leads(tx, session, actor) else None
