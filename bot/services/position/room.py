"""Places of people in the room without Discord, written down by who leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, form_step
from bot.services.in_room.speaking import Signature, speaker
from bot.services.position.standing import check_open, keep_moments, settles
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Position
from bot.workshop.position.line import check_place
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class Room:
    """How many in the room stand at each place; one where nobody does is left out."""

    session: Session
    step: StepRun
    plan: Position
    people: Mapping[int, int]


async def ready(ctx: Context, step_id: int, actor: Actor, room: Signature) -> Room:
    """Return the places of the room, for whoever writes them down.

    Raises Refusal for who does not lead, before they said how many are in the room, and once the
    line is closed.
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
    """Keep how many in the room stand at each place, in place of what was kept; where they began
    stays, once people have found their place.

    Raises Refusal as `ready`, and for more people than there are in the room.
    """
    async with ctx.database.write() as tx:
        seen = await _of_room(tx, step_id, actor, room, now)
        standing, said = sum(people.values()), seen.session.in_room
        if standing > said:
            raise Refusal("position.room_many", given=standing, said=said)
        places = {check_place(p, seen.plan.scale.places): n for p, n in people.items() if n}
        await keep_moments(tx, seen.session, seen.step, now)
        began = (await tx.positions.in_room(step_id)).began
        if not began or not places or settles(seen.step, now):
            began = places
        await tx.positions.set_in_room(step_id, places, began)
        tx.touch(Topic.SESSION, seen.session.id)
        return await _of_room(tx, step_id, actor, room, now)


async def _of_room(
    tx: Transaction, step_id: int, actor: Actor, room: Signature, now: datetime | None
) -> Room:
    session, step = await form_step(tx, step_id, now)
    await speaker(tx, session, actor, room)
    plan = check_open(step)
    return Room(session, step, plan, (await tx.positions.in_room(step.id)).now)
