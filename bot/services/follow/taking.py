"""Taking up, in the lobby, what the session before left; and putting it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.services.context import Context, steered
from bot.services.records import corrections_of, parked_of, record_in, vote_record
from bot.store import Topic, Transaction
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.follow.taking import Taken, fits, left
from bot.workshop.kinds import Collect, Vote
from bot.workshop.limits import MILESTONES_PER_SESSION, PARKED_PER_SESSION, check_room
from bot.workshop.notes.parked import Parked
from bot.workshop.postits.postit import PostIt
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun, hides_in_meeting
from bot.workshop.vote.methods import VoteOn


@dataclass(frozen=True, slots=True)
class Left:
    """What the session before left, in the order of its wall and of its roadmap."""

    former: Session
    milestones: tuple[Milestone, ...]
    parked: tuple[Parked, ...]
    postits: tuple[PostIt, ...]

    def number(self, what: Taken) -> int:
        held = {
            Taken.MILESTONES: self.milestones,
            Taken.PARKED: self.parked,
            Taken.POSTITS: self.postits,
        }
        return len(held[what])


@dataclass(frozen=True, slots=True)
class Offer:
    """What a session in the lobby may take up: what is `left`, how many of each it has `taken`, and
    the key of why a kind cannot be, where it cannot (`barred`)."""

    session: Session
    left: Left
    taken: Mapping[Taken, int]
    barred: Mapping[Taken, str]


async def offer(ctx: Context, session_id: int, actor: Actor) -> Offer:
    """Return what a session may take up, for who leads it; raise Refusal when it has begun, or
    continues none."""
    async with ctx.database.read() as tx:
        return await _offer(tx, await _in_lobby(tx, session_id, actor))


async def take_up(ctx: Context, session_id: int, what: Taken, actor: Actor) -> Offer:
    """Copy what the session before left of a kind into this one; raise as `offer`, Refusal where it
    cannot be, Outdated where it was already."""
    async with ctx.database.write() as tx:
        session = await _in_lobby(tx, session_id, actor)
        found = await _offer(tx, session)
        if found.taken.get(what):
            raise Outdated("take.already")
        if what in found.barred:
            raise Refusal(found.barred[what])
        copied = {
            Taken.MILESTONES: _milestones,
            Taken.PARKED: _parked,
            Taken.POSTITS: _postits,
        }
        made = await copied[what](tx, session, found.left)
        await tx.follows.note_taken(session.id, what, made)
        tx.touch(Topic.SESSION, session.id)
        return replace(found, taken={**found.taken, what: len(made)})


async def put_back(ctx: Context, session_id: int, what: Taken, actor: Actor) -> Offer:
    """Take what was taken up of a kind out of the session again; raise as `offer`."""
    async with ctx.database.write() as tx:
        session = await _in_lobby(tx, session_id, actor)
        for made in (await tx.follows.taken(session.id)).get(what, ()):
            match what:
                case Taken.MILESTONES:
                    await tx.milestones.remove(made)
                case Taken.PARKED:
                    await tx.parked.remove(made)
                case Taken.POSTITS:
                    await tx.postits.withdraw(made)
        await tx.follows.put_back(session.id, what)
        tx.touch(Topic.SESSION, session.id)
        return await _offer(tx, session)


async def _in_lobby(tx: Transaction, session_id: int, actor: Actor) -> Session:
    session = await steered(tx, session_id, actor)
    if session.state is not SessionState.LOBBY:
        raise Outdated("take.begun")
    return session


async def _offer(tx: Transaction, session: Session) -> Offer:
    former = await tx.follows.continued_by(session.id)
    if former is None:
        raise Refusal("take.none")
    found = await _left(tx, former)
    taken = {Taken(what): len(made) for what, made in (await tx.follows.taken(session.id)).items()}
    barred: dict[Taken, str] = {}
    if not found.milestones:
        barred[Taken.MILESTONES] = "take.no_milestones"
    elif not fits(found.milestones, session.scenario):
        barred[Taken.MILESTONES] = "take.other_years"
    gone = former.raw_deleted_at is not None
    if not found.parked:
        barred[Taken.PARKED] = "take.deleted" if gone else "take.no_parked"
    if not found.postits:
        barred[Taken.POSTITS] = "take.deleted" if gone else "take.no_postits"
    elif await _collecting(tx, session) is None:
        barred[Taken.POSTITS] = "take.no_step"
    return Offer(session, found, taken, barred)


async def _left(tx: Transaction, former: Session) -> Left:
    """Return what a session left, in the words of its summary; what was hidden, deleted, or left
    out when the summary was read again, is in none of it."""
    told = await record_in(tx, former.id)
    milestones = await tx.milestones.of_session(former.id)
    first: set[int] = set()
    chosen: set[int] = set()
    sorting = await tx.themes.sorting(former.id)
    for step in await tx.sessions.every_step(former.id):
        if not isinstance(step.plan, Vote) or step.outcome is None:
            continue
        vote = await vote_record(tx, former, step)
        if not vote.detailed:
            continue
        came_first = {
            option.source_id
            for name in {*vote.outcome.winners, *vote.outcome.taken}
            if (option := vote.by_name.get(name)) is not None
        }
        for source in came_first - {None}:
            assert source is not None
            if step.plan.on is VoteOn.POSTITS:
                first.add(source)
            elif step.plan.on is VoteOn.THEMES:
                chosen.update(sorting.within(source))
    return Left(
        former,
        told.milestones,
        await parked_of(tx, former, await corrections_of(tx, former)),
        tuple(left(told.postits, milestones, first, chosen)),
    )


async def _collecting(tx: Transaction, session: Session) -> StepRun | None:
    """Return the first step of a session in which post-its are written."""
    steps = await tx.sessions.steps(session.id)
    return next((step for step in steps if isinstance(step.plan, Collect)), None)


async def _milestones(tx: Transaction, session: Session, found: Left) -> list[int]:
    """Copy milestones with what they rest on; they come from no post-it of this session."""
    made: dict[int, int] = {}
    for one in sorted(found.milestones, key=lambda m: m.number):
        copy = await tx.milestones.add(
            session_id=session.id,
            year=one.year,
            dimension=one.dimension,
            statement=one.statement,
            who=one.who,
            enablers=one.enablers,
            obstacles=one.obstacles,
            postit_id=None,
            submission=f"taken:{session.id}:{one.id}",
            theme=one.theme,
        )
        assert copy is not None
        made[one.id] = copy.id
    for one in found.milestones:
        await tx.milestones.tie(made[one.id], [made[b] for b in one.after if b in made])
    count, _ = await tx.milestones.count(session.id, None)
    check_room("milestone.too_many_here", MILESTONES_PER_SESSION, count)
    return list(made.values())


async def _parked(tx: Transaction, session: Session, found: Left) -> list[int]:
    made: list[int] = []
    for one in found.parked:
        copy = await tx.parked.add(session.id, one.text, f"taken:{session.id}:{one.id}")
        assert copy is not None
        made.append(copy.id)
    check_room("parked.too_many", PARKED_PER_SESSION, len(await tx.parked.of_session(session.id)))
    return made


async def _postits(tx: Transaction, session: Session, found: Left) -> list[int]:
    """Copy post-its into the first step that collects some, with the name of their author where
    both sessions are signed; nobody can change them as their own."""
    step = await _collecting(tx, session)
    assert step is not None
    assert isinstance(step.plan, Collect)
    plan, language = step.plan, session.language
    columns = {column.name[language] for column in plan.columns}
    scenario = session.scenario
    dimensions = {d.name for d in scenario.dimensions} if scenario else set()
    signed = not (session.masked or found.former.masked)
    made: list[int] = []
    for one in found.postits:
        in_years = scenario is not None and one.year is not None
        years = range(scenario.origin, scenario.horizon + 1) if scenario is not None else range(0)
        copy = await tx.postits.add(
            session_id=session.id,
            step_id=step.id,
            author=None,
            author_name=one.author_name if signed else None,
            text=one.text,
            dimension=one.dimension if one.dimension in dimensions else None,
            year=one.year if in_years and one.year in years else None,
            source=one.source,
            submission=None,
            column=one.column if one.column in columns else None,
            kind=one.kind,
            shown=not hides_in_meeting(session, plan),
        )
        assert copy is not None
        made.append(copy.id)
    return made
