"""The reveal of marks: by hand, at the timebox, or when everyone has given theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.services.context import Context, open_step, steered
from bot.services.step import Held
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.timers import Timer, TimerKind
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Rate
from bot.workshop.rate.marks import Given, NothingGiven, Result, Revealed
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun

# Whoever gives the last mark has so long to say what would have raised it, or to change it. It is
# the same for all marks: what came at once would tell that none was low.
LAST_WORDS = timedelta(seconds=45)


class FewMarks(Refusal):
    """Revealed now, nothing would be told of the marks: whoever leads has not read so."""


async def to_reveal(ctx: Context, step_id: int, actor: Actor) -> tuple[Session, StepRun, Held]:
    """Return what a step holds, for whoever leads it and is about to reveal the marks; raise
    Refusal when there is none."""
    async with ctx.database.read() as tx:
        session, step, given = await _led(tx, step_id, actor)
        return session, step, holding(given)


async def reveal(
    ctx: Context, step_id: int, actor: Actor, now: datetime, *, erased: bool = False
) -> tuple[Session, Result]:
    """Reveal the marks: the step stays for the room to look at them. Return what is told of them.

    `erased` when whoever leads read that nothing will be told, and that the marks go; raises
    FewMarks where it is so and they did not, Refusal as `to_reveal`.
    """
    async with ctx.database.write() as tx:
        session, step, given = await _led(tx, step_id, actor)
        if given.few and not erased:
            raise FewMarks("rate.few_now")
        result = await reveal_now(tx, session, step, now)
        assert result is not None
        return session, result


async def reveal_now(
    tx: Transaction, session: Session, step: StepRun, now: datetime
) -> Result | None:
    """Reveal the marks of a step that stays open, as `count` says; its clock stops, since nothing
    is waited for."""
    await tx.timers.cancel(step.id)
    await tx.sessions.save_step(replace(step, closes_at=None, left_seconds=None))
    return await count(tx, session, step, now)


def check_hidden(step: StepRun) -> None:
    """Raise Revealed once the marks of a step are, and say so of those that were erased unread."""
    if step.outcome is not None:
        raise Revealed(over(Result.model_validate_json(step.outcome)))


def over(result: Result) -> str:
    """Return the key of why no mark can be given any more, as everyone may know it."""
    if result.told:
        return "rate.revealed"
    return "rate.erased_room" if result.in_room else "rate.erased"


async def count(tx: Transaction, session: Session, step: StepRun, now: datetime) -> Result | None:
    """Keep what the marks come to, let go of who gave which, and have it told; return it.

    Returns None when it was done before, and where nobody gave a mark: the step may then be taken
    up again. Nobody, the owner of the database included, can then link a mark to a person.
    """
    if step.outcome is not None:
        return None
    own = [one.mark for one in await tx.rates.all(step.id)]
    result = Result.of(own, await tx.rates.in_room(step.id))
    await tx.rates.close(step.id, told=result.told)
    if not result.told:
        # Of so few, nothing tells who had given one either.
        await tx.voters.discard(step.id)
    if not result.marks:
        return None
    await tx.sessions.set_outcome(step.id, result.model_dump_json())
    await tx.outbox.add(Saying.MARKS, session.id, session.channel_id, now, step=step.id)
    tx.touch(Topic.SESSION, session.id)
    return result


async def look_if_complete(tx: Transaction, session: Session, step: StepRun, now: datetime) -> None:
    """Have the marks revealed shortly, if everyone who is expected has now given theirs."""
    if not await _complete(tx, session, step):
        await tx.timers.cancel(step.id, TimerKind.MARKS_IN)
    elif not any(timer.kind == TimerKind.MARKS_IN for timer in await tx.timers.of_step(step.id)):
        await tx.timers.set(TimerKind.MARKS_IN, session.id, now + LAST_WORDS, step_id=step.id)


async def marks_in(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """Reveal the marks, unless one was taken back meanwhile."""
    if await _complete(tx, session, step):
        await reveal_now(tx, session, step, now)


def holding(given: Given) -> Held:
    """Return marks that are not revealed as a move is asked about them."""
    return Held(given.marks, erased=given.few, about=given)


async def _complete(tx: Transaction, session: Session, step: StepRun) -> bool:
    plan = step.plan
    if not isinstance(plan, Rate) or plan.expected is None or step.outcome is not None:
        return False
    given = await tx.rates.given(step.id, plan.expected)
    # Of few, whoever leads decides: a reveal would erase them.
    return step.is_open and not session.paused and given.complete and not given.few


async def _led(tx: Transaction, step_id: int, actor: Actor) -> tuple[Session, StepRun, Given]:
    session, step = await open_step(tx, step_id)
    await steered(tx, session.id, actor)
    if not isinstance(step.plan, Rate):
        raise Refusal("step.not_open")
    check_hidden(step)
    given = await tx.rates.given(step.id, step.plan.expected)
    if not given.marks:
        raise NothingGiven("rate.none")
    return session, step, given
