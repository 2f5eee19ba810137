"""A vote that may be mended, and a change that is shown before it is done."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context
from bot.services.vote.dates import as_of
from bot.services.vote.polls import led_vote, progress
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.mending.change import Change, Open, Planned
from bot.workshop.vote.mending.options import understood
from bot.workshop.vote.mending.planning import planned


@dataclass(frozen=True, slots=True)
class Mendable:
    """A vote that is open, for whoever leads it."""

    session: Session
    step: StepRun
    open: Open


@dataclass(frozen=True, slots=True)
class Preview:
    """A change that is shown before it is done: what it makes of the vote, and the `draft` that it
    goes by. `seen` is a number that changes with anything that was shown."""

    session: Session
    step: StepRun
    open: Open
    change: Change
    made: Planned
    draft: int
    now: datetime

    @property
    def seen(self) -> int:
        now = self.open
        held = [now.voted, now.in_room, now.size, now.plan.model_dump_json()]
        shown = [(one.number, one.label, one.stands) for one in now.options]
        return zlib.crc32(repr([held, shown, self.change]).encode("utf-8", "surrogatepass"))


async def mendable(ctx: Context, step_id: int, actor: Actor, at: datetime) -> Mendable:
    """Return a vote that is open to whoever leads it; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        return await now_open(tx, step_id, actor, at)


async def propose(
    ctx: Context, step_id: int, actor: Actor, change: Change, at: datetime
) -> Preview:
    """Keep a change to be looked at; nothing else changes. Raises Refusal for what cannot be."""
    async with ctx.database.write() as tx:
        now = await now_open(tx, step_id, actor, at)
        change = understood(now.open, change)
        made = planned(now.open, change)
        draft = await tx.mendings.draft(step_id, change)
        return Preview(now.session, now.step, now.open, change, made, draft, at)


async def preview(ctx: Context, step_id: int, actor: Actor, draft: int, at: datetime) -> Preview:
    """Return a change that is being looked at, as it would now be."""
    async with ctx.database.read() as tx:
        return await of_draft(tx, step_id, actor, draft, at)


async def of_draft(
    tx: Transaction, step_id: int, actor: Actor, draft: int, at: datetime
) -> Preview:
    """Return a change that is being looked at; raise Refusal once it was done."""
    now = await now_open(tx, step_id, actor, at)
    change = await tx.mendings.drafted(step_id, draft)
    if change is None:
        raise Done("mend.done_already")
    made = planned(now.open, change)
    return Preview(now.session, now.step, now.open, change, made, draft, at)


class Done(Refusal):
    """The change was done, or given up: the vote is shown as it is."""


async def now_open(tx: Transaction, step_id: int, actor: Actor, at: datetime) -> Mendable:
    """Return a vote under way; raise Refusal when it is not open, or not led by `actor`."""
    session, step, plan = await led_vote(tx, step_id, actor)
    if not step.is_open:
        raise Refusal("ballot.closed")
    now = await progress(tx, step, plan)
    # A date that has gone by is none that can be changed, whether or not it was noted.
    options = as_of(await tx.ballots.options(step.id), at)
    counts = now.voted, now.in_room, now.size
    told = Open(plan, options, session.language, *counts, at=at, ends=step.closes_at)
    return Mendable(session, step, told)
