"""The clock of the machine is set while a session goes on: nothing stands still, nothing storms."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.discord.acting import Room, database, fr
from tests.discord.noting import keep_said, take_back_notes

HOUR = timedelta(hours=1)


def edits(hall: Room) -> int:
    return sum(
        r.method == "PATCH" and f"/channels/{hall.channel.id}/" in r.path
        for r in hall.stage.env.http_requests
    )


@pytest.mark.parametrize("set_by", [-HOUR, HOUR])
async def test_the_card_keeps_its_pace(hall: Room, set_by: timedelta) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "avant")
    await hall.stage.later(10)
    hall.stage.clocks.wrong = set_by
    before = edits(hall)
    for n in range(1, 7):
        await hall.write(awa, f"idée {n}")
        await hall.stage.later(5)
    assert fr.n("count.postits", 7) in hall.texts[-1], "it does not wait for the clock"
    assert 3 <= edits(hall) - before <= 8, "nor is it edited at each contribution"


@pytest.mark.parametrize("set_by", [-HOUR, HOUR])
async def test_marks_go_on(hall: Room, set_by: timedelta) -> None:
    awa = hall.person("Awa")
    await hall.play("brainstorm", "reveal")
    await hall.go("collect")
    await awa.say(hall.channel, "avant")
    await hall.stage.later(10)
    hall.stage.clocks.wrong = set_by
    said = []
    for n in range(3):
        said.append(await awa.say(hall.channel, f"idée {n}"))
        await hall.stage.later(2)
    there = {m.id: m for m in hall.stage.messages(hall.channel)}
    assert all([str(r.emoji) for r in there[m.id].reactions] == ["📌"] for m in said)


@pytest.mark.parametrize("set_by", [-HOUR, timedelta(0), HOUR])
async def test_a_card_over_an_hour_old_is_edited_less_often(hall: Room, set_by: timedelta) -> None:
    """Discord takes few edits of old messages, whatever the time is here."""
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    hall.stage.clocks.wrong = set_by
    await hall.stage.later(2 * 3600)
    await hall.write(awa, "la première")
    await hall.stage.later(5)
    before = edits(hall)
    for n in range(12):
        await hall.write(awa, f"idée {n}")
        await hall.stage.later(10)
    assert 1 <= edits(hall) - before <= 3


@pytest.mark.parametrize("set_by", [-HOUR, HOUR])
async def test_a_letter_that_a_kill_left_unnoted_is_found(hall: Room, set_by: timedelta) -> None:
    """It stands after the last message that was known, whatever the time was said to be."""
    hall.stage.clocks.wrong = set_by
    keep_said(hall.path)
    await hall.play("essai", "collect")
    card = hall.card
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'card'")
        with database(path) as connection:
            connection.execute("UPDATE steps SET card_message_id = NULL")
        hall.stage.clocks.wrong = -set_by
    assert hall.open_step()["card_message_id"] == card.id
    assert hall.card.id == card.id, "it stands once"
