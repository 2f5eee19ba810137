"""Everyone comes back: what groups bring with them gets its place on the wall, and is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.context import Context
from bot.services.subgroups.view import tables_of
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.wall.masked import waiting


async def come_home(
    ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
) -> None:
    """Have what the groups of a step bring back stand on the wall, and told once.

    In a masked session it is drawn by lot all together, and what came too late to hide among
    others waits, as on any wall.
    """
    round_ = await tx.groups.round(step.id)
    if round_ is None or round_.doors:
        return
    tables = await tables_of(tx, session, step)
    held = set()
    if session.masked:
        held = {postit.id for postit in waiting(await tx.postits.of_session(session.id))}
    order: list[int] = []
    for table in tables:
        fresh = [p.id for p in table.output if p.number is None and p.id not in held]
        ctx.rng.shuffle(fresh)
        order += [one for one in fresh if one not in order]
    if session.masked:
        ctx.rng.shuffle(order)
    await tx.postits.reveal(session.id, order)
    if not round_.back:
        await tx.groups.set_round(replace(round_, back=True))
        await tx.outbox.add(Saying.GROUPS_BACK, session.id, session.channel_id, now, step=step.id)
    tx.touch(Topic.SESSION, session.id)
    tx.touch(Topic.GATHERING, session.id)
