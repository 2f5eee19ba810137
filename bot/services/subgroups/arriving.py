"""People say that they are there: counted before groups are made, put in the smallest once they
are."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, open_step
from bot.services.subgroups.joining import late
from bot.services.subgroups.view import Mine, as_seen_by
from bot.store import Topic
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Subgroups
from bot.workshop.sessions.permissions import Actor


async def here(
    ctx: Context, step_id: int, actor: Actor, now: datetime, *, there: bool = True
) -> Mine:
    """Count `actor` among those of whom groups will be made, or no more where they are not `there`
    after all; once groups are made, they are put in the smallest. Raises Refusal where the step
    is not open."""
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        if not isinstance(step.plan, Subgroups):
            raise Refusal("step.not_open")
        formed = await tx.groups.round(step.id) is not None
        if not formed:
            if there:
                await tx.sessions.came(session.id, actor.user_id)
            else:
                await tx.sessions.went(session.id, actor.user_id)
            await tx.calls.answer(step.id, actor.user_id, there=there)
            tx.touch(Topic.SESSION, session.id)
        if not (formed and there):
            return await as_seen_by(tx, session, step, actor)
    return await late(ctx, step_id, actor, now)
