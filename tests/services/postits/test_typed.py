"""Post-its typed in the channel: edited, deleted, set aside, made by a facilitator."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from bot.services.context import Context
from bot.services.postits import collecting, typed
from bot.services.postits.typed import Heard, Message
from bot.workshop.kinds import Collect, Kinds
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing
from tests.builders import ALIX, BACHIR, CHANNEL, NOUR, collect, new_session, recipe, scenario
from tests.services.room import Room, refused
from tests.store.seeing import rows

message_ids = count(933_444_555_666_777_001)

TYPED = Collect.model_validate(
    {
        **collect(silent=False, typed=True, per_person=4, max_length=40).model_dump(),
        "ask_year": True,
        "columns": [
            {"name": {"fr": "Garder", "en": "Keep"}, "mark": "+"},
            {"name": {"fr": "Jeter", "en": "Drop"}, "mark": "-"},
        ],
    }
)
HIDDEN = collect(silent=True, typed=True)
TOO_LONG, TOO_MANY = frozenset({"postit.too_long"}), frozenset({"postit.too_many"})
TOO_LATE = frozenset({"postit.closed"})


class Channel(Room):
    """A room in which people type."""

    async def hear(self, by: Actor, text: str, *files: str) -> tuple[Message, Heard | None]:
        message = Message(next(message_ids), CHANNEL, by, text, files)
        return message, await typed.hear(self.ctx, message, self.now)

    async def edit(self, message: Message, text: str, **options: Any) -> Heard | None:
        edited = Message(message.id, CHANNEL, message.author, text, message.files)
        return await typed.reread(self.ctx, edited, **options)

    async def texts(self) -> list[str]:
        return sorted(postit.text for postit in await self.wall())

    async def one(self) -> PostIt:
        (postit,) = await self.wall()
        return postit


@pytest.fixture
async def channel(ctx: Context) -> Channel:
    """A session of two typed steps, the card of the first posted."""
    return await opened(ctx, TYPED, TYPED)


async def opened(ctx: Context, *plans: Kinds, signing: Signing = Signing.SIGNED) -> Channel:
    made = new_session(recipe(*plans), told=scenario(), signing=signing)
    room = await Channel.open(ctx, made)
    assert isinstance(room, Channel)
    await room.start()
    step = await room.step()
    async with ctx.database.write() as tx:
        await tx.sessions.set_card(step.id, next(message_ids))
    return room


async def test_a_message_goes_to_the_column_and_year_it_begins_with(channel: Channel) -> None:
    _, heard = await channel.hear(ALIX, "+ 2029: le jardin\n- les mails", "plan.png")
    assert heard == Heard(2, frozenset())
    assert [(p.text, p.column, p.year, p.files) for p in await channel.wall()] == [
        ("le jardin", "Garder", 2029, ("plan.png",)),
        ("les mails", "Jeter", None, ()),
    ]


async def test_lines_written_anew_in_their_place_keep_their_post_its(channel: Channel) -> None:
    message, _ = await channel.hear(ALIX, "• un\n• deux\n• trois")
    before = {postit.text: postit.id for postit in await channel.wall()}
    assert await channel.edit(message, "• un\n- 2024: dos") == Heard(2, frozenset())
    after = {postit.text: postit for postit in await channel.wall()}
    assert {text: postit.id for text, postit in after.items()} == {
        "un": before["un"],
        "dos": before["deux"],
    }
    assert (after["dos"].column, after["dos"].year) == ("Jeter", 2024)
    assert await channel.edit(message, "• un\n• deux\n• trois\n• quatre") is not None
    assert await channel.texts() == ["deux", "quatre", "trois", "un"]
    assert await channel.edit(message, "!rien") is not None
    assert await channel.texts() == ["!rien"]
    assert await channel.edit(message, "") == Heard(0, frozenset())
    assert await channel.texts() == []


async def test_what_is_too_long_or_too_many_is_kept_once_it_fits(channel: Channel) -> None:
    message, heard = await channel.hear(ALIX, "x" * 41)
    assert heard == Heard(0, TOO_LONG)
    assert await channel.edit(message, "court") == Heard(1, frozenset())
    assert await channel.edit(message, "y" * 41) == Heard(0, TOO_LONG)
    assert await channel.texts() == ["court"], "what was kept stays"
    full, heard = await channel.hear(ALIX, "• a\n• b\n• c\n• d")
    assert heard == Heard(3, TOO_MANY)
    assert await channel.edit(full, "• a\n• b\n• c") == Heard(3, frozenset())


async def test_the_same_words_again_are_on_record_once(channel: Channel) -> None:
    await channel.hear(ALIX, "Un four")
    _, heard = await channel.hear(ALIX, "un  FOUR")
    assert heard == Heard(1, frozenset())
    await channel.hear(BACHIR, "un four")
    assert await channel.texts() == ["Un four", "un four"]


async def test_a_deleted_message_is_withdrawn_while_the_session_lives(channel: Channel) -> None:
    first, _ = await channel.hear(ALIX, "• un\n• deux")
    second, _ = await channel.hear(BACHIR, "trois")
    third, _ = await channel.hear(BACHIR, "quatre")
    await channel.next()
    await typed.deleted(channel.ctx, [first.id, second.id, 404])
    assert await channel.texts() == ["quatre"]
    await channel.end()
    await typed.deleted(channel.ctx, [third.id])
    assert await channel.edit(third, "cinq") is None
    assert await channel.texts() == ["quatre"]


async def test_once_the_step_is_over_an_edit_changes_but_adds_nothing(channel: Channel) -> None:
    message, _ = await channel.hear(ALIX, "• un\n• deux")
    await channel.next()
    assert await channel.edit(message, "• uno\n• due\n• tre") == Heard(2, TOO_LATE)
    assert await channel.texts() == ["due", "uno"]


async def test_what_was_no_post_it_does_not_become_one_by_accident(channel: Channel) -> None:
    early = Message(1, CHANNEL, ALIX, "bonjour à tous")
    assert await channel.edit(early, "bonjour à toutes") is None
    late = Message(next(message_ids), CHANNEL, ALIX, "d'accord")
    assert await channel.edit(late, "bien d'accord", reply=True) is None
    assert await channel.edit(late, "/rien") is None
    assert await channel.wall() == []


async def test_a_post_it_withdrawn_by_hand_stays_withdrawn(channel: Channel) -> None:
    message, _ = await channel.hear(ALIX, "• un\n• deux")
    unwanted = next(p for p in await channel.wall() if p.text == "un")
    await collecting.withdraw(channel.ctx, unwanted.id, ALIX)
    await channel.edit(message, "• un !\n• deux !")
    assert await channel.texts() == ["deux !"]
    await channel.end()
    assert rows(channel.ctx.database.path, "SELECT * FROM message_lines") == []


async def test_the_room_is_reminded_once_in_a_step_and_not_by_those_who_lead(
    ctx: Context,
) -> None:
    room = await opened(ctx, HIDDEN, HIDDEN)
    assert (await room.hear(NOUR, "Vous avez dix minutes"))[1] is None
    assert "reminder 0" not in room.letters()
    for text in ("un four", "un verger"):
        assert (await room.hear(ALIX, text))[1] is None
    assert room.letters().count("reminder 0") == 1
    await room.next()
    await room.hear(BACHIR, "/commande")
    assert "reminder 1" not in room.letters()
    await room.hear(BACHIR, "un four")
    assert room.letters().count("reminder 1") == 1
    assert await room.wall() == []


async def test_a_facilitator_makes_a_post_it_of_a_message_and_unmakes_it(channel: Channel) -> None:
    said = Message(next(message_ids), CHANNEL, ALIX, "! + un four")
    with refused("session.not_facilitator"):
        await typed.adopt(channel.ctx, said, BACHIR)
    assert await typed.adopt(channel.ctx, said, NOUR) == Heard(1, frozenset())
    postit = await channel.one()
    assert (postit.text, postit.author_name) == ("! + un four", ALIX.name)
    with refused("message.already_made"):
        await typed.adopt(channel.ctx, said, NOUR)
    with refused("session.not_facilitator"):
        await typed.set_aside(channel.ctx, CHANNEL, said.id, ALIX)
    assert await typed.set_aside(channel.ctx, CHANNEL, said.id, NOUR) == [postit]
    with refused("message.not_made"):
        await typed.set_aside(channel.ctx, CHANNEL, said.id, NOUR)
    assert await channel.edit(said, "un four à pain") == Heard(0, frozenset())
    assert await channel.wall() == []
    await typed.adopt(channel.ctx, said, NOUR)
    assert (await channel.one()).text == "! + un four"


@pytest.mark.parametrize(
    ("plan", "signing", "key"),
    [
        (HIDDEN, Signing.SIGNED, "message.shows_author"),
        (TYPED, Signing.MASKED, "message.shows_author"),
    ],
)
async def test_a_message_is_no_post_it_where_they_are_hidden(
    ctx: Context, plan: Collect, signing: Signing, key: str
) -> None:
    room = await opened(ctx, plan, signing=signing)
    with refused(key):
        await typed.adopt(ctx, Message(next(message_ids), CHANNEL, ALIX, "un four"), NOUR)
    assert await room.wall() == []


async def test_a_message_that_has_no_room_says_why(channel: Channel) -> None:
    for text, key in ((" ", "postit.empty"), ("x" * 41, "message.too_long")):
        with refused(key):
            await typed.adopt(channel.ctx, Message(7, CHANNEL, ALIX, text), NOUR)
    await channel.hear(ALIX, "• a\n• b\n• c\n• d")
    with refused("message.too_many"):
        await typed.adopt(channel.ctx, Message(7, CHANNEL, ALIX, "e"), NOUR)
    with refused("session.none_here"):
        await typed.adopt(channel.ctx, Message(7, CHANNEL + 1, ALIX, "e"), NOUR)
