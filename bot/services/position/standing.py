"""Taking a place on the line, moving, leaving it; saying what moved one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.context import Context, form_step, open_step
from bot.store import Topic, Transaction
from bot.store.rows.speaking.positions import Mine
from bot.workshop.errors import Over, Refusal
from bot.workshop.kinds import Position
from bot.workshop.position.line import (
    LineClosed,
    NobodyStands,
    Standing,
    check_place,
    check_remark,
)
from bot.workshop.position.movement import Journey, filled, moments, settling
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun, author_reference

_NOBODY = (0,) * 11


@dataclass(frozen=True, slots=True)
class Stand:
    """A line as one person sees it: where they stand, and what is told of the others. `settling`
    while a change is no move yet."""

    session: Session
    step: StepRun
    plan: Position
    mine: Mine | None
    standing: Standing
    settling: bool


async def view(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Stand:
    """Return where `actor` stands; raise Refusal where nobody can take a place (any more)."""
    async with ctx.database.read() as tx:
        return (await _stand(tx, step_id, actor, now))[0]


async def stand(ctx: Context, step_id: int, actor: Actor, place: int, now: datetime) -> Stand:
    """Have `actor` stand at a place, whether they stood at another or nowhere. Raises Refusal for
    what is no place, before there is a claim, once the line is closed and outside of the step."""
    async with ctx.database.write() as tx:
        seen, person = await _stand(tx, step_id, actor, now)
        check_place(place, seen.plan.scale.places)
        before = seen.mine
        if before is not None and before.journey.place == place:
            return seen  # the same press twice
        await keep_moments(tx, seen.session, seen.step, now)
        journey = (
            Journey(place, place)
            if before is None
            else before.journey.to(place, settling=seen.settling)
        )
        name = actor.name if seen.standing.named else None
        await tx.positions.stand(step_id, person, journey, name)
        await tx.sessions.took_part(seen.session.id, actor.user_id)
        return await _changed(tx, seen, actor, now)


async def leave(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Stand:
    """Take `actor` off the line, with what they said; raise Refusal where they were not on it."""
    async with ctx.database.write() as tx:
        seen, person = await _stand(tx, step_id, actor, now)
        await keep_moments(tx, seen.session, seen.step, now)
        if not await tx.positions.leave(step_id, person):
            raise NobodyStands("position.nowhere")
        return await _changed(tx, seen, actor, now)


async def say(ctx: Context, step_id: int, actor: Actor, text: str, now: datetime) -> Stand:
    """Keep what moved `actor`; an empty `text` takes it back.

    A form that was opened before the step was left is still taken, as `form_step` says. Raises
    Refusal as `stand`, for who did not move, and for a text that is too long.
    """
    async with ctx.database.write() as tx:
        seen, person = await _stand(tx, step_id, actor, now, late=True)
        remark = check_remark(text)
        _check_moved(seen)
        await tx.positions.say(step_id, person, remark or None)
        return (await _stand(tx, step_id, actor, now, late=True))[0]


async def speaking(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Stand:
    """Return where `actor` stands, who is about to say what moved them; raise Refusal as `say`."""
    async with ctx.database.read() as tx:
        seen, _ = await _stand(tx, step_id, actor, now)
        _check_moved(seen)
        return seen


async def standing_on(tx: Transaction, session: Session, step: StepRun) -> Standing:
    """Return what may be told of a line that is open."""
    plan = step.plan
    assert isinstance(plan, Position)
    own = await tx.positions.all(step.id)
    return Standing.of(
        ((one.name, one.journey.place) for one in own),
        (await tx.positions.in_room(step.id)).now,
        live=plan.drawn_live(masked=session.masked),
        named=plan.tells_names(masked=session.masked),
    )


async def keep_moments(tx: Transaction, session: Session, step: StepRun, now: datetime) -> None:
    """Keep how a line that is drawn live was at the moments that passed since anyone moved; called
    before anyone does. Where so few stood on it that nothing is told, nobody is kept."""
    plan = step.plan
    assert isinstance(plan, Position)
    if not plan.drawn_live(masked=session.masked):
        return
    kept = await tx.positions.moments(step.id)
    due = moments(plan.timebox, kept[-1].second if kept else 0, step.spent(now))
    if not due:
        return
    told = (await standing_on(tx, session, step)).spread or _NOBODY
    await tx.positions.keep(step.id, filled([], told, due))


def settles(step: StepRun, now: datetime) -> bool:
    """True while people look for their place: a change is no move yet."""
    return timedelta(seconds=step.spent(now)) < settling(step.plan.timebox)


def check_open(step: StepRun) -> Position:
    """Return the plan of a line that takes places; raise Refusal once it is closed, and before it
    has a claim."""
    plan = step.plan
    if not isinstance(plan, Position):
        raise Refusal("step.not_open")
    if step.outcome is not None:
        raise LineClosed("position.closed")
    if plan.claim is None:
        raise Refusal("position.no_claim")
    return plan


def _check_moved(seen: Stand) -> None:
    if seen.mine is None:
        raise NobodyStands("position.nowhere")
    if not seen.mine.journey.moves:
        raise Refusal("position.not_moved")


async def _changed(tx: Transaction, seen: Stand, actor: Actor, now: datetime) -> Stand:
    tx.touch(Topic.SESSION, seen.session.id)
    return (await _stand(tx, seen.step.id, actor, now))[0]


async def _stand(
    tx: Transaction, step_id: int, actor: Actor, now: datetime, *, late: bool = False
) -> tuple[Stand, str]:
    """Return a line that is not closed, and what stands for `actor` on it."""
    found = await (form_step(tx, step_id, now) if late else open_step(tx, step_id))
    session, step = found
    plan = check_open(step)
    key = await tx.sessions.key("position", step.id)
    if key is None:
        raise Over("step.not_open")
    person = author_reference(actor.user_id, key)
    mine = await tx.positions.mine(step.id, person)
    standing = await standing_on(tx, session, step)
    return Stand(session, step, plan, mine, standing, settles(step, now)), person
