"""What a post-it tells of, from the form to the row and back."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.postits import collecting, typed
from bot.services.postits.typed import Message
from bot.workshop.postits.kind import Kind
from tests.builders import ALIX, CHANNEL, collect, new_session, recipe, scenario
from tests.services.room import Room, delivery, refused

ASKING = collect(max_length=20).model_copy(update={"ask_kind": True})


async def asked(ctx: Context, **settings: object) -> Room:
    plan = ASKING.model_copy(update=settings)
    room = await Room.open(ctx, new_session(recipe(plan), told=scenario()))
    await room.start()
    return room


async def write(room: Room, text: str, kind: str | None) -> collecting.Written:
    step = await room.step()
    return await collecting.write(room.ctx, step.id, ALIX, text, None, None, delivery(), kind=kind)


async def test_every_idea_of_a_form_has_its_kind_and_can_change_it(ctx: Context) -> None:
    room = await asked(ctx)
    written = await write(room, "le vote\nla charte", "lever")
    assert [postit.kind for postit in written.kept] == [Kind.LEVER] * 2
    first = written.kept[0]
    changed = await collecting.edit(ctx, first.id, ALIX, "le vote", None, None, kind="obstacle")
    assert changed.kind is Kind.OBSTACLE
    changed = await collecting.edit(ctx, first.id, ALIX, "le vote", None, None)
    assert changed.kind is None
    assert sorted(str(postit.kind) for postit in await room.wall()) == ["None", "lever"]


async def test_a_forged_kind_keeps_nothing(ctx: Context) -> None:
    room = await asked(ctx)
    with refused("place.unknown_kind"):
        await write(room, "le vote", "vœu")
    (kept,) = (await write(room, "le vote", None)).kept
    with refused("place.unknown_kind"):
        await collecting.edit(ctx, kept.id, ALIX, "le vote", None, None, kind="vœu")
    assert await room.wall() == [kept]


async def test_a_draft_remembers_the_kind_of_what_was_refused(ctx: Context) -> None:
    room = await asked(ctx)
    written = await write(room, "une phrase bien trop longue", "actor")
    assert written.refused
    _, _, draft = await collecting.to_write(ctx, (await room.step()).id, ALIX)
    assert draft is not None
    assert draft.kind is Kind.ACTOR


async def test_an_edited_message_keeps_the_kind_chosen_in_the_form(ctx: Context) -> None:
    room = await asked(ctx, silent=False, typed=True)
    message = Message(944_555_666_777_888_001, CHANNEL, ALIX, "le vote")
    await typed.hear(ctx, message, room.now)
    (postit,) = await room.wall()
    await collecting.edit(ctx, postit.id, ALIX, "le vote", None, None, kind="step")
    await typed.reread(ctx, Message(message.id, CHANNEL, ALIX, "le grand vote"))
    (postit,) = await room.wall()
    assert (postit.text, postit.kind) == ("le grand vote", Kind.STEP)
