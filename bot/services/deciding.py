"""What facilitators write down: milestones on the roadmap, notes, actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.services.context import Context, open_step, running, steered
from bot.services.records import vote_record
from bot.store import Topic, Transaction
from bot.workshop.action import LIMIT, Action, check_action, read_due
from bot.workshop.errors import Refusal
from bot.workshop.permissions import Actor
from bot.workshop.postit import PostIt, check_place
from bot.workshop.roadmap import Milestone
from bot.workshop.session import Session, StepRun
from bot.workshop.steps import Actions, Discuss, Roadmap, Vote
from bot.workshop.steps.vote import VoteOn
from bot.workshop.text import clean, one_line

NOTE_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Placing:
    """What can be placed: revealed post-its, best voted first, and what already stands."""

    session: Session
    step: StepRun
    postits: tuple[PostIt, ...]
    dots: dict[int, int]  # post-it identifier → dots received, where a vote was counted
    milestones: tuple[Milestone, ...]


async def placing(ctx: Context, step_id: int, actor: Actor) -> Placing:
    """Return what a facilitator can place on the roadmap now; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        session, step = await _facilitated(tx, step_id, actor, Roadmap)
        dots = await _dots_of_postits(tx, session)
        milestones = tuple(await tx.milestones.of_session(session.id))
        placed = {m.postit_id for m in milestones}
        postits = [
            p
            for p in await tx.postits.of_session(session.id)
            if p.number is not None and p.id not in placed
        ]
        postits.sort(key=lambda p: (-dots.get(p.id, 0), p.number or 0))
        return Placing(session, step, tuple(postits), dots, milestones)


async def place(
    ctx: Context,
    step_id: int,
    actor: Actor,
    *,
    statement: str,
    year: str,
    dimension: str,
    who: str,
    obstacles: str,
    postit_id: int | None,
    submission: str,
) -> Milestone | None:
    """Adopt a milestone; None when the same `submission` already did.

    Raises Refusal when a text is missing or too long, or the place is not of the scenario.
    """
    async with ctx.database.write() as tx:
        session, _ = await _facilitated(tx, step_id, actor, Roadmap)
        statement = _text(statement)
        if not statement:
            raise Refusal("milestone.needs_statement")
        scenario = session.scenario
        low, high = (scenario.origin, scenario.horizon) if scenario else (0, 0)
        written_year = one_line(year)
        if not (written_year.isdecimal() and written_year.isascii()):
            raise Refusal("place.unknown_year", origin=low, horizon=high)
        checked_dimension, checked_year = check_place(scenario, dimension, int(written_year[:6]))
        assert checked_dimension is not None
        assert checked_year is not None
        if postit_id is not None:
            await _check_unplaced(tx, session, postit_id, submission)
        milestone = await tx.milestones.add(
            session_id=session.id,
            year=checked_year,
            dimension=checked_dimension,
            statement=statement,
            who=_text(who) or None,
            enablers=None,
            obstacles=_text(obstacles) or None,
            postit_id=postit_id,
            submission=submission,
        )
        tx.touch(Topic.SESSION, session.id)
        return milestone


async def _check_unplaced(
    tx: Transaction, session: Session, postit_id: int, submission: str
) -> None:
    """Raise Refusal when the post-it is not on this wall, or when a colleague placed it."""
    postit = await tx.postits.get(postit_id)
    if postit is None or postit.session_id != session.id or postit.number is None:
        raise Refusal("postit.gone")
    placed = await tx.milestones.of_postit(postit_id)
    if placed is not None and placed != submission:
        raise Refusal("milestone.already_placed")


async def remove_milestone(ctx: Context, milestone_id: int, actor: Actor) -> Milestone:
    """Take a milestone off the roadmap; return what it was."""
    async with ctx.database.write() as tx:
        milestone = await tx.milestones.get(milestone_id)
        if milestone is None:
            raise Refusal("milestone.gone")
        session = await steered(tx, milestone.session_id, actor)
        await tx.milestones.remove(milestone.id)
        tx.touch(Topic.SESSION, session.id)
        return milestone


async def note(ctx: Context, step_id: int, actor: Actor, text: str, submission: str) -> str:
    """Keep a note of the discussion and return it as kept."""
    async with ctx.database.write() as tx:
        session, step = await _facilitated(tx, step_id, actor, Discuss)
        kept = clean(text)
        if not kept:
            raise Refusal("note.empty")
        if len(kept) > NOTE_LIMIT:
            raise Refusal("text.too_long", length=len(kept), limit=NOTE_LIMIT)
        await tx.notes.add(session.id, step.id, kept, submission)
        tx.touch(Topic.SESSION, session.id)
        return kept


async def add_action(
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
) -> Action | None:
    """Keep an action; anyone present may propose one. None for a repeated `submission`.

    `due` is a date as people write it. Raises Refusal when something is missing or unreadable.
    """
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        if not isinstance(step.plan, Actions):
            raise Refusal("step.not_open")
        checked_what, checked_owner, checked_first = check_action(what, owner, first_step)
        action = await tx.actions.add(
            session_id=session.id,
            what=checked_what,
            owner=checked_owner,
            owner_id=owner_id,
            due=read_due(due, today),
            first_step=checked_first,
            submission=submission,
        )
        await tx.sessions.took_part(session.id, actor.user_id)
        tx.touch(Topic.SESSION, session.id)
        return action


async def actions(ctx: Context, session_id: int) -> tuple[Session, list[Action]]:
    """Return the actions of a live session."""
    async with ctx.database.read() as tx:
        session = await running(tx, session_id)
        return session, await tx.actions.of_session(session.id)


async def remove_action(ctx: Context, action_id: int, actor: Actor) -> Action:
    """Take an action back; facilitators only. Returns what it was."""
    async with ctx.database.write() as tx:
        action = await tx.actions.get(action_id)
        if action is None:
            raise Refusal("action.gone")
        session = await steered(tx, action.session_id, actor)
        await tx.actions.remove(action.id)
        tx.touch(Topic.SESSION, session.id)
        return action


async def _dots_of_postits(tx: Transaction, session: Session) -> dict[int, int]:
    """Return the dots that each post-it got in the last counted vote on post-its."""
    found: dict[int, int] = {}
    for step in await tx.sessions.steps(session.id):
        plan = step.plan
        if step.outcome is None or not isinstance(plan, Vote) or plan.on is not VoteOn.POSTITS:
            continue
        vote = await vote_record(tx, step)
        if vote.detailed:
            found.update((o.source_id, vote.tally.totals[o.number]) for o in vote.options)
    return found


async def _facilitated(
    tx: Transaction, step_id: int, actor: Actor, kind: type
) -> tuple[Session, StepRun]:
    session, step = await open_step(tx, step_id)
    await steered(tx, session.id, actor)
    if not isinstance(step.plan, kind):
        raise Refusal("step.not_open")
    return session, step


def _text(text: str) -> str:
    line = one_line(text)
    if len(line) > LIMIT:
        raise Refusal("text.too_long", length=len(line), limit=LIMIT)
    return line
