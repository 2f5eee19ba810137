"""A vote whose role has left the server: the room is told, and the facilitator chooses again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.services.context import Context
from bot.services.vote.polls import led_vote
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.methods import ClosesWhen


async def awaited_roles(ctx: Context) -> dict[int, set[int]]:
    """Return the roles that votes to come or under way are for, by server."""
    found: dict[int, set[int]] = {}
    async with ctx.database.read() as tx:
        for session in await tx.sessions.live():
            for _, plan in await _of_role(tx, session):
                found.setdefault(session.server_id, set()).update(plan.electors.places)
    return found


async def roles_gone(ctx: Context, server_id: int, gone: Collection[int], now: datetime) -> None:
    """Note that roles of a server are there no more; the rooms that vote by one are told."""
    async with ctx.database.write() as tx:
        for session in await tx.sessions.live():
            if session.server_id != server_id:
                continue
            for step, plan in await _of_role(tx, session):
                if not {*plan.electors.places} & {*gone}:
                    continue
                left = [role for role in plan.electors.places if role not in gone]
                if left:  # those who have another role of the vote go on
                    kept = {"place": left[0], "also": tuple(left[1:])}
                    electors = plan.electors.model_copy(update=kept)
                    await _choose(tx, session, step, plan, electors)
                    continue
                electors = plan.electors.model_copy(update={"gone": True, "also": ()})
                await _choose(tx, session, step, plan, electors)
                if step.is_open:
                    await tx.outbox.add(
                        Saying.VOTERS_GONE, session.id, session.channel_id, now, step=step.id
                    )


async def choose_again(
    ctx: Context, step_id: int, actor: Actor, role_id: int | None, size: int | None = None
) -> Session:
    """Have another role vote, everyone where `role_id` is None; ballots in the box stay.

    `size` is how many have the role, where that is known. The quorum stays the number of ballots
    that it was, and a majority is of as many people as it was; a vote that closes once all have
    voted is closed by hand where nobody knows how many they are. Raises Refusal when the role of
    the vote is still there.
    """
    async with ctx.database.write() as tx:
        session, step, plan = await led_vote(tx, step_id, actor)
        if not plan.electors.gone:
            raise Refusal("vote.role_there")
        if role_id is not None:
            electors = Electors(who=Electorate.ROLE, place=role_id, size=size)
        else:
            electors = Electors()
        quorum = plan.quorum_of(plan.electors.size)
        people = plan.people_of(plan.electors.size)
        by_hand = plan.closes is ClosesWhen.ALL and not electors.counted
        kept = {
            "quorum": str(quorum) if quorum is not None else None,
            "closes": ClosesWhen.HAND if by_hand else plan.closes,
            "base_size": people,
        }
        await _choose(tx, session, step, plan.model_copy(update=kept), electors)
        return session


async def _choose(
    tx: Transaction, session: Session, step: StepRun, plan: Vote, electors: Electors
) -> None:
    await tx.sessions.set_plan(step.id, plan.model_copy(update={"electors": electors}))
    tx.touch(Topic.SESSION, session.id)


async def _of_role(tx: Transaction, session: Session) -> list[tuple[StepRun, Vote]]:
    """Return the uncounted votes of a session that are for a role which was there."""
    return [
        (step, step.plan)
        for step in await tx.sessions.every_step(session.id)
        if step.outcome is None
        and isinstance(step.plan, Vote)
        and step.plan.electors.who is Electorate.ROLE
        and not step.plan.electors.gone
    ]
