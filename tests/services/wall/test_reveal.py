from __future__ import annotations

from random import Random

from bot.services.context import Context
from bot.store import Database
from tests.builders import ALIX, BACHIR, collect, new_session, recipe, reveal
from tests.services.room import Room


async def test_a_reveal_gives_every_post_it_its_place_and_announces_it(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await room.start()
    await room.write(ALIX, *(f"idée {n}" for n in range(15)))
    with room.says("fold 0", "wall 1 first=1 last=15", "card 1"):
        await room.next()
    assert [p.number for p in await room.wall()] == list(range(1, 16))


async def test_a_reveal_of_nothing_shows_no_wall(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await room.start()
    with room.says("fold 0", "card 1"):
        await room.next()


async def test_post_its_written_after_a_reveal_come_after_those_on_the_wall(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await room.start()
    await room.write(ALIX, "un", "deux")
    await room.next()
    before = {p.id: p.number for p in await room.wall()}
    await room.back()
    await room.write(BACHIR, "trois")
    with room.says("fold 0", "wall 1 first=3 last=3", "card 1"):
        await room.next()
    after = {p.id: p.number for p in await room.wall()}
    assert after.items() > before.items()
    with room.says("fold 1", "card 0", "fold 0", "card 1"):
        await room.back()
        await room.next()


async def test_the_order_of_the_wall_is_drawn_by_lot(database: Database) -> None:
    texts = [f"idée {n}" for n in range(12)]
    orders = []
    for channel_id, seed in ((1, 1), (2, 2)):
        room = await Room.open(
            Context(database, Random(seed)),
            new_session(recipe(collect(), reveal()), channel_id=channel_id),
        )
        await room.start()
        for text in texts:
            await room.write(ALIX, text)
        await room.next()
        orders.append([p.text for p in await room.wall()])
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(texts)
    assert texts not in orders
    assert orders[0] != orders[1]


async def test_a_very_full_wall_is_announced_in_one_message(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(per_person=100), reveal())))
    await room.start()
    for who in (ALIX, BACHIR):
        await room.write(who, *("é" * 200 + str(n) for n in range(50)))
    await room.next()
    shown = [letter for letter in room.letters() if letter.startswith("wall")]
    assert shown == ["wall 1 first=1 last=100"]
    assert [p.number for p in await room.wall()] == list(range(1, 101))
