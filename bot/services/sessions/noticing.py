"""What those who lead would want to know of the step under way, from what its card shows and two
or three reads more."""

from __future__ import annotations

from collections.abc import Collection

from bot.reports.record import VoteRecord
from bot.services.actions.step import ToDo
from bot.services.postits.step import Gathered
from bot.services.themes.step import Grouping
from bot.services.vote.step import Polled
from bot.services.wall.step import Wall
from bot.store import Transaction
from bot.workshop.consent.proposal import Proposal, Stage
from bot.workshop.kinds import Collect, Roadmap, Vote
from bot.workshop.roadmap.grid import Milestone, gaps
from bot.workshop.sessions.noticing import Facts, Gap, Notice, notice
from bot.workshop.sessions.session import Session, StepRun, author_reference, is_secret
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.methods import VoteOn


async def noticed(tx: Transaction, session: Session, step: StepRun, found: object) -> Notice | None:
    """Return the one thing to tell those who lead, None for nothing; `found` is what the card
    shows (`StepActs.found`)."""
    if step.rests(session):
        return None
    facts = await _facts(tx, session, step, found)
    return notice(facts) if facts is not None else None


async def _facts(tx: Transaction, session: Session, step: StepRun, found: object) -> Facts | None:
    plan = step.plan
    if isinstance(plan, Collect) and isinstance(found, Gathered):
        return await _of_postits(tx, session, step, plan, found)
    if isinstance(plan, Vote):
        if isinstance(found, VoteRecord):
            return Facts(tie=found.outcome.waits_for_choice)
        if isinstance(found, Polled) and found.empty:
            return await _of_empty_vote(tx, session, plan, found)
        if isinstance(found, Polled):
            return await _of_vote(tx, session, step, plan)
    if isinstance(found, Proposal):
        return _of_proposal(step, found)
    if isinstance(found, Wall):
        there = {p.lane for p in found.postits}
        lanes = _lanes(session)
        return Facts(things=len(found.postits), empty=_missing(lanes, there))
    if isinstance(found, Grouping):
        return _of_themes(found)
    if isinstance(plan, Roadmap) and isinstance(found, tuple):
        return _of_road(session, found)
    if isinstance(found, ToDo):
        kept = [action for action in found.actions if action.hidden is None]
        return Facts(
            no_first_step=sum(action.first_step is None for action in kept),
            no_date=sum(action.due is None for action in kept),
        )
    return None


async def _of_postits(
    tx: Transaction, session: Session, step: StepRun, plan: Collect, found: Gathered
) -> Facts:
    came = await _came(tx, session)
    key = await tx.sessions.key("session", session.id) if session.masked else None
    wrote = await tx.postits.writers(step.id)
    said = sum(author_reference(person, key) in wrote for person in came)
    columns, dimensions = await tx.postits.lanes(step.id)
    empty: tuple[str, ...] = ()
    if plan.columns:
        empty = _missing(plan.column_names(session.language), columns)
    elif plan.ask_dimension and session.scenario is not None:
        empty = _missing([each.name for each in session.scenario.dimensions], dimensions)
    return Facts(
        came=len(came), said=said, guarded=session.masked, things=found.postits, empty=empty
    )


async def _of_vote(tx: Transaction, session: Session, step: StepRun, plan: Vote) -> Facts:
    if plan.electors.who is not Electorate.EVERYONE:
        return Facts()  # the card says how many of how many
    came, voted = await _came(tx, session), await tx.voters.voted(step.id)
    secret = is_secret(session, plan)
    return Facts(came=len(came), said=len(came & voted), voting=True, guarded=secret)


async def _of_empty_vote(
    tx: Transaction, session: Session, plan: Vote, found: Polled
) -> Facts | None:
    """Nothing is on the ballot: too many things, which the card says, or none."""
    if found.offered:
        return None
    hidden = 0
    if plan.on in (VoteOn.POSTITS, VoteOn.THEMES):
        written = await tx.postits.of_session(session.id)
        hidden = sum(postit.number is None for postit in written)
    return Facts(no_ballot=True, hidden=hidden)


def _of_proposal(step: StepRun, found: Proposal) -> Facts:
    if step.outcome is not None:
        return Facts()
    asked = found.stage in (Stage.PROPOSAL, Stage.QUESTIONS)
    return Facts(
        no_text=not found.versions,
        objections=len(found.standing),
        questions=len(found.unanswered) if asked else 0,
    )


def _of_themes(found: Grouping) -> Facts:
    """What is to be talked about is told above, and how far the room is on the card."""
    told = found.sorts or (found.progress is not None and found.progress.to_discuss > 0)
    loose = sum(place is None for place in found.sorting.places.values())
    return Facts(
        names=0 if found.sorts else found.names,
        unsorted=loose if found.sorting.themes and not told else 0,
    )


def _of_road(session: Session, milestones: tuple[Milestone, ...]) -> Facts:
    scenario = session.scenario
    assert scenario is not None
    empty = _missing([d.name for d in scenario.dimensions], {m.dimension for m in milestones})
    longest = max(gaps(scenario, milestones), key=lambda gap: gap.last - gap.first, default=None)
    gap = Gap(longest.dimension, longest.first, longest.last) if longest is not None else None
    return Facts(things=len(milestones), empty=empty, road=True, gap=gap)


def _lanes(session: Session) -> list[str]:
    """Return where a wall has its post-its, in the words of the recipe or of the scenario."""
    plans = [plan for plan in session.recipe.steps if isinstance(plan, Collect)]
    columns = [name for plan in plans for name in plan.column_names(session.language)]
    if columns:
        return list(dict.fromkeys(columns))
    asked = any(plan.ask_dimension for plan in plans)
    return [d.name for d in session.scenario.dimensions] if session.scenario and asked else []


def _missing(names: Collection[str], there: Collection[str | None]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in there)


async def _came(tx: Transaction, session: Session) -> frozenset[int]:
    """Return those who took part in the session, those who lead left out."""
    people = await tx.sessions.participants(session.id)
    return people - await tx.sessions.facilitators(session.id)
