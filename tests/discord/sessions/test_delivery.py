"""What must be said is said once: Discord failing, answers lost, kills, closed channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import pytest
from simcord import ChannelHandle

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, database, en, fr, ids_of, rows
from tests.discord.noting import keep_said, take_back_notes


@dataclass
class Broken:
    """As much of an HTTP response as discord.py's exceptions look at."""

    status: int = 502
    reason: str = "Bad Gateway"


def lose_answers(hall: Room, times: int) -> None:
    """Have Discord take the next messages of the bot and the answers never arrive."""
    http = hall.stage.bot.http
    request, left = http.request, [times]

    async def deaf(route: Any, **options: Any) -> Any:
        answer = await request(route, **options)
        if route.method == "POST" and route.path.endswith("/messages") and left[0]:
            left[0] -= 1
            raise discord.DiscordServerError(Broken(), "lost")
        return answer

    http.request = deaf  # type: ignore[method-assign]


def drop_connections(hall: Room, times: int) -> None:
    """Have the connection to Discord break under the next requests of the bot."""
    http = hall.stage.bot.http
    request, left = http.request, [times]

    async def broken(route: Any, **options: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise aiohttp.ServerDisconnectedError
        return await request(route, **options)

    http.request = broken  # type: ignore[method-assign]


def summaries(hall: Room, channel: ChannelHandle) -> int:
    return sum(fr("report.attached") in text_of(m) for m in hall.stage.messages(channel))


async def coordinated(hall: Room) -> None:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)


async def test_a_summary_that_discord_refuses_for_a_while_comes_once(hall: Room) -> None:
    await coordinated(hall)
    await hall.play("essai", "collect")
    hall.stage.env.inject_error("POST", "/channels/*/messages", status=503, times=6)
    await hall.end()
    assert summaries(hall, hall.channel) == 0
    await hall.stage.later(600)
    assert len(hall.stage.refused) == 6
    hall.stage.refused.clear()
    for channel in (hall.channel, hall.coordination):
        assert summaries(hall, channel) == 1
    await hall.stage.restart()
    await hall.stage.later(600)
    assert summaries(hall, hall.channel) == 1


async def test_a_connection_that_keeps_breaking_loses_no_summary(hall: Room) -> None:
    await hall.play("essai", "collect")
    drop_connections(hall, 9)
    await hall.end()
    await hall.stage.later(1800)
    assert summaries(hall, hall.channel) == 1
    assert rows(hall.path, "SELECT * FROM outbox WHERE failure IS NOT NULL") == []


