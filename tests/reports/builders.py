"""Whole session records, built by hand around the small pieces of `tests.builders`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.reports.record import Lines, PositionRecord, RateRecord, SessionRecord, VoteRecord
from bot.reports.vote.dates import dated
from bot.workshop.actions.action import Action
from bot.workshop.election.naming import Naming
from bot.workshop.kinds import Kinds, Position, Rate, Vote
from bot.workshop.language import Language
from bot.workshop.position.movement import Journey, Moment, Told
from bot.workshop.position.movement import Result as Moved
from bot.workshop.postits.postit import PostIt
from bot.workshop.rate.marks import Result
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.session import SessionState, Signing, StepRun, StepState
from bot.workshop.story.scenario import Scenario
from bot.workshop.vote.ballot import CastBallot, Content
from bot.workshop.vote.document import document
from bot.workshop.vote.options import Option
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.written import written_options
from tests import builders

ENDED = builders.NOW + timedelta(minutes=92)
DELETED = ENDED + timedelta(days=90)

BACKCASTING: tuple[Kinds, ...] = (
    builders.story(),
    builders.collect(),
    builders.reveal(),
    builders.vote(budget=5, cap=3),
    builders.roadmap(),
    builders.discuss(),
    builders.actions(),
)
BRAINSTORM: tuple[Kinds, ...] = (
    builders.collect(),
    builders.reveal(),
    builders.vote(budget=5),
    builders.discuss(),
    builders.actions(),
)
WEATHER: tuple[Kinds, ...] = (builders.collect(), builders.reveal())


def record(
    plans: Sequence[Kinds] = BACKCASTING,
    *,
    title: str = "Réunion des Tilleuls",
    language: Language = Language.FRENCH,
    told: Scenario | None = None,
    signing: Signing = Signing.SIGNED,
    participants: int = 24,
    postits: Sequence[PostIt] = (),
    votes: Mapping[str, VoteRecord] | None = None,
    notes: Sequence[str] = (),
    milestones: Sequence[Milestone] = (),
    actions: Sequence[Action] = (),
    state: StepState = StepState.CLOSED,
    ended: bool = True,
) -> SessionRecord:
    """A session whose steps all ended in `state`.

    Step identifiers are 100 + position: nothing else looks like them. `votes` and `notes`
    belong to the first step of their kind; a vote is named by the kind and its rank (“vote”,
    “vote 2”), and its step takes its plan.
    """
    session = replace(
        builders.session(
            builders.recipe(*plans),
            told=told,
            signing=signing,
            state=SessionState.ENDED if ended else SessionState.RUNNING,
            ended_at=ENDED if ended else None,
        ),
        title=title,
        language=language,
    )
    steps = tuple(
        StepRun(
            id=100 + position,
            session_id=1,
            position=position,
            plan=plan,
            state=state,
            first_minutes=plan.minutes,
            spent_seconds=0 if state is StepState.WAITING else int(60 * plan.minutes) + 75,
        )
        for position, plan in enumerate(plans)
    )
    vote_steps = [step.id for step in steps if step.plan.kind == "vote"]
    talks = [step.id for step in steps if step.plan.kind == "discuss"]
    collects = [step.id for step in steps if step.plan.kind == "collect"]
    named = {("vote" if i == 0 else f"vote {i + 1}"): s for i, s in enumerate(vote_steps)}
    held = {named[name]: vote for name, vote in (votes or {}).items()}
    steps = tuple(
        replace(s, plan=held[s.id].plan, first_minutes=held[s.id].plan.minutes)
        if s.id in held
        else s
        for s in steps
    )
    return SessionRecord(
        session=session,
        steps=steps,
        participants=participants,
        postits=tuple(replace(p, step_id=collects[0]) for p in postits),
        votes=held,
        notes={talks[0]: tuple(notes)} if notes else {},
        milestones=tuple(milestones),
        actions=tuple(actions),
    )


def without_raw(full: SessionRecord) -> SessionRecord:
    """The same session after its raw data was deleted."""
    return replace(
        full,
        session=replace(full.session, raw_deleted_at=DELETED, created_by=0),
        postits=(),
        notes={},
        votes={step: replace(vote, ballots=(), reasons=()) for step, vote in full.votes.items()},
        actions=tuple(replace(action, owner_id=None) for action in full.actions),
        elections={
            step: replace(held, naming=Naming(), tried=()) for step, held in full.elections.items()
        },
        rates={step: replace(held, remarks=()) for step, held in full.rates.items()},
        lines=Lines({s: replace(held, told=()) for s, held in full.lines.closed.items()}),
        turns={step: replace(held, words=()) for step, held in full.turns.items()},
    )


def marked(
    own: Sequence[int],
    remarks: Sequence[str] = (),
    *,
    room: Mapping[int, int] | None = None,
    plan: Rate | None = None,
    language: Language = Language.FRENCH,
) -> SessionRecord:
    """A session that ended with these marks, those of the `room` by how many gave each."""
    asked = plan or builders.rate()
    result = Result.of(own, room or {})
    told = record((builders.discuss(), asked), language=language)
    kept = tuple(remarks) if result.told else ()
    return replace(told, rates={told.steps[1].id: RateRecord(asked, result, kept)})


def moved(
    journeys: Sequence[Journey],
    said: Sequence[Told] = (),
    *,
    room: Mapping[int, int] | None = None,
    moments: Sequence[Moment] = (),
    plan: Position | None = None,
    signing: Signing = Signing.SIGNED,
    language: Language = Language.FRENCH,
) -> SessionRecord:
    """A session that ended with a line on which people went these ways; those of the `room`, by
    place, stayed where they were."""
    asked = plan or builders.position()
    masked, in_room = signing is Signing.MASKED, room or {}
    live, named = asked.drawn_live(masked=masked), asked.tells_names(masked=masked)
    result = Moved.of(journeys, in_room, in_room, moments, live=live, named=named)
    told = record((builders.discuss(), asked), language=language, signing=signing)
    kept = tuple(said) if result.movement is not None else ()
    held = PositionRecord(asked, result, live, named, kept)
    return replace(told, lines=Lines({told.steps[1].id: held}))


def counted(
    postits: Sequence[PostIt],
    ballots: Sequence[Mapping[int, int]],
    *,
    budget: int = 5,
    cap: int | None = None,
    **told: Any,
) -> VoteRecord:
    """A dot vote on `postits`, counted; `told` as in `decided`."""
    return decided(
        builders.vote(budget=budget, cap=cap),
        [{str(number): dots for number, dots in sorted(given.items())} for given in ballots],
        options=on_wall(postits),
        **told,
    )


def on_wall(postits: Sequence[PostIt]) -> tuple[Option, ...]:
    """What a vote on these post-its offers."""
    return tuple(
        Option(p.number, p.text, p.id, p.dimension or p.column, p.year)
        for p in postits
        if p.number is not None
    )


def decided(
    plan: Vote,
    ballots: Sequence[Content | CastBallot],
    *,
    options: Sequence[Option] | None = None,
    language: Language = Language.FRENCH,
    size: int | None = None,
    seed: str = "00c0ffee00c0ffee",
    masked: bool = False,
) -> VoteRecord:
    """A vote of any method, counted as the bot counts it; `options` by default those written."""
    offered = tuple(
        options
        if options is not None
        else (
            *written_options(plan, language),
            *(
                Option(rank, dated(slot, plan.zone or "", language), slot=slot)
                for rank, slot in enumerate(plan.dates, start=1)
            ),
        )
    )
    cast = tuple(
        one if isinstance(one, CastBallot) else CastBallot(rank, one)
        for rank, one in enumerate(ballots)
    )
    secret = plan.secret or masked
    vote = document(
        plan,
        language,
        offered,
        [(b.weight, b.content) for b in cast],
        plan.quorum_of(size),
        plan.people_of(size),
    )
    return VoteRecord(
        plan=plan,
        secret=secret,
        options=tuple(option for option in offered if not option.removed),
        ballots=tuple(replace(b, name=None) for b in cast) if secret else cast,
        outcome=Outcome.count(
            plan,
            vote,
            turnout=sum(b.weight for b in cast if not b.in_room),
            in_room=sum(b.weight for b in cast if b.in_room),
            size=size,
            seed=seed,
        ),
    )


def postits(texts: Sequence[str], author: str | None = "Alix") -> list[PostIt]:
    """Revealed post-its with these texts, in this order on the wall."""
    return [
        replace(
            builders.postit(number, text), author=str(builders.ALIX.user_id), author_name=author
        )
        for number, text in enumerate(texts, start=1)
    ]


def action(
    what: str = "Écrire la charte",
    owner: str = "Nour",
    due: date = date(2030, 4, 1),
    first_step: str | None = "Appeler Alix",
) -> Action:
    return Action(
        id=4321,
        session_id=1,
        what=what,
        owner=owner,
        due=due,
        owner_id=builders.NOUR.user_id,
        first_step=first_step,
    )
