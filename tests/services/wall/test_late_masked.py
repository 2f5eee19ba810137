"""A masked post-it that comes once the wall is open never arrives there alone, unless its writer
says so."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.postits import collecting
from bot.services.privacy.erasing import erase
from bot.services.sessions.card import showing_step
from bot.services.wall.step import Wall
from bot.workshop.sessions.session import Signing
from tests.builders import ALIX, BACHIR, CLEO, NOUR, collect, discuss, new_session, recipe, reveal
from tests.services.room import Room, refused
from tests.store.seeing import every_byte, scrubbed


async def opened_wall(ctx: Context, signing: Signing = Signing.MASKED) -> Room:
    """Six post-its of three people are on the wall; the room has come back to the writing."""
    room = await Room.open(
        ctx, new_session(recipe(collect(), reveal(), discuss()), signing=signing)
    )
    await room.start()
    for who in (ALIX, BACHIR, CLEO):
        await room.write(who, f"{who.name} un", f"{who.name} deux")
    await room.next()
    await room.back()
    return room


async def numbered(room: Room) -> dict[str, int | None]:
    return {postit.text: postit.number for postit in await room.wall()}


async def wall(room: Room) -> Wall:
    shown = await showing_step(room.ctx, (await room.step(1)).id)
    assert shown is not None
    assert isinstance(shown.found, Wall)
    return shown.found


async def test_one_late_post_it_waits_and_the_wall_says_that_it_does(ctx: Context) -> None:
    room = await opened_wall(ctx)
    written = await room.write(ALIX, "tardif")
    assert written.waits is not None
    assert (len(written.waits.postits), written.waits.missing) == (1, 2)
    with room.says("fold 0", "card 1"):
        await room.next()
    assert (await numbered(room))["tardif"] is None
    assert (len((await wall(room)).postits), (await wall(room)).waiting) == (6, 1)


async def test_late_post_its_of_three_people_are_shown_together(ctx: Context) -> None:
    room = await opened_wall(ctx)
    for who in (ALIX, BACHIR):
        await room.write(who, f"{who.name} tard")
        await room.next()
        await room.back()
    with room.says("fold 0", "wall 1 first=7 last=9", "card 1"):
        last = await room.write(CLEO, f"{CLEO.name} tard")
        await room.next()
    assert last.waits is not None
    assert last.waits.missing == 0
    assert (await wall(room)).waiting == 0


async def test_who_has_their_name_taken_off_is_not_two_people(ctx: Context) -> None:
    room = await opened_wall(ctx)
    await room.write(ALIX, "de personne")
    await erase(ctx, ALIX.user_id, None, room.now, remove=False)
    await room.write(ALIX, "le même, encore")
    written = await room.write(BACHIR, "seul avec lui")
    assert written.waits is not None
    assert (len(written.waits.postits), written.waits.missing) == (3, 1)


async def test_who_agrees_to_stand_alone_is_shown_and_the_others_still_wait(ctx: Context) -> None:
    room = await opened_wall(ctx)
    await room.write(ALIX, "le mien se montre")
    await room.write(BACHIR, "le mien attend")
    await collecting.stand_alone(ctx, (await room.step()).id, ALIX)
    with room.says("fold 0", "wall 1 first=7 last=7", "card 1"):
        await room.next()
    found = await numbered(room)
    assert (found["le mien se montre"], found["le mien attend"]) == (7, None)


async def test_nobody_agrees_for_someone_who_wrote_nothing_late(ctx: Context) -> None:
    room = await opened_wall(ctx)
    await room.write(ALIX, "tardif")
    step = await room.step()
    with refused("postit.gone"):
        await collecting.stand_alone(ctx, step.id, BACHIR)
    with refused("postit.gone"):
        await collecting.stand_alone(ctx, step.id + 99, ALIX)
    await room.next()
    assert (await numbered(room))["tardif"] is None


async def test_what_still_waits_at_the_end_is_in_no_file_and_its_number_is_told(
    ctx: Context,
) -> None:
    room = await opened_wall(ctx)
    await room.write(ALIX, "restera seul", "celui-ci aussi")
    await room.next()
    await room.end()
    await scrubbed(ctx.database)
    assert len(await room.wall()) == 6
    assert b"restera seul" not in every_byte(ctx.database.path)
    assert [step.left_out for step in await room.steps()] == [2, 0, 0]


async def test_what_was_never_shown_at_all_is_kept_at_the_end(ctx: Context) -> None:
    """Nobody saw the wall: nothing arrived on it, and people had been told what a mask hides."""
    room = await Room.open(ctx, new_session(recipe(collect(), discuss()), signing=Signing.MASKED))
    await room.start()
    await room.write(ALIX, "seul de son étape")
    await room.end()
    assert [postit.text for postit in await room.wall()] == ["seul de son étape"]
    assert [step.left_out for step in await room.steps()] == [0, 0]


async def test_signed_post_its_wait_for_nobody(ctx: Context) -> None:
    room = await opened_wall(ctx, Signing.SIGNED)
    assert (await room.write(NOUR, "tardif")).waits is None
    await room.next()
    assert (await numbered(room))["tardif"] == 7


@pytest.mark.parametrize("people", [1, 2])
async def test_the_first_opening_shows_what_few_people_wrote(ctx: Context, people: int) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal()), signing=Signing.MASKED))
    await room.start()
    for who in (ALIX, BACHIR)[:people]:
        await room.write(who, f"mot de {who.name}")
    await room.next()
    assert sorted((await numbered(room)).values(), key=str) == list(range(1, people + 1))
