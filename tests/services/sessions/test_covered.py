"""A card that comes back: one is left, whatever happens between its two letters."""

from __future__ import annotations

from dataclasses import replace

from bot.services.context import Context
from bot.services.sessions import covered
from bot.store.outbox import Letter, Saying
from tests.builders import collect, new_session, recipe, reveal
from tests.services.room import Room

CARD = 900


async def opened(ctx: Context) -> Room:
    """A room in a step whose card is `CARD`."""
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await room.start()
    step = await room.step()
    async with ctx.database.write() as tx:
        await tx.sessions.set_card(step.id, CARD)
    return room


async def letter(ctx: Context, room: Room) -> Letter:
    """The card asked to come back."""
    session = await room.session()
    async with ctx.database.read() as tx:
        waiting = await tx.outbox.pending_of(session.id, [session.channel_id])
    return next(one for one in waiting if one.kind == Saying.CARD_BACK)


async def noted(ctx: Context, room: Room, back: Letter, message_id: int | None) -> None:
    async with ctx.database.write() as tx:
        await covered.card_is_back(tx, back, message_id, room.now)


async def test_the_new_card_is_kept_and_the_old_one_leaves(ctx: Context) -> None:
    room = await opened(ctx)
    await covered.bring_back(ctx, (await room.step()).id, CARD, room.now)
    with room.says(f"replaced message={CARD}"):
        await noted(ctx, room, await letter(ctx, room), CARD + 5)
    step = await room.step()
    assert (step.card_message_id, step.since_message_id) == (CARD + 5, CARD)


async def test_one_that_comes_second_leaves_itself(ctx: Context) -> None:
    room = await opened(ctx)
    await covered.bring_back(ctx, (await room.step()).id, CARD, room.now)
    back = await letter(ctx, room)
    await noted(ctx, room, back, CARD + 5)
    with room.says(f"replaced message={CARD + 9}"):
        await noted(ctx, room, replace(back, id=back.id + 1), CARD + 9)
    assert (await room.step()).card_message_id == CARD + 5


async def test_one_that_had_become_useless_changes_nothing(ctx: Context) -> None:
    room = await opened(ctx)
    await covered.bring_back(ctx, (await room.step()).id, CARD, room.now)
    with room.says():
        await noted(ctx, room, await letter(ctx, room), None)
    assert (await room.step()).card_message_id == CARD


async def test_one_found_after_the_step_was_left_is_folded(ctx: Context) -> None:
    room = await opened(ctx)
    await covered.bring_back(ctx, (await room.step()).id, CARD, room.now)
    back = await letter(ctx, room)
    left = await room.step()
    await room.next()
    with room.says(f"replaced message={CARD}", "fold 0"):
        await noted(ctx, room, back, CARD + 5)
    with room.says():
        await covered.bring_back(ctx, left.id, CARD + 5, room.now)
