"""Where the people of a session should be now: rows alone tell it, whatever moved the session."""

from __future__ import annotations

from bot.store import Transaction
from bot.store.rows.subgroups.groups import Round
from bot.workshop.kinds import Subgroups
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.subgroups.group import Gathering
from bot.workshop.subgroups.step import Where


async def wanted(tx: Transaction, session_id: int) -> Gathering | None:
    """Return where the people of a session should be; None where no groups were ever made in it,
    or nothing of it is left: nobody should then be anywhere.

    Groups are out while their step is the one under way and open, from the moment that they are
    made (that whoever leads sends them off, where people choose) until everyone is brought back.
    """
    session = await tx.sessions.get(session_id)
    rounds = await tx.groups.rounds(session_id) if session is not None else []
    if session is None or not rounds:
        return None
    step = await tx.sessions.step_at(session.id, session.position)
    current = next((one for one in rounds if step is not None and one.step_id == step.id), None)
    home = (current or rounds[-1]).home
    if step is None or current is None or not out(session, step, current):
        return Gathering(session.id, session.server_id, session.channel_id, None, home=home)
    plan = step.plan
    assert isinstance(plan, Subgroups)
    groups = tuple(group for group in await tx.groups.of_step(step.id) if group.members)
    return Gathering(
        session.id,
        session.server_id,
        session.channel_id,
        step.id,
        groups,
        home if plan.where is Where.AUTO else None,
        await tx.groups.stays(session.id),
        plan.private,
        task_of(session, plan),
        step.closes_at,
    )


def out(session: Session, step: StepRun, round_: Round) -> bool:
    """True while the groups of the step under way are out."""
    under_way = session.state is SessionState.RUNNING and step.is_open
    return under_way and not round_.doors and not round_.back


def task_of(session: Session, plan: Subgroups) -> str:
    """Return what groups are asked, in the language of their session."""
    return (plan.prompt or plan.title)[session.language]
