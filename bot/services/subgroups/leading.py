"""The groups of a step as whoever leads sees them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.context import Context, open_step, steered
from bot.services.subgroups.view import Seen, seen
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Subgroups
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.places import Trouble


@dataclass(frozen=True, slots=True)
class Led:
    """The groups of an open step, who `joined` the session, and what is in the way of groups."""

    session: Session
    step: StepRun
    plan: Subgroups
    seen: Seen
    joined: tuple[int, ...]
    troubles: tuple[Trouble, ...]


async def led(ctx: Context, step_id: int, actor: Actor) -> Led:
    """Return the groups of an open step for `actor`, who leads; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        session, step = await open_step(tx, step_id)
        await steered(tx, session.id, actor)
        if not isinstance(step.plan, Subgroups):
            raise Refusal("step.not_open")
        return Led(
            session,
            step,
            step.plan,
            await seen(tx, session, step),
            tuple(await tx.sessions.participants(session.id)),
            await tx.gatherings.troubles(session.id),
        )