async def test_a_card_that_could_not_be_redrawn_is_redrawn_a_little_later(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.stage.later(10)
    hall.stage.env.inject_error("PATCH", "/channels/*/messages/*", status=502, times=2)
    await hall.write(hall.lead, "une idée")
    await hall.stage.later(20)
    assert len(hall.stage.refused) == 2
    hall.stage.refused.clear()
    assert fr.n("count.postits", 1) in hall.texts[-1]
    await hall.write(hall.lead, "une autre")
    drop_connections(hall, 1)
    await hall.stage.later(20)
    assert fr.n("count.postits", 2) in hall.texts[-1]


async def test_a_long_outage_keeps_the_order_of_what_was_to_be_said(hall: Room) -> None:
    await hall.open("essai")
    hall.stage.env.inject_error("*", "/channels/*", status=500, times=None)
    hall.stage.env.inject_error("*", "/channels/*/messages*", status=500, times=None)
    await hall.steer("lead.start")
    await hall.steer("lead.next")
    await hall.steer("lead.next")
    await hall.stage.later(900)
    await hall.stage.restart()
    hall.stage.env.backend.faults.clear()
    await hall.stage.later(600)
    hall.stage.refused.clear()
    folded, card, time_up = hall.texts
    assert fr("lobby.started") in folded
    assert "## Les rebonds" in card, "and not the cards of steps that were left meanwhile"
    assert time_up == fr("time.up", title="Les rebonds")
    assert fr.n("postit.kept", 1) in (await hall.write(hall.lead, "enfin")).text


@pytest.mark.parametrize("absence", [1.0, 3600.0])
async def test_a_summary_sent_but_not_noted_before_a_kill_is_not_sent_again(
    hall: Room, absence: float
) -> None:
    keep_said(hall.path)
    await coordinated(hall)
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    await hall.end()
    for n in range(30):
        await awa.say(hall.channel, f"merci ! {n}")
    async with hall.stage.stopped() as path:
        take_back_notes(path)
        await hall.stage.later(absence)
    for channel in (hall.channel, hall.coordination):
        assert summaries(hall, channel) == 1
    assert rows(hall.path, "SELECT * FROM outbox") == []
    assert sum("## " in text for text in hall.texts) == 1, "no card came twice either"


async def test_a_card_sent_but_not_noted_before_a_kill_is_taken_up_again(hall: Room) -> None:
    keep_said(hall.path)
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    card = hall.card
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'card'")
        with database(path) as connection:
            connection.execute("UPDATE steps SET card_message_id = NULL")
    assert hall.open_step()["card_message_id"] == card.id
    await hall.write(awa, "une idée")
    await hall.stage.later(10)
    assert hall.card.id == card.id
    assert fr.n("count.postits", 1) in hall.texts[-1]


async def test_a_message_whose_answer_was_lost_is_found_and_not_repeated(hall: Room) -> None:
    await hall.open("essai")
    lose_answers(hall, 1)
    await hall.steer("lead.start")
    assert len(hall.texts) == 2
    await hall.stage.later(60)
    assert len(hall.texts) == 2
    assert hall.open_step()["card_message_id"] == hall.card.id
    lose_answers(hall, 1)
    await hall.end()
    await hall.stage.later(60)
    assert summaries(hall, hall.channel) == 1


async def test_a_lost_answer_followed_by_a_long_outage_repeats_nothing(hall: Room) -> None:
    """The message may be much older than the last attempt: the search reaches the first one."""
    await hall.play("essai", "collect")
    lose_answers(hall, 1)
    await hall.end()
    hall.stage.env.inject_error("GET", "/channels/*/messages", status=500, times=8)
    await hall.stage.later(3600)
    assert len(hall.stage.refused) == 8
    hall.stage.refused.clear()
    assert rows(hall.path, "SELECT * FROM outbox") == []
    assert summaries(hall, hall.channel) == 1


async def test_the_room_is_told_once_that_coordinators_could_not_be_reached(hall: Room) -> None:
    await hall.play("essai", "collect", language="en")
    ines = hall.manager("Inès")
    mute = discord.PermissionOverwrite(send_messages=False)
    closed = hall.server.create_text_channel("bureau", overwrites={hall.server.default_role: mute})
    warned = await ines.command(hall.channel, "settings coordinators", channel=closed)
    assert fr("permission.send_messages") in warned.text
    assert "⚠️" in warned.text
    await hall.end()
    assert hall.texts[-1] == en("summary.unreachable_yet")
    assert en("report.attached") in hall.texts[-2]
    assert len(hall.stage.refused) == 2  # with its files, then its words alone
    await hall.stage.restart()
    await hall.stage.later(2 * 86400)
    assert sum(en("summary.unreachable_yet") in text for text in hall.texts) == 1
    assert hall.stage.messages(closed) == []
    assert len(hall.stage.refused) < 200, "less and less often, for a day"
    hall.stage.refused.clear()


async def test_a_coordinators_channel_that_was_deleted_is_told_too(hall: Room) -> None:
    await coordinated(hall)
    await hall.play("essai", "collect")
    hall.stage.env.backend.delete_channel(hall.coordination.id)
    await hall.end()
    assert hall.texts[-1] == fr("summary.unreachable")
    hall.stage.refused.clear()


async def test_one_channel_that_fails_does_not_hold_up_the_others(hall: Room) -> None:
    await hall.open("essai")
    path = f"/channels/{hall.channel.id}/messages"
    hall.stage.env.inject_error("POST", path, status=500, times=None)
    await hall.steer("lead.start")
    other = await hall.lead.command(hall.coordination, "session new", recipe="ciel")
    await hall.lead.press(other, "lead.start")
    card = hall.stage.card(hall.coordination)
    assert len(ids_of(card, "postit.add")) == 1
    hall.stage.env.backend.faults.clear()
    hall.stage.refused.clear()
    await hall.stage.later(60)
    assert len(ids_of(hall.card, "postit.add")) == 1


async def test_two_servers_do_not_mix(hall: Room) -> None:
    second = hall.stage.server("Une autre coopérative")
    there = second.create_text_channel("atelier")
    zoe = hall.stage.person(second, "Zoé")
    await hall.play("essai", "collect")
    panel = await zoe.command(there, "session new", recipe="ciel")
    await zoe.press(panel, "lead.start")
    form = await zoe.press(hall.stage.card(there), "postit.add")
    await zoe.fill(form, ideas="brume")
    await hall.write(hall.lead, "ici")
    await hall.stage.later(10)
    texts = [text_of(m) for m in hall.stage.messages(there)]
    assert fr.n("count.postits", 1) in texts[-1]
    assert "Ciel" in texts[-1]
    assert not any("Ciel" in text for text in hall.texts)
    sessions = rows(hall.path, "SELECT server_id, channel_id FROM sessions")
    assert {tuple(row) for row in sessions} == {
        (hall.server.id, hall.channel.id),
        (second.id, there.id),
    }
