"""Sessions planned for later: opened once, at their hour, whatever the clock and the program do."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.services.before import planning
from bot.services.context import Context
from bot.services.sessions import opening, steering
from bot.workshop.before.planned import Planned
from bot.workshop.limits import PLANNED_PER_PERSON, SESSIONS_PER_PERSON
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, Signing
from tests.builders import CHANNEL, NOUR, NOW, collect, new_session, recipe, reveal
from tests.services.room import refused
from tests.store.seeing import rows

AWA = Actor(201, "Awa")
MANAGER = Actor(202, "Inès", manages=True)


def wished(channel_id: int = CHANNEL, signing: Signing = Signing.SIGNED) -> opening.NewSession:
    return new_session(recipe(collect(), reveal()), channel_id=channel_id, signing=signing)


async def plan(
    ctx: Context, when: str = "in 48 hours", *, by: Actor = NOUR, channel_id: int = CHANNEL
) -> Planned:
    return await planning.plan(ctx, wished(channel_id), by, when, NOW)


async def opened(ctx: Context, channel_id: int = CHANNEL) -> Session | None:
    async with ctx.database.read() as tx:
        return await tx.sessions.live_in(channel_id)


async def test_it_opens_at_its_hour_and_not_before(ctx: Context) -> None:
    planned = await plan(ctx)
    assert not await planning.open_next(ctx, planned.due_at - timedelta(seconds=1))
    assert await planning.open_next(ctx, planned.due_at)
    session = await opened(ctx)
    assert session is not None
    assert (session.state, session.created_by) == (SessionState.LOBBY, NOUR.user_id)
    assert session.planned_for == planned.due_at
    assert not await planning.open_next(ctx, planned.due_at)


async def test_two_that_open_it_at_once_open_it_once(ctx: Context) -> None:
    planned = await plan(ctx)
    done = await asyncio.gather(*(planning.open_next(ctx, planned.due_at) for _ in range(5)))
    assert sum(done) == 1
    assert len(rows(ctx.database.path, "SELECT * FROM sessions")) == 1


async def test_the_clock_set_back_opens_it_no_second_time(ctx: Context) -> None:
    planned = await plan(ctx)
    await planning.open_next(ctx, planned.due_at + timedelta(hours=1))
    assert not await planning.open_next(ctx, planned.due_at - timedelta(hours=3))
    assert not await planning.open_next(ctx, planned.due_at + timedelta(hours=1))


async def test_its_hour_is_that_of_the_server_across_a_change_of_clocks(ctx: Context) -> None:
    winter = datetime(2027, 3, 20, 12, tzinfo=UTC)
    planned = await planning.plan(ctx, wished(), NOUR, "29 March 2027 18:30", winter)
    assert planned.due_at == datetime(2027, 3, 29, 16, 30, tzinfo=UTC)
    with refused("before.skipped_hour"):
        await planning.plan(ctx, wished(), NOUR, "28 March 2027 2:30", winter)


async def test_two_in_one_channel_open_one_after_the_other(ctx: Context) -> None:
    first, second = await plan(ctx), await plan(ctx)
    at = first.due_at
    assert await planning.open_next(ctx, at)
    assert await planning.open_next(ctx, at), "who planned the second is told to wait"
    assert not await planning.open_next(ctx, at)
    ((told,),) = rows(ctx.database.path, "SELECT payload FROM outbox WHERE kind = 'planned_waits'")
    assert f'"planned": {second.id}' in told
    session = await opened(ctx)
    assert session is not None
    await steering.end(ctx, session.id, NOUR, at)
    assert await planning.open_next(ctx, at)
    later = await opened(ctx)
    assert later is not None
    assert later.id != session.id


async def test_one_that_waits_holds_back_no_other_channel(ctx: Context) -> None:
    await opening.create(ctx, wished(), AWA, NOW)
    busy = await plan(ctx, "in 24 hours")
    await plan(ctx, "in 25 hours", channel_id=CHANNEL + 1)
    at = busy.due_at + timedelta(hours=2)
    while await planning.open_next(ctx, at):
        pass
    assert await opened(ctx, CHANNEL + 1) is not None
    assert await planning.next_due(ctx) is None, "nothing is looked for in a loop"


async def test_at_the_hour_limits_refuse_nobody(ctx: Context) -> None:
    planned = await plan(ctx)
    for n in range(SESSIONS_PER_PERSON):
        await opening.create(ctx, wished(CHANNEL + 1 + n), NOUR, NOW)
    assert await planning.open_next(ctx, planned.due_at)


async def test_a_masked_one_has_its_key(ctx: Context) -> None:
    new = wished(signing=Signing.MASKED)
    planned = await planning.plan(ctx, new, NOUR, "in 48 hours", NOW)
    await planning.open_next(ctx, planned.due_at)
    session = await opened(ctx)
    assert session is not None
    async with ctx.database.read() as tx:
        assert await tx.sessions.key("session", session.id) is not None


async def test_what_is_planned_is_bounded(ctx: Context) -> None:
    for _ in range(PLANNED_PER_PERSON):
        await plan(ctx)
    with refused("planned.too_many"):
        await plan(ctx)
    assert len(rows(ctx.database.path, "SELECT * FROM planned_sessions")) == PLANNED_PER_PERSON
    await plan(ctx, by=AWA)
    with refused("session.needs_title"):
        await planning.plan(ctx, replace(wished(), title=" "), AWA, "in 48 hours", NOW)


async def test_whose_it_is_and_who_manages_may_cancel_it(ctx: Context) -> None:
    planned = await plan(ctx)
    server = planned.server_id
    with refused("planned.not_yours"):
        await planning.cancel(ctx, planned.id, server, AWA)
    with refused("planned.gone"):
        await planning.cancel(ctx, planned.id, server + 1, MANAGER)
    assert await planning.planned_by(ctx, server, AWA) == []
    assert await planning.planned_by(ctx, server, MANAGER) == [planned]
    await planning.cancel(ctx, planned.id, server, MANAGER)
    with refused("planned.gone"):
        await planning.cancel(ctx, planned.id, server, NOUR)
    assert not await planning.open_next(ctx, planned.due_at)
