"""What is alike on a wall, asked by use cases."""

from __future__ import annotations

import asyncio

from bot.services.context import Context
from bot.services.themes import likening
from tests.services.sorter import IDEAS, sorter


async def test_the_likeliest_theme_comes_first_and_the_others_keep_their_order(
    ctx: Context,
) -> None:
    s = await sorter(ctx)
    fetes, liens = await s.make("Fêtes"), await s.make("Liens")
    camions = await s.make("Transports", IDEAS[0])
    now = await s.board()
    (truck,), (party,), (paper,) = [await s.ids(IDEAS[at]) for at in (1, 2, 4)]
    found = await likening.likeliest(
        ctx, now.session.id, now.postits, now.sorting, (truck, party, paper)
    )
    assert found == {
        truck: [camions, fetes, liens],
        party: [fetes, liens, camions],
        paper: [fetes, liens, camions],
    }


async def test_the_nearest_are_those_that_share_something(ctx: Context) -> None:
    s = await sorter(ctx)
    now = await s.board()
    (one,), (other,) = await s.ids(IDEAS[0]), await s.ids(IDEAS[1])
    asked = [likening.nearest(ctx, now.session.id, now.postits, one, 1) for _ in range(50)]
    assert await asyncio.gather(*asked) == [[other]] * 50
