"""Private reminders to those who have not voted: once for a vote, few in a day, never in public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.context import Context
from bot.services.vote.polls import check_may_vote, led_vote
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.vote.electors import Electorate

# How often one person is written to, over all the votes of a server.
MOST_LETTERS = 3
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many people will be told, and whether others were written to often enough today."""

    session: Session
    told: int
    spared: bool


async def remind(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Reminded:
    """Have those who took part in the session and have not voted told so, each in private.

    For a voice channel, its electors alone. Left out are facilitators who did not ask to vote,
    those who were told of this vote already, and those who had as many letters as a person gets in
    a day, whatever the vote (`MOST_LETTERS`). Nobody learns who.

    The letters wait in a lane of the vote's own, named by the step's identifier, negative: no
    channel has such a number.
    """
    async with ctx.database.write() as tx:
        session, step, plan = await led_vote(tx, step_id, actor)
        people = await tx.sessions.participants(session.id)
        if plan.electors.who is Electorate.VOICE:
            people &= await tx.voters.electors(step.id)
        people -= await tx.voters.voted(step.id)
        people -= await tx.sessions.facilitators(session.id) - await tx.voters.voting_facilitators(
            session.id
        )
        people -= await tx.voters.reminded(step.id)
        often = await tx.voters.written_to(session.server_id, now - DAY, MOST_LETTERS)
        spared, people = people & often, people - often
        await tx.voters.set_reminded(step.id, people)
        await tx.voters.note_letters(session, people, now, DAY)
        for person in sorted(people):
            await tx.outbox.add(
                Saying.BALLOT_AWAITED, session.id, -step.id, now, step=step.id, person=person
            )
        return Reminded(session, len(people), bool(spared))


async def still_awaited(ctx: Context, session: Session, step: StepRun, actor: Actor) -> bool:
    """Return whether `actor` may vote in a vote that is still open, and has not."""
    plan = step.plan
    closed = session.state is not SessionState.RUNNING or not step.is_open
    if closed or step.outcome is not None or not isinstance(plan, Vote):
        return False
    async with ctx.database.read() as tx:
        if actor.user_id in await tx.voters.voted(step.id):
            return False
        try:
            check_may_vote(plan, actor, await tx.ballots.standing(step.id, actor.user_id))
        except Refusal:
            return False
    return True
