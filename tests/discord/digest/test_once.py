"""What a server is told each week and month, by a program killed before it notes it: once."""

from __future__ import annotations

import pytest
from simcord import ChannelHandle

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.follow.telling import left
from tests.discord.follow.test_weekly import asked, told
from tests.discord.noting import keep_said, take_back_notes
from tests.discord.review.test_forum import in_forum, posts, read

_DAY = 86_400


async def said(hall: Room, place: ChannelHandle, forum: bool) -> list[str]:
    """What coordinators read, in their channel or in the posts of their forum."""
    if forum:
        return [text for post in posts(hall, place) for text in await read(post)]
    return [text_of(message) for message in hall.stage.messages(place)]


@pytest.mark.parametrize("forum", [False, True])
async def test_killed_before_the_note(hall: Room, forum: bool) -> None:
    awa, ines = hall.person("Awa"), hall.manager("Inès")
    place: ChannelHandle = await in_forum(hall) if forum else hall.coordination
    await ines.command(hall.channel, "settings language", language="fr")
    await ines.command(hall.channel, "settings coordinators", channel=place)
    await ines.command(hall.channel, "settings digest", wanted=True)
    await left(hall, (awa, "Trouver un four"), due="dans dix jours")
    await asked(hall, awa)
    await hall.stage.later(24 * _DAY)
    before, mine = len(await said(hall, place, forum)), len(told(awa))
    keep_said(hall.path)
    await hall.stage.later(8 * _DAY)  # a Monday, and the first of the month
    after = await said(hall, place, forum)
    async with hall.stage.stopped():
        take_back_notes(hall.path, "server_id IS NOT NULL")
        waiting = {row["kind"] for row in rows(hall.path, "SELECT kind FROM outbox")}
        assert waiting == {"digest", "actions_mine", "actions_overdue"}
    await hall.stage.later(600)
    assert await said(hall, place, forum) == after
    assert len(after) > before
    assert len(told(awa)) == mine + 1
    digests = [text for text in after if fr("digest.title", period="").strip() in text]
    assert len(digests) == 1
    assert rows(hall.path, "SELECT kind FROM outbox") == []
