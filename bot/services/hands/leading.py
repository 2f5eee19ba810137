"""Those who lead open the hands, give the floor and take it back, seat people and free chairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, steered
from bot.services.hands.keeping import at, keep
from bot.services.hands.raising import Here, filled, raising, those_here
from bot.store import Transaction
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.hands.queue import Hands
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState


@dataclass(frozen=True, slots=True)
class Done:
    """What an act of those who lead left: the hands as they are, and whom it was about."""

    session: Session
    hands: Hands
    who: str = ""


async def seen_by(ctx: Context, session_id: int, actor: Actor) -> Done:
    """Return the hands of a session for those who lead it, closed ones too; raise Refusal
    otherwise."""
    async with ctx.database.read() as tx:
        session = await steered(tx, session_id, actor)
        _check_begun(session)
        return Done(session, await _standing(tx, session))


async def open_hands(
    ctx: Context, session_id: int, actor: Actor, here: Here, now: datetime
) -> Done:
    """Have people raise their hands from now on, on every step; those that were kept come back in
    the order in which they were."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        _check_begun(session)
        was = await _standing(tx, session)
        hands = was.opened()
        hands = await filled(tx, session, hands, here, now)
        await keep(tx, session, was, hands)
        return Done(session, hands)


async def close_hands(ctx: Context, session_id: int, actor: Actor, now: datetime) -> Done:
    """Have nobody raise a hand any more; those that are up are kept, out of sight."""
    async with ctx.database.write() as tx:
        session, was = await _led(tx, session_id, actor)
        hands = was.closed(now)
        await keep(tx, session, was, hands)
        return Done(session, hands)


async def give_next(
    ctx: Context, session_id: int, actor: Actor, turn: int, here: Here, now: datetime
) -> Done:
    """Give the floor, or a free chair, to whoever is next; nobody where none of them is there.

    `turn` is what the person saw: pressed by two at once, it acts once. Raises Outdated else.
    """
    async with ctx.database.write() as tx:
        session, was = await _led(tx, session_id, actor, turn)
        hands = was.given(now, await those_here(tx, session, was, here))
        await keep(tx, session, was, hands)
        return Done(session, hands, _new(was, hands))


async def give_to(
    ctx: Context,
    session_id: int,
    actor: Actor,
    turn: int,
    person: int,
    name: str | None,
    now: datetime,
) -> Done:
    """Give the floor, or a free chair, to someone who was chosen: by `name` in the server, or
    among those whose hand is up. Raises Outdated where it no longer is."""
    async with ctx.database.write() as tx:
        session, was = await _led(tx, session_id, actor, turn)
        hand = next((hand for hand in was.raised if hand.person == person), None)
        called = hand.name if hand is not None else name
        if called is None:
            raise Outdated("hands.lowered")
        hands = was.given_to(person, called, now)
        await keep(tx, session, was, hands)
        return Done(session, hands, _new(was, hands))


async def end_turn(ctx: Context, session_id: int, actor: Actor, turn: int, now: datetime) -> Done:
    """Have whoever has the floor have finished."""
    async with ctx.database.write() as tx:
        session, was = await _led(tx, session_id, actor, turn)
        seat = was.speaker
        if seat is None:
            raise Outdated("hands.no_floor")
        hands = was.given_back(seat.person, now)
        await keep(tx, session, was, hands)
        return Done(session, hands, seat.name)


async def take_back(ctx: Context, session_id: int, actor: Actor, turn: int) -> Done:
    """Take back the floor that was given: nothing is counted, the hand is up where it was."""
    async with ctx.database.write() as tx:
        session, was = await _led(tx, session_id, actor, turn)
        seat = was.speaker
        hands = was.taken_back()
        await keep(tx, session, was, hands)
        return Done(session, hands, seat.name if seat is not None else "")


async def free_chair(
    ctx: Context, session_id: int, actor: Actor, person: int, here: Here, now: datetime
) -> Done:
    """Free the chair of someone: whoever is first in line takes it. Raises Outdated where they
    have left it already."""
    async with ctx.database.write() as tx:
        session, was = await _led(tx, session_id, actor)
        seat = was.seat_of(person)
        if seat is None:
            raise Outdated("hands.chair_left")
        hands = was.given_back(person, now)
        hands = await filled(tx, session, hands, here, now)
        await keep(tx, session, was, hands)
        return Done(session, hands, seat.name)


async def _led(
    tx: Transaction, session_id: int, actor: Actor, turn: int | None = None
) -> tuple[Session, Hands]:
    await steered(tx, session_id, actor)
    session, was = await raising(tx, session_id)
    if turn not in (None, was.turn):
        raise Outdated("hands.moved")
    return session, was


async def _standing(tx: Transaction, session: Session) -> Hands:
    step = await tx.sessions.step_at(session.id, session.position)
    assert step is not None
    return at(await tx.hands.of(session.id) or Hands(), session, step)


def _check_begun(session: Session) -> None:
    if session.state is not SessionState.RUNNING:
        raise Refusal("session.not_started")
    if session.is_ahead:
        raise Refusal("before.not_begun")


def _new(was: Hands, hands: Hands) -> str:
    """Return who came to have the floor, or a chair; nothing where nobody did."""
    return next((seat.name for seat in hands.seats if seat not in was.seats), "")
