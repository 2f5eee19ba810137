"""Groups are made: dealt, or chosen by people while doors are open; then brought back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.services.context import Context, open_step, steered
from bot.services.sessions.moving import set_clock
from bot.services.subgroups.following import met_before
from bot.services.subgroups.joining import join, late, leave, move, seen_away, stay
from bot.services.subgroups.returning import come_home
from bot.services.subgroups.telling import redraw
from bot.services.subgroups.view import Seen, hosts_stay, is_out, mine, seen
from bot.store import Topic, Transaction
from bot.store.rows.subgroups.groups import Round
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.kinds import Subgroups
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.dealing import Pair, deal, repeats, sizes
from bot.workshop.subgroups.seating import settled
from bot.workshop.subgroups.step import MOST_GROUPS, MOST_SIZE, Deal, Follows

__all__ = [
    "Formed",
    "Wrote",
    "again",
    "bring_back",
    "form",
    "join",
    "late",
    "leave",
    "mine",
    "move",
    "seen_away",
    "send_off",
    "send_out",
    "stay",
    "to_form",
    "undo",
]

# Groups that follow from none, the step before having made none, are of so many people.
_USUAL_SIZE = 4


class Wrote(Refusal):
    """Groups wrote something already: whoever leads has not said that they are dealt all the
    same. What was written stays."""


@dataclass(frozen=True, slots=True)
class Formed:
    """What became of groups: `alone` where one person is there, in a group of one; `met` how many
    pairs have met before, since no way of dealing avoids it."""

    session: Session
    step: StepRun
    seen: Seen
    met: int = 0

    @property
    def alone(self) -> bool:
        return self.seen.people == 1


@dataclass(frozen=True, slots=True)
class _Measure:
    """How many groups are made, or of how many people."""

    count: int | None
    size: int | None


async def to_form(ctx: Context, step_id: int, actor: Actor) -> tuple[Session, StepRun, Seen]:
    """Return a step for whoever leads it and is about to make groups; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        session, step, _ = await _led(tx, step_id, actor)
        return session, step, await seen(tx, session, step)


async def form(
    ctx: Context,
    step_id: int,
    actor: Actor,
    present: Sequence[int],
    home: int | None,
    roles: Mapping[int, int],
    now: datetime,
    *,
    count: int | None = None,
    size: int | None = None,
) -> Formed:
    """Deal those who are `present` into groups, or open the doors where people choose theirs; the
    clock starts with the groups.

    Those who lead are in no group, but may join one. `home` is the voice channel of the meeting,
    None for none; `roles` the role of those who have one. `count` groups or groups of `size` take
    the place of what is planned. Raises Refusal for whoever does not lead and where nobody is
    there, Outdated where there are groups already.
    """
    async with ctx.database.read() as tx:
        session, step, plan = await _led(tx, step_id, actor)
        people = await _people(tx, session, actor, present)
        await _check_none(tx, step)
        met = await met_before(tx, session, step)
    dealt: list[list[int]] = []
    measure = _measure(plan, count, size)
    if plan.deal not in (Deal.CHOICE, Deal.THEME):
        spread = roles if plan.deal is Deal.ROLE else {}
        dealt = await _dealt(ctx, people, measure, met, spread)
    async with ctx.database.write() as tx:
        session, step, plan = await _led(tx, step_id, actor)
        await _check_none(tx, step)
        if dealt:
            await tx.groups.begin(step.id, home)
            await _seat(tx, session, step, dealt)
            step = await _start(tx, session, step, now)
        else:
            await _open_doors(tx, session, step, plan, measure, len(people), home)
        return await _formed(tx, session, step, dealt, met)


async def again(
    ctx: Context,
    step_id: int,
    actor: Actor,
    present: Sequence[int],
    home: int | None,
    roles: Mapping[int, int],
    now: datetime,
    *,
    anyway: bool = False,
    count: int | None = None,
    size: int | None = None,
) -> Formed:
    """Deal again, as `form` does; the clock starts again.

    What groups wrote stays with their number, which others then have; in a masked session it is of
    no group any more. Raises Wrote where something was written and whoever leads did not say
    `anyway`, Refusal as `form`.
    """
    async with ctx.database.read() as tx:
        session, step, plan = await _led(tx, step_id, actor)
        await _check_there(tx, step, anyway=anyway)
        people = await _people(tx, session, actor, present)
        met = await met_before(tx, session, step)
        same = len(await tx.groups.of_step(step.id))
    measure = _measure(plan, count, size)
    if plan.deal in (Deal.CHOICE, Deal.THEME) and (count, size) == (None, None):
        measure = _Measure(same, None)
    spread = roles if plan.deal is Deal.ROLE else {}
    dealt = await _dealt(ctx, people, measure, met, spread)
    async with ctx.database.write() as tx:
        session, step, plan = await _led(tx, step_id, actor)
        await _check_there(tx, step, anyway=anyway)
        if session.masked:
            for group in await tx.groups.of_step(step.id):
                await tx.groups.untell(group)
        names = {group.number: group.name for group in await tx.groups.of_step(step.id)}
        await tx.groups.clear(step.id)
        await tx.groups.begin(step.id, home)
        await _seat(tx, session, step, dealt, names)
        step = await _start(tx, session, step, now)
        return await _formed(tx, session, step, dealt, met)


