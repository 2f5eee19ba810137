"""What the public card shows, and putting it right in the channel."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.postits.step import Gathered
from bot.services.sessions import card
from bot.services.sessions.card import Showing
from bot.services.sessions.whereabouts import whereabouts
from bot.services.wall.step import Wall
from tests.builders import ALIX, BACHIR, collect, discuss, new_session, recipe, reveal
from tests.services.room import Room

CARD = 77


async def posted(room: Room, message_id: int | None = CARD) -> None:
    """Note that the card of the step under way, or of the lobby, is a message."""
    in_lobby = (await room.session()).position is None
    step = None if in_lobby else await room.step()
    async with room.ctx.database.write() as tx:
        if step is None:
            await tx.sessions.set_lobby_message(room.session_id, message_id)
        else:
            await tx.sessions.set_card(step.id, message_id)


async def shown(room: Room) -> Showing:
    found = await card.showing(room.ctx, room.session_id)
    assert found is not None
    return found


async def test_a_card_is_read_whole(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    assert await shown(room) == Showing(await room.session(), None), "in the lobby"
    await room.start()
    await room.write(ALIX, "un", "deux")
    await room.write(BACHIR, "trois")
    session, step = await room.session(), await room.step()
    assert await shown(room) == Showing(session, step, Gathered(postits=3, people=2))
    assert await card.standing(ctx, room.session_id) == Showing(session, step)
    await room.next()
    left = await card.showing_step(ctx, step.id)
    assert left is not None
    assert (left.step, left.found) == (await room.step(0), Gathered(postits=3, people=2))
    assert (await shown(room)).found == Wall(tuple(await room.wall()), 0)
    await room.end()
    assert await shown(room) == Showing(await room.session(), None)
    assert await card.showing(ctx, 404) is None
    assert await card.showing_step(ctx, 404) is None


async def test_someone_who_arrives_is_shown_what_the_card_shows(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), discuss())))
    await room.start()
    await room.write(ALIX, "un", "deux")
    await room.write(BACHIR, "trois")
    seen = await whereabouts(ctx, room.session_id, ALIX)
    assert (seen.postits, seen.mine) == (3, 2)
    assert seen.showing == await shown(room)


async def test_a_card_left_during_an_edit_is_folded_again(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    lobby = await shown(room)
    with room.says():
        await card.fold_if_left(ctx, lobby, room.now)
    await room.start()
    with room.says("fold_lobby"):
        await card.fold_if_left(ctx, lobby, room.now)
    drawn = await shown(room)
    with room.says():
        await card.fold_if_left(ctx, drawn, room.now)
    await room.next()
    with room.says("fold 0"):
        await card.fold_if_left(ctx, drawn, room.now)
    await room.back()
    with room.says():
        await card.fold_if_left(ctx, drawn, room.now)


async def test_a_deleted_card_is_posted_again_once(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await posted(room)
    with room.says("lobby"):
        for _ in range(2):
            await card.post_again(ctx, room.session_id, CARD, room.now)
    await room.start()
    await posted(room, CARD + 1)
    with room.says("card 0 again=1"):
        for _ in range(2):
            await card.post_again(ctx, room.session_id, CARD + 1, room.now)
    await posted(room)
    with room.says():
        await card.post_again(ctx, room.session_id, CARD + 1, room.now)
    await room.end()
    with room.says():
        await card.post_again(ctx, room.session_id, CARD, room.now)
