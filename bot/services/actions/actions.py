"""Actions: anyone present proposes one, those who lead take one back."""

from __future__ import annotations

from datetime import date

from bot.services.context import Context, open_step, steered
from bot.services.roadmap.voted import milestone_ranks
from bot.store import Topic
from bot.workshop.actions.action import Action, check_action, read_due
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Actions
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun


async def add(
    ctx: Context,
    step_id: int,
    actor: Actor,
    *,
    what: str,
    owner: str,
    owner_id: int | None,
    due: str,
    first_step: str,
    submission: str,
    today: date,
    milestone_id: int | None = None,
) -> Action | None:
    """Keep an action; anyone present may propose one. None for a repeated `submission`.

    `due` is a date as people write it; `milestone_id` is the milestone that it begins. Raises
    Refusal when something is missing or unreadable, or when that milestone was taken off.
    """
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        if not isinstance(step.plan, Actions):
            raise Refusal("step.not_open")
        checked_what, checked_owner, checked_first = check_action(what, owner, first_step)
        if milestone_id is not None:
            milestone = await tx.milestones.get(milestone_id)
            if milestone is None or milestone.session_id != session.id:
                raise Refusal("milestone.gone")
        action = await tx.actions.add(
            session_id=session.id,
            what=checked_what,
            owner=checked_owner,
            owner_id=owner_id,
            due=read_due(due, today),
            first_step=checked_first,
            submission=submission,
            milestone_id=milestone_id,
        )
        await tx.sessions.took_part(session.id, actor.user_id)
        tx.touch(Topic.SESSION, session.id)
        return action


async def to_propose(ctx: Context, step_id: int) -> StepRun:
    """Return an open step, for which an action is about to be written; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        _, step = await open_step(tx, step_id)
        return step


async def beginnings(ctx: Context, step_id: int) -> tuple[Session, StepRun, list[Milestone]]:
    """Return the milestones that an action of an open step could begin.

    Those that a vote put first come first, then the nearest to today. Raises Refusal when there
    is none.
    """
    async with ctx.database.read() as tx:
        session, step = await open_step(tx, step_id)
        if not isinstance(step.plan, Actions):
            raise Refusal("step.not_open")
        milestones = await tx.milestones.of_session(session.id)
        if not milestones:
            raise Refusal("milestone.none")
        ranks = await milestone_ranks(tx, session)
        last = len(milestones)
        milestones.sort(key=lambda m: (ranks.get(m.id, last), m.year, m.number))
        return session, step, milestones


async def removable(ctx: Context, session_id: int, actor: Actor) -> tuple[Session, list[Action]]:
    """Return the actions of a live session to whoever leads it; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        session = await steered(tx, session_id, actor)
        return session, await tx.actions.of_session(session.id)


async def remove(ctx: Context, action_id: int, actor: Actor) -> Action:
    """Take an action back; facilitators only. Returns what it was."""
    async with ctx.database.write() as tx:
        action = await tx.actions.get(action_id)
        if action is None:
            raise Refusal("action.gone")
        session = await steered(tx, action.session_id, actor)
        await tx.actions.remove(action.id)
        tx.touch(Topic.SESSION, session.id)
        return action
