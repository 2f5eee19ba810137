"""Dot voting: the private ballot of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.context import Context, open_step
from bot.store import Topic, Transaction
from bot.workshop.ballot import Option, left, move_dot
from bot.workshop.errors import Refusal
from bot.workshop.permissions import Actor
from bot.workshop.session import Session, StepRun, author_reference
from bot.workshop.steps import Vote


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person sees: the options and their own dots."""

    session: Session
    step: StepRun
    plan: Vote
    options: tuple[Option, ...]
    dots: dict[int, int]


async def ballot(ctx: Context, step_id: int, actor: Actor) -> Ballot:
    """Return the ballot of `actor`; raise Refusal when the vote is not open."""
    async with ctx.database.read() as tx:
        return (await _open_ballot(tx, step_id, actor))[0]


async def move(
    ctx: Context, step_id: int, actor: Actor, options: Sequence[int], by: int, seen_left: int
) -> Ballot:
    """Put (+1) or take back (−1) a dot on each of `options`; return the ballot as it is kept.

    `seen_left` is how many dots the person saw left: a press repeated before the ballot was
    redrawn changes nothing. All dots move or none. Raises Refusal past the budget or the cap,
    for an unknown option or a closed vote.
    """
    async with ctx.database.write() as tx:
        before, voter = await _open_ballot(tx, step_id, actor)
        if left(before.plan, before.dots) != seen_left:
            return before
        known = frozenset(o.number for o in before.options)
        dots = before.dots
        for option in options:
            dots = move_dot(before.plan, dots, known, option, by)
        return await _cast(tx, before, voter, actor, dots)


async def clear(ctx: Context, step_id: int, actor: Actor) -> Ballot:
    """Withdraw the whole ballot of `actor`."""
    async with ctx.database.write() as tx:
        before, voter = await _open_ballot(tx, step_id, actor)
        return await _cast(tx, before, voter, actor, {})


async def _cast(
    tx: Transaction, before: Ballot, voter: str, actor: Actor, dots: dict[int, int]
) -> Ballot:
    await tx.ballots.cast(before.step.id, voter, dots)
    await tx.ballots.mark_turnout(before.step.id, actor.user_id, bool(dots))
    await tx.sessions.took_part(before.session.id, actor.user_id)
    tx.touch(Topic.SESSION, before.session.id)
    return Ballot(before.session, before.step, before.plan, before.options, dots)


async def _open_ballot(tx: Transaction, step_id: int, actor: Actor) -> tuple[Ballot, str]:
    session, step = await open_step(tx, step_id)
    key = await tx.sessions.key("vote", step.id)
    if not isinstance(step.plan, Vote) or step.outcome is not None or key is None:
        raise Refusal("ballot.closed")
    voter = author_reference(actor.user_id, key)
    options = tuple(await tx.ballots.options(step.id))
    dots = await tx.ballots.of_voter(step.id, voter)
    return Ballot(session, step, step.plan, options, dots), voter
