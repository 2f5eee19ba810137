"""Leading a speaking round: beginning it, giving the floor on, time, the order.

Each press names the turn that whoever leads saw: of two at the same moment, one acts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.services.context import Context, steered
from bot.services.in_room.speaking import Signature, speaker
from bot.services.turns.clock import keep
from bot.services.turns.view import Look, anew, found, looked
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.in_room import ROOM
from bot.workshop.kinds import Turns
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.turns.round import Round, Seat, Stands


class Ordering(StrEnum):
    """What is done of people in a round."""

    NOW = "now"  # the first of them has the floor at once
    LATER = "later"  # they speak after the others
    SKIP = "skip"
    BACK = "back"  # they are in it, last: skipped before, or not in it yet


@dataclass(frozen=True, slots=True)
class Led:
    """A round that was led on: its session, and the people of whom nothing could be done."""

    session: Session
    round: Round
    left_alone: int = 0


async def to_begin(ctx: Context, step_id: int, actor: Actor) -> tuple[Session, StepRun, Turns]:
    """Return a round that may begin, for who leads it; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        session, step, plan, held = await _led(tx, step_id, actor)
        if held is not None and not held.fresh:
            raise Refusal("turns.begun")
        return session, step, plan


async def led(ctx: Context, step_id: int, actor: Actor) -> Led:
    """Return a round as it is, for who leads it; raise Refusal for anyone else."""
    async with ctx.database.read() as tx:
        session, _, plan, held = await _led(tx, step_id, actor)
        return Led(session, anew(plan, held))


async def begin(
    ctx: Context,
    step_id: int,
    actor: Actor,
    turn: int,
    people: Sequence[int],
    voice_id: int | None,
    now: datetime,
    *,
    chosen: bool = False,
) -> Led:
    """Have the round begin with `people`, in the order of the voice channel `voice_id`; where it is
    None and they were not `chosen` either, with those who joined the session. Those in the room
    without Discord have one turn together. Whoever said that they are there is always in.

    Raises Moved when it began meanwhile, Refusal without anyone.
    """
    async with ctx.database.write() as tx:
        session, step, plan, held = await _led(tx, step_id, actor)
        before = anew(plan, held)
        before.check_turn(turn)
        if voice_id is None and not chosen:
            people = sorted(await tx.sessions.participants(session.id))
        arrivals = [Seat(one, voice=voice_id is not None and not chosen) for one in people]
        if session.in_room:
            arrivals.append(Seat(ROOM, people=session.in_room))
        begun = replace(before, each=plan.each_seconds, voice_id=voice_id)
        after = begun.begin(arrivals, plan.order, step.spent(now), ctx.rng)
        await keep(tx, session, step, held, after, now)
        return Led(session, after)


async def go_on(
    ctx: Context, step_id: int, actor: Actor, turn: int, stands: Stands, look: Look, now: datetime
) -> Led:
    """Have the floor given on: the one who had it spoke, or was skipped."""
    return await _change(
        ctx, step_id, actor, lambda held, at: looked(held, look).leave(stands, at), now, turn
    )


async def more(ctx: Context, step_id: int, actor: Actor, turn: int, now: datetime) -> Led:
    """Give the one who speaks more time."""
    return await _change(ctx, step_id, actor, lambda held, _: held.more(), now, turn)


async def give_back(ctx: Context, step_id: int, actor: Actor, turn: int, now: datetime) -> Led:
    """Give the floor back to who had it before: what was pressed last is undone."""

    def given(held: Round, at: int) -> Round:
        if held.last is None:
            raise Refusal("turns.too_late")
        return held.resume(held.last, at)

    return await _change(ctx, step_id, actor, given, now, turn)


async def room_in(ctx: Context, step_id: int, actor: Actor, room: Signature, now: datetime) -> Led:
    """Have those in the room without Discord be in the round, for one turn together; raise Refusal
    before whoever leads said how many they are."""
    async with ctx.database.write() as tx:
        session, step, plan, held = await found(tx, step_id)
        await speaker(tx, session, actor, room)
        before = anew(plan, held)
        after = before.join(ROOM, step.spent(now), people=session.in_room)
        if after != before:
            await keep(tx, session, step, held, after, now)
        return Led(session, after)


async def order(
    ctx: Context,
    step_id: int,
    actor: Actor,
    turn: int,
    what: Ordering,
    people: Sequence[int],
    now: datetime,
) -> Led:
    """Do `what` of people, in their order; those of whom it cannot be done stay as they are.

    Raises Refusal when it can be done of none of them, Moved where the floor is given to someone
    and has changed hands since.
    """
    async with ctx.database.write() as tx:
        session, step, plan, held = await _led(tx, step_id, actor)
        before = after = anew(plan, held)
        if what is Ordering.NOW:
            before.check_turn(turn)
            people = people[:1]
        if not people:
            raise Refusal("turns.choose_someone")
        at, refused = step.spent(now), list[Refusal]()
        for person in people:
            try:
                after = _ordered(after, what, person, at)
            except Refusal as refusal:
                refused.append(refusal)
        if len(refused) == len(people):
            raise refused[0]
        await keep(tx, session, step, held, after, now)
        return Led(session, after, len(refused))


def _ordered(held: Round, what: Ordering, person: int, at: int) -> Round:
    match what:
        case Ordering.NOW:
            if not held.begun:
                raise Refusal("turns.not_begun")
            return held.give(person, at)
        case Ordering.LATER:
            return held.later(person, at)
        case Ordering.SKIP:
            return held.skip(person, at)
    seat = held.seat(person)
    if seat is not None and seat.stands is Stands.SPOKE:
        raise Refusal("turns.spoke_already")
    return held.join(person, at)


async def _change(
    ctx: Context,
    step_id: int,
    actor: Actor,
    change: Callable[[Round, int], Round],
    now: datetime,
    turn: int,
) -> Led:
    async with ctx.database.write() as tx:
        session, step, plan, held = await _led(tx, step_id, actor)
        before = anew(plan, held)
        before.check_turn(turn)
        after = change(before, step.spent(now))
        await keep(tx, session, step, held, after, now)
        return Led(session, after)


async def _led(
    tx: Transaction, step_id: int, actor: Actor
) -> tuple[Session, StepRun, Turns, Round | None]:
    found_one = await found(tx, step_id)
    await steered(tx, found_one[0].id, actor)
    return found_one
