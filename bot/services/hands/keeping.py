"""The hands of a session as its steps see them, and what becomes of them when it moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.store import Topic, Transaction
from bot.workshop.hands.queue import Hands
from bot.workshop.kinds import Discuss
from bot.workshop.sessions.session import Session, SessionState, StepRun


def chairs_of(step: StepRun | None) -> int | None:
    """Return how many chairs stand in the middle during a step; None where it is no fishbowl."""
    return step.plan.chairs if step is not None and isinstance(step.plan, Discuss) else None


async def hands_of(tx: Transaction, session: Session, step: StepRun | None) -> Hands | None:
    """Return the hands of a session that is at `step`; None where they were never opened, and
    where nobody is there to see them: before it starts and once it has ended."""
    if session.state is not SessionState.RUNNING or session.is_ahead or step is None:
        return None
    found = await tx.hands.of(session.id)
    return None if found is None else at(found, session, step)


def at(found: Hands, session: Session, step: StepRun) -> Hands:
    """Return the hands as they are during a step."""
    return replace(
        found,
        step=step.id,
        chairs=chairs_of(step) if step.is_open else None,
        room=session.in_room,
        paused=session.paused,
    )


async def keep(tx: Transaction, session: Session, was: Hands, now: Hands) -> None:
    """Keep what became of the hands, and have the card say so."""
    await tx.hands.save(session.id, was, now)
    tx.touch(Topic.SESSION, session.id)


async def open_planned(tx: Transaction, session: Session, step: StepRun, now: datetime) -> None:
    """Open the hands of a session whose recipe has them raised in a step. Those that were up, and
    had been kept, may take a chair at once."""
    was = at(await tx.hands.of(session.id) or Hands(), session, step)
    await keep(tx, session, was, was.opened().filled(now))


async def room_leaves(tx: Transaction, session_id: int, now: datetime) -> None:
    """The room leaves a step, or its time has closed it: whoever had the floor or a chair has
    finished; hands that are up stay so."""
    was = await tx.hands.of(session_id)
    if was is None:
        return
    if was.seats:
        was = replace(was, chairs=chairs_of(await tx.sessions.step(was.seats[0].step)))
    await tx.hands.save(session_id, was, was.moved_on(now))


async def room_pauses(tx: Transaction, session_id: int, now: datetime) -> None:
    """A pause counts for nobody."""
    was = await tx.hands.of(session_id)
    if was is not None:
        await tx.hands.save(session_id, was, was.held(now))


async def room_resumes(tx: Transaction, session_id: int, now: datetime) -> None:
    """The pause is over: whoever has the floor goes on."""
    was = await tx.hands.of(session_id)
    if was is not None:
        await tx.hands.save(session_id, was, was.going_on(now))
