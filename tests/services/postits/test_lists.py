"""Lists that are edited, and the same words said twice: nothing is lost or given to another."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.postits import collecting, typed
from bot.services.postits.typed import Heard
from bot.workshop.kinds import Collect
from tests.builders import ALIX, BACHIR, CLEO, NOUR, collect, discuss, reveal, vote
from tests.services.postits.test_typed import TOO_LATE, TOO_MANY, TYPED, Channel, opened
from tests.store.seeing import rows

PLAIN = collect(silent=False, typed=True)
TOGETHER = "• un four\n• un vélo\n• une fête"


@pytest.fixture
async def channel(ctx: Context) -> Channel:
    """A session of two typed steps with columns and years; the card of the first is posted."""
    return await opened(ctx, TYPED, TYPED)


async def ids(channel: Channel) -> dict[str, int]:
    return {postit.text: postit.id for postit in await channel.wall()}


async def test_dots_stay_with_their_idea_when_the_list_is_edited(ctx: Context) -> None:
    room = await opened(ctx, PLAIN, reveal(), vote(secret=False), discuss())
    message, _ = await room.hear(ALIX, TOGETHER)
    await room.next()
    await room.next()
    numbers = {postit.text: postit.number for postit in await room.wall()}
    party = numbers["une fête"]
    assert party is not None
    for who in (ALIX, BACHIR, CLEO):
        await room.put(who, party)
    assert await room.edit(message, "• un vélo\n• une fête") == Heard(2, frozenset())
    for who in (ALIX, BACHIR, CLEO):
        ballot = await room.ballot(who)
        assert ballot.cast == {str(party): 1}
    assert {p.text: p.number for p in await room.wall()} == {
        "un vélo": numbers["un vélo"],
        "une fête": party,
    }


async def test_an_idea_keeps_its_post_it_wherever_its_line_moves(ctx: Context) -> None:
    room = await opened(ctx, PLAIN)
    message, _ = await room.hear(ALIX, "• un four\n• un vleo\n• une fête")
    before = await ids(room)
    await room.edit(message, "• une fête\n• un bus\n• un vélo")
    after = await ids(room)
    assert after["une fête"] == before["une fête"]
    assert after["un vélo"] == before["un vleo"]
    assert after["un bus"] not in before.values()
    assert sorted(after) == ["un bus", "un vélo", "une fête"]


async def test_what_its_writer_changed_elsewhere_stays_when_another_line_is_edited(
    channel: Channel,
) -> None:
    message, _ = await channel.hear(ALIX, "• un\n• deux")
    one = (await ids(channel))["un"]
    await collecting.edit(channel.ctx, one, ALIX, "un, mieux dit", None, 2029, "Garder")
    await channel.edit(message, "• un\n• deux\n• trois")
    kept = {p.text: (p.id, p.year, p.column) for p in await channel.wall()}
    assert sorted(kept) == ["deux", "trois", "un, mieux dit"]
    assert kept["un, mieux dit"] == (one, 2029, "Garder")
    await channel.edit(message, "• 2024: un\n• deux\n• trois")
    assert {p.text: p.year for p in await channel.wall()}["un, mieux dit"] == 2024


async def test_a_line_withdrawn_by_hand_stays_so_wherever_it_moves(channel: Channel) -> None:
    message, _ = await channel.hear(ALIX, "• un four\n• un vélo\n• une fête")
    withdrawn = await collecting.withdraw(channel.ctx, (await ids(channel))["un vélo"], ALIX)
    assert withdrawn.unsaid == (), "the message is still two post-its"
    await channel.edit(message, "• un vélo !\n• une fête\n• un bus\n• un four")
    assert await channel.texts() == ["un bus", "un four", "une fête"]


async def test_two_files_of_one_name_are_two_post_its(channel: Channel) -> None:
    for name in ("image.png", "image.png", "voice-message.ogg", "voice-message.ogg"):
        _, heard = await channel.hear(ALIX, "", name)
        assert heard == Heard(1, frozenset())
    assert await channel.texts() == ["image.png"] * 2 + ["voice-message.ogg"] * 2
    await channel.hear(BACHIR, "un plan", "image.png")
    await channel.hear(BACHIR, "un plan", "image.png")
    assert (await channel.texts()).count("un plan") == 2, "the second picture is not lost"
    await channel.hear(BACHIR, "un plan")
    assert (await channel.texts()).count("un plan") == 2


async def test_the_other_message_carries_the_post_it_on(channel: Channel) -> None:
    first, _ = await channel.hear(ALIX, "un four")
    second, heard = await channel.hear(ALIX, "un  FOUR")
    assert heard == Heard(1, frozenset())
    (before,) = await channel.wall()
    await typed.deleted(channel.ctx, [first.id])
    (after,) = await channel.wall()
    assert (after.id, after.text, after.message_id) == (before.id, "un four", second.id)
    third, _ = await channel.hear(ALIX, "un four")
    assert await channel.edit(second, "un verger") == Heard(1, frozenset())
    texts = {postit.text: postit.id for postit in await channel.wall()}
    assert texts["un four"] == before.id
    assert sorted(texts) == ["un four", "un verger"]
    await typed.deleted(channel.ctx, [second.id, third.id])
    assert await channel.wall() == []


async def test_a_longer_list_carries_on_what_a_shorter_one_said(channel: Channel) -> None:
    first, _ = await channel.hear(ALIX, "• vélo\n• bus")
    longer, _ = await channel.hear(ALIX, "• vélo\n• bus\n• train")
    await typed.deleted(channel.ctx, [first.id])
    assert await channel.texts() == ["bus", "train", "vélo"]
    await channel.edit(longer, "• vélo\n• train")
    assert await channel.texts() == ["train", "vélo"]


async def test_a_form_that_says_the_same_holds_the_post_it_too(ctx: Context) -> None:
    room = await opened(ctx, PLAIN)
    message, _ = await room.hear(ALIX, "un four")
    assert (await room.write(ALIX, "Un four")).known == ("Un four",)
    await typed.deleted(ctx, [message.id])
    assert await room.texts() == ["un four"]
    again, _ = await room.hear(ALIX, "un four")
    await room.edit(again, "un verger")
    assert await room.texts() == ["un four", "un verger"]
    await typed.deleted(ctx, [again.id])
    assert await room.texts() == ["un four"]


async def test_withdrawn_by_hand_it_is_withdrawn_from_all_that_say_it(channel: Channel) -> None:
    messages = [(await channel.hear(ALIX, "un four"))[0] for _ in range(2)]
    gone = await collecting.withdraw(channel.ctx, (await channel.one()).id, ALIX)
    assert gone.unsaid == tuple(message.id for message in messages)
    for message in messages:
        await channel.edit(message, "un four !")
    assert await channel.wall() == []


async def test_one_of_two_that_is_no_post_it_leaves_the_other(channel: Channel) -> None:
    first, _ = await channel.hear(ALIX, "un four")
    await channel.hear(ALIX, "un four")
    assert await typed.set_aside(channel.ctx, first.channel_id, first.id, NOUR) == []
    assert (await channel.one()).text == "un four"
    assert await channel.edit(first, "un grand four") == Heard(0, frozenset())


async def test_the_same_words_in_another_column_or_year_are_another_idea(
    channel: Channel,
) -> None:
    await channel.hear(ALIX, "+ les réunions\n- les réunions\n2029: les réunions")
    await channel.hear(ALIX, "+ 2029: les réunions")
    assert {(p.column, p.year) for p in await channel.wall()} == {
        ("Garder", None),
        ("Jeter", None),
        (None, 2029),
        ("Garder", 2029),
    }


async def test_what_came_too_late_or_was_refused_is_told_and_comes_in_once_there_is_room(
    ctx: Context,
) -> None:
    room = await opened(ctx, Collect.model_validate({**TYPED.model_dump(), "per_person": 2}), PLAIN)
    message, heard = await room.hear(ALIX, "• a\n• b\n• c")
    assert heard == Heard(2, TOO_MANY)
    await collecting.withdraw(ctx, (await ids(room))["a"], ALIX)
    assert await room.edit(message, "• a\n• b\n• c ") == Heard(2, frozenset())
    assert await room.texts() == ["b", "c"]
    await room.next()
    assert await room.edit(message, "• b\n• c\n• d") == Heard(2, TOO_LATE)
    assert await room.texts() == ["b", "c"]


async def test_a_message_said_twice_by_discord_is_kept_once(channel: Channel) -> None:
    message, _ = await channel.hear(ALIX, "• un\n• deux")
    assert await typed.hear(channel.ctx, message, channel.now) == Heard(2, frozenset())
    assert await channel.texts() == ["deux", "un"]


async def test_nothing_of_what_messages_said_outlives_the_session(channel: Channel) -> None:
    await channel.hear(ALIX, "• un\n• deux")
    assert len(rows(channel.ctx.database.path, "SELECT * FROM message_lines")) == 2
    await channel.end()
    assert rows(channel.ctx.database.path, "SELECT * FROM message_lines") == []
