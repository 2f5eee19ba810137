"""One milestone of the roadmap: what was needed, what stood in the way, what came just before.

Facilitators change any of them; where everyone places, participants change their own until the
step closes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.services.context import Context, author_of, form_step, leads, running
from bot.services.vote.polls import source_changed, source_gone
from bot.store import Topic, Transaction
from bot.workshop.errors import Over, Refusal
from bot.workshop.kinds import Roadmap
from bot.workshop.postits.postit import PostIt
from bot.workshop.roadmap.dependencies import check_before, check_year
from bot.workshop.roadmap.grid import Milestone, back_from_horizon
from bot.workshop.roadmap.milestones import (
    Detail,
    attachable,
    check_detail,
    check_spot,
    check_statement,
    detail_of,
    details_mark,
    joined_to,
    place_mark,
)
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.methods import VoteOn


@dataclass(frozen=True, slots=True)
class Held:
    """A milestone in the hands of someone who may change it, among all those `placed`.

    `step` is the roadmap that is open now, if one is: more can be placed on it. `wall` holds the
    post-its of the session. `on_ballots` when one that was removed stays on those of a vote.
    """

    session: Session
    step: StepRun | None
    milestone: Milestone
    placed: tuple[Milestone, ...]
    leads: bool
    wall: tuple[PostIt, ...] = ()
    on_ballots: bool = False

    def attachable(self, detail: Detail) -> list[PostIt]:
        """What the wall could add to a detail."""
        return attachable(self.milestone, detail, self.wall)

    @property
    def before(self) -> list[Milestone]:
        """What it rests on, earliest first."""
        return [m for m in self.placed if m.id in self.milestone.after]

    @property
    def made_possible(self) -> list[Milestone]:
        """What rests on it, earliest first."""
        return [m for m in self.placed if self.milestone.id in m.after]


@dataclass(frozen=True, slots=True)
class Theirs:
    """The milestones that someone may change on an open roadmap, latest first."""

    session: Session
    step: StepRun
    milestones: tuple[Milestone, ...]
    leads: bool


async def placer(
    tx: Transaction, step_id: int, actor: Actor, now: datetime | None = None
) -> tuple[Session, StepRun, bool]:
    """Return a roadmap on which `actor` may place, and whether they lead it; `now` as in
    `form_step`."""
    session, step = await form_step(tx, step_id, now)
    lead = await leads(tx, session, actor)
    plan = step.plan
    if not lead and not (isinstance(plan, Roadmap) and plan.open_to_all):
        raise Refusal("session.not_facilitator")
    if not isinstance(plan, Roadmap):
        raise Refusal("step.not_open")
    return session, step, lead


async def changeable(
    tx: Transaction, milestone_id: int, actor: Actor, now: datetime | None = None
) -> tuple[Session, Milestone, bool]:
    """Return a milestone that `actor` may change, and whether they lead; raise Refusal otherwise.

    `now` is that of a form: participants may still send it just after the roadmap was left.
    """
    milestone = await tx.milestones.get(milestone_id)
    if milestone is None:
        raise Refusal("milestone.gone")
    session = await running(tx, milestone.session_id)
    if await leads(tx, session, actor):
        return session, milestone, True
    if milestone.author is None:
        raise Refusal("session.not_facilitator")
    if milestone.author != await author_of(tx, session, actor.user_id):
        raise Refusal("milestone.not_yours")
    shared = (
        step
        for step in await tx.sessions.steps(session.id)
        if isinstance(step.plan, Roadmap) and step.plan.open_to_all
    )
    if not any(step.is_open or (now and step.takes_forms(now)) for step in shared):
        raise Over("step.not_open")
    return session, milestone, False


async def theirs(ctx: Context, step_id: int, actor: Actor) -> Theirs:
    """Return the milestones that `actor` may change: all of them to those who lead, else their
    own. Raises Refusal when they may not place any."""
    async with ctx.database.read() as tx:
        session, step, lead = await placer(tx, step_id, actor)
        author = await author_of(tx, session, actor.user_id)
        placed = await tx.milestones.of_session(session.id)
        back = [m for _, found in back_from_horizon(placed) for m in found]
        return Theirs(session, step, tuple(m for m in back if lead or m.author == author), lead)


async def hold(ctx: Context, milestone_id: int, actor: Actor) -> Held:
    """Return a milestone to someone who may change it; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        return await _held(tx, *await changeable(tx, milestone_id, actor))


async def edit(
    ctx: Context,
    milestone_id: int,
    actor: Actor,
    *,
    statement: str,
    year: str,
    dimension: str,
    seen: int | None = None,
    now: datetime | None = None,
) -> Held:
    """Change what happened, and where it stands.

    `seen` is the `place_mark` of what the person read before; None where they read nothing.
    Raises Refusal for a text or a place that cannot be, or a year against what it is tied to, and
    when someone else changed it meanwhile.
    """
    async with ctx.database.write() as tx:
        session, milestone, lead = await changeable(tx, milestone_id, actor, now)
        checked_dimension, checked_year = check_spot(session.scenario, dimension, year)
        check_year(milestone, checked_year, await tx.milestones.of_session(session.id))
        changed = replace(
            milestone,
            statement=check_statement(statement),
            dimension=checked_dimension,
            year=checked_year,
        )
        _check_seen(milestone, changed, seen, place_mark(milestone))
        await tx.milestones.save(changed)
        await source_changed(tx, session.id, VoteOn.MILESTONES, milestone.id, changed.statement)
        tx.touch(Topic.SESSION, session.id)
        return await _held(tx, session, changed, lead)


