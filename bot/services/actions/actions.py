"""Actions: anyone present proposes one in a step of actions, those who lead at any step; those who
proposed it and those who lead take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.services.context import (
    Context,
    author_of,
    form_step,
    leads,
    led_step,
    open_step,
    running,
    today,
)
from bot.services.notes.parked import taken
from bot.services.roadmap.voted import milestone_ranks
from bot.services.themes.starting import Start, start
from bot.store import Topic, Transaction
from bot.workshop.actions.action import Action, check_action
from bot.workshop.actions.due import read_due
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Actions
from bot.workshop.limits import ACTIONS_PER_PERSON, ACTIONS_PER_SESSION, check_room
from bot.workshop.notes.parked import Parked
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
    now: datetime,
    milestone_id: int | None = None,
    theme_id: int | None = None,
    parked_id: int | None = None,
) -> Action | None:
    """Keep an action; anyone present may propose one in a step of actions, and those who lead in
    the step under way. None for a repeated `submission`.

    `due` is a date as people write it, or says that there is none yet, and today is the server's;
    `milestone_id` is the milestone that it begins, `theme_id` the theme that it starts from,
    `parked_id` what was left for later and is so no more; `now` as in `form_step`. Raises Refusal
    when something is missing or unreadable, when that milestone was taken off or that theme is
    gone, and when the person or the session has as many actions as they may.
    """
    async with ctx.database.write() as tx:
        session, _ = await _at(tx, step_id, actor, now)
        checked_what, checked_owner, checked_first = check_action(what, owner, first_step)
        if milestone_id is not None:
            milestone = await tx.milestones.get(milestone_id)
            if milestone is None or milestone.session_id != session.id:
                raise Refusal("milestone.gone")
        if parked_id is not None:
            await _no_more_parked(tx, session, parked_id, actor)
        source = await start(tx, session.id, theme_id) if theme_id is not None else None
        lead = await leads(tx, session, actor)
        # Those who lead take any of them back: theirs need no name.
        author = None if lead else await author_of(tx, session, actor.user_id)
        action = await tx.actions.add(
            session_id=session.id,
            what=checked_what,
            owner=checked_owner,
            owner_id=owner_id,
            due=read_due(due, await today(ctx, tx, session.server_id, now), session.language),
            first_step=checked_first,
            # A delivery's identifier tells its time: masked, it is hashed like the author.
            submission=await author_of(tx, session, int(submission)),
            milestone_id=milestone_id,
            author=author,
            theme=source.name if source else None,
        )
        count, theirs = await tx.actions.count(session.id, author)
        check_room("action.too_many", ACTIONS_PER_PERSON, theirs)
        check_room("action.too_many_here", ACTIONS_PER_SESSION, count)
        await tx.sessions.took_part(session.id, actor.user_id)
        tx.touch(Topic.SESSION, session.id)
        return action


async def to_propose(ctx: Context, step_id: int, actor: Actor) -> StepRun:
    """Return the step at which `actor` is about to write an action; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        _, step = await _at(tx, step_id, actor)
        return step


async def from_theme(ctx: Context, step_id: int, theme_id: int) -> Start:
    """Return the theme from which an action of an open step is about to be written; raise Refusal
    when it is gone."""
    async with ctx.database.read() as tx:
        session, step = await open_step(tx, step_id)
        if not isinstance(step.plan, Actions):
            raise Refusal("step.not_open")
        return await start(tx, session.id, theme_id)


async def from_parked(ctx: Context, parked_id: int, actor: Actor) -> tuple[Parked, StepRun]:
    """Return what was left for later, of which an action is about to be made, and the step under
    way; raise Refusal when it is gone."""
    async with ctx.database.read() as tx:
        found = await taken(tx, parked_id, actor)
        session = await running(tx, found.session_id)
        step = await tx.sessions.step_at(session.id, session.position)
        if step is None:
            raise Refusal("session.not_started")
        return found, step


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
    """Return the actions of a live session that `actor` may take back: all of them to whoever
    leads it, their own to others."""
    async with ctx.database.read() as tx:
        session = await running(tx, session_id)
        mine = await _takes_back(tx, session, actor)
        return session, [a for a in await tx.actions.of_session(session.id) if mine(a)]


async def to_remove(ctx: Context, action_id: int, actor: Actor) -> Action:
    """Return an action that `actor` may take back; raise Refusal as `remove`."""
    async with ctx.database.read() as tx:
        _, action = await _removable(tx, action_id, actor)
        return action


async def remove(ctx: Context, action_id: int, actor: Actor) -> Action:
    """Take an action back and return what it was; raise Refusal for those who neither lead nor
    proposed it."""
    async with ctx.database.write() as tx:
        session, action = await _removable(tx, action_id, actor)
        await tx.actions.remove(action.id)
        tx.touch(Topic.SESSION, session.id)
        return action


async def _no_more_parked(tx: Transaction, session: Session, parked_id: int, actor: Actor) -> None:
    """Take what becomes an action off what is left for later; someone may have been faster."""
    found = await tx.parked.get(parked_id)
    if found is not None and (await taken(tx, parked_id, actor)).session_id == session.id:
        await tx.parked.remove(parked_id)


async def _at(
    tx: Transaction, step_id: int, actor: Actor, now: datetime | None = None
) -> tuple[Session, StepRun]:
    """Return the step at which an action is written: one of actions for anyone, any that is under
    way for those who lead."""
    found = await tx.sessions.step_in_session(step_id)
    if found is not None and isinstance(found[1].plan, Actions):
        return await form_step(tx, step_id, now)
    return await led_step(tx, step_id, actor, now)


async def _removable(tx: Transaction, action_id: int, actor: Actor) -> tuple[Session, Action]:
    action = await tx.actions.get(action_id)
    if action is None:
        raise Refusal("action.gone")
    session = await running(tx, action.session_id)
    if not (await _takes_back(tx, session, actor))(action):
        raise Refusal("action.not_yours")
    return session, action


async def _takes_back(tx: Transaction, session: Session, actor: Actor) -> Callable[[Action], bool]:
    """Return what tells which actions `actor` may take back."""
    if await leads(tx, session, actor):
        return lambda action: True
    author = await author_of(tx, session, actor.user_id)
    return lambda action: action.author == author and action.hidden is None
