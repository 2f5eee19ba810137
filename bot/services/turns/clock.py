"""What goes with a floor that changes hands: its clock, what is counted of it, who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.services.context import Context
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.timers import Timer, TimerKind
from bot.workshop.in_room import ROOM
from bot.workshop.kinds import Turns
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.turns.round import Round, Stands
from bot.workshop.turns.step import EachAtEnd

# Someone whose connection drops has so long to come back before the next one has the floor.
GRACE = timedelta(seconds=20)


def ends_at(step: StepRun, held: Round) -> datetime | None:
    """Return when the time of the one who speaks is over; None while nobody does, and while the
    clock of the step stands still."""
    if held.speaker is None or step.running_since is None:
        return None
    left = held.started + held.allowed - step.spent_seconds
    return step.running_since + timedelta(seconds=left)


def left_at(step: StepRun, held: Round) -> int:
    """Return how many seconds the one who speaks has left, while the clock stands still."""
    return max(0, held.started + held.allowed - step.spent_seconds)


async def keep(
    tx: Transaction,
    session: Session,
    step: StepRun,
    before: Round | None,
    after: Round,
    now: datetime,
) -> None:
    """Keep a round as it is `after`; where the floor changed hands, count the turn, set the clock
    of the next one, and have them told if they asked for it."""
    await tx.turns.save(step.id, before, after)
    tx.touch(Topic.SESSION, session.id)
    was = before or Round()
    await _took_part(tx, session, was, after)
    if after.turn != was.turn:
        await _count(tx, session, step, was, after)
        await tx.timers.cancel(step.id, TimerKind.TURN_LEFT)
        held = after.speaker
        if held is not None and held.pings:
            await tx.outbox.add(
                Saying.YOUR_TURN,
                session.id,
                session.channel_id,
                now,
                step=step.id,
                person=held.person,
                turn=after.turn,
            )
    if (after.turn, after.allowed) != (was.turn, was.allowed):
        await set_clock(tx, session, step, after, now)


async def set_clock(
    tx: Transaction, session: Session, step: StepRun, held: Round, now: datetime
) -> None:
    """Have the end of the turn come when it is due, unless it was told, or the clock stands."""
    await tx.timers.cancel(step.id, TimerKind.TURN_OVER)
    due = ends_at(step, held)
    if due is not None and not held.over:
        await tx.timers.set(
            TimerKind.TURN_OVER,
            session.id,
            max(due, now),
            step_id=step.id,
            payload={"turn": held.turn},
        )


async def turn_over(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """Have the card say that the time of the one who speaks is over, or give the floor on."""
    held, plan = await tx.turns.get(step.id), step.plan
    if held is None or held.speaker is None or held.turn != timer.payload["turn"]:
        return
    if isinstance(plan, Turns) and plan.each_at_end is EachAtEnd.NEXT:
        after = held.leave(Stands.SPOKE, step.spent(now))
    else:
        after = replace(held, over=True)
    await keep(tx, session, step, held, after, now)


async def turn_left(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """Give the floor on, unless the one who had it came back."""
    held = await tx.turns.get(step.id)
    if held is None or held.speaker is None or held.turn != timer.payload["turn"]:
        return
    if held.speaker.absent:
        await keep(tx, session, step, held, held.leave(Stands.GONE, step.spent(now)), now)


async def _took_part(tx: Transaction, session: Session, was: Round, after: Round) -> None:
    """Who passes takes part as who speaks does: what stays of people tells nothing of which."""
    for seat in after.seats:
        before = was.seat(seat.person)
        changed = before is None or before.stands is not seat.stands
        if changed and seat.stands in (Stands.SPOKE, Stands.PASSED) and seat.person != ROOM:
            await tx.sessions.took_part(session.id, seat.person)


async def _count(
    tx: Transaction, session: Session, step: StepRun, was: Round, after: Round
) -> None:
    """Count the turn of whoever spoke; one that is taken up again counts once, when it ends."""
    for seat in was.seats:
        now = after.seat(seat.person)
        if now is None or seat.person == ROOM:
            continue
        if seat.stands is Stands.SPEAKING and now.stands is Stands.SPOKE:
            lasted = after.lasted
            if isinstance(step.plan, Turns) and step.plan.each_at_end is EachAtEnd.NEXT:
                lasted = min(lasted, was.allowed)  # nobody spoke on while the program was stopped
            await tx.floor.spoke(session.id, seat.person, lasted)
        elif seat.stands is Stands.SPOKE and now.stands is Stands.SPEAKING:
            await tx.floor.took_back(session.id, seat.person, was.lasted)
