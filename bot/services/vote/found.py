"""What becomes of the date that a vote found: an event of Discord, made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reports.vote.meeting import found_slot
from bot.services.context import Context, leads, zone_of
from bot.services.records import vote_record
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.dates.slot import Slot

# How long a meeting lasts where nobody said: Discord asks for an end.
USUAL = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """The date that a vote found. `event` is its event, `begun` when Discord was asked for one,
    whether or not it is known what came of it. `here` is the time zone of the server now, in which
    it reads what is planned."""

    session: Session
    step: StepRun
    slot: Slot
    zone: str
    question: str
    event: int | None
    begun: bool
    here: str

    @property
    def ends(self) -> datetime:
        """When it ends, an hour after its beginning where nobody said."""
        return self.slot.ends or self.slot.starts + USUAL


async def found(ctx: Context, step_id: int, actor: Actor) -> FoundDate:
    """Return the date that a vote found, to who leads its session; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        return await _found(ctx, tx, step_id, actor)


async def begin(ctx: Context, step_id: int, actor: Actor, now: datetime) -> FoundDate:
    """Say that Discord is about to be asked for an event of the date that a vote found, and return
    what was known of it before. Raises Refusal where the date has gone by."""
    async with ctx.database.write() as tx:
        before = await _found(ctx, tx, step_id, actor)
        if before.slot.starts <= now:
            raise Refusal("dates.event.past")
        await tx.date_events.begin(step_id)
        return before


async def made(ctx: Context, step_id: int, event_id: int) -> None:
    """Note the event that Discord made of the date that a vote found."""
    async with ctx.database.write() as tx:
        await tx.date_events.note(step_id, event_id)


async def planned(ctx: Context, step_id: int, event_id: int) -> None:
    """Note the event of the session that was planned on the date that a vote found: it is that of
    the date too, and no second one is made."""
    async with ctx.database.write() as tx:
        await tx.date_events.begin(step_id)
        await tx.date_events.note(step_id, event_id)


async def not_made(ctx: Context, step_id: int) -> None:
    """Forget the event of a vote: there is none, and another may be asked for."""
    async with ctx.database.write() as tx:
        await tx.date_events.let_go(step_id)


async def _found(ctx: Context, tx: Transaction, step_id: int, actor: Actor) -> FoundDate:
    held = await tx.sessions.step_in_session(step_id)
    if held is None:
        raise Refusal("session.gone")
    session, step = held
    if not await leads(tx, session, actor):
        raise Refusal("dates.event.not_yours")
    plan = step.plan
    if not isinstance(plan, Vote) or step.outcome is None or plan.zone is None:
        raise Refusal("dates.event.none")
    slot = found_slot(await vote_record(tx, session, step))
    if slot is None:
        raise Refusal("dates.event.none")
    event = await tx.date_events.of(step_id)
    return FoundDate(
        session,
        step,
        slot,
        plan.zone,
        plan.asked(session.language),
        event.id if event else None,
        event is not None,
        await zone_of(ctx, tx, session.server_id),
    )
