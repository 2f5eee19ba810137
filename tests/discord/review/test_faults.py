"""Each thing that can go wrong while a summary is posted, in each place: it comes there once, or
elsewhere with the reason."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
import pytest
from simcord import ChannelHandle

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, database, fr, rows
from tests.discord.noting import keep_said, take_back_notes
from tests.discord.refusing import letters
from tests.discord.review.test_forum import in_forum, posts, read

# What strikes before the end of the session, and what happens between its end and the look.
Fault = Callable[[Room], None]
Then = Callable[[Room], Awaitable[None]]


class _Lost:
    """As much of an answer as discord.py's exceptions look at."""

    status = 502
    reason = "Bad Gateway"


def _posts(route: Any) -> bool:
    return route.method == "POST" and str(route.path).endswith(("/messages", "/threads"))


def refused(status: int, code: int = 0, times: int = 4) -> Fault:
    """Discord refuses all that is posted, for a while."""

    def inject(hall: Room) -> None:
        for path in ("/channels/*/messages", "/channels/*/threads"):
            hall.stage.env.inject_error("POST", path, status=status, code=code, times=times)

    return inject


def cut(hall: Room) -> None:
    """The connection breaks, and nothing is done."""
    http = hall.stage.bot.http
    request, left = http.request, [5]

    async def broken(route: Any, **options: Any) -> Any:
        if _posts(route) and left[0]:
            left[0] -= 1
            raise aiohttp.ServerDisconnectedError
        return await request(route, **options)

    http.request = broken  # type: ignore[method-assign]


def lost(hall: Room) -> None:
    """What is asked is done, and the answer never comes."""
    http = hall.stage.bot.http
    request, left = http.request, [4]

    async def deaf(route: Any, **options: Any) -> Any:
        answer = await request(route, **options)
        if _posts(route) and left[0]:
            left[0] -= 1
            raise discord.DiscordServerError(_Lost(), "lost")
        return answer

    http.request = deaf  # type: ignore[method-assign]


def nothing(hall: Room) -> None:
    """All goes well, until the program is killed."""


async def time_passes(hall: Room) -> None:
    await hall.stage.later(1800)


async def restarted(hall: Room) -> None:
    await hall.stage.restart()
    await hall.stage.later(1800)


async def killed_before_it_was_noted(hall: Room) -> None:
    """Discord has it, and no row says so; of a post, not even which it is."""
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'summary'")
        with database(path) as connection:
            connection.execute("UPDATE sessions SET post_id = NULL")
    await hall.stage.later(1800)


async def killed_once_the_post_was_noted(hall: Room) -> None:
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'summary'")
    await hall.stage.later(1800)


FAULTS: dict[str, tuple[Fault, Then]] = {
    "down": (refused(503), time_passes),
    "an error of its own": (refused(500), time_passes),
    "files too heavy": (refused(413, 40005, 1), time_passes),
    "no right to attach, then it is given": (refused(403, 50013, 2), time_passes),
    "a thread that is archived": (refused(400, 50083, 3), time_passes),
    "a thread that is locked": (refused(400, 160005, 3), time_passes),
    "a forum that requires a tag": (refused(400, 40067, 3), time_passes),
    "cut off": (cut, time_passes),
    "answers lost": (lost, time_passes),
    "killed while it is refused": (refused(503), restarted),
    "killed after an answer was lost": (lost, restarted),
    "killed before it was noted": (nothing, killed_before_it_was_noted),
    "killed once the post was noted": (nothing, killed_once_the_post_was_noted),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("place", ["a channel", "a forum"])
async def test_whatever_goes_wrong_one_summary_comes_where_one_is_due(
    hall: Room, fault: str, place: str
) -> None:
    strikes, then = FAULTS[fault]
    forum = await in_forum(hall) if place == "a forum" else None
    if forum is None:
        ines = hall.manager("Inès")
        await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    keep_said(hall.path)
    await hall.play("essai", "collect")
    strikes(hall)
    await hall.end()
    await then(hall)
    hall.stage.refused.clear()
    assert told(hall, hall.channel) == 1
    if forum is None:
        assert told(hall, hall.coordination) == 1
    else:
        (post,) = posts(hall, forum)
        assert sum(fr("report.attached") in text for text in await read(post)) == 1
    assert rows(hall.path, "SELECT * FROM outbox") == []


async def test_where_the_coordinators_forum_is_gone_the_room_is_told(hall: Room) -> None:
    forum = await in_forum(hall)
    await hall.play("essai", "collect")
    hall.stage.env.backend.delete_channel(forum.id)
    await hall.end()
    hall.stage.refused.clear()
    assert told(hall, hall.channel) == 1
    assert hall.texts[-1] == fr("summary.unreachable")


async def test_where_the_room_is_gone_before_it_was_read_again_coordinators_get_it_as_it_is(
    hall: Room,
) -> None:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    await hall.play("essai", "collect")
    await hall.steer("lead.end")
    await hall.steer("lead.end_review")
    hall.stage.env.backend.delete_channel(hall.channel.id)
    await hall.stage.env.settle()
    await hall.stage.later(60)
    hall.stage.refused.clear()
    (read_there,) = map(text_of, hall.stage.messages(hall.coordination))
    assert fr("report.attached") in read_there
    assert fr("summary.not_read_again") in read_there
    assert fr("unsaid.gone") in letters(hall.lead)[-1]


async def test_where_the_post_of_a_session_was_deleted_what_follows_makes_another(
    hall: Room,
) -> None:
    forum = await in_forum(hall)
    await hall.play("essai", "collect")
    await hall.steer("lead.end")
    await hall.steer("lead.end_review")
    await hall.stage.later(7 * 86400 + 60)
    (post,) = posts(hall, forum)
    hall.stage.env.backend.delete_channel(post.id)
    page = await hall.lead.command(hall.channel, "session panel")
    asked = await hall.lead.press(await hall.lead.press(page, "review.open"), "review.release")
    await hall.lead.press(asked, "review.release_yes")
    hall.stage.refused.clear()
    (again,) = posts(hall, forum)
    assert again.id != post.id
    assert fr("report.attached") in (await read(again))[0]


def told(hall: Room, channel: ChannelHandle) -> int:
    """How many summaries stand in a channel."""
    return sum(fr("report.attached") in text_of(m) for m in hall.stage.messages(channel))
