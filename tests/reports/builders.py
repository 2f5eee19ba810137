"""Whole session records, built by hand around the small pieces of `tests.builders`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.reports.record import SessionRecord, VoteRecord
from bot.tally.dots import tally
from bot.workshop.action import Action
from bot.workshop.ballot import Option
from bot.workshop.language import Language
from bot.workshop.postit import PostIt
from bot.workshop.roadmap import Milestone
from bot.workshop.scenario import Scenario
from bot.workshop.session import SessionState, Signing, StepRun, StepState
from bot.workshop.steps import Kinds
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
    “vote 2”).
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
            spent_seconds=0 if state is StepState.WAITING else 60 * plan.minutes + 75,
        )
        for position, plan in enumerate(plans)
    )
    vote_steps = [step.id for step in steps if step.plan.kind == "vote"]
    talks = [step.id for step in steps if step.plan.kind == "discuss"]
    collects = [step.id for step in steps if step.plan.kind == "collect"]
    named = {("vote" if i == 0 else f"vote {i + 1}"): s for i, s in enumerate(vote_steps)}
    return SessionRecord(
        session=session,
        steps=steps,
        participants=participants,
        postits=tuple(replace(p, step_id=collects[0]) for p in postits),
        votes={named[name]: vote for name, vote in (votes or {}).items()},
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
        votes={step: replace(vote, ballots=()) for step, vote in full.votes.items()},
        actions=tuple(replace(action, owner_id=None) for action in full.actions),
    )


def counted(postits: Sequence[PostIt], ballots: Sequence[Mapping[int, int]]) -> VoteRecord:
    """A vote on `postits`, counted."""
    options = tuple(
        Option(p.number, p.text, p.id, p.dimension, p.year) for p in postits if p.number is not None
    )
    cast = tuple(ballots)
    return VoteRecord(options, cast, tally([o.number for o in options], cast), len(cast))


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
