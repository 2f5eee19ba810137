"""A message that is no post-it waits for nobody: it never takes the lock to write."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.services.context import Context
from bot.services.postits import collecting, typed
from bot.services.postits.typed import Heard, Message
from tests.builders import ALIX, BACHIR, CHANNEL, NOUR, discuss, new_session, recipe
from tests.services.postits.test_typed import HIDDEN, TOO_LATE, TYPED, Channel, opened

QUIET = recipe(discuss(), TYPED)


@contextmanager
def nobody_writes(ctx: Context) -> Iterator[None]:
    """Another connection holds the lock to write: who asks for it is refused after a while."""
    with closing(sqlite3.connect(ctx.database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
async def talking(ctx: Context) -> Channel:
    """A room that discusses: what it types is no post-it."""
    room = await Channel.open(ctx, new_session(QUIET))
    assert isinstance(room, Channel)
    await room.start()
    return room


async def test_a_message_that_is_no_post_it_does_not_write(talking: Channel) -> None:
    with nobody_writes(talking.ctx):
        for _ in range(2):  # asked of the database, then remembered
            message, heard = await talking.hear(ALIX, "bonjour")
            assert heard is None
        assert await talking.edit(message, "bonsoir") is None
        await typed.deleted(talking.ctx, [message.id, 404])


async def test_a_message_that_is_no_post_it_does_not_wait_for_those_who_write(
    talking: Channel,
) -> None:
    await talking.hear(ALIX, "bonjour")
    async with talking.ctx.database.write():
        assert (await talking.hear(ALIX, "on commence ?"))[1] is None


async def test_in_a_silent_step_only_the_reminder_writes(ctx: Context) -> None:
    room = await opened(ctx, HIDDEN)
    with nobody_writes(ctx):
        await room.hear(NOUR, "vous avez dix minutes")
    await room.hear(ALIX, "un four")
    assert room.letters().count("reminder 0") == 1
    with nobody_writes(ctx):
        message, _ = await room.hear(BACHIR, "un verger")
        await room.edit(message, "deux vergers")
        await typed.deleted(ctx, [message.id])


async def test_what_is_remembered_of_a_channel_follows_the_session(talking: Channel) -> None:
    await talking.hear(ALIX, "bonjour")
    await talking.next()
    _, heard = await talking.hear(ALIX, "un four")
    assert heard is not None
    assert heard.kept == 1
    await talking.back()
    assert (await talking.hear(ALIX, "un vélo"))[1] == Heard(0, TOO_LATE), "its step was left now"
    talking.wait(seconds=21)
    assert (await talking.hear(ALIX, "un verger"))[1] is None
    await talking.end()
    assert (await talking.hear(ALIX, "merci"))[1] is None
    again = await opened(talking.ctx, TYPED)
    _, heard = await again.hear(ALIX, "un four")
    assert heard is not None
    assert await talking.texts() == await again.texts() == ["un four"]


async def test_a_move_read_around_is_not_missed(talking: Channel) -> None:
    """What was read before a move and told after it is not remembered."""
    ctx = talking.ctx
    reading = asyncio.create_task(talking.hear(ALIX, "bonjour"))
    moving = asyncio.create_task(talking.next(seen=0))
    await asyncio.gather(reading, moving)
    _, heard = await talking.hear(ALIX, "un four")
    assert heard is not None
    assert (await ctx.live.hearing(CHANNEL)).makes.name == "POSTIT"


async def test_a_message_deleted_as_soon_as_it_is_said_leaves_no_post_it(ctx: Context) -> None:
    room = await opened(ctx, TYPED)
    message = Message(955_666_777_888_999_001, CHANNEL, ALIX, "+ un four")
    async with ctx.database.write():
        said = asyncio.create_task(typed.hear(ctx, message, room.now))
        gone = asyncio.create_task(typed.deleted(ctx, [message.id]))
        await asyncio.sleep(0)
    heard, _ = await asyncio.gather(said, gone)
    assert heard is not None
    assert heard.kept == 1
    assert await room.wall() == []


async def test_a_message_edited_as_soon_as_it_is_said_has_its_last_words(ctx: Context) -> None:
    room = await opened(ctx, TYPED)
    message = Message(955_666_777_888_999_002, CHANNEL, ALIX, "+ un four")
    async with ctx.database.write():
        said = asyncio.create_task(typed.hear(ctx, message, room.now))
        edited = asyncio.create_task(room.edit(message, "+ deux fours"))
        await asyncio.sleep(0)
    await asyncio.gather(said, edited)
    assert await room.texts() == ["deux fours"]


async def test_several_messages_cleared_at_once_take_their_post_its(ctx: Context) -> None:
    room = await opened(ctx, TYPED)
    messages = [(await room.hear(ALIX, text))[0] for text in ("+ un", "+ deux", "+ trois")]
    (kept,) = [postit for postit in await room.wall() if postit.text == "trois"]
    await typed.deleted(ctx, [*(message.id for message in messages[:2]), 404])
    assert await room.wall() == [kept]
    await collecting.withdraw(ctx, kept.id, ALIX)
    with nobody_writes(ctx):
        await typed.deleted(ctx, [messages[2].id])
