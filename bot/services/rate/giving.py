"""Giving a mark: one's own, changed or taken back until all are revealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, form_step, open_step
from bot.services.rate.revealing import check_hidden, look_if_complete
from bot.store import Topic, Transaction
from bot.store.rows.rate import Mine
from bot.workshop.errors import Over, Refusal
from bot.workshop.kinds import Rate
from bot.workshop.rate.marks import LOW, Given, NothingGiven, check_mark, check_remark
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun, author_reference


@dataclass(frozen=True, slots=True)
class Rating:
    """A step that takes marks, as one person sees it: theirs, and how many there are."""

    session: Session
    step: StepRun
    plan: Rate
    mine: Mine | None
    given: Given


async def view(ctx: Context, step_id: int, actor: Actor) -> Rating:
    """Return the mark of `actor`; raise Refusal where none can be given (any more)."""
    async with ctx.database.read() as tx:
        return (await _rating(tx, step_id, actor))[0]


async def give(ctx: Context, step_id: int, actor: Actor, mark: int, now: datetime) -> Rating:
    """Keep the one mark of `actor`, in place of the one before. Raises Refusal for what is no
    mark, once the marks are revealed, and outside of the step."""
    async with ctx.database.write() as tx:
        seen, rater = await _rating(tx, step_id, actor)
        if seen.mine is not None and seen.mine.mark == mark:
            return seen  # the same press twice
        await tx.rates.give(step_id, rater, check_mark(mark))
        await tx.voters.mark_turnout(step_id, actor.user_id, True)
        await tx.sessions.took_part(seen.session.id, actor.user_id)
        return await _changed(tx, seen, actor, now)


async def say(ctx: Context, step_id: int, actor: Actor, text: str, now: datetime) -> Rating:
    """Keep what would have raised the mark of `actor`; an empty `text` takes it back.

    A form that was opened before the step was left is still taken, as `form_step` says. Raises
    Refusal as `give`, where there is no mark, or not a low one, and for a text that is too long.
    """
    async with ctx.database.write() as tx:
        seen, rater = await _rating(tx, step_id, actor, now)
        remark = check_remark(text)
        _check_low(seen)
        await tx.rates.say(step_id, rater, remark or None)
        return (await _rating(tx, step_id, actor, now))[0]


async def speaking(ctx: Context, step_id: int, actor: Actor) -> Rating:
    """Return the mark of `actor`, who is about to say what would have raised it; raise Refusal as
    `say`."""
    async with ctx.database.read() as tx:
        seen, _ = await _rating(tx, step_id, actor)
        _check_low(seen)
        return seen


async def withdraw(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Rating:
    """Take the mark of `actor` back, with what they said; raise Refusal when there is none."""
    async with ctx.database.write() as tx:
        seen, rater = await _rating(tx, step_id, actor)
        if not await tx.rates.withdraw(step_id, rater):
            raise NothingGiven("rate.nothing_given")
        await tx.voters.mark_turnout(step_id, actor.user_id, False)
        return await _changed(tx, seen, actor, now)


def _check_low(seen: Rating) -> None:
    if seen.mine is None:
        raise NothingGiven("rate.nothing_given")
    if seen.mine.mark > LOW:
        raise Refusal("rate.not_low", low=LOW)


async def _changed(tx: Transaction, seen: Rating, actor: Actor, now: datetime) -> Rating:
    after, _ = await _rating(tx, seen.step.id, actor)
    await look_if_complete(tx, after.session, after.step, now)
    tx.touch(Topic.SESSION, after.session.id)
    return after


async def _rating(
    tx: Transaction, step_id: int, actor: Actor, now: datetime | None = None
) -> tuple[Rating, str]:
    """Return a step whose marks are not revealed, and what stands for `actor` among them."""
    found = await (open_step(tx, step_id) if now is None else form_step(tx, step_id, now))
    session, step, plan = *found, found[1].plan
    if not isinstance(plan, Rate):
        raise Refusal("step.not_open")
    check_hidden(step)
    key = await tx.sessions.key("rate", step.id)
    if key is None:
        raise Over("step.not_open")
    rater = author_reference(actor.user_id, key)
    mine = await tx.rates.mine(step.id, rater)
    given = await tx.rates.given(step.id, plan.expected)
    return Rating(session, step, plan, mine, given), rater
