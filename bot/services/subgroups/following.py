"""Groups that follow from those of the step before: joined two by two, or moved on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.services.context import Context
from bot.services.subgroups.view import all_tables
from bot.store import Transaction
from bot.workshop.kinds import Subgroups
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.dealing import Pair, merge, pairs, rotate
from bot.workshop.subgroups.group import Group
from bot.workshop.subgroups.output import Tables
from bot.workshop.subgroups.step import Follows


async def follow(ctx: Context, tx: Transaction, session: Session, step: StepRun) -> bool:
    """Make the groups of a step from those of the step before; False where there is nothing to
    make them from: whoever leads then makes new ones."""
    assert isinstance(step.plan, Subgroups)
    tables = await all_tables(tx, session)
    before = tables.before(step)
    former = tables.groups[before.id] if before is not None else ()
    peopled = [group for group in former if group.members]
    if before is None or not peopled:
        return False
    round_ = await tx.groups.round(before.id)
    await tx.groups.begin(step.id, round_.home if round_ is not None else None)
    # A group that wrote and was dissolved leaves what it wrote to the last one.
    left = tuple(group.number for group in former if not group.members)
    if step.plan.follows is Follows.MERGE:
        await _merge(tx, step, peopled, left)
    else:
        await _rotate(ctx, tx, step, peopled, left, tables, session)
    return True


async def _merge(
    tx: Transaction, step: StepRun, former: Sequence[Group], left: tuple[int, ...]
) -> None:
    joined = merge([group.members for group in former])
    for number, ranks in enumerate(joined, 1):
        groups = [former[rank] for rank in ranks]
        merged = tuple(group.number for group in groups)
        await tx.groups.add(
            step.id,
            number,
            [one for group in groups for one in group.members],
            merged=merged + (left if number == len(joined) else ()),
            away=[one for group in groups for one in group.away],
        )


async def _rotate(
    ctx: Context,
    tx: Transaction,
    step: StepRun,
    former: Sequence[Group],
    left: tuple[int, ...],
    tables: Tables,
    session: Session,
) -> None:
    """A table keeps its number, its name, who hosts it and what was written at it."""
    hosts = {group.lead for group in former if group.lead is not None}
    ranks = {group.number: rank for rank, group in enumerate(former)}
    visited: dict[int, set[int]] = {}
    for groups in tables.groups.values():
        for group in groups:
            for one in group.members:
                if group.number in ranks:
                    visited.setdefault(one, set()).add(ranks[group.number])
    seats = [group.members for group in former]
    moved = rotate(seats, hosts, await met_before(tx, session, step), ctx.rng, visited)
    away = {one for group in former for one in group.away}
    for rank, (group, members) in enumerate(zip(former, moved, strict=True)):
        more = left if rank == len(former) - 1 else ()
        await tx.groups.add(
            step.id,
            group.number,
            members,
            name=group.name,
            hosted=True,
            hosts=hosts & set(members),
            merged=(group.number, *more),
            away=away & set(members),
        )


async def met_before(tx: Transaction, session: Session, step: StepRun) -> dict[Pair, int]:
    """Return how often people were in a group together, in other steps of this session and in
    those before it in its series, as long as that is kept."""
    return dict(pairs(await tx.groups.together(session.id, step.id)))
