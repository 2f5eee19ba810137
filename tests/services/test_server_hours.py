"""What a server is told on a day, at an hour: once each time, whatever its time zone becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.actions.reminding import watch
from bot.services.context import Context
from bot.services.deadlines import act_on_next
from bot.services.settings.choosing import choose
from bot.store import Database
from bot.store.outbox import Saying
from bot.store.transaction import Transaction
from bot.workshop.sessions.session import SessionState
from bot.workshop.settings.choices import Setting, number_named
from bot.workshop.settings.settings import ServerSettings
from tests.builders import CHANNEL, SERVER
from tests.store.test_rows import create

FIRST = datetime(2026, 1, 5, 12, tzinfo=UTC)
MONTHLY: dict[Setting, int | None] = {Setting.MONTHLY: 1}
ZONES = st.sampled_from(
    ["Europe/Paris", "Pacific/Honolulu", "Pacific/Auckland", "Pacific/Kiritimati", "Asia/Kolkata"]
)
# So many hours pass; then the server chooses a time zone, or the operator does for it.
PASSING = st.lists(st.tuples(st.integers(1, 500), ZONES), min_size=5, max_size=10)
HALF = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def emptied(database: Database) -> None:
    """Leave the server as one that is new here, with a place for coordinators."""
    async with database.write() as tx:
        for timer in await tx.timers.of_server(SERVER):
            await tx.timers.cancel_of_server(SERVER, timer.kind)  # type: ignore[arg-type]
        while (letter := await tx.outbox.attempt(CHANNEL, None)) is not None:
            await tx.outbox.said(letter)
        await tx.servers.put(ServerSettings(SERVER, coordinators_channel_id=CHANNEL))


async def lived(
    database: Database, passing: list[tuple[int, str]], chosen_by: str
) -> tuple[Context, datetime]:
    """Let time pass, each timer acted on when it is due; return the moment that it is then."""
    ctx, now = Context(database), FIRST
    for hours, zone in passing:
        until = now + timedelta(hours=hours)
        while True:
            async with database.read() as tx:
                due = await tx.timers.next_due()
            if due is None or due > until:
                break
            now = max(now, due)
            await act_on_next(ctx, now)
        now = until
        if chosen_by == "operator":
            ctx = Context(database, zone=zone)
        else:
            await choose(ctx, SERVER, {Setting.TIMEZONE: number_named(zone)}, now)
    return ctx, now


async def said(database: Database, kind: Saying) -> list[tuple[datetime, dict[str, int]]]:
    found = []
    async with database.write() as tx:
        while (letter := await tx.outbox.attempt(CHANNEL, None)) is not None:
            if letter.kind == kind:
                found.append((letter.created_at, dict(letter.payload)))
            await tx.outbox.said(letter)
    return found


async def released(tx: Transaction, at: datetime) -> int:
    session = await create(tx)
    await tx.sessions.save(replace(session, state=SessionState.ENDED))
    await tx.sessions.set_released(session.id, at)
    return session.id


@HALF
@given(passing=PASSING, chosen_by=st.sampled_from(["server", "operator"]))
async def test_each_month_is_told_once(
    database: Database, passing: list[tuple[int, str]], chosen_by: str
) -> None:
    await emptied(database)
    await choose(Context(database), SERVER, MONTHLY, FIRST)
    async with database.write() as tx:
        for month in range(1, 13):
            await released(tx, datetime(2026, month, 15, tzinfo=UTC))
    _, now = await lived(database, passing, chosen_by)
    told = [(p["year"], p["month"]) for _, p in await said(database, Saying.DIGEST)]
    sure = (now - timedelta(days=2)).month
    assert told[: sure - 1] == [(2026, month) for month in range(1, sure)]
    assert len(told) <= sure


@HALF
@given(passing=PASSING, chosen_by=st.sampled_from(["server", "operator"]))
async def test_each_week_is_told_once(
    database: Database, passing: list[tuple[int, str]], chosen_by: str
) -> None:
    await emptied(database)
    async with database.write() as tx:
        session_id = await released(tx, FIRST)
        await tx.actions.add(
            session_id=session_id,
            what="Trouver un four",
            owner="Awa",
            owner_id=None,
            due=FIRST.date() - timedelta(days=1),
            first_step=None,
            submission=f"s{session_id}",
        )
        await watch(Context(database), tx, SERVER, FIRST)
    _, now = await lived(database, passing, chosen_by)
    told = [at for at, _ in await said(database, Saying.ACTIONS_OVERDUE)]
    gaps = [(after - before) / timedelta(days=1) for before, after in pairwise(told)]
    assert all(5 <= gap <= 9 for gap in gaps), told
    assert (now - (told[-1] if told else FIRST)) < timedelta(days=9)


async def test_a_clock_set_back_by_an_hour_tells_nothing_twice_and_nothing_never(
    database: Database,
) -> None:
    await emptied(database)
    ctx = Context(database)
    await choose(ctx, SERVER, MONTHLY, FIRST)
    async with database.write() as tx:
        await released(tx, FIRST)
        await watch(ctx, tx, SERVER, FIRST)
        await tx.actions.add(
            session_id=1,
            what="Trouver un four",
            owner="Awa",
            owner_id=None,
            due=FIRST.date(),
            first_step=None,
            submission="s",
        )
    now = FIRST
    for _ in range(60 * 24):  # two months; each time that something is due, the clock goes back
        now += timedelta(hours=1)
        while await act_on_next(ctx, now):
            now -= timedelta(hours=1)
    async with database.write() as tx:
        kinds = []
        while (letter := await tx.outbox.attempt(CHANNEL, None)) is not None:
            kinds.append(letter.kind)
            await tx.outbox.said(letter)
    assert kinds.count(Saying.DIGEST) == 1, "of the one month in which something was released"
    assert kinds.count(Saying.ACTIONS_OVERDUE) in (8, 9)
