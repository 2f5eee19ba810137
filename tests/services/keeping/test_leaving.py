"""What is of a server that was left: when it is deleted, and what keeps it from being."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.keeping.leaver import Leaver
from bot.services.context import Context
from bot.services.keeping import leaving
from bot.store import Database
from tests.builders import ALIX, CHANNEL, NOW, SERVER, collect, new_session, recipe
from tests.services.room import Room
from tests.store.seeing import rows

OTHER = SERVER + 1
DUE = NOW + leaving.KEPT_AFTER


async def lived(ctx: Context, server_id: int, many: int = 1) -> None:
    for n in range(many):
        channel = CHANNEL + (server_id - SERVER) * 100 + n
        new = replace(new_session(recipe(collect()), channel_id=channel), server_id=server_id)
        room = await Room.open(ctx, new)
        await room.start()
        await room.write(ALIX, "une idée")
        await room.end()


def sessions(ctx: Context) -> list[int]:
    return [server for (server,) in rows(ctx.database.path, "SELECT server_id FROM sessions")]


async def test_all_of_it_leaves_after_thirty_days_and_nothing_of_others(ctx: Context) -> None:
    await lived(ctx, SERVER)
    await lived(ctx, OTHER)
    await leaving.left(ctx, SERVER, NOW)
    assert await leaving.due(ctx) == [(SERVER, DUE)]
    assert not await leaving.delete_some(ctx, SERVER, DUE - timedelta(seconds=1))
    assert not await leaving.delete_some(ctx, OTHER, DUE), "it was never left"
    assert sorted(sessions(ctx)) == [SERVER, OTHER]
    assert not await leaving.delete_some(ctx, SERVER, DUE)
    assert sessions(ctx) == [OTHER]
    assert await leaving.known(ctx) == [OTHER]
    assert await leaving.due(ctx) == []


async def test_the_first_time_counts_and_coming_back_takes_it_back(ctx: Context) -> None:
    await lived(ctx, SERVER)
    await leaving.left(ctx, SERVER, NOW)
    await leaving.left(ctx, SERVER, NOW + timedelta(days=9))
    assert await leaving.due(ctx) == [(SERVER, DUE)]
    await leaving.came_back(ctx, SERVER)
    assert not await leaving.delete_some(ctx, SERVER, DUE)
    assert sessions(ctx) == [SERVER]
    await leaving.left(ctx, OTHER, NOW)
    assert await leaving.due(ctx) == [], "nothing is kept of that one"


async def test_what_a_kill_leaves_is_deleted_at_the_next_start(ctx: Context) -> None:
    many = leaving.BATCH + 3
    await lived(ctx, SERVER, many)
    await leaving.left(ctx, SERVER, NOW)
    assert await leaving.delete_some(ctx, SERVER, DUE)
    assert len(sessions(ctx)) == 3
    # Nothing of the second half was told: it is found again in the rows.
    await ctx.database.close()
    database = await Database.open(ctx.database.path)
    try:
        again = Context(database)
        assert await leaving.due(again) == [(SERVER, DUE)]
        assert not await leaving.delete_some(again, SERVER, DUE)
        assert sessions(again) == []
    finally:
        await database.close()


async def asked(ctx: Context, answer: bool | None) -> None:
    """Have the worker ask once whether the server was left, and finish its turn."""
    told = asyncio.get_running_loop().create_future()

    async def gone(server_id: int) -> bool | None:
        if not told.done():
            told.set_result(server_id)
        return answer

    leaver = Leaver(ctx, lambda: DUE, gone)
    leaver.start()
    assert await told == SERVER
    await leaver.close()


async def test_where_discord_does_not_say_nothing_is_deleted_and_it_is_asked_again(
    ctx: Context,
) -> None:
    await lived(ctx, SERVER)
    await leaving.left(ctx, SERVER, NOW)
    await asked(ctx, None)
    assert sessions(ctx) == [SERVER]
    assert await leaving.due(ctx) == [(SERVER, DUE)]
    await asked(ctx, False)
    assert sessions(ctx) == [SERVER]
    assert await leaving.due(ctx) == [], "it is there: it was never gone"


async def test_where_discord_says_that_it_was_left_all_is_deleted(ctx: Context) -> None:
    await lived(ctx, SERVER)
    await leaving.left(ctx, SERVER, NOW)
    await asked(ctx, True)
    assert sessions(ctx) == []


async def test_one_of_which_discord_does_not_say_keeps_no_other_waiting(ctx: Context) -> None:
    other = SERVER + 1
    for server_id in (SERVER, other):
        await lived(ctx, server_id)
        await leaving.left(ctx, server_id, NOW)
    answered = asyncio.get_running_loop().create_future()

    async def gone(server_id: int) -> bool | None:
        if server_id == SERVER:
            return None
        if not answered.done():
            answered.set_result(server_id)
        return True

    leaver = Leaver(ctx, lambda: DUE, gone)
    leaver.start()
    assert await answered == other
    await leaver.close()
    assert sessions(ctx) == [SERVER]
    assert (SERVER, DUE) in await leaving.due(ctx)
