"""A forum as the coordinators' place: one post for each session, with its tags, found again."""

from __future__ import annotations

import discord
import pytest
from simcord import ChannelHandle

from bot.rehearsal.stage import text_of
from bot.services.summary.posts import retag
from tests.discord.acting import Room, database, fr, rows
from tests.discord.noting import keep_said, take_back_notes


async def in_forum(hall: Room) -> ChannelHandle:
    forum = hall.server.create_forum_channel("comptes-rendus")
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings language", language="fr")
    await ines.command(hall.channel, "settings coordinators", channel=forum)
    return forum


def posts(hall: Room, forum: ChannelHandle) -> list[discord.Thread]:
    channel = hall.stage.bot.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    return sorted(channel.threads, key=lambda thread: thread.id)


async def read(post: discord.Thread) -> list[str]:
    return [text_of(m) async for m in post.history(limit=20, oldest_first=True)]


def tags(post: discord.Thread) -> set[str]:
    return {tag.name for tag in post.applied_tags}


async def test_each_session_is_one_post_with_its_tags(hall: Room) -> None:
    forum = await in_forum(hall)
    for title in ("Le bureau", "La halle"):
        await hall.play("essai", "collect", title=title)
        await hall.end()
    first, second = posts(hall, forum)
    assert first.name.startswith("Le bureau — ")
    assert second.name.startswith("La halle — ")
    for post in (first, second):
        assert tags(post) == {fr("forum.tag.done"), "Essai", "français"}
        (told,) = await read(post)
        assert fr("report.attached") in told
    assert len(rows(hall.path, "SELECT 1 FROM sessions WHERE post_id IS NOT NULL")) == 2


async def test_where_tags_may_not_be_made_the_post_goes_without_and_the_settings_say_so(
    hall: Room,
) -> None:
    forum = hall.server.create_forum_channel("comptes-rendus")
    role = hall.stage.env.backend.guilds[hall.server.id].roles
    for one in role.values():
        one.permissions = int(one.permissions) & ~(0x10 | 0x8)
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings language", language="fr")
    shown = await ines.command(hall.channel, "settings coordinators", channel=forum)
    assert fr("forum.tag.open") in shown.text
    await hall.play("essai", "collect")
    await hall.end()
    (post,) = posts(hall, forum)
    assert tags(post) == set()


@pytest.mark.parametrize("noted", [True, False])
async def test_a_post_that_was_made_and_not_noted_is_found_and_not_made_again(
    hall: Room, noted: bool
) -> None:
    keep_said(hall.path)
    forum = await in_forum(hall)
    await hall.play("essai", "collect")
    await hall.end()
    assert len(posts(hall, forum)) == 1
    async with hall.stage.stopped() as path:
        take_back_notes(path)
        if not noted:
            rows_written(hall, "UPDATE sessions SET post_id = NULL")
        await hall.stage.later(60)
    (post,) = posts(hall, forum)
    assert len(await read(post)) == 1
    (row,) = rows(hall.path, "SELECT post_id FROM sessions")
    assert row["post_id"] == post.id
    assert rows(hall.path, "SELECT * FROM outbox") == []


async def test_a_summary_that_waits_is_told_in_the_post_in_which_it_comes(hall: Room) -> None:
    forum = await in_forum(hall)
    await hall.play("essai", "collect")
    await hall.steer("lead.end")
    await hall.steer("lead.end_review")
    await hall.stage.later(7 * 86400 + 60)
    (post,) = posts(hall, forum)
    page = await hall.lead.command(hall.channel, "session panel")
    asked = await hall.lead.press(await hall.lead.press(page, "review.open"), "review.release")
    await hall.lead.press(asked, "review.release_yes")
    (post,) = posts(hall, forum)
    waits, summary = await read(post)
    assert "attend une relecture" in waits
    assert fr("report.attached") in summary


async def test_the_state_follows_and_the_other_tags_stay(hall: Room) -> None:
    forum = await in_forum(hall)
    await hall.play("essai", "collect")
    await hall.end()
    (post,) = posts(hall, forum)
    bot = hall.stage.bot
    async with bot.ctx.database.write() as tx:
        session = await tx.sessions.get(1)
        assert session is not None
        await tx.actions.add(
            session_id=1,
            what="appeler la mairie",
            owner="Awa",
            owner_id=None,
            due=None,
            first_step=None,
            submission="1",
        )
        await retag(tx, session, bot.clock())
    while rows(hall.path, "SELECT 1 FROM outbox"):
        await hall.stage.later(1)
    (post,) = posts(hall, forum)
    assert tags(post) == {fr("forum.tag.open"), "Essai", "français"}


def rows_written(hall: Room, sql: str) -> None:
    with database(hall.path) as connection:
        connection.execute(sql)
