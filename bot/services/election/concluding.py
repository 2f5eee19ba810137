"""What an election comes to: someone is elected by consent, or nobody is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.consent.proposal import Decision
from bot.workshop.election.naming import Naming, Stage, concluded
from bot.workshop.kinds import Election
from bot.workshop.sessions.session import Session, StepRun, StepState


async def consent_given(
    tx: Transaction, session: Session, asked: StepRun, decision: Decision, now: datetime
) -> Session:
    """Close the election whose proposal was adopted in the step `asked`, if it was one; it then
    stands before it: the room goes on. Return the session as it stands."""
    found = await tx.elections.electing(asked.id)
    if found is None or not decision.adopted:
        return session
    step = await tx.sessions.step(found.step_id)
    naming = await tx.elections.get(found.step_id)
    if step is None or step.outcome is not None or naming is None:
        return session
    await conclude(tx, session, step, naming, decision.text)
    await tx.timers.cancel(step.id)
    kept = await tx.sessions.step(step.id)
    assert kept is not None
    await tx.sessions.save_step(replace(kept, state=StepState.CLOSED, left_seconds=None))
    if not step.is_out and step.position > asked.position:
        order = [one.id for one in await tx.sessions.steps(session.id) if one.id != step.id]
        order.insert(order.index(asked.id), step.id)
        session = await tx.sessions.reorder(session, order)
    await tx.outbox.add(Saying.FOLD, session.id, session.channel_id, now, step=step.id)
    return session


async def conclude(
    tx: Transaction, session: Session, step: StepRun, naming: Naming, text: str | None
) -> None:
    """Keep what an election came to: the adopted `text`, or that nobody was elected."""
    plan = step.plan
    assert isinstance(plan, Election)
    role = plan.role[session.language] if plan.role is not None else ""
    term = plan.term[session.language] if plan.term is not None else ""
    elected = concluded(naming, role, term, text)
    await tx.sessions.set_outcome(step.id, elected.model_dump_json())


async def close(tx: Transaction, session: Session, step: StepRun) -> None:
    """Leave an election that elected nobody. What was never shown is shown to nobody: it leaves."""
    naming = await tx.elections.get(step.id)
    if step.outcome is not None or naming is None:
        return
    if naming.stage is Stage.NAMING:
        await tx.elections.clear(step.id)
    else:
        await conclude(tx, session, step, naming, None)
