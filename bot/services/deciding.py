"""What facilitators write down: milestones on the roadmap, notes, actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.services.context import Context, author_of, open_step, running, steered
from bot.services.records import vote_record
from bot.services.roadmap.milestones import changeable, placer
from bot.store import Topic, Transaction
from bot.workshop.actions.action import Action, check_action, read_due
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Actions, Discuss, Vote
from bot.workshop.postits.postit import PostIt
from bot.workshop.roadmap.dependencies import check_before
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.roadmap.milestones import check_detail, check_spot, check_statement
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.text import clean
from bot.workshop.vote.step import VoteOn

NOTE_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Placing:
    """What can be placed: revealed post-its, best voted first, and what already stands.

    `after` is the milestone just before which something is looked for; `leads` tells whether
    the person leads the session.
    """

    session: Session
    step: StepRun
    postits: tuple[PostIt, ...]
    dots: dict[int, int]  # post-it identifier → dots received, where a vote was counted
    milestones: tuple[Milestone, ...]
    leads: bool = True
    after: Milestone | None = None


async def placing(ctx: Context, step_id: int, actor: Actor, after_id: int | None = None) -> Placing:
    """Return what `actor` can place on the roadmap now; raise Refusal when they may not.

    With `after_id`, post-its of the years that could come just before that milestone stand first.
    """
    async with ctx.database.read() as tx:
        session, step, lead = await placer(tx, step_id, actor)
        after = None
        if after_id is not None:
            _, after, _ = await changeable(tx, after_id, actor)
        dots = await _dots_of_postits(tx, session)
        milestones = tuple(await tx.milestones.of_session(session.id))
        placed = {m.postit_id for m in milestones}
        postits = [
            p
            for p in await tx.postits.of_session(session.id)
            if p.number is not None and p.id not in placed
        ]
        postits.sort(
            key=lambda p: (_too_late(p, after), -dots.get(p.id, 0), p.number or 0),
        )
        return Placing(session, step, tuple(postits), dots, milestones, lead, after)


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
    after_id: int | None = None,
) -> Milestone | None:
    """Adopt a milestone, on which milestone `after_id` then rests; None when the same
    `submission` already did.

    Raises Refusal when a text is missing or too long, the place is not of the scenario, or it
    comes after what should rest on it.
    """
    async with ctx.database.write() as tx:
        session, _, lead = await placer(tx, step_id, actor)
        checked_statement = check_statement(statement)
        checked_dimension, checked_year = check_spot(session.scenario, dimension, year)
        # A delivery's identifier tells its time: masked, it is hashed like the author.
        delivery = await author_of(tx, session, int(submission))
        if postit_id is not None:
            await _check_unplaced(tx, session, postit_id, delivery)
        milestone = await tx.milestones.add(
            session_id=session.id,
            year=checked_year,
            dimension=checked_dimension,
            statement=checked_statement,
            who=check_detail(who),
            enablers=None,
            obstacles=check_detail(obstacles),
            postit_id=postit_id,
            submission=delivery,
            # Those who lead change any of them: theirs need no name.
            author=None if lead else await author_of(tx, session, actor.user_id),
        )
        if milestone is not None and after_id is not None:
            _, after, _ = await changeable(tx, after_id, actor)
            check_before(after, [milestone], await tx.milestones.of_session(session.id))
            await tx.milestones.tie(after.id, [milestone.id])
        if not lead:
            await tx.sessions.took_part(session.id, actor.user_id)
        tx.touch(Topic.SESSION, session.id)
        return milestone


async def _check_unplaced(
    tx: Transaction, session: Session, postit_id: int, submission: str
) -> None:
    """Raise Refusal when the post-it is not on this wall, or when someone else placed it."""
    postit = await tx.postits.get(postit_id)
    if postit is None or postit.session_id != session.id or postit.number is None:
        raise Refusal("postit.gone")
    placed = await tx.milestones.of_postit(postit_id)
    if placed is not None and placed != submission:
        raise Refusal("milestone.already_placed")


def _too_late(postit: PostIt, after: Milestone | None) -> bool:
    return after is not None and postit.year is not None and postit.year > after.year


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
        vote = await vote_record(tx, session, step)
        if vote.detailed:
            totals = vote.totals
            found.update(
                (o.source_id, totals.get(o.number, 0))
                for o in vote.options
                if totals and o.source_id is not None
            )
    return found


async def milestone_ranks(tx: Transaction, session: Session) -> dict[int, int]:
    """Return the rank, from 1, that the last counted vote on milestones gave to each.

    Equals share a rank; whatever the method, its ranking is what counts.
    """
    found: dict[int, int] = {}
    for step in await tx.sessions.steps(session.id):
        plan = step.plan
        if step.outcome is None or not isinstance(plan, Vote) or plan.on is not VoteOn.MILESTONES:
            continue
        vote = await vote_record(tx, session, step)
        if vote.detailed:
            sources = {option.name: option.source_id for option in vote.options}
            found = {
                source: rank
                for rank, group in enumerate(vote.outcome.ranking, start=1)
                for source in map(sources.get, group)
                if source is not None
            }
    return found


async def _facilitated(
    tx: Transaction, step_id: int, actor: Actor, kind: type
) -> tuple[Session, StepRun]:
    session, step = await open_step(tx, step_id)
    await steered(tx, session.id, actor)
    if not isinstance(step.plan, kind):
        raise Refusal("step.not_open")
    return session, step
