"""One conversation for each post-it that a vote put first; what becomes of one that is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.kinds import Discuss, Vote
from bot.workshop.moderation.hiding import MARK
from bot.workshop.notes.dividing import Standing, agenda, divided, said_again, unsaid
from bot.workshop.notes.step import Undivided
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.sessions.session import Session, StepRun, is_secret
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.themes import first


async def conversations(tx: Transaction, session: Session, step: StepRun) -> Sequence[Discuss]:
    """Return what a conversation about to open becomes: one for each subject that the last vote
    put first, or itself, with the reason why not. One in which notes were taken stays as it is."""
    plan = step.plan
    assert isinstance(plan, Discuss)
    if not plan.divides or await _has_notes(tx, session, step):
        return (plan,)
    voted = await _voted(tx, session, step)
    if voted is None:
        return (_whole(plan, Undivided.NO_VOTE),)
    if not voted:
        return (_whole(plan, Undivided.UNDECIDED),)
    standing = await tx.postits.some(
        option.source_id for group in voted for option in group if option.source_id is not None
    )
    groups = [
        [_standing(standing[o.source_id]) for o in group if o.source_id in standing]
        for group in voted
    ]
    if not any(groups):
        return (_whole(plan, Undivided.GONE),)
    found = agenda(groups, plan.most)
    if not found.subjects:
        return (_whole(plan, Undivided.LEVEL),)
    if len(session.recipe.steps) + len(found.subjects) - 1 > MOST_STEPS:
        return (_whole(plan, Undivided.FULL),)
    return divided(plan, found)


async def subject_hidden(
    tx: Transaction, session: Session, postit_id: int, now: datetime
) -> Session:
    """Have no conversation say the words of a post-it that is hidden."""
    for step, plan in await _about(tx, session, postit_id):
        session = await _retitled(tx, session, step, unsaid(plan, MARK), now)
    return session


async def subject_shown(
    tx: Transaction, session: Session, postit_id: int, now: datetime
) -> Session:
    """Have the conversations about a post-it that is shown again say what it says."""
    standing = await tx.postits.some([postit_id])
    for step, plan in await _about(tx, session, postit_id):
        if postit_id in standing:
            again = said_again(plan, _standing(standing[postit_id]))
            session = await _retitled(tx, session, step, again, now)
    return session


async def _retitled(
    tx: Transaction, session: Session, step: StepRun, plan: Discuss, now: datetime
) -> Session:
    if step.is_out:
        await tx.sessions.set_plan(step.id, plan)
    else:
        session = await tx.sessions.replan(session, step, plan)
    if step.is_over and step.card_message_id is not None:
        await tx.outbox.add(Saying.FOLD, session.id, session.channel_id, now, step=step.id)
    tx.touch(Topic.SESSION, session.id)
    return session


async def _about(
    tx: Transaction, session: Session, postit_id: int
) -> list[tuple[StepRun, Discuss]]:
    return [
        (step, step.plan)
        for step in await tx.sessions.every_step(session.id)
        if isinstance(step.plan, Discuss)
        and step.plan.subject is not None
        and step.plan.subject.postit == postit_id
    ]


async def _has_notes(tx: Transaction, session: Session, step: StepRun) -> bool:
    return any(note.step_id == step.id for note in await tx.notes.of_session(session.id))


async def _voted(tx: Transaction, session: Session, step: StepRun) -> list[list[Option]] | None:
    """Return what the last counted vote on post-its before a step put first, in groups of equals;
    None where there is none."""
    for before in reversed(await tx.sessions.steps(session.id)):
        plan = before.plan
        if before.position >= step.position or before.outcome is None:
            continue
        if isinstance(plan, Vote) and plan.on is VoteOn.POSTITS:
            options = await tx.ballots.options(before.id)
            return first(Outcome.read(before.outcome), options, secret=is_secret(session, plan))
    return None


def _whole(plan: Discuss, why: Undivided) -> Discuss:
    return plan.model_copy(update={"undivided": why})


def _standing(postit: PostIt) -> Standing:
    assert postit.number is not None
    return Standing(postit.id, postit.number, postit.text, postit.column)
