"""A channel read again: what is new, what changed, what came too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services.context import Context
from bot.services.postits import collecting, returning
from bot.services.postits.returning import CaughtUp
from bot.services.postits.typed import Heard, Message
from bot.services.sessions import steering
from tests.builders import ALIX, BACHIR, CHANNEL, discuss, vote
from tests.services.postits.test_typed import HIDDEN, TOO_LONG, TYPED, Channel, message_ids, opened


@pytest.fixture
async def channel(ctx: Context) -> Channel:
    """A session of a typed step, then of two that take nothing typed."""
    return await opened(ctx, TYPED, HIDDEN, discuss())


def said(text: str, at: datetime | None = None) -> Message:
    return Message(next(message_ids), CHANNEL, BACHIR, text, at=at)


async def test_a_channel_is_read_as_long_as_something_typed_may_matter(channel: Channel) -> None:
    ctx = channel.ctx
    card = (await channel.step()).card_message_id
    empty = await returning.to_read(ctx, CHANNEL)
    assert empty is not None
    assert (empty.first, empty.last) == (card, card)
    message, _ = await channel.hear(ALIX, "• un\n• deux")
    long, _ = await channel.hear(ALIX, "x" * 41)
    away = await returning.to_read(ctx, CHANNEL)
    assert away is not None
    assert away.known == {message.id: True, long.id: False}
    assert (away.first, away.last) == (card, long.id)
    assert away.concerns(message.id, True, channel.now)
    assert not away.concerns(message.id, False, channel.now)
    assert away.concerns(next(message_ids), False, channel.now)
    assert not away.concerns(1, True, channel.now)
    await channel.next()
    later = await returning.to_read(ctx, CHANNEL)
    assert later is not None
    assert (later.first, later.last) == (card, None)
    assert later.concerns(next(message_ids), False, channel.now)
    assert not later.concerns(next(message_ids), False, channel.now + timedelta(seconds=1))
    await channel.end()
    assert await returning.to_read(ctx, CHANNEL) is None
    assert await returning.channels(ctx) == []
    assert await returning.to_read(ctx, CHANNEL + 1) is None


async def test_what_was_read_twice_counts_once(channel: Channel) -> None:
    ctx, caught = channel.ctx, CaughtUp()
    away = await returning.to_read(ctx, CHANNEL)
    assert away is not None
    new, long = said("• un\n• deux"), said("x" * 41)
    assert await returning.take(ctx, away, new, caught, reply=False) == Heard(2, frozenset())
    assert await returning.take(ctx, away, long, caught, reply=False) == Heard(0, TOO_LONG)
    for message, reply in (
        (new, False),
        (long, False),
        (said("!play"), False),
        (said("oui"), True),
    ):
        assert await returning.take(ctx, away, message, caught, reply=reply) is None
    edited = replace(new, text="• deux\n• trois !\n• un")
    assert await returning.take(ctx, away, edited, caught, reply=False) == Heard(3, frozenset())
    assert caught == CaughtUp(added=3)
    with channel.says("column 0", "caught_up 0 added=3 changed=0 gone=0 late=0"):
        await returning.tell(ctx, away, caught, channel.now)
    with channel.says():
        await returning.tell(ctx, away, CaughtUp(), channel.now)


async def test_what_its_writer_withdrew_does_not_come_back(channel: Channel) -> None:
    message, _ = await channel.hear(ALIX, "un four")
    await collecting.withdraw(channel.ctx, (await channel.one()).id, ALIX)
    away, caught = await returning.to_read(channel.ctx, CHANNEL), CaughtUp()
    assert away is not None
    assert await returning.take(channel.ctx, away, message, caught, reply=False) is None
    assert (await channel.wall(), caught.anything) == ([], False)


async def test_what_was_said_in_a_step_that_is_over_is_told(channel: Channel) -> None:
    message, _ = await channel.hear(BACHIR, "un four")
    away, caught = await returning.to_read(channel.ctx, CHANNEL), CaughtUp()
    assert away is not None
    await channel.next()
    new = said("un verger")
    assert await returning.take(channel.ctx, away, new, caught, reply=False) is None
    edited = replace(message, text="un grand four")
    heard = await returning.take(channel.ctx, away, edited, caught, reply=False)
    assert heard == Heard(1, frozenset())
    assert caught == CaughtUp(changed=1, late=1)
    with channel.says("caught_up 1 added=0 changed=1 gone=0 late=1"):
        await returning.tell(channel.ctx, away, caught, channel.now)
    await channel.end()
    with channel.says():
        await returning.tell(channel.ctx, away, caught, channel.now)
        await returning.tell_unread(channel.ctx, away, channel.now)


@pytest.mark.parametrize("read_first", [True, False])
async def test_what_was_said_before_its_step_was_left_is_kept_whatever_is_open_now(
    channel: Channel, read_first: bool
) -> None:
    """The step is left, by Next or by a vote opened in the middle, before all is read again."""
    ctx, new = channel.ctx, said("+ un verger", channel.now)
    channel.wait(seconds=30)
    away = await returning.to_read(ctx, CHANNEL) if read_first else None
    await channel.next()
    channel.wait(seconds=5)
    chat = said("on y va ?", channel.now)
    away = away or await returning.to_read(ctx, CHANNEL)
    assert away is not None
    assert away.concerns(new.id, False, channel.now - timedelta(seconds=35))
    caught = CaughtUp()
    assert await returning.take(ctx, away, new, caught, reply=False) == Heard(1, frozenset())
    assert await returning.take(ctx, away, new, caught, reply=False) is None, "read twice"
    assert await returning.take(ctx, away, said("d'accord", new.at), caught, reply=True) is None
    assert caught == CaughtUp(added=1)
    assert await returning.take(ctx, away, chat, caught, reply=False) is None
    (kept,) = await channel.wall()
    assert (kept.text, kept.column, kept.late, kept.step_id) == (
        "un verger",
        "Garder",
        True,
        (await channel.step(0)).id,
    )


async def test_a_step_that_a_vote_interrupts_keeps_what_was_said_in_it(channel: Channel) -> None:
    ctx, new = channel.ctx, said("+ un verger", channel.now)
    channel.wait(seconds=30)
    session = await channel.session()
    async with ctx.database.write() as tx:
        await steering.interrupt(ctx, tx, session, vote(), channel.now)
    away, caught = await returning.to_read(ctx, CHANNEL), CaughtUp()
    assert away is not None
    assert await returning.take(ctx, away, new, caught, reply=False) == Heard(1, frozenset())
    (kept,) = await channel.wall()
    assert (kept.text, kept.late, await channel.states()) == ("un verger", False, "Owww")


async def test_that_nothing_could_be_read_is_told_once_in_a_step(channel: Channel) -> None:
    away = await returning.to_read(channel.ctx, CHANNEL)
    assert away is not None
    with channel.says("unread 0 most=0"):
        await returning.tell_unread(channel.ctx, away, channel.now)
        await returning.tell_unread(channel.ctx, away, channel.now, returning.MOST)
