"""The claim on which people take a place, where the recipe has none, or another one."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, form_step, steered
from bot.services.position.standing import standing_on
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Position
from bot.workshop.language import SHORT, Bilingual
from bot.workshop.position.line import ClaimStands, LineClosed
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.text import one_line


async def to_write(ctx: Context, step_id: int, actor: Actor) -> tuple[Session, StepRun]:
    """Return a line for whoever leads and is about to write its claim.

    Raises Refusal for others, once the line is closed, and while people stand on it: on another
    claim they would say what they did not.
    """
    async with ctx.database.read() as tx:
        return await _unstood(tx, step_id, actor, None)


async def write(ctx: Context, step_id: int, actor: Actor, text: str, now: datetime) -> Session:
    """Keep the claim of a line, in both languages as it was written; raise Refusal as `to_write`,
    and for a text that is empty or too long."""
    async with ctx.database.write() as tx:
        session, step = await _unstood(tx, step_id, actor, now)
        claim = one_line(text)
        if not claim:
            raise Refusal("position.claim_empty")
        if len(claim) > SHORT:
            raise Refusal("text.too_long", length=len(claim), limit=SHORT)
        plan = step.plan.model_copy(update={"claim": Bilingual.same(claim)})
        await tx.sessions.set_plan(step.id, plan)
        tx.touch(Topic.SESSION, session.id)
        return session


async def _unstood(
    tx: Transaction, step_id: int, actor: Actor, now: datetime | None
) -> tuple[Session, StepRun]:
    session, step = await form_step(tx, step_id, now)
    await steered(tx, session.id, actor)
    if not isinstance(step.plan, Position):
        raise Refusal("step.not_open")
    if step.outcome is not None:
        raise LineClosed("position.closed")
    if (await standing_on(tx, session, step)).people:
        raise ClaimStands("position.claim_stands")
    return session, step
