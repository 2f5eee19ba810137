from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.interface.words.keeping import shortening_text
from bot.reports.retention import retention
from bot.services.context import Context
from bot.services.records import record
from bot.services.review.waiting import leaves_by_itself
from bot.services.settings.retention import Former, kept_longer, shorten
from bot.workshop.language import Language
from bot.workshop.sessions.session import LOBBY_KEPT, RETENTION, SessionState
from bot.workshop.settings.settings import ServerSettings
from tests.builders import ALIX, CHANNEL, NOW, SERVER, collect, new_session, recipe, session
from tests.services.room import Room

DAY = timedelta(days=1)


def kept(days: int | None, **others: bool) -> ServerSettings:
    return ServerSettings(SERVER, kept_days=days, **others)  # type: ignore[arg-type]


async def set_retention(ctx: Context, settings: ServerSettings, *, former: bool = False) -> int:
    """Keep `settings`; with `former`, for sessions that were opened before too."""
    async with ctx.database.write() as tx:
        await tx.servers.put(settings)
    return await shorten(ctx, SERVER, settings.kept_days) if former else 0


async def lived(ctx: Context, channel: int = CHANNEL) -> Room:
    """A session in which somebody wrote, ended ten minutes after it began."""
    room = await going_on(ctx, channel)
    room.wait(minutes=10)
    await room.end()
    return room


async def going_on(ctx: Context, channel: int = CHANNEL) -> Room:
    room = await Room.open(ctx, new_session(recipe(collect()), channel_id=channel))
    await room.start()
    await room.write(ALIX, "une idée")
    return room


async def ends(room: Room) -> timedelta:
    """How long after its end what was written in a session was there for the last time."""
    ended = (await room.session()).ended_at
    assert ended is not None
    while await room.wall():
        await room.until(room.now + DAY)
    gone = (await room.session()).raw_deleted_at
    assert gone is not None
    return gone - ended


@pytest.mark.parametrize("days", [7, 90, 365])
async def test_what_people_wrote_is_kept_as_long_as_the_server_chose(
    ctx: Context, days: int
) -> None:
    await set_retention(ctx, kept(days))
    room = await lived(ctx)
    told = await record(ctx, room.session_id)
    until = told.session.raw_until
    assert until == room.now + timedelta(days=days)
    for language in Language:
        t = catalogue(language)
        said = t.day(until.date())
        latest = "au plus tard" if language is Language.FRENCH else "at the latest"
        assert f"{said} {latest}" in retention(told, t)
    await room.until(until - DAY)
    assert len(await room.wall()) == 1
    await room.until(until)
    assert await room.wall() == []


async def test_more_days_never_lengthen_what_was_said(ctx: Context) -> None:
    await set_retention(ctx, kept(30))
    before, here = await lived(ctx), await going_on(ctx, CHANNEL + 1)
    assert not (await kept_longer(ctx, kept(200), NOW)).any
    assert await set_retention(ctx, kept(200), former=True) == 0
    await here.end()
    for room in (before, here):
        assert (await room.session()).kept_days == 30
        assert await ends(room) == 30 * DAY
    assert (await (await lived(ctx)).session()).kept_days == 200


async def test_fewer_days_are_for_sessions_to_come_alone(ctx: Context) -> None:
    before, here = await lived(ctx), await going_on(ctx, CHANNEL + 1)
    assert await set_retention(ctx, kept(7)) == 0
    await here.end()
    for room in (before, here):
        assert await ends(room) == RETENTION


async def test_fewer_days_are_for_those_before_too_where_it_is_wanted(ctx: Context) -> None:
    old, before, here = (
        await lived(ctx),
        await lived(ctx, CHANNEL + 1),
        await going_on(ctx, CHANNEL + 2),
    )
    other = await Room.open(ctx, replace(new_session(channel_id=CHANNEL + 3), server_id=SERVER + 1))
    await old.until(NOW + 20 * DAY)
    assert await kept_longer(ctx, kept(30), old.now) == Former(1, 2, 0)
    assert await kept_longer(ctx, kept(7), old.now) == Former(1, 2, 2)
    assert await set_retention(ctx, kept(7), former=True) == 3
    await old.ring()
    for room in (old, before):
        assert await room.wall() == []
        assert (await room.session()).raw_deleted_at == old.now
    assert len(await here.wall()) == 1
    assert (await here.session()).state is SessionState.RUNNING
    here.now = old.now
    await here.end()
    assert await ends(here) == 7 * DAY
    assert (await other.session()).kept_days == 90


async def test_one_that_nobody_ends_ends_by_itself_as_the_server_keeps(ctx: Context) -> None:
    """Neither sooner than one that nobody starts, nor later than by default."""
    assert replace(session(), kept_days=7).unended_for == LOBBY_KEPT
    assert replace(session(), kept_days=30).unended_for == 30 * DAY
    assert replace(session(), kept_days=365).unended_for == RETENTION
    await set_retention(ctx, kept(30))
    room = await going_on(ctx)
    await room.until(NOW + 29 * DAY)
    assert (await room.session()).state is SessionState.RUNNING
    await room.until(NOW + 30 * DAY)
    assert (await room.session()).state is SessionState.ENDED
    assert await ends(room) == 30 * DAY


async def test_a_summary_that_waits_leaves_before_its_raw_data_whatever_the_days(
    ctx: Context,
) -> None:
    await set_retention(ctx, kept(7, review=True))
    room = await lived(ctx)
    leaves = leaves_by_itself(await room.session())
    assert leaves == room.now + 6 * DAY
    await room.until(leaves - DAY)
    assert (await room.session()).in_review
    await room.until(leaves)
    assert (await room.session()).released_at == leaves
    assert len(await room.wall()) == 1


async def test_a_summary_that_waits_leaves_before_raw_data_that_is_kept_for_less(
    ctx: Context,
) -> None:
    await set_retention(ctx, kept(90, review=True))
    room = await lived(ctx)
    await room.until(room.now + 10 * DAY)
    await set_retention(ctx, kept(20, review=True), former=True)
    leaves = leaves_by_itself(await room.session())
    assert leaves == NOW + timedelta(minutes=10) + 19 * DAY
    await room.until(leaves)
    assert (await room.session()).released_at == leaves
    assert await ends(room) == 20 * DAY


@given(st.integers(0, 300), st.integers(0, 300), st.data())
def test_what_is_asked_names_what_would_be_shortened(
    here: int, ended: int, data: st.DataObject
) -> None:
    found = Former(here, ended, data.draw(st.integers(0, ended)))
    for language in Language:
        said = shortening_text(found, 30, catalogue(language))
        for many in (here, ended, found.at_once):
            assert (str(many) in said.replace("30", "", 1)) or not many
        assert ("⚠️" in said) is bool(found.at_once)
