"""Marks of people in the room without Discord, written down by who leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, form_step
from bot.services.in_room.speaking import Signature, speaker
from bot.services.rate.revealing import check_hidden, look_if_complete
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Rate
from bot.workshop.rate.marks import check_mark
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class Room:
    """How many in the room give each mark; one that nobody gives is left out."""

    session: Session
    step: StepRun
    plan: Rate
    people: Mapping[int, int]


async def ready(ctx: Context, step_id: int, actor: Actor, room: Signature) -> Room:
    """Return the marks of the room, for whoever writes them down.

    Raises Refusal for who does not lead, before they said how many are in the room, and once the
    marks are revealed.
    """
    async with ctx.database.read() as tx:
        return await _of_room(tx, step_id, actor, room, None)


async def count(
    ctx: Context,
    step_id: int,
    actor: Actor,
    room: Signature,
    people: Mapping[int, int],
    now: datetime,
) -> Room:
    """Keep how many in the room give each mark, in place of what was kept.

    Raises Refusal as `ready`, and for more people than there are in the room.
    """
    async with ctx.database.write() as tx:
        seen = await _of_room(tx, step_id, actor, room, now)
        given, said = sum(people.values()), seen.session.in_room
        if given > said:
            raise Refusal("rate.room_many", given=given, said=said)
        await tx.rates.set_in_room(step_id, {check_mark(m): n for m, n in people.items()})
        await look_if_complete(tx, seen.session, seen.step, now)
        tx.touch(Topic.SESSION, seen.session.id)
        return await _of_room(tx, step_id, actor, room, now)


async def _of_room(
    tx: Transaction, step_id: int, actor: Actor, room: Signature, now: datetime | None
) -> Room:
    session, step = await form_step(tx, step_id, now)
    await speaker(tx, session, actor, room)
    if not isinstance(step.plan, Rate):
        raise Refusal("step.not_open")
    check_hidden(step)
    return Room(session, step, step.plan, await tx.rates.in_room(step.id))
