"""The plan of a session bends: steps are moved, taken out, put back, done again, changed, put in.

Each use case is one transaction, and is told what the person had read: what it would do otherwise
than they read is `Outdated`, and nothing is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.services.context import Context, steered
from bot.services.kinds import acts_of
from bot.services.sessions.steering import interrupt
from bot.services.sessions.unplanned import check_options
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.kinds import BaseStep, Kinds, Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.plan import Plan, again, stamp
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.sessions.session import Session, SessionState, StepRun, StepState


@dataclass(frozen=True, slots=True)
class Made:
    """How much stands in a step: post-its, people who answered, notes."""

    postits: int = 0
    answers: int = 0
    notes: int = 0

    def __bool__(self) -> bool:
        return bool(self.postits or self.answers or self.notes)


NOTHING = Made()


@dataclass(frozen=True, slots=True)
class Seen:
    """A plan, with what was `made` in its steps, by their identifier, where anything was."""

    plan: Plan
    made: Mapping[int, Made] = field(default_factory=dict)

    def made_in(self, step: StepRun) -> Made:
        """Return how much stands in a step."""
        return self.made.get(step.id, NOTHING)


async def plan_of(ctx: Context, session_id: int, actor: Actor) -> Seen:
    """Return the plan of a session for who leads it; raise Refusal for others, and for a session
    that was opened for one vote."""
    async with ctx.database.read() as tx:
        session = await _bendable(tx, session_id, actor)
        plan = await _plan(tx, session)
        postits, notes = (
            [one.step_id for one in found]
            for found in (
                await tx.postits.of_session(session.id),
                await tx.notes.of_session(session.id),
            )
        )
        made: dict[int, Made] = {}
        for step in (*plan.steps, *plan.out):
            held = await acts_of(step.plan.kind).held(tx, session, step)
            stands = Made(postits.count(step.id), held.people if held else 0, notes.count(step.id))
            if stands:
                made[step.id] = stands
        return Seen(plan, made)


async def swap(ctx: Context, session_id: int, actor: Actor, upper: int, lower: int) -> None:
    """Have the step `lower` come before the step `upper`, which stands right above it.

    Raises Outdated when they no longer stand so, or one of them does not move any more.
    """
    async with ctx.database.write() as tx:
        plan = await _plan(tx, await _bendable(tx, session_id, actor))
        moving = _present(plan.find(lower))
        passed = plan.above(moving)
        if passed is None or passed.id != upper:
            raise _changed()
        order = [step.id for step in plan.steps]
        at = moving.position
        order[at - 1 : at + 1] = [lower, upper]
        await _reordered(tx, plan, order)


async def come_next(
    ctx: Context, session_id: int, actor: Actor, step_id: int, follows: int | None, now: datetime
) -> None:
    """Have a step be the first to come, right behind the one under way, `follows` (None in the
    lobby). One that the room passed over comes again, with all that it holds."""
    async with ctx.database.write() as tx:
        session = await _bendable(tx, session_id, actor)
        plan = await _plan(tx, session)
        step = _present(plan.find(step_id))
        if not plan.may_come_next(step) or follows != _id(plan.here):
            raise _changed()
        if step.state is StepState.SKIPPED:
            await tx.sessions.save_step(replace(step, state=StepState.WAITING))
            await _card_again(tx, session, step, now)
        order = [one.id for one in plan.steps if one.id != step_id]
        place = order.index(follows) + 1 if follows is not None else 0
        order.insert(place, step_id)
        await _reordered(tx, plan, order)


async def take_out(
    ctx: Context, session_id: int, actor: Actor, step_id: int, now: datetime
) -> StepRun:
    """Take a step out of the plan, and return it as it was; what was made in it is kept."""
    async with ctx.database.write() as tx:
        session = await _bendable(tx, session_id, actor)
        plan = await _plan(tx, session)
        step = _present(plan.find(step_id))
        if not plan.may_leave(step):
            raise _changed()
        await tx.sessions.take_out(session, step)
        await _card_again(tx, session, step, now)
        tx.touch(Topic.SESSION, session.id)
        return step


async def put_back(
    ctx: Context, session_id: int, actor: Actor, step_id: int, before: int | None, now: datetime
) -> None:
    """Put a step back that was taken out, before the step `before`; None for the end.

    Raises Outdated when it would come elsewhere now, Refusal when the plan is full.
    """
    async with ctx.database.write() as tx:
        session = await _bendable(tx, session_id, actor)
        plan = await _plan(tx, session)
        step = _present(plan.find(step_id))
        place = plan.returns_to(step)
        if not step.is_out or _id(plan.at(place)) != before:
            raise _changed()
        _check_room(plan, more=False)
        await tx.sessions.put_back(session, step, place)
        await _card_again(tx, session, step, now)
        tx.touch(Topic.SESSION, session.id)


async def repeat(
    ctx: Context, session_id: int, actor: Actor, step_id: int, before: int | None
) -> None:
    """Put a copy of a step in the plan, with nothing in it, before the step `before` (None for the
    end). Raises Outdated when it would come elsewhere now, Refusal when the plan is full."""
    async with ctx.database.write() as tx:
        session = await _bendable(tx, session_id, actor)
        plan = await _plan(tx, session)
        step = _present(plan.find(step_id))
        place = plan.repeats_at(step)
        if step.is_out or _id(plan.at(place)) != before:
            raise _changed()
        _check_room(plan)
        await tx.sessions.insert_step(session, place, again(step.plan))
        tx.touch(Topic.SESSION, session.id)


async def insert(
    ctx: Context, session_id: int, actor: Actor, made: Kinds, before: int | None
) -> None:
    """Put a new step in the plan, before the step `before`; None for the end.

    Raises Outdated when that step no longer lies ahead, Refusal when the plan is full or lacks
    what the step needs.
    """
    async with ctx.database.write() as tx:
        session = await _bendable(tx, session_id, actor)
        plan = await _plan(tx, session)
        place = len(plan.steps)
        if before is not None:
            ahead = _present(plan.find(before))
            if not plan.moves(ahead):
                raise _changed()
            place = ahead.position
        _check_room(plan)
        _check_scenario(session, made)
        await tx.sessions.insert_step(session, place, made)
        tx.touch(Topic.SESSION, session.id)


async def insert_now(
    ctx: Context, session_id: int, actor: Actor, made: Kinds, instead: int, now: datetime
) -> StepRun:
    """Open a new step at once, and return it; the one under way, `instead`, comes after it with the
    time that it had left. Raises Outdated when another one is under way, Refusal when the plan is
    full, lacks what the step needs, or there is nothing to vote on."""
    async with ctx.database.write() as tx:
        session = await _bendable(tx, session_id, actor)
        plan = await _plan(tx, session)
        if session.state is not SessionState.RUNNING or _id(plan.here) != instead:
            raise _changed()
        _check_room(plan)
        _check_scenario(session, made)
        step = await interrupt(ctx, tx, session, made, now)
        if isinstance(made, Vote):
            await check_options(tx, session, made)
        tx.touch(Topic.SESSION, session.id)
        return step


async def change(
    ctx: Context,
    session_id: int,
    actor: Actor,
    step_id: int,
    read: int,
    changed: BaseStep,
) -> None:
    """Keep what is planned of a step: its words, its length, whether it is optional.

    `read` is the stamp of the plan that was changed. What time was left to a step that was set
    aside grows or shrinks as its length does. Raises Outdated when the step was changed meanwhile,
    or may not be any more.
    """
    async with ctx.database.write() as tx:
        session = await _bendable(tx, session_id, actor)
        plan = await _plan(tx, session)
        step = _present(plan.find(step_id))
        old = step.plan
        worded = (old.title, old.invite) != (changed.title, changed.invite)
        sized = old.minutes != changed.minutes
        marked = old.optional != changed.optional
        if (
            stamp(old) != read
            or (worded and not plan.rewords(step))
            or ((sized or marked) and not plan.resizes(step))
        ):
            raise _changed()
        if sized and step.left_seconds is not None:
            more = int((changed.timebox - old.timebox) / timedelta(seconds=1))
            left = max(0, step.left_seconds + more)
            await tx.sessions.save_step(replace(step, left_seconds=left))
        await tx.sessions.replan(session, step, changed)
        tx.touch(Topic.SESSION, session.id)


async def _bendable(tx: Transaction, session_id: int, actor: Actor) -> Session:
    """Return a session of which `actor` may bend the plan; raise Refusal otherwise."""
    session = await steered(tx, session_id, actor)
    if session.quick:
        raise Refusal("plan.quick")
    return session


async def _plan(tx: Transaction, session: Session) -> Plan:
    every = await tx.sessions.every_step(session.id)
    return Plan(
        session,
        tuple(step for step in every if not step.is_out),
        tuple(step for step in every if step.is_out),
    )


async def _reordered(tx: Transaction, plan: Plan, order: list[int]) -> None:
    await tx.sessions.reorder(plan.session, order)
    tx.touch(Topic.SESSION, plan.session.id)


async def _card_again(tx: Transaction, session: Session, step: StepRun, now: datetime) -> None:
    """Have the folded card of a step say what becomes of it, if the room has seen one."""
    if not step.is_to_come:
        await tx.outbox.add(Saying.FOLD, session.id, session.channel_id, now, step=step.id)


def _present(step: StepRun | None) -> StepRun:
    if step is None:
        raise _changed()
    return step


def _id(step: StepRun | None) -> int | None:
    return None if step is None else step.id


def _changed() -> Outdated:
    return Outdated("plan.changed")


def _check_room(plan: Plan, *, more: bool = True) -> None:
    if plan.is_full:
        raise Refusal("plan.full", most=MOST_STEPS)
    if more and plan.is_worn:
        raise Refusal("plan.worn")


def _check_scenario(session: Session, made: BaseStep) -> None:
    if made.needs_scenario and session.scenario is None:
        raise Refusal("plan.needs_scenario")
