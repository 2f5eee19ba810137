"""The workbench: a decision is prepared by one person, looked at, then opened for all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.services.context import Context, leads
from bot.services.sessions.unplanned import Place, open_step_in
from bot.services.vote.sources import counted
from bot.store import Transaction
from bot.store.timers import Timer, TimerKind
from bot.workshop.errors import Over, Refusal
from bot.workshop.kinds import Kinds
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.vote.drafted import KEPT, Drafted, Fields
from bot.workshop.vote.methods import VoteOn


class Changed(Refusal):
    """A draft is no more what was seen of it: it is shown again."""


async def at_hand(ctx: Context, channel_id: int, actor: Actor) -> Mapping[VoteOn, int]:
    """Return what of the session of a channel can be voted on without writing it; raise Refusal
    for who does not lead that session. Without one, anyone opens a vote of their own."""
    async with ctx.database.read() as tx:
        session = await _may_open(tx, channel_id, actor)
        return {} if session is None else await counted(tx, session)


async def keep(
    ctx: Context,
    server_id: int,
    channel_id: int,
    actor: Actor,
    decision: str,
    fields: Fields,
    plan: Kinds,
    now: datetime,
) -> Drafted:
    """Keep what `actor` prepares in a channel for `KEPT`; nobody else sees it."""
    async with ctx.database.write() as tx:
        await _may_open(tx, channel_id, actor)
        kept = await tx.drafted.keep(
            server_id, channel_id, actor.user_id, decision, fields, plan, now
        )
        await _forget(tx, server_id, now)
        return kept


async def drafted(ctx: Context, ref: int, actor: Actor) -> Drafted:
    """Return what `actor` prepares; raise Over once it was opened, dropped or left for long."""
    async with ctx.database.read() as tx:
        return await _theirs(tx, ref, actor)


async def change(ctx: Context, ref: int, actor: Actor, plan: Kinds, seen: int) -> Drafted:
    """Have a draft make the step `plan`; raise Changed where it is no more the one
    `seen`."""
    async with ctx.database.write() as tx:
        _check_seen(await _theirs(tx, ref, actor), seen)
        await tx.drafted.set_plan(ref, plan)
        return await _theirs(tx, ref, actor)


async def drop(ctx: Context, ref: int, actor: Actor) -> None:
    """Delete what `actor` prepares; nothing happens where it is gone."""
    async with ctx.database.write() as tx:
        found = await tx.drafted.get(ref)
        if found is not None and found.user_id == actor.user_id:
            await tx.drafted.drop(ref)


async def open_drafted(
    ctx: Context,
    ref: int,
    place: Place,
    actor: Actor,
    now: datetime,
    *,
    seen: int,
    present: Collection[int] = (),
    leading: Collection[int] = (),
) -> tuple[Session, StepRun]:
    """Open what `actor` prepared, as `open_step_now` does; it is a draft no more.

    Raises Over where it was opened already, Changed where it is no more the one `seen`.
    """
    async with ctx.database.write() as tx:
        found = await _theirs(tx, ref, actor)
        _check_seen(found, seen)
        if found.channel_id != place.channel_id:
            raise Over("decide.gone")
        await tx.drafted.drop(ref)
        return await open_step_in(
            ctx, tx, place, found.plan, actor, now, present=present, leading=leading
        )


async def forget(
    ctx: Context, tx: Transaction, timer: Timer, server_id: int, now: datetime
) -> None:
    """Delete the drafts of a server that nobody opened: the act of `TimerKind.DRAFTED`."""
    await _forget(tx, server_id, now)


async def _forget(tx: Transaction, server_id: int, now: datetime) -> None:
    oldest = await tx.drafted.drop_before(server_id, now - KEPT)
    if oldest is not None:
        await tx.timers.set_of_server(TimerKind.DRAFTED, server_id, oldest + KEPT)


async def _may_open(tx: Transaction, channel_id: int, actor: Actor) -> Session | None:
    session = await tx.sessions.live_in(channel_id)
    if session is None or (session.is_round and not await leads(tx, session, actor)):
        return None  # a round belongs to whoever opened it: opening says who
    if not await leads(tx, session, actor):
        raise Refusal("session.not_facilitator")
    if session.state is not SessionState.RUNNING:
        raise Refusal("session.not_started")
    return session


async def _theirs(tx: Transaction, ref: int, actor: Actor) -> Drafted:
    found = await tx.drafted.get(ref)
    if found is None or found.user_id != actor.user_id:
        raise Over("decide.gone")
    return found


def _check_seen(found: Drafted, seen: int) -> None:
    if found.stamp != seen:
        raise Changed("decide.changed")
