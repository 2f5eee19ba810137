"""The groups of a step as whoever leads sees them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.context import Context, open_step, steered
from bot.services.subgroups.view import Seen, seen
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Subgroups
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.places import Kind, Trouble


@dataclass(frozen=True, slots=True)
class Led:
    """The groups of an open step, who `joined` the session, and what is in the way of groups.
    `home` is the voice channel from which people last went to `rooms`, those that stand."""

    session: Session
    step: StepRun
    plan: Subgroups
    seen: Seen
    joined: tuple[int, ...]
    troubles: tuple[Trouble, ...]
    home: int | None = None
    rooms: tuple[int, ...] = ()


async def led(ctx: Context, step_id: int, actor: Actor) -> Led:
    """Return the groups of an open step for `actor`, who leads; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        session, step = await open_step(tx, step_id)
        await steered(tx, session.id, actor)
        if not isinstance(step.plan, Subgroups):
            raise Refusal("step.not_open")
        found, kept = await seen(tx, session, step), await tx.gatherings.kept(session.id)
        places = kept.places if kept is not None else ()
        return Led(
            session,
            step,
            step.plan,
            found,
            tuple(sorted(await tx.sessions.participants(session.id) - found.declined)),
            await tx.gatherings.troubles(session.id),
            kept.home if kept is not None else None,
            tuple(one.channel_id for one in places if one.kind is Kind.ROOM and one.channel_id),
        )
