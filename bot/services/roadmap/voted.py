"""What counted votes say of post-its and of milestones."""

from __future__ import annotations

from bot.services.records import vote_record
from bot.store import Transaction
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import Session
from bot.workshop.vote.methods import VoteOn


async def dots_of_postits(tx: Transaction, session: Session) -> dict[int, int]:
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
                if totals and o.source_id is not None and not o.now
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
