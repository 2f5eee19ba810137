"""The end of time can be heard: off at first, on with one press, in a message that plays it."""

from __future__ import annotations

import io
import wave

import discord
import pytest

from bot.interface.sending.chime import bell
from bot.rehearsal.stage import found, text_of
from bot.workshop.language import Language
from bot.workshop.step import AtEnd
from tests.discord.acting import Room, buttons, fr, rows
from tests.discord.noting import keep_said, take_back_notes

SUBJECT = "Le samedi"


def heard(hall: Room) -> list[discord.Message]:
    """The messages of the channel that carry a sound."""
    return [
        message
        for message in hall.stage.messages(hall.channel)
        if any(file.filename == fr("sound.file") for file in message.attachments)
    ]


async def loud(hall: Room, recipe: str = "essai", until: str = "collect") -> None:
    """A session of which the leader turned the sound on."""
    await hall.play(recipe, until)
    page = await hall.lead.press(hall.panel, "open.page")
    on = await hall.lead.press(page, "sound.set")
    assert fr("sound.on") in on.text
    assert fr("button.sound_is_on") in buttons(on)
    hall.panel = await hall.lead.press(on, "lead.panel")


def test_the_sound_is_short_small_and_soft() -> None:
    with wave.open(io.BytesIO(bell())) as file:
        assert file.getnframes() / file.getframerate() <= 2
        samples = memoryview(file.readframes(file.getnframes())).cast("h")
    assert len(bell()) <= 100_000
    assert 3000 < max(map(abs, samples)) < 16_384
    assert max(map(abs, samples[-50:])) < 50, "it is not cut off"


async def test_it_is_off_until_somebody_wants_it(hall: Room) -> None:
    await hall.play("essai", "collect")
    step = await hall.stage.step(hall.channel)
    assert step is not None
    await hall.stage.later(step.plan.minutes * 60 + 5)
    assert heard(hall) == []
    assert any(text.startswith("⏰") for text in hall.texts)


async def test_the_end_is_heard_once_in_a_message_without_components_of_its_own(
    hall: Room,
) -> None:
    await loud(hall)
    step = await hall.stage.step(hall.channel)
    assert step is not None
    await hall.stage.later(step.plan.minutes * 60 + 60)
    (told,) = heard(hall)
    assert not told.flags.components_v2, "Discord's clients play it"
    (file,) = told.attachments
    assert await file.read() == bell()
    assert fr("sound.heard") in told.content
    assert "⏰" in told.content
    awa = hall.person("Awa")
    refused = await awa.press(told, "sound.off")
    assert fr("session.not_facilitator") in refused.text
    off = await hall.lead.press(told, "sound.off")
    assert off.text == fr("sound.off")
    assert rows(hall.path, "SELECT sound FROM sessions")[0]["sound"] == 0


async def test_it_is_heard_once_after_a_kill(hall: Room) -> None:
    await loud(hall)
    keep_said(hall.path)
    step = await hall.stage.step(hall.channel)
    assert step is not None
    await hall.stage.later(step.plan.minutes * 60 + 5)
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'time_up'")
    await hall.stage.later(30)
    assert len(heard(hall)) == 1


@pytest.mark.parametrize("status", [403, 413])
async def test_words_go_out_alone_where_no_file_may_be_attached(hall: Room, status: int) -> None:
    await loud(hall)
    step = await hall.stage.step(hall.channel)
    assert step is not None
    await hall.stage.later(step.plan.minutes * 60 - 10)
    path = f"/channels/{hall.channel.id}/messages"
    hall.stage.env.inject_error("POST", path, status=status, code=50013, times=1)
    await hall.stage.later(15)
    assert len(hall.stage.refused) == 1
    hall.stage.refused.clear()
    assert heard(hall) == []
    title = step.plan.title[Language.FRENCH]
    assert hall.texts[-1] == fr("time.up", title=title)


@pytest.mark.parametrize("sound", [True, False])
async def test_the_end_of_a_round_is_heard_where_it_was_asked(hall: Room, sound: bool) -> None:
    await hall.lead.command(hall.channel, "round", subject=SUBJECT, length="2", sound=sound)
    await hall.stage.later(130)
    (left,) = hall.stage.messages(hall.channel)
    assert heard(hall) == ([left] if sound else [])
    assert fr("round.title", subject=SUBJECT) in text_of(left)
    documents = await hall.lead.press(left, "session.documents")
    assert {f.filename.rsplit(".")[-1] for f in documents.shown.attachments} == {"md", "json"}
    assert found(left, "sound.off") == []


async def test_a_round_that_was_heard_is_told_once_after_a_kill(hall: Room) -> None:
    await hall.lead.command(hall.channel, "round", subject=SUBJECT, length="2", sound=True)
    keep_said(hall.path)
    await hall.stage.later(130)
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'round_over'")
    await hall.stage.later(30)
    hall.stage.refused.clear()  # what it replaces is gone already
    (left,) = hall.stage.messages(hall.channel)
    assert heard(hall) == [left]


async def test_a_step_that_goes_on_by_itself_is_heard_once(hall: Room) -> None:
    await loud(hall)
    step = await hall.stage.step(hall.channel)
    assert step is not None
    goes_on = step.plan.model_copy(update={"at_end": AtEnd.NEXT})
    async with hall.stage.bot.ctx.database.write() as tx:
        await tx.sessions.set_plan(step.id, goes_on)
    await hall.stage.later(step.plan.minutes * 60 + 5)
    after = await hall.stage.step(hall.channel)
    assert after is not None
    assert after.position == step.position + 1
    (told,) = heard(hall)
    title = step.plan.title[Language.FRENCH]
    assert fr("time.up_heard", title=title) in told.content


async def test_a_vote_that_closes_in_time_is_heard_after_its_result(hall: Room) -> None:
    await loud(hall)
    asked = {"question": "On y va ?", "method": "yes_no", "minutes": 1, "close": "time"}
    hall.panel = await hall.lead.command(hall.channel, "vote open", **asked)
    await hall.stage.later(65)
    assert len(heard(hall)) == 1
    assert hall.texts[-1].startswith("⏰")
