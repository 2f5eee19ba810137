"""`/session post`: what was not delivered is said again, once, by those who lead."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, fr, rows

TWO_DAYS = 2 * 86400.0


def summaries(hall: Room, texts: list[str]) -> int:
    return sum(fr("report.attached") in text for text in texts)


async def given_up(hall: Room) -> None:
    """A session whose summary nobody could post for a day."""
    await hall.play("essai", "collect")
    await hall.stage.silence(hall.channel)
    await hall.end()
    await hall.stage.later(TWO_DAYS)
    hall.stage.refused.clear()


async def test_what_was_given_up_is_posted_once_when_asked(hall: Room) -> None:
    await given_up(hall)
    refused = await hall.lead.command(hall.channel, "session post")
    assert fr("permission.send_messages") in refused.text, "what lacks is said first"
    await hall.stage.silence(hall.channel, silent=False)
    assert summaries(hall, hall.texts) == 0, "what is given up waits to be asked for"
    told = await hall.lead.command(hall.channel, "session post")
    assert told.private
    assert fr("unsaid.summary") in told.text
    assert summaries(hall, hall.texts) == 1
    again = await hall.lead.command(hall.channel, "session post")
    assert again.text == fr("post.nothing")
    await hall.stage.later(3600)
    assert summaries(hall, hall.texts) == 1
    assert rows(hall.path, "SELECT * FROM outbox") == []


async def test_only_those_who_lead_may_ask(hall: Room) -> None:
    await given_up(hall)
    await hall.stage.silence(hall.channel, silent=False)
    awa = hall.person("Awa")
    told = await awa.command(hall.channel, "session post")
    assert told.text == fr("session.not_facilitator")
    assert summaries(hall, hall.texts) == 0
    told = await awa.command(hall.coordination, "session post")
    assert told.text == fr("post.nothing")


async def test_in_another_channel_it_is_asked_before(hall: Room) -> None:
    await given_up(hall)
    offered = await hall.lead.command(hall.coordination, "session post")
    assert fr("post.elsewhere") in offered.text
    assert hall.stage.messages(hall.coordination) == []
    told = await hall.lead.press(offered, "post.here")
    assert fr("unsaid.summary") in told.text
    texts = [text_of(message) for message in hall.stage.messages(hall.coordination)]
    assert summaries(hall, texts) == 1
    assert rows(hall.path, "SELECT * FROM outbox WHERE kind = 'summary'") == []


@pytest.mark.parametrize("where", ["room", "coordinators"])
async def test_with_nothing_to_say_again_it_says_so(hall: Room, where: str) -> None:
    await hall.play("essai", "collect")
    await hall.end()
    channel = hall.channel if where == "room" else hall.coordination
    told = await hall.lead.command(channel, "session post")
    assert told.text == fr("post.nothing")


async def test_what_still_lacks_for_coordinators_is_sent_from_their_channel(hall: Room) -> None:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    await hall.play("essai", "collect")
    await hall.stage.silence(hall.coordination)
    await hall.end()
    assert hall.texts[-1] == fr("summary.unreachable_yet")
    await hall.stage.later(TWO_DAYS)
    hall.stage.refused.clear()
    await hall.stage.silence(hall.coordination, silent=False)
    await hall.lead.command(hall.coordination, "session post")
    texts = [text_of(message) for message in hall.stage.messages(hall.coordination)]
    assert summaries(hall, texts) == 1
    assert summaries(hall, hall.texts) == 1
