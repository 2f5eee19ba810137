from __future__ import annotations

from bot.services.context import Context
from bot.services.notes.parked import as_note, listed, one, park, take_back
from bot.workshop.limits import PARKED_PER_SESSION
from tests.builders import ALIX, NOUR, discuss, new_session, recipe, vote
from tests.services.room import Room, delivery, refused


async def voting(ctx: Context) -> Room:
    room = await Room.open(ctx, new_session(recipe(vote(), discuss())))
    await room.start()
    return room


async def test_what_is_left_for_later_is_for_those_who_lead_once_it_has_begun(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(vote(), discuss())))
    with refused("session.not_started"):
        await park(ctx, room.session_id, NOUR, "Le logo", delivery())
    await room.start()
    with refused("session.not_facilitator"):
        await park(ctx, room.session_id, ALIX, "Le logo", delivery())
    kept = await park(ctx, room.session_id, NOUR, "Le logo", delivery())
    assert kept is not None
    for act in (one, take_back):
        with refused("session.not_facilitator"):
            await act(ctx, kept.id, ALIX)
    assert await listed(ctx, room.session_id, NOUR) == [kept]


async def test_a_subject_leaves_the_list_once(ctx: Context) -> None:
    room = await voting(ctx)
    form = delivery()
    kept = await park(ctx, room.session_id, NOUR, "Le logo", form)
    assert kept is not None
    assert await park(ctx, room.session_id, NOUR, "Le logo", form) is None
    step = await room.step()
    await as_note(ctx, kept.id, step.id, NOUR, delivery())
    with refused("parked.gone"):
        await as_note(ctx, kept.id, step.id, NOUR, delivery())
    with refused("parked.gone"):
        await take_back(ctx, kept.id, NOUR)
    async with ctx.database.read() as tx:
        notes = await tx.notes.of_session(room.session_id)
    assert [(note.step_id, note.text) for note in notes] == [(step.id, "Le logo")]


async def test_a_subject_becomes_no_note_of_another_session(ctx: Context) -> None:
    here, there = (
        await voting(ctx),
        await Room.open(ctx, new_session(recipe(discuss()), channel_id=99)),
    )
    await there.start()
    kept = await park(ctx, here.session_id, NOUR, "Le logo", delivery())
    assert kept is not None
    with refused("parked.gone"):
        await as_note(ctx, kept.id, (await there.step()).id, NOUR, delivery())
    assert await listed(ctx, here.session_id, NOUR) == [kept]


async def test_there_is_room_for_so_many(ctx: Context) -> None:
    room = await voting(ctx)
    for rank in range(PARKED_PER_SESSION):
        await park(ctx, room.session_id, NOUR, f"Sujet {rank}", delivery())
    with refused("parked.too_many"):
        await park(ctx, room.session_id, NOUR, "Un de trop", delivery())
    assert len(await listed(ctx, room.session_id, NOUR)) == PARKED_PER_SESSION
