"""Who is in which group: people join one, come late, are moved, leave; some stay where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, leads, open_step, steered
from bot.services.subgroups.telling import redraw, untell_few
from bot.services.subgroups.view import Mine, as_seen_by
from bot.services.subgroups.working import look_if_done
from bot.store import Topic, Transaction
from bot.store.rows.subgroups.groups import Round
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.kinds import Subgroups
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.group import Group
from bot.workshop.subgroups.seating import smallest
from bot.workshop.subgroups.step import Deal


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of somebody who was moved: the group in which they are, the one that they left,
    and who is left alone in it, if one person is."""

    session: Session
    step: StepRun
    group: Group
    left: Group | None
    alone: int | None


class FullGroup(Refusal):
    """A group that people choose has no place left."""


async def join(ctx: Context, step_id: int, actor: Actor, number: int, now: datetime) -> Mine:
    """Have `actor` be in a group that they choose: while doors are open, or who leads, or is in
    none, at any time. Pressed twice, they are in it once.

    Raises FullGroup for a group without a place, Refusal where groups were dealt and they have
    theirs.
    """
    async with ctx.database.write() as tx:
        session, step, round_ = await _gathered(tx, step_id)
        groups = await tx.groups.of_step(step.id)
        group, own = _numbered(groups, number), _of(groups, actor.user_id)
        if own is not None and own.id == group.id:
            return await as_seen_by(tx, session, step, actor)
        leading = await leads(tx, session, actor)
        if own is not None and not leading and not _chosen(step):
            raise Refusal("groups.dealt", number=own.number)
        if round_.most is not None and not leading and len(group.members) >= round_.most:
            raise FullGroup("groups.full", number=number, most=round_.most)
        if not round_.doors and not group.members:
            raise Refusal("groups.empty", number=number)
        await _seat(tx, session, step, group, actor.user_id, now)
        return await as_seen_by(tx, session, step, actor)


async def late(
    ctx: Context,
    step_id: int,
    actor: Actor,
    now: datetime,
    *,
    home: int | None = None,
) -> Mine:
    """Have someone who arrives be in the smallest group; who is in one already, or leads, stays as
    they are. `home` is where the meeting is held, if it was not known. Raises Outdated where no
    groups are out."""
    async with ctx.database.write() as tx:
        session, step, round_ = await _gathered(tx, step_id)
        groups = await tx.groups.of_step(step.id)
        if _of(groups, actor.user_id) is None and not await leads(tx, session, actor):
            if round_.doors or round_.back:
                raise Outdated("groups.moved")
            group = groups[smallest([group.present for group in groups])]
            await _seat(tx, session, step, group, actor.user_id, now)
            await tx.sessions.came(session.id, actor.user_id)
        return await as_seen_by(tx, session, step, actor)


async def leave(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Mine:
    """Have `actor`, who leads or chose, be in no group any more. Raises Refusal where groups were
    dealt, and they do not lead."""
    async with ctx.database.write() as tx:
        session, step, _ = await _gathered(tx, step_id)
        own = _of(await tx.groups.of_step(step.id), actor.user_id)
        if own is not None:
            if not await leads(tx, session, actor) and not _chosen(step):
                raise Refusal("groups.dealt", number=own.number)
            await tx.groups.unseat(step.id, actor.user_id)
            await _thinned(tx, session, step, own, now)
        return await as_seen_by(tx, session, step, actor)


async def move(
    ctx: Context, step_id: int, leader: Actor, person: int, number: int, now: datetime
) -> Moved:
    """Have `leader` put somebody into a group; moved back, they are where they were. Raises
    Refusal for whoever does not lead, and for a group that is not there."""
    async with ctx.database.write() as tx:
        session, step, _ = await _gathered(tx, step_id)
        await steered(tx, session.id, leader)
        groups = await tx.groups.of_step(step.id)
        group, own = _numbered(groups, number), _of(groups, person)
        if own is None or own.id != group.id:
            await _seat(tx, session, step, group, person, now)
        groups = await tx.groups.of_step(step.id)
        left = next((one for one in groups if own is not None and one.id == own.id), None)
        alone = left.members[0] if left is not None and len(left.members) == 1 else None
        return Moved(session, step, _numbered(groups, number), left, alone)


async def stay(ctx: Context, step_id: int, actor: Actor, stays: bool) -> Mine:
    """Note whether `actor` refuses to be moved: they get the thread of their group, in this step
    and those after it, until they say otherwise. Who says so before groups are made is there."""
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        if not isinstance(step.plan, Subgroups):
            raise Refusal("step.not_open")
        if stays and await tx.groups.round(step.id) is None:
            await tx.calls.answer(step.id, actor.user_id, there=True)
            await tx.sessions.came(session.id, actor.user_id)
        if await tx.groups.set_stays(session.id, actor.user_id, stays):
            tx.touch(Topic.SESSION, session.id)
            tx.touch(Topic.GATHERING, session.id)
        return await as_seen_by(tx, session, step, actor)


async def seen_away(ctx: Context, session_id: int, person: int, away: bool, now: datetime) -> bool:
    """Note that somebody left the meeting, or is there again: nobody waits for who left. Returns
    False where that changes nothing."""
    async with ctx.database.write() as tx:
        session = await tx.sessions.get(session_id)
        if session is None:
            return False
        step = await tx.sessions.step_at(session.id, session.position)
        if step is None or not step.is_open or not isinstance(step.plan, Subgroups):
            return False
        if not await tx.groups.set_away(step.id, person, away):
            return False
        await look_if_done(tx, session, step, now)
        tx.touch(Topic.SESSION, session.id)
        return True


async def _gathered(tx: Transaction, step_id: int) -> tuple[Session, StepRun, Round]:
    session, step = await open_step(tx, step_id)
    round_ = await tx.groups.round(step.id)
    if round_ is None:
        raise Outdated("groups.moved")
    return session, step, round_


def _chosen(step: StepRun) -> bool:
    return isinstance(step.plan, Subgroups) and step.plan.deal in (Deal.CHOICE, Deal.THEME)


def _of(groups: tuple[Group, ...], person: int) -> Group | None:
    return next((group for group in groups if person in group.members), None)


def _numbered(groups: tuple[Group, ...], number: int) -> Group:
    found = next((group for group in groups if group.number == number), None)
    if found is None:
        raise Outdated("groups.moved")
    return found


async def _seat(
    tx: Transaction,
    session: Session,
    step: StepRun,
    group: Group,
    person: int,
    now: datetime,
) -> None:
    own = _of(await tx.groups.of_step(step.id), person)
    await tx.groups.seat(group, person)
    await redraw(tx, session.id, step.id, now, (group.number,))
    if own is not None:
        await _thinned(tx, session, step, own, now)
    else:
        await untell_few(tx, session, step.id)
    tx.touch(Topic.SESSION, session.id)
    tx.touch(Topic.GATHERING, session.id)


async def _thinned(
    tx: Transaction, session: Session, step: StepRun, own: Group, now: datetime
) -> None:
    """Somebody left a group: of too few people, what it wrote is not told to be its own."""
    await untell_few(tx, session, step.id)
    await redraw(tx, session.id, step.id, now, (own.number,))
    await look_if_done(tx, session, step, now)
    tx.touch(Topic.SESSION, session.id)
    tx.touch(Topic.GATHERING, session.id)
