"""What a group does: it writes, keeps the best of what it took over, is done, asks for help."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.services.context import (
    Context,
    author_of,
    delivery_of,
    form_step,
    leads,
    open_step,
    steered,
)
from bot.services.subgroups.telling import redraw
from bot.services.subgroups.view import GroupSeen, is_out, one_group, tables_of
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.kinds import Subgroups
from bot.workshop.postits.postit import Source, sort_ideas
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.group import Group
from bot.workshop.subgroups.output import shows_taken, told_groups
from bot.workshop.subgroups.step import Scribe
from bot.workshop.text import one_line

# What whoever leads tells all groups: characters.
NOTICE = 500


class PenHeld(Refusal):
    """Somebody else of the group holds the pen: it is theirs until whoever wants it says so."""


async def write(
    ctx: Context,
    step_id: int,
    number: int,
    actor: Actor,
    text: str,
    submission: str,
    now: datetime,
) -> GroupSeen:
    """Keep the ideas of a form, one a line, as post-its of a group; the same `submission`
    delivered twice is kept once. Where one person writes for all, who writes first holds the pen.

    A form that was opened before the step was left is still taken, as `form_step` says. Raises
    Refusal for whoever is not of the group or has not its pen, and when nothing is written.
    """
    async with ctx.database.write() as tx:
        session, step, plan, group = await _own_group(tx, step_id, number, actor, now)
        if plan.scribe is Scribe.ONE and group.scribe != actor.user_id:
            if group.scribe is not None:
                raise PenHeld("groups.pen_held")
            await tx.groups.set_scribe(group, actor.user_id)
        author = await author_of(tx, session, actor.user_id)
        made = await tx.postits.some_of(_written(await tx.groups.wrote(step.id), number))
        mine = await tx.postits.of_step_author(step.id, author)
        found = sort_ideas(text, plan, len(mine), (postit.text for postit in made))
        if not found.kept and not found.refused and not found.known:
            raise Refusal("postit.empty")
        round_ = await tx.groups.round(step.id)
        home = step.is_over or (round_ is not None and round_.back)
        delivery = await delivery_of(tx, session, submission)
        told = told_groups(session, await tx.groups.of_step(step.id))
        kept = []
        for rank, idea in enumerate(found.kept):
            postit = await tx.postits.add(
                session_id=session.id,
                step_id=step.id,
                author=author,
                author_name=None if session.masked else actor.name,
                text=idea,
                dimension=None,
                year=None,
                source=Source.FORM,
                submission=f"{delivery}:{rank}",
                # Everyone is back: alone on the wall of a masked session, it would name its writer.
                shown=home and not session.masked,
                late=step.is_over and not session.masked,
            )
            if postit is not None:
                await tx.groups.tag(postit.id, group, told=number in told)
                kept.append(postit)
        if kept:
            if session.masked and plan.scribe is Scribe.ONE:
                # Their group knows who holds the pen: they hide nobody, and wait for nobody.
                await tx.postits.stand_alone(step.id, author)
            await tx.sessions.took_part(session.id, actor.user_id)
            await _changed(tx, session)
        after = await _after(tx, session, step, number)
        return replace(after, added=tuple(kept), refused=found.refused, known=found.known)


async def keep(
    ctx: Context,
    step_id: int,
    number: int,
    actor: Actor,
    postits: Collection[int],
    now: datetime,
) -> GroupSeen:
    """Have a group keep `postits`, the best of those that it took over, in the place of what it
    kept; none takes its choice back. Raises Refusal where none are asked for, where there are more
    than that, or some that it did not take over."""
    async with ctx.database.write() as tx:
        session, step, plan, group = await _own_group(tx, step_id, number, actor, now)
        if plan.best is None:
            raise Refusal("groups.none_asked")
        chosen = set(postits)
        if len(chosen) > plan.best:
            raise Refusal("groups.too_many_kept", most=plan.best)
        table = next(t for t in await tables_of(tx, session, step) if t.group.id == group.id)
        readable = table.taken if shows_taken(session, table.taken) else ()
        if chosen - {postit.id for postit in readable}:
            raise Outdated("groups.not_taken")
        await tx.groups.keep(group, sorted(chosen))
        await tx.sessions.took_part(session.id, actor.user_id)
        await _changed(tx, session)
        return await _after(tx, session, step, number)


async def take_pen(
    ctx: Context,
    step_id: int,
    number: int,
    actor: Actor,
    now: datetime,
    *,
    over: bool = False,
) -> GroupSeen:
    """Have `actor` write for their group; who has it already keeps it. `over` takes it from
    another who is there; raises PenHeld without, Refusal for whoever is not of the group."""
    async with ctx.database.write() as tx:
        session, step, plan, group = await _own_group(tx, step_id, number, actor)
        if plan.scribe is not Scribe.ONE:
            raise Refusal("button.unknown")
        if group.scribe != actor.user_id:
            if group.scribe in group.present and not over:
                raise PenHeld("groups.pen_held")
            await tx.groups.set_scribe(group, actor.user_id)
            await _changed(tx, session)
        return await _after(tx, session, step, number)


async def put_pen_down(
    ctx: Context, step_id: int, number: int, actor: Actor, now: datetime
) -> GroupSeen:
    """Have nobody hold the pen, where it was `actor`."""
    async with ctx.database.write() as tx:
        session, step, _, group = await _own_group(tx, step_id, number, actor)
        if group.scribe == actor.user_id:
            await tx.groups.set_scribe(group, None)
            await _changed(tx, session)
        return await _after(tx, session, step, number)


async def host(
    ctx: Context, step_id: int, number: int, actor: Actor, stays: bool, now: datetime
) -> GroupSeen:
    """Note whether `actor` hosts their table when all others move on; in place of whoever said so
    before, for one stays."""
    async with ctx.database.write() as tx:
        session, step, _, group = await _own_group(tx, step_id, number, actor)
        hosts = frozenset({actor.user_id}) if stays else group.hosts - {actor.user_id}
        if hosts != group.hosts:
            await tx.groups.set_hosts(group, sorted(hosts))
            await _changed(tx, session)
        return await _after(tx, session, step, number)


async def done(
    ctx: Context, step_id: int, number: int, actor: Actor, is_done: bool, now: datetime
) -> GroupSeen:
    """Have a group say that it is done, or is not after all; whoever leads is told once all are.
    Raises Refusal for whoever is not of the group."""
    async with ctx.database.write() as tx:
        session, step, _, group = await _own_group(tx, step_id, number, actor)
        if group.done is not is_done:
            await tx.groups.set_done(group, is_done)
            await look_if_done(tx, session, step, now)
            await _changed(tx, session)
        return await _after(tx, session, step, number)


async def help(ctx: Context, step_id: int, number: int, actor: Actor, now: datetime) -> GroupSeen:
    """Have a group ask whoever leads to come: they are told once. Raises Refusal for whoever is
    not of the group."""
    async with ctx.database.write() as tx:
        session, step, _, group = await _own_group(tx, step_id, number, actor)
        if not group.helps:
            await tx.groups.set_helps(group, True)
            await tx.outbox.add(
                Saying.GROUP_HELP,
                session.id,
                session.channel_id,
                now,
                step=step.id,
                group=group.number,
            )
            await _changed(tx, session)
        return await _after(tx, session, step, number)


async def helped(ctx: Context, step_id: int, number: int, actor: Actor, now: datetime) -> GroupSeen:
    """Note that a group was helped, or needs no help any more: somebody of it or who leads says
    so."""
    async with ctx.database.write() as tx:
        session, step, _, group = await _own_group(tx, step_id, number, actor, leading=True)
        if group.helps:
            await tx.groups.set_helps(group, False)
            if actor.user_id not in group.members:
                await redraw(tx, session.id, step.id, now, (number,))
            await _changed(tx, session)
        return await _after(tx, session, step, number)


async def tell_all(
    ctx: Context, step_id: int, actor: Actor, text: str, submission: str, now: datetime
) -> tuple[Session, StepRun, int]:
    """Tell all groups something, each in its own place; return how many places that is. The same
    `submission` delivered twice is told once. Raises Refusal for whoever does not lead, and for a
    text that is empty or too long."""
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        await steered(tx, session.id, actor)
        line = one_line(text)
        if not line:
            raise Refusal("groups.tell_empty")
        if len(line) > NOTICE:
            raise Refusal("text.too_long", length=len(line), limit=NOTICE)
        round_ = await tx.groups.round(step.id)
        if not is_out(round_):
            raise Outdated("groups.moved")
        there = {group.number for group in await tx.groups.of_step(step.id) if group.members}
        places = await tx.groups.places(session.id)
        notice = await tx.groups.notice(step.id, line, submission)
        told = 0
        for number in sorted(there):
            for channel in places.get(number, ()):
                told += 1
                if notice is not None:
                    await tx.outbox.add(
                        Saying.GROUP_NOTICE,
                        session.id,
                        channel,
                        now,
                        step=step.id,
                        group=number,
                        notice=notice,
                    )
        if notice is not None:
            tx.touch(Topic.GATHERING, session.id)
        return session, step, told


async def look_if_done(tx: Transaction, session: Session, step: StepRun, now: datetime) -> None:
    """Have whoever leads told, once, that all groups are done; who left is waited for by nobody."""
    round_ = await tx.groups.round(step.id)
    groups = [group for group in await tx.groups.of_step(step.id) if group.present]
    if round_ is None or round_.doors or round_.back or not groups:
        return
    ready = all(group.done for group in groups)
    if ready is not round_.ready:
        await tx.groups.set_round(replace(round_, ready=ready))
        if ready:
            await tx.outbox.add(
                Saying.GROUPS_READY, session.id, session.channel_id, now, step=step.id
            )


async def _own_group(
    tx: Transaction,
    step_id: int,
    number: int,
    actor: Actor,
    now: datetime | None = None,
    *,
    leading: bool = False,
) -> tuple[Session, StepRun, Subgroups, Group]:
    """Return a group of which `actor` is, or `leading` its session; raise Refusal otherwise."""
    found = await (open_step(tx, step_id) if now is None else form_step(tx, step_id, now))
    session, step, plan = *found, found[1].plan
    if not isinstance(plan, Subgroups):
        raise Refusal("step.not_open")
    groups = await tx.groups.of_step(step.id)
    group = next((one for one in groups if one.number == number), None)
    if group is None:
        raise Outdated("groups.moved")
    if actor.user_id not in group.members and not (leading and await leads(tx, session, actor)):
        raise Refusal("groups.not_yours", number=number)
    return session, step, plan, group


def _written(wrote: dict[int, frozenset[int]], number: int) -> frozenset[int]:
    return wrote.get(number, frozenset())


async def _changed(tx: Transaction, session: Session) -> None:
    tx.touch(Topic.SESSION, session.id)
    tx.touch(Topic.GATHERING, session.id)


async def _after(tx: Transaction, session: Session, step: StepRun, number: int) -> GroupSeen:
    seen = await one_group(tx, session, step, number)
    assert seen is not None
    return seen
