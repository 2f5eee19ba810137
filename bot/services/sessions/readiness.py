"""“I'm ready”: people say so, those who lead ask, count and remind; the room goes on by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.services.context import Context, leads, open_step
from bot.services.in_room.speaking import Signature, speaker
from bot.services.kinds import acts_of
from bot.services.vote.reminding import DAY, MOST_LETTERS
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.timers import TimerKind
from bot.workshop.errors import Refusal
from bot.workshop.in_room import MOST_IN_ROOM
from bot.workshop.kinds import Consent, Rate, Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.readiness import (
    BETWEEN_REMINDERS,
    GRACE,
    MOST_REMINDERS,
    Tally,
    asks,
    may_go_on,
)
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.step import Ready


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many people will be told that they are awaited; `spared` when others were written to
    often enough today, `enough` when no more reminders are sent in this step; `soon` is when the
    next may be sent, where the last one has only just left."""

    session: Session
    told: int = 0
    spared: bool = False
    enough: bool = False
    soon: datetime | None = None


async def press(ctx: Context, step_id: int, actor: Actor, now: datetime) -> bool:
    """Have `actor` be ready, or no longer, if they were; return whether they are.

    Raises Refusal when the step is not open, or when nobody is asked.
    """
    async with ctx.database.write() as tx:
        session, step = await _asked(tx, step_id)
        ready = await tx.ready.turn(step.id, actor.user_id)
        if ready and actor.user_id not in await tx.sessions.facilitators(session.id):
            await tx.sessions.came(session.id, actor.user_id)
        await settle(tx, session, step, now)
        tx.touch(Topic.SESSION, session.id)
        return ready


async def room_of(
    ctx: Context, step_id: int, actor: Actor, room: Signature
) -> tuple[Session, Tally]:
    """Return the session and how many are ready, for whoever may say how many in the room are.

    Raises Refusal as `say_room` does.
    """
    async with ctx.database.read() as tx:
        session, step = await _asked(tx, step_id)
        await speaker(tx, session, actor, room)
        return session, await tx.ready.tally(session.id, step.id)


async def say_room(
    ctx: Context, step_id: int, actor: Actor, people: int | None, room: Signature, now: datetime
) -> tuple[Session, int]:
    """Keep how many in the room without Discord are ready, None for all of them; return the
    session and their number.

    Raises Refusal for who does not lead, before they said how many are in the room, for more than
    that, and as `press` does.
    """
    async with ctx.database.write() as tx:
        session, step = await _asked(tx, step_id)
        await speaker(tx, session, actor, room)
        count = session.in_room if people is None else people
        if not 0 <= count <= min(session.in_room, MOST_IN_ROOM):
            raise Refusal("in_room.number_wrong", least=0, most=session.in_room)
        await tx.ready.set_room(step.id, count)
        await settle(tx, session, step, now)
        tx.touch(Topic.SESSION, session.id)
        return session, count


async def ask(ctx: Context, step_id: int, actor: Actor, how: Ready, now: datetime) -> Session:
    """Have people be asked in the step under way whether they are ready, or no longer; what they
    said stays until the step is left. Raises Refusal for who does not lead, and for a text that
    would be left undecided."""
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        await _led(tx, session, actor)
        if how is Ready.NEXT and isinstance(step.plan, Consent):
            raise Refusal("ready.not_alone")
        if step.plan.ready is not how:
            plan = step.plan.model_copy(update={"ready": how})
            await tx.sessions.replan(session, step, plan)
        found = await tx.sessions.step_in_session(step.id)
        assert found is not None
        await settle(tx, *found, now)
        tx.touch(Topic.SESSION, session.id)
        return found[0]


async def remind(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Reminded:
    """Have those who are awaited told so, each in private; nobody learns who.

    Left out are those who had as many letters as a person gets in a day, whatever they are about.
    In one step, `MOST_REMINDERS` are sent, `BETWEEN_REMINDERS` apart. Raises Refusal for who does
    not lead.

    The letters wait in a lane of the step's own, as those of a vote do.
    """
    async with ctx.database.write() as tx:
        session, step = await _asked(tx, step_id)
        await _led(tx, session, actor)
        times, last = await tx.ready.reminded(step.id)
        if times >= MOST_REMINDERS:
            return Reminded(session, enough=True)
        if last is not None and now - last < BETWEEN_REMINDERS:
            return Reminded(session, soon=last + BETWEEN_REMINDERS)
        people = await tx.ready.missing(session.id, step.id)
        often = await tx.voters.written_to(session.server_id, now - DAY, MOST_LETTERS)
        spared, people = people & often, people - often
        if people:
            await tx.ready.note_reminder(step.id, now)
            await tx.voters.note_letters(session, people, now, DAY)
        for person in sorted(people):
            await tx.outbox.add(
                Saying.READY_AWAITED, session.id, -step.id, now, step=step.id, person=person
            )
        return Reminded(session, len(people), bool(spared))


async def still_awaited(ctx: Context, session: Session, step: StepRun, actor: Actor) -> bool:
    """Return whether the room still waits for `actor` in a step."""
    if not asks(session, step):
        return False
    async with ctx.database.read() as tx:
        return not await tx.ready.is_ready(step.id, actor.user_id)


async def tally_of(tx: Transaction, session: Session, step: StepRun) -> Tally | None:
    """Return how many are ready; None where nobody is asked."""
    if not asks(session, step):
        return None
    now = await tx.ready.tally(session.id, step.id)
    goes_on = may_go_on(session, step) and await _loses_nothing(tx, session, step)
    return replace(now, goes_on=goes_on)


async def settle(tx: Transaction, session: Session, step: StepRun, now: datetime) -> None:
    """Have the room go on in a moment where everyone is ready and the step is planned so; no
    longer, where one of them is not any more."""
    if step.plan.ready is not Ready.NEXT:
        return
    await tx.timers.cancel(step.id, TimerKind.ALL_READY)
    if await goes_on(tx, session, step):
        await tx.timers.set(TimerKind.ALL_READY, session.id, now + GRACE, step_id=step.id)


async def goes_on(tx: Transaction, session: Session, step: StepRun) -> bool:
    """Return whether the next step opens by itself now: everyone is ready, and what people
    answered is not lost by it."""
    now = await tally_of(tx, session, step)
    return now is not None and now.goes_on and now.everyone


async def _loses_nothing(tx: Transaction, session: Session, step: StepRun) -> bool:
    """Return whether the step may be left without asking those who lead: a vote is counted and
    marks are revealed, unless so few answered that it would be erased; a wall half sorted stays."""
    held = await acts_of(step.plan.kind).held(tx, session, step)
    if held is None:
        return True
    return isinstance(step.plan, Vote | Rate) and not held.erased and not held.moved


async def _asked(tx: Transaction, step_id: int) -> tuple[Session, StepRun]:
    session, step = await open_step(tx, step_id)
    if not asks(session, step):
        raise Refusal("ready.not_asked")
    return session, step


async def _led(tx: Transaction, session: Session, actor: Actor) -> None:
    if not await leads(tx, session, actor):
        raise Refusal("session.not_facilitator")
