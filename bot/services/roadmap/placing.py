"""Placing milestones on the roadmap: what the wall offers, and the milestone that is adopted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, author_of
from bot.services.roadmap.milestones import changeable, placer
from bot.services.roadmap.voted import dots_of_postits
from bot.services.themes.starting import start, starts
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.limits import MILESTONES_PER_PERSON, MILESTONES_PER_SESSION, check_room
from bot.workshop.postits.postit import PostIt
from bot.workshop.roadmap.dependencies import check_before
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.roadmap.milestones import check_detail, check_spot, check_statement
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun


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
    themed: bool = False  # it can start from a theme


async def to_place(
    ctx: Context, step_id: int, actor: Actor, after_id: int | None = None
) -> Placing:
    """Return what `actor` can place on the roadmap now; raise Refusal when they may not.

    With `after_id`, post-its of the years that could come just before that milestone stand first.
    """
    async with ctx.database.read() as tx:
        session, step, lead = await placer(tx, step_id, actor)
        after = None
        if after_id is not None:
            _, after, _ = await changeable(tx, after_id, actor)
        dots = await dots_of_postits(tx, session)
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
        themed = bool(await starts(tx, session.id))
        return Placing(session, step, tuple(postits), dots, milestones, lead, after, themed)


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
    theme_id: int | None = None,
    now: datetime | None = None,
) -> Milestone | None:
    """Adopt a milestone, on which milestone `after_id` then rests; None when the same
    `submission` already did. The post-its of theme `theme_id` are what it was born of.

    `now` as in `form_step`. Raises Refusal when a text is missing or too long, the place is not of
    the scenario, it comes after what should rest on it, or the person or the session has as many
    as they may.
    """
    async with ctx.database.write() as tx:
        session, _, lead = await placer(tx, step_id, actor, now)
        checked_statement = check_statement(statement)
        checked_dimension, checked_year = check_spot(session.scenario, dimension, year)
        # A delivery's identifier tells its time: masked, it is hashed like the author.
        delivery = await author_of(tx, session, int(submission))
        if postit_id is not None:
            await _check_unplaced(tx, session, postit_id, delivery)
        source = await start(tx, session.id, theme_id) if theme_id is not None else None
        # Those who lead change any of them: theirs need no name.
        author = None if lead else await author_of(tx, session, actor.user_id)
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
            author=author,
            theme=source.name if source else None,
            sources=[postit.id for postit in source.postits] if source else (),
        )
        count, theirs = await tx.milestones.count(session.id, author)
        check_room("milestone.too_many", MILESTONES_PER_PERSON, theirs)
        check_room("milestone.too_many_here", MILESTONES_PER_SESSION, count)
        if milestone is not None and after_id is not None:
            _, after, _ = await changeable(tx, after_id, actor, now)
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
    if postit is None or postit.session_id != session.id or not postit.on_the_wall:
        raise Refusal("postit.gone")
    placed = await tx.milestones.of_postit(postit_id)
    if placed is not None and placed != submission:
        raise Refusal("milestone.already_placed")


def _too_late(postit: PostIt, after: Milestone | None) -> bool:
    return after is not None and postit.year is not None and postit.year > after.year
