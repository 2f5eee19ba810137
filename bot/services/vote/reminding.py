"""Private reminders to those who have not voted: once for a vote, and never in public."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.vote.polls import check_may_vote, led_vote
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.vote.step import Electorate


async def remind(ctx: Context, step_id: int, actor: Actor, now: datetime) -> tuple[Session, int]:
    """Have those who are known to be here and have not voted told so, each in private.

    Known are those who took part in the session and, for a voice channel, the electors alone.
    Facilitators who did not ask to vote and those who were told already are left out. Returns the
    session and how many will be told; nobody learns who.

    The letters wait in a lane of the vote's own, named by the step's identifier, negative: no
    channel has such a number.
    """
    async with ctx.database.write() as tx:
        session, step, plan = await led_vote(tx, step_id, actor)
        people = await tx.voters.electors(step.id)
        if plan.electors.who is not Electorate.VOICE:
            people |= await tx.sessions.participants(session.id)
        people -= await tx.voters.voted(step.id)
        people -= await tx.sessions.facilitators(session.id) - await tx.voters.voting_facilitators(
            session.id
        )
        people -= await tx.voters.reminded(step.id)
        await tx.voters.set_reminded(step.id, people)
        for person in sorted(people):
            await tx.outbox.add(
                Saying.BALLOT_AWAITED, session.id, -step.id, now, step=step.id, person=person
            )
        return session, len(people)


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