async def undo(ctx: Context, step_id: int, actor: Actor) -> Formed:
    """Have no groups, as before they were made: everyone comes back, and the clock waits. Raises
    Wrote where something was written, Refusal as `form`."""
    async with ctx.database.write() as tx:
        session, step, _ = await _led(tx, step_id, actor)
        await _check_there(tx, step, anyway=False)
        await tx.groups.undo(step.id)
        step = await _stop(tx, step, now=None)
        return await _formed(tx, session, step)


async def send_off(
    ctx: Context, step_id: int, actor: Actor, present: Sequence[int], now: datetime
) -> Formed:
    """Close the doors: those of `present` who chose nothing are dealt into the smallest groups,
    nobody stays alone, and the clock starts. Raises Refusal for whoever does not lead, where
    nobody is there, and Outdated where no doors are open."""
    async with ctx.database.write() as tx:
        session, step, _ = await _led(tx, step_id, actor)
        round_ = await tx.groups.round(step.id)
        if round_ is None or not round_.doors:
            raise Outdated("groups.moved")
        groups = await tx.groups.of_step(step.id)
        chose = {one for group in groups for one in group.members}
        people = await _people(tx, session, actor, present, need=not chose)
        undecided = [one for one in people if one not in chose]
        seats = settled([group.members for group in groups], undecided, ctx.rng)
        for group, members in zip(groups, seats, strict=True):
            await tx.groups.add(
                step.id, group.number, members, name=group.name, hosted=group.hosted
            )
        await tx.groups.set_round(replace(round_, doors=False))
        step = await _start(tx, session, step, now)
        return await _formed(tx, session, step)


