"""Pictures of a session on a real database: their rows, their files, the columns of their step."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.run import Exit
from bot.services.context import Context
from bot.services.postits import pictures
from bot.services.story.scenarios import Upload
from bot.workshop.kinds import Collect
from bot.workshop.postits.pictures import Picture
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing
from bot.workshop.story.media import SIZE_LIMIT
from tests.builders import ALIX, NOUR, NOW, collect, new_session, recipe, reveal
from tests.services.room import Room, refused
from tests.store.seeing import opened, rows, scrubbed

PNG = b"\x89PNG\r\n\x1a\n"
SHOWING = collect().model_copy(update={"pictures": True})


def upload(mark: str, size: int = 0) -> Upload:
    return Upload(f"{mark}.png", (PNG + mark.encode()).ljust(size, b"\0"))


async def showing(ctx: Context, *, channel_id: int = 1, signing: Signing = Signing.SIGNED) -> Room:
    plan = recipe(SHOWING, reveal())
    return await Room.open(ctx, new_session(plan, channel_id=channel_id, signing=signing))


async def put_in(room: Room, mark: str, by: Actor = NOUR, size: int = 0) -> Picture:
    picture, _ = await pictures.put_in(room.ctx, room.session_id, by, upload(mark, size), NOW)
    return picture


async def columns(room: Room) -> list[str]:
    step = await room.step(0)
    assert isinstance(step.plan, Collect)
    session = await room.session()
    assert session.recipe.steps[0] == step.plan, "the recipe of the session says the same"
    return list(step.plan.column_names(session.language))


def files(room: Room) -> int:
    folder = room.ctx.database.media.folder
    return len(folder.names())


async def test_numbers_move_up_until_the_room_knows_them(ctx: Context) -> None:
    room = await showing(ctx)
    made = [await put_in(room, mark) for mark in "abcd"]
    assert [one.number for one in made] == [1, 2, 3, 4]
    assert await columns(room) == [], "decided when the step opens"
    await pictures.take_away(ctx, room.session_id, made[1].id, NOUR, NOW)
    found = await pictures.album(ctx, room.session_id, NOUR)
    assert [(one.number, one.name) for one in found.pictures] == [
        (1, "a.png"),
        (2, "c.png"),
        (3, "d.png"),
    ]
    await room.start()
    assert await columns(room) == ["Image 1", "Image 2", "Image 3"]
    await pictures.take_away(ctx, room.session_id, made[2].id, NOUR, NOW)
    assert await columns(room) == ["Image 1", "Image 3"]
    assert (await put_in(room, "e")).number == 4, "what the room knew by a number is no other's"
    assert await columns(room) == ["Image 1", "Image 3", "Image 4"]
    with refused("pictures.gone"):
        await pictures.take_away(ctx, room.session_id, made[2].id, NOUR, NOW)


async def test_the_same_picture_twice_is_one_even_at_once(ctx: Context) -> None:
    room = await showing(ctx)
    await asyncio.gather(*(put_in(room, "a") for _ in range(5)))
    found = await pictures.album(ctx, room.session_id, NOUR)
    assert len(found.pictures) == 1
    assert files(room) == 1


async def test_a_file_leaves_the_disk_with_the_last_picture_that_has_it(ctx: Context) -> None:
    here, there = await showing(ctx), await showing(ctx, channel_id=2)
    mine = await put_in(here, "a")
    await put_in(there, "a")
    await pictures.take_away(ctx, here.session_id, mine.id, NOUR, NOW)
    await scrubbed(ctx.database)
    assert files(here) == 1
    await there.start()
    await there.end()
    await scrubbed(ctx.database)
    assert files(here) == 0
    assert rows(ctx.database.path, "SELECT * FROM session_pictures") == []
    assert rows(ctx.database.path, "SELECT * FROM media") == []


async def test_what_is_refused_leaves_nothing(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await showing(ctx)
    with refused("session.not_facilitator"):
        await put_in(room, "a", ALIX)
    with refused("pictures.kind"):
        await pictures.put_in(ctx, room.session_id, NOUR, Upload("a.png", b"<svg/>"), NOW)
    monkeypatch.setattr(pictures, "MOST_BYTES", SIZE_LIMIT)
    await put_in(room, "a", size=SIZE_LIMIT - 10)
    other = await showing(ctx, channel_id=2)
    with refused("pictures.no_room"):
        await put_in(other, "b", size=20)
    assert (await put_in(other, "c", size=10)).number == 1, "what was refused took no number"
    monkeypatch.setattr(pictures, "MOST_BYTES", 2 * SIZE_LIMIT)
    monkeypatch.setattr(pictures, "MOST_BYTES_OF_ALL", SIZE_LIMIT)
    with refused("media.no_room_left"):
        await put_in(other, "d", size=20)
    await scrubbed(ctx.database)
    assert files(room) == 2


async def test_a_session_without_such_a_step_takes_none(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    with refused("pictures.too_late"):
        await put_in(room, "a")


@pytest.mark.parametrize("signing", Signing)
async def test_nothing_tells_who_put_a_picture_in(ctx: Context, signing: Signing) -> None:
    room = await showing(ctx, signing=signing)
    await put_in(room, "a")
    (row,) = rows(ctx.database.path, "SELECT * FROM session_pictures")
    assert NOUR.user_id not in row
    assert rows(ctx.database.path, "SELECT * FROM participants") == []


async def test_raw_data_that_leaves_takes_them_with_it(ctx: Context) -> None:
    room = await showing(ctx)
    await put_in(room, "a")
    async with ctx.database.write() as tx:
        await tx.sessions.delete_raw(room.session_id, NOW)
    await scrubbed(ctx.database)
    assert files(room) == 0


@pytest.mark.parametrize("signing", Signing)
async def test_a_copy_has_the_pictures_of_the_sessions_that_it_has(
    ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signing: Signing
) -> None:
    room, other = await showing(ctx, signing=signing), await showing(ctx, channel_id=2)
    await put_in(room, "a")
    await put_in(room, "b")
    await put_in(other, "b")
    monkeypatch.setenv("DATABASE", str(ctx.database.path))
    assert main(["backup", str(tmp_path / "copie")]) == Exit.OK
    async with opened(tmp_path / "copie" / "gommette.db") as copy:
        held = rows(copy.path, "SELECT session_id, name FROM session_pictures ORDER BY id")
        kept = [(room.session_id, "a.png"), (room.session_id, "b.png"), (other.session_id, "b.png")]
        assert held == (kept[2:] if signing is Signing.MASKED else kept)
        assert len(copy.media.folder.names()) == len({name for _, name in held})
