"""The line is closed: how people moved is told, and who stood where is let go of."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.context import Context, open_step, steered
from bot.services.position.standing import check_open, standing_on
from bot.services.step import Held
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.rows.speaking.positions import Mine
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Position
from bot.workshop.position.line import NobodyStands, Standing, spread_of
from bot.workshop.position.movement import Result, Told, filled, moments
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun, author_reference


class FewStand(Refusal):
    """Closed now, nothing would be told of the line: whoever leads has not read so."""


async def to_close(ctx: Context, step_id: int, actor: Actor) -> tuple[Session, StepRun, Held]:
    """Return what a line holds, for whoever leads and is about to close it; raise Refusal where
    nobody stands on it."""
    async with ctx.database.read() as tx:
        session, step, standing = await _led(tx, step_id, actor)
        return session, step, holding(standing)


async def close(
    ctx: Context, step_id: int, actor: Actor, now: datetime, *, erased: bool = False
) -> tuple[Session, Result]:
    """Close the line: the step stays, for the room to look at how it moved. Return what is told.

    `erased` when whoever leads read that nothing will be told of where people stand, and that it
    goes; raises FewStand where it is so and they did not, Refusal as `to_close`.
    """
    async with ctx.database.write() as tx:
        session, step, standing = await _led(tx, step_id, actor)
        if standing.few and not erased:
            raise FewStand("position.few_now")
        await tx.timers.cancel(step.id)
        await tx.sessions.save_step(replace(step, closes_at=None, left_seconds=None))
        result = await count(tx, session, step, now)
        assert result is not None
        return session, result


async def count(tx: Transaction, session: Session, step: StepRun, now: datetime) -> Result | None:
    """Keep how the line moved, let go of who stood where, and have it told; return it.

    Returns None when it was done before, and where nobody stands on the line: the step may then be
    taken up again. Nobody, the owner of the database included, can then link a place to a person,
    unless the line tells names.
    """
    plan = step.plan
    assert isinstance(plan, Position)
    if step.outcome is not None:
        return None
    live, named = plan.drawn_live(masked=session.masked), plan.tells_names(masked=session.masked)
    own, room = await tx.positions.all(step.id), await tx.positions.in_room(step.id)
    journeys = [one.journey for one in own]
    kept = await tx.positions.moments(step.id)
    end = spread_of((one.place for one in journeys), room.now)
    if live:
        last = kept[-1].second if kept else 0
        kept = filled(kept, end, moments(plan.timebox, last, step.spent(now) - 1))
    kept = [one for one in kept if any(one.spread)]
    result = Result.of(journeys, room.began, room.now, kept, live=live, named=named)
    whose = await _whose(tx, step, own) if named else ()
    await tx.positions.close(step.id, _told(own, result, named=named), whose)
    if not result.people:
        return None
    await tx.sessions.set_outcome(step.id, result.model_dump_json())
    await tx.outbox.add(Saying.POSITIONS, session.id, session.channel_id, now, step=step.id)
    tx.touch(Topic.SESSION, session.id)
    return result


def holding(standing: Standing) -> Held:
    """Return a line that is not closed as a move is asked about it."""
    return Held(standing.people, erased=standing.few, about=standing)


def _told(own: list[Mine], result: Result, *, named: bool) -> list[Told]:
    """Return what is told of people: what moved those who did, and who they are where the line
    tells names."""
    if named:
        return [
            Told(
                one.remark if one.journey.moves else None,
                one.name,
                one.journey.began,
                one.journey.place,
            )
            for one in own
        ]
    if result.movement is None:
        return []
    return [Told(one.remark) for one in own if one.remark and one.journey.moves]


async def _whose(tx: Transaction, step: StepRun, own: list[Mine]) -> list[int | None]:
    """Return who each is that stands on a line that tells names."""
    key = await tx.sessions.key("position", step.id)
    known = {
        author_reference(one, key): one for one in await tx.sessions.participants(step.session_id)
    }
    return [known.get(one.person) for one in own]


async def _led(tx: Transaction, step_id: int, actor: Actor) -> tuple[Session, StepRun, Standing]:
    session, step = await open_step(tx, step_id)
    await steered(tx, session.id, actor)
    check_open(step)
    standing = await standing_on(tx, session, step)
    if not standing.people:
        raise NobodyStands("position.nobody")
    return session, step, standing