async def bring_back(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Formed:
    """Bring everyone back, with what they made; the step stays open for the room to look at it.
    `send_out` undoes it. Raises Refusal for whoever does not lead, Outdated where all are back."""
    async with ctx.database.write() as tx:
        session, step, _ = await _led(tx, step_id, actor)
        round_ = await tx.groups.round(step.id)
        if round_ is None or not is_out(round_):
            raise Outdated("groups.moved")
        left = _left(step, now)
        await come_home(ctx, tx, session, step, now)
        await tx.groups.set_round(replace(round_, back=True, seconds=left))
        step = await _stop(tx, step, now)
        return await _formed(tx, session, step)


async def send_out(
    ctx: Context, step_id: int, actor: Actor, home: int | None, now: datetime
) -> Formed:
    """Send everyone back into the groups that they were in, with the time that they had left.
    Raises Refusal for whoever does not lead, Outdated where they are there."""
    async with ctx.database.write() as tx:
        session, step, _ = await _led(tx, step_id, actor)
        round_ = await tx.groups.round(step.id)
        if round_ is None or not round_.back:
            raise Outdated("groups.moved")
        await tx.groups.set_round(replace(round_, home=home, back=False, ready=False, seconds=None))
        if round_.seconds is not None:
            step = await _start(tx, session, step, now, timedelta(seconds=round_.seconds))
        return await _formed(tx, session, step)


async def _led(tx: Transaction, step_id: int, actor: Actor) -> tuple[Session, StepRun, Subgroups]:
    session, step = await open_step(tx, step_id)
    if not isinstance(step.plan, Subgroups):
        raise Refusal("step.not_open")
    return await steered(tx, session.id, actor), step, step.plan


async def _check_none(tx: Transaction, step: StepRun) -> None:
    if await tx.groups.round(step.id) is not None:
        raise Outdated("groups.formed")


async def _check_there(tx: Transaction, step: StepRun, *, anyway: bool) -> Round:
    round_ = await tx.groups.round(step.id)
    if round_ is None:
        raise Outdated("groups.moved")
    if not anyway and any((await tx.groups.wrote(step.id)).values()):
        raise Wrote("groups.wrote")
    return round_


async def _people(
    tx: Transaction,
    session: Session,
    actor: Actor,
    present: Sequence[int],
    *,
    need: bool = True,
) -> list[int]:
    """Return those who are put into groups: all who are there but those who lead."""
    leading = {actor.user_id, *await tx.sessions.facilitators(session.id)}
    people = [one for one in dict.fromkeys(present) if one not in leading]
    if need and not people:
        raise Refusal("groups.nobody")
    return people


def _measure(plan: Subgroups, count: int | None, size: int | None) -> _Measure:
    if (count, size) == (None, None):
        count, size = plan.groups, plan.size
    if count is not None:
        return _Measure(min(max(1, count), MOST_GROUPS), None)
    if size is None and plan.follows is Follows.NEW:
        return _Measure(None, None)
    return _Measure(None, min(max(2, size or _USUAL_SIZE), MOST_SIZE))


async def _dealt(
    ctx: Context,
    people: Sequence[int],
    measure: _Measure,
    met: Mapping[Pair, int],
    roles: Mapping[int, int],
) -> list[list[int]]:
    """Deal in a thread: of many who met often, the best groups are looked for a while."""
    size = measure.size
    if measure.count is None and size is None:
        size = _USUAL_SIZE
    return await asyncio.to_thread(
        lambda: deal(people, count=measure.count, size=size, met=met, roles=roles, chance=ctx.rng)
    )


async def _seat(
    tx: Transaction,
    session: Session,
    step: StepRun,
    dealt: Sequence[Sequence[int]],
    names: Mapping[int, str | None] | None = None,
) -> None:
    hosted = await hosts_stay(tx, session, step)
    for number, members in enumerate(dealt, 1):
        name = names.get(number) if names else None
        await tx.groups.add(step.id, number, members, name=name, hosted=hosted)


async def _open_doors(
    tx: Transaction,
    session: Session,
    step: StepRun,
    plan: Subgroups,
    measure: _Measure,
    people: int,
    home: int | None,
) -> None:
    names: list[str | None]
    if plan.deal is Deal.THEME:
        names = [theme.name for theme in (await tx.themes.sorting(session.id)).themes]
        names = names[: measure.count or MOST_GROUPS]
        if not names:
            raise Refusal("groups.no_themes")
        most = measure.size
    else:
        room = sizes(people, count=measure.count, size=measure.size)[:MOST_GROUPS]
        names = [None] * len(room)
        most = max(-(-people // len(room)), measure.size or 0)
    hosted = await hosts_stay(tx, session, step)
    await tx.groups.begin(step.id, home, doors=True, most=most)
    for number, name in enumerate(names, 1):
        await tx.groups.add(step.id, number, name=name, hosted=hosted)


async def _start(
    tx: Transaction,
    session: Session,
    step: StepRun,
    now: datetime,
    ahead: timedelta | None = None,
) -> StepRun:
    """The clock of a step begins with its groups; while the session pauses, it waits."""
    time = step.plan.timebox if ahead is None else ahead
    if session.paused:
        step = replace(step, closes_at=None, left_seconds=round(time.total_seconds()))
        await tx.sessions.save_step(step)
        await redraw(tx, session.id, step.id, now)
        return step
    step = replace(step, closes_at=now + time, left_seconds=None)
    await tx.sessions.save_step(step)
    await set_clock(tx, step, now)
    return step


async def _stop(tx: Transaction, step: StepRun, now: datetime | None) -> StepRun:
    step = replace(step, closes_at=None, left_seconds=None)
    await tx.sessions.save_step(step)
    if now is None:
        await tx.timers.cancel(step.id)
    else:
        await set_clock(tx, step, now)
    return step


def _left(step: StepRun, now: datetime) -> int | None:
    """Return the seconds that are left of a timebox, if it has not ended."""
    if step.left_seconds is not None:
        return step.left_seconds or None
    left = int((step.closes_at - now).total_seconds()) if step.closes_at is not None else 0
    return left if left > 0 else None


async def _formed(
    tx: Transaction,
    session: Session,
    step: StepRun,
    dealt: Sequence[Sequence[int]] = (),
    met: Mapping[Pair, int] | None = None,
) -> Formed:
    await tx.gatherings.forgive(session.id)  # what Discord refused before is asked for again
    tx.touch(Topic.SESSION, session.id)
    tx.touch(Topic.GATHERING, session.id)
    return Formed(session, step, await seen(tx, session, step), repeats(dealt, met or {}))
