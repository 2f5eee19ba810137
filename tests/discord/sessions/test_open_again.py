"""Time given once the room has read that none is left: the last message of the channel says so."""

from __future__ import annotations

import pytest

from tests.discord.acting import Room, fr, ids_of
from tests.discord.sessions.test_time_page import page, typed

TITLE = "Les idées"


async def rested(hall: Room) -> None:
    """A session at a step that its time has closed."""
    await hall.play("essai", "collect")
    await hall.lead.choose(await page(hall), "time.at_end", "close")
    await hall.stage.later(10 * 60 + 5)
    assert hall.texts[-1] == fr("time.up_closed", title=TITLE)


async def test_a_step_that_its_time_has_closed_is_said_to_be_open_again(hall: Room) -> None:
    await rested(hall)
    panel = await hall.lead.command(hall.channel, "session panel")
    await hall.lead.press(panel, label=fr("button.more", minutes=5))
    await hall.stage.later(6)
    assert hall.texts[-1] == fr("time.open_again.write", title=TITLE, left="5 min")
    assert fr("time.up_closed", title=TITLE) not in hall.texts, "what is not true any more is gone"
    await hall.stage.later(5 * 60)
    assert hall.texts[-1] == fr("time.up_closed", title=TITLE), "its end is told again"


async def test_where_are_we_says_that_it_is_closed_and_offers_nothing_to_write(hall: Room) -> None:
    awa = hall.person("Awa")
    await rested(hall)
    where = await awa.press(hall.card, "session.where")
    assert fr("card.closed_in_time") in where.text
    assert fr("where.step.rests", rank=1, title=TITLE) in where.text
    assert not ids_of(where, "postit.add")
    panel = await hall.lead.command(hall.channel, "session panel")
    await hall.lead.press(panel, label=fr("button.more", minutes=5))
    await hall.stage.later(6)
    where = await awa.press(hall.card, "session.where")
    assert fr("where.step.open", rank=1, title=TITLE) in where.text
    assert ids_of(where, "postit.add")


async def test_where_are_we_says_which_step_was_set_aside(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "reveal")
    await hall.steer("lead.back")
    await hall.stage.later(6)
    where = await awa.press(hall.card, "session.where")
    assert fr("where.step.aside", rank=2, title="Le mur") in where.text


async def test_typed_it_is_said_once_however_often_it_changes(hall: Room) -> None:
    await rested(hall)
    await typed(hall, "2 min")
    await hall.stage.later(6)
    said = len(hall.texts)
    assert hall.texts[-1] == fr("time.open_again.write", title=TITLE, left="2 min")
    await typed(hall, "+3 min")
    await hall.stage.later(6)
    assert len(hall.texts) == said


async def test_a_step_whose_end_was_told_goes_on(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.stage.later(10 * 60 + 5)
    assert hall.texts[-1] == fr("time.up", title=TITLE)
    panel = await hall.lead.command(hall.channel, "session panel")
    panel = await hall.lead.press(panel, label=fr("button.more", minutes=1))
    await hall.lead.press(panel, label=fr("button.more", minutes=5))
    await hall.stage.later(6)
    told = [text for text in hall.texts if text.startswith("▶️")]
    assert len(told) == 1
    assert fr("time.up", title=TITLE) not in hall.texts


async def test_nothing_is_said_while_the_time_runs(hall: Room) -> None:
    await hall.play("essai", "collect")
    said = len(hall.texts)
    panel = await hall.lead.command(hall.channel, "session panel")
    await hall.lead.press(panel, label=fr("button.more", minutes=5))
    await hall.stage.later(6)
    assert len(hall.texts) == said


@pytest.mark.parametrize("paused", [True, False])
async def test_it_is_told_that_the_time_is_up_as_long_as_it_is(hall: Room, paused: bool) -> None:
    await hall.play("essai", "collect")
    await hall.stage.later(10 * 60 + 5)
    if paused:
        await hall.steer("lead.pause")
        await hall.steer("lead.resume")
    await hall.stage.later(6)
    assert hall.texts[-1] == fr("time.up", title=TITLE)
