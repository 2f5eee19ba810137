"""A step that becomes several when it opens: one conversation for each chosen subject, say."""

from __future__ import annotations

from dataclasses import replace

from bot.services.kinds import acts_of
from bot.store import Transaction
from bot.workshop.sessions.session import Session, StepRun


async def unfolded(tx: Transaction, session: Session, step: StepRun) -> tuple[Session, StepRun]:
    """Return a step about to open as its kind makes it, and its session with the steps that come
    after it for that. What was left of the time of one that is divided is shared anew."""
    own, *others = await acts_of(step.plan.kind).becomes(tx, session, step)
    if own == step.plan and not others:
        return session, step
    session = await tx.sessions.replan(session, step, own)
    for behind, plan in enumerate(others, start=1):
        session = await tx.sessions.insert_step(session, step.position + behind, plan)
    if step.first_minutes is not None and others:
        # What was planned for all of them is planned for each: nobody added the others.
        for behind, plan in enumerate((own, *others)):
            part = await tx.sessions.step_at(session.id, step.position + behind)
            assert part is not None
            await tx.sessions.set_first_minutes(part.id, plan.minutes)
    left = step.left_seconds if own.timebox == step.plan.timebox else None
    return session, replace(step, plan=own, left_seconds=left)
