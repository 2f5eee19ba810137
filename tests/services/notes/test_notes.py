from __future__ import annotations

from bot.services.context import Context
from bot.services.notes import notes
from tests.builders import ALIX, NOUR, discuss, new_session, recipe, roadmap, scenario
from tests.services.room import Room, delivery, refused


async def talk_room(ctx: Context) -> Room:
    """A roadmap just opened, before the discussion."""
    room = await Room.open(ctx, new_session(recipe(roadmap(), discuss()), told=scenario()))
    await room.start()
    return room


async def test_notes_are_for_those_who_lead(ctx: Context) -> None:
    room = await talk_room(ctx)
    await room.next()
    step = await room.step()
    with refused("session.not_facilitator"):
        await notes.to_write(ctx, step.id, ALIX)
    with refused("session.not_facilitator"):
        await notes.keep(ctx, step.id, ALIX, "une note", delivery())
    assert await notes.to_write(ctx, step.id, NOUR) == step


async def test_a_note_is_written_at_any_step_while_the_room_is_there(ctx: Context) -> None:
    room = await talk_room(ctx)
    road = await room.step()
    await notes.keep(ctx, road.id, NOUR, "une note de la feuille de route", delivery())
    with refused("step.not_open"):
        await notes.to_write(ctx, (await room.step(1)).id, NOUR)
    await room.next()
    with refused("step.not_open"):
        await notes.keep(ctx, road.id, NOUR, "trop tard", delivery())
    async with ctx.database.read() as tx:
        found = await tx.notes.of_session(room.session_id)
    assert [note.step_id for note in found] == [road.id]


async def test_a_note_keeps_its_lines(ctx: Context) -> None:
    room = await talk_room(ctx)
    await room.next()
    step = await room.step()
    form = delivery()
    for _ in range(2):
        kept, _ = await notes.keep(ctx, step.id, NOUR, " À retenir :\r\n- le\tfour ", form)
        assert kept == "À retenir :\n- le four"
    with refused("note.empty"):
        await notes.keep(ctx, step.id, NOUR, " \u200b ", delivery())
    with refused("text.too_long"):
        await notes.keep(ctx, step.id, NOUR, "x" * 1001, delivery())
    async with ctx.database.read() as tx:
        found = await tx.notes.of_session(room.session_id)
    assert [(note.step_id, note.text) for note in found] == [(step.id, "À retenir :\n- le four")]
