"""What goes wrong on the way to another server: its files, its rights, its limits, its people."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.network.linking import Two

_EDIT = "/webhooks/*/*/messages/*"


async def _linked(hall: Room) -> Two:
    two = await Two.met(hall)
    await two.link()
    await hall.open("essai")
    await hall.steer("lead.start")
    hall.panel = await hall.steer("lead.end")
    return two


async def _ended(hall: Room) -> None:
    await hall.steer("lead.end_yes")


def _summaries(two: Two) -> list[str]:
    whence = fr("network.whence", name="Coopérative d'essai")
    return [text for text in map(text_of, two.received) if whence in text]


@pytest.mark.parametrize("status", [413, 403])
async def test_files_that_are_refused_leave_the_words(hall: Room, status: int) -> None:
    two = await _linked(hall)
    hall.stage.env.inject_error("PATCH", _EDIT, status=status, times=1)
    await _ended(hall)
    (summary,) = _summaries(two)
    assert fr("network.without") in summary
    assert two.received[-1].attachments == []
    hall.stage.refused.clear()


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_passes_is_tried_again_and_said_once(hall: Room, status: int) -> None:
    two = await _linked(hall)
    hall.stage.env.inject_error("PATCH", _EDIT, status=status, times=2)
    await _ended(hall)
    await hall.stage.later(600)
    assert len(_summaries(two)) == 1
    assert len(two.received) == 2
    assert two.received[-1].attachments
    hall.stage.refused.clear()


async def test_a_webhook_that_people_delete_ends_the_link_calmly(hall: Room) -> None:
    two = await _linked(hall)
    (webhook,) = hall.stage.env.backend.webhooks
    hall.stage.env.backend.delete_webhook(webhook)
    await _ended(hall)
    await hall.stage.later(600)
    ended = fr("network.news_ended", name="Réseau des halles")
    assert two.told.count(ended) == 1
    listed = await two.coordinator.command(two.place, "network list")
    assert fr("network.none") in listed.text
    assert rows(hall.path, "SELECT * FROM network_links") == []
    hall.stage.refused.clear()


async def test_a_webhook_that_people_rename_stays_a_link(hall: Room) -> None:
    two = await _linked(hall)
    (webhook,) = hall.stage.env.backend.webhooks
    hall.stage.env.backend.edit_webhook(webhook, {"name": "Nos amis"})
    await _ended(hall)
    assert len(_summaries(two)) == 1


async def test_without_the_right_nothing_is_opened_and_it_says_which(hall: Room) -> None:
    two = await Two.met(hall)
    await hall.stage.silence(two.place)
    answer = await two.coordinator.command(two.place, "network invite", channel=two.place)
    assert answer.text == fr("network.lacks_webhooks", channel=f"<#{two.place.id}>")
    assert hall.stage.env.backend.webhooks == {}
    assert rows(hall.path, "SELECT * FROM network_links") == []


async def test_a_goodbye_that_cannot_be_said_in_a_day_leaves_nothing(hall: Room) -> None:
    two = await Two.met(hall)
    await two.link()
    listed = await two.manager.command(hall.coordination, "network list")
    asked = await two.manager.press(listed, "network.stop")
    hall.stage.env.inject_error("*", "/webhooks/*", status=503, times=None)
    await two.manager.press(asked, "network.stop_yes")
    await hall.stage.later(2 * 86400)
    hall.stage.refused.clear()
    gives = "SELECT 1 FROM network_links WHERE side = 'gives'"
    assert rows(hall.path, gives) == rows(hall.path, "SELECT 1 FROM network_tokens") == []
    assert rows(hall.path, "SELECT kind, failure FROM outbox") == [], "nobody can mend it"
