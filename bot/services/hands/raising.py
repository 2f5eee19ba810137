"""People raise a hand, lower it, say that they have finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, running, steered
from bot.services.hands.keeping import hands_of, keep
from bot.services.in_room.speaking import Signature, speaker
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.hands.hand import Raised
from bot.workshop.hands.queue import Hands, Present
from bot.workshop.in_room import ROOM
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState

# Given those who lead, says who is where the meeting is held; None where nobody can tell.
Here = Callable[[frozenset[int]], Present]


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone stands: `ahead` come before their hand, which is up for `kind`; they have a
    `chair`, or the `floor`; none of these when nothing of theirs is there."""

    session: Session
    kind: Raised | None = None
    ahead: int = 0
    chair: int | None = None
    floor: bool = False
    chairs: int | None = None


async def raise_hand(
    ctx: Context, session_id: int, actor: Actor, kind: Raised, here: Here, now: datetime
) -> Place:
    """Raise a hand; one that is up stays where it is, and whoever speaks already is told so.

    In a fishbowl whoever is first takes a free chair. Raises Refusal while no hands are raised.
    """
    async with ctx.database.write() as tx:
        session, was = await raising(tx, session_id)
        if was.seat_of(actor.user_id) is not None:
            return place_of(session, was, actor.user_id, kind)
        hands = was.with_hand(actor.user_id, actor.name, kind)
        hands = await filled(tx, session, hands, here, now)
        if actor.user_id not in await tx.sessions.facilitators(session.id):
            await tx.sessions.came(session.id, actor.user_id)
        await keep(tx, session, was, hands)
        return place_of(session, hands, actor.user_id, kind)


async def lower(ctx: Context, session_id: int, actor: Actor, kind: Raised) -> Session:
    """Lower a hand, also once hands are closed; one that is down stays so."""
    async with ctx.database.write() as tx:
        session, was = await raising(tx, session_id)
        await keep(tx, session, was, was.without_hand(actor.user_id, kind))
        return session


async def finish(ctx: Context, session_id: int, actor: Actor, here: Here, now: datetime) -> Place:
    """Have someone give the floor, or their chair, back. Raises Refusal where they have none."""
    async with ctx.database.write() as tx:
        session, was = await raising(tx, session_id)
        chair = was.seat_of(actor.user_id)
        hands = was.given_back(actor.user_id, now)
        hands = await filled(tx, session, hands, here, now)
        await keep(tx, session, was, hands)
        number = chair.place if chair is not None and was.chairs else None
        return Place(session, chair=number, chairs=was.chairs)


async def raise_for_room(
    ctx: Context,
    session_id: int,
    actor: Actor,
    room: Signature,
    here: Here,
    now: datetime,
) -> tuple[Session, bool]:
    """Raise the hand of the people without Discord, or lower it; return the session and whether it
    is up. Raises Refusal for who does not lead."""
    async with ctx.database.write() as tx:
        await steered(tx, session_id, actor)
        session, was = await raising(tx, session_id)
        who = await speaker(tx, session, actor, room)
        up = was.hand_of(ROOM, Raised.HAND) is None
        if up:
            hands = was.with_hand(ROOM, who.name, Raised.HAND)
            hands = await filled(tx, session, hands, here, now)
        else:
            hands = was.without_hand(ROOM, Raised.HAND)
        await keep(tx, session, was, hands)
        return session, up


async def raising(tx: Transaction, session_id: int) -> tuple[Session, Hands]:
    """Return a session under way and its hands; raise Refusal where there are none."""
    session = await running(tx, session_id)
    if session.state is not SessionState.RUNNING or session.is_ahead:
        raise Refusal("session.not_started")
    step = await tx.sessions.step_at(session.id, session.position)
    assert step is not None
    found = await hands_of(tx, session, step)
    if found is None:
        raise Refusal("hands.closed")
    return session, found


async def filled(
    tx: Transaction, session: Session, hands: Hands, here: Here, now: datetime
) -> Hands:
    """Return the hands once those who are first in line have taken the chairs that are free."""
    if hands.chairs is None or not hands.may_give:
        return hands
    return hands.filled(now, await those_here(tx, session, hands, here))


async def those_here(tx: Transaction, session: Session, hands: Hands, here: Here) -> Present:
    """Return who is where the meeting is held, None where it cannot be told: a voice channel in
    which nobody is who takes part, but those who lead, is not where it is held."""
    leading = await tx.sessions.facilitators(session.id)
    present = here(leading)
    if present is None:
        return None
    known = {hand.person for hand in hands.raised} | set(hands.spoken)
    known |= await tx.sessions.participants(session.id)
    return present if (known - leading) & set(present) else None


def place_of(session: Session, hands: Hands, person: int, kind: Raised) -> Place:
    """Return where someone stands."""
    seat = hands.seat_of(person)
    if seat is not None:
        chair = seat.place if hands.chairs else None
        return Place(session, chair=chair, floor=chair is None, chairs=hands.chairs)
    hand = hands.hand_of(person, kind)
    if hand is None:
        return Place(session, chairs=hands.chairs)
    return Place(session, hand.kind, hands.before(hand), chairs=hands.chairs)