async def complete(
    ctx: Context,
    milestone_id: int,
    actor: Actor,
    *,
    who: str,
    enablers: str,
    obstacles: str,
    seen: int | None = None,
    now: datetime | None = None,
) -> Held:
    """Say who made it happen, what helped and what stood in the way, one thing a line.

    `seen` is the `details_mark` of what the person read before; None where they read nothing.
    Raises Refusal for a text too long, and when someone else changed it meanwhile.
    """
    async with ctx.database.write() as tx:
        session, milestone, lead = await changeable(tx, milestone_id, actor, now)
        changed = replace(
            milestone,
            who=check_detail(who),
            enablers=check_detail(enablers),
            obstacles=check_detail(obstacles),
        )
        _check_seen(milestone, changed, seen, details_mark(milestone))
        await tx.milestones.save(changed)
        tx.touch(Topic.SESSION, session.id)
        return await _held(tx, session, changed, lead)


async def attach(
    ctx: Context, milestone_id: int, actor: Actor, detail: Detail, postit_ids: Sequence[int]
) -> Held:
    """Add the words of post-its of the wall to a detail, each once.

    Raises Refusal when one is not on this wall, or when the detail would be too long.
    """
    async with ctx.database.write() as tx:
        session, milestone, lead = await changeable(tx, milestone_id, actor)
        wall = {p.id: p.text for p in await tx.postits.of_session(session.id) if p.number}
        if not wall.keys() >= set(postit_ids):
            raise Refusal("postit.gone")
        texts = [wall[postit_id] for postit_id in postit_ids]
        text = joined_to(detail_of(milestone, detail), texts)
        changed = replace(
            milestone,
            who=text if detail is Detail.WHO else milestone.who,
            enablers=text if detail is Detail.ENABLERS else milestone.enablers,
            obstacles=text if detail is Detail.OBSTACLES else milestone.obstacles,
        )
        await tx.milestones.save(changed)
        tx.touch(Topic.SESSION, session.id)
        return await _held(tx, session, changed, lead)


async def tie(ctx: Context, milestone_id: int, actor: Actor, before: Sequence[int]) -> Held:
    """Have a milestone rest on others of the roadmap. Raises Refusal when it cannot."""
    async with ctx.database.write() as tx:
        session, milestone, lead = await changeable(tx, milestone_id, actor)
        placed = await tx.milestones.of_session(session.id)
        check_before(milestone, _among(placed, before), placed)
        await tx.milestones.tie(milestone.id, before)
        tx.touch(Topic.SESSION, session.id)
        return await _held(tx, session, milestone, lead)


async def untie(ctx: Context, milestone_id: int, actor: Actor, before: Sequence[int]) -> Held:
    """Have a milestone rest on others no more; harmless where it does not."""
    async with ctx.database.write() as tx:
        session, milestone, lead = await changeable(tx, milestone_id, actor)
        await tx.milestones.untie(milestone.id, before)
        tx.touch(Topic.SESSION, session.id)
        return await _held(tx, session, milestone, lead)


async def remove(ctx: Context, milestone_id: int, actor: Actor) -> Held:
    """Take a milestone off the roadmap, with its links; return what it was."""
    async with ctx.database.write() as tx:
        held = await _held(tx, *await changeable(tx, milestone_id, actor))
        await tx.milestones.remove(milestone_id)
        stays = await source_gone(tx, held.session.id, VoteOn.MILESTONES, milestone_id)
        tx.touch(Topic.SESSION, held.session.id)
        return replace(held, on_ballots=stays)


def _check_seen(before: Milestone, after: Milestone, seen: int | None, mark: int) -> None:
    """Raise Refusal when `after` would replace what the person never read."""
    if after != before and seen is not None and seen != mark:
        raise Refusal("milestone.changed")


async def _held(tx: Transaction, session: Session, milestone: Milestone, lead: bool) -> Held:
    """Return a milestone as it now stands."""
    placed = await tx.milestones.of_session(session.id)
    (now,) = _among(placed, [milestone.id])
    wall = tuple(await tx.postits.of_session(session.id))
    return Held(session, await _open_roadmap(tx, session), now, tuple(placed), lead, wall)


async def _open_roadmap(tx: Transaction, session: Session) -> StepRun | None:
    step = await tx.sessions.step_at(session.id, session.position)
    return step if step is not None and step.is_open and isinstance(step.plan, Roadmap) else None


def _among(placed: Iterable[Milestone], wanted: Iterable[int]) -> list[Milestone]:
    """Return milestones by identifier; raise Refusal when one is not of this roadmap."""
    known = {milestone.id: milestone for milestone in placed}
    try:
        return [known[one] for one in wanted]
    except KeyError:
        raise Refusal("milestone.gone") from None
