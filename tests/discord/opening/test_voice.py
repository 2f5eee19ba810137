"""The end of time is heard in a voice channel too, where who leads sits in it and wants it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.interface.sending.voice import packets
from bot.rehearsal.stage import found
from bot.workshop.step import AtEnd
from tests.discord.acting import Room, buttons, fr, ids_of, rows
from tests.discord.forging import press_id
from tests.discord.opening.test_sound import heard, loud
from tests.discord.opening.voice import chosen, rights, time_up, with_voice

PLAYED = ["enter Le salon", "play", "leave"]


def kept(hall: Room) -> list[Any]:
    return [row[0] for row in rows(hall.path, "SELECT voice_channel_id FROM sessions")]


async def lounge_id(hall: Room) -> int:
    (channel_id,) = kept(hall)
    assert isinstance(channel_id, int)
    return channel_id


async def page_text(hall: Room) -> str:
    panel = await hall.lead.press(hall.card, "lead.panel")
    return (await hall.lead.press(panel, "open.page")).text


def test_the_sound_is_two_strokes_in_frames_of_twenty_milliseconds() -> None:
    # The first byte of a packet (RFC 6716, 3.1): five bits of configuration, of which these have
    # frames of 20 ms; one for two channels; two, of which none for a single frame.
    for packet in packets():
        configuration, stereo, frames = packet[0] >> 3, packet[0] >> 2 & 1, packet[0] & 3
        assert configuration in (13, 15, 19, 23, 27, 31)
        assert (stereo, frames) == (1, 0)
        assert len(packet) < 1275
    assert 1.7 <= len(packets()) * 0.02 <= 2


async def test_it_is_not_offered_where_it_cannot_be(hall: Room) -> None:
    await hall.play("essai", "collect")
    page = await hall.lead.press(hall.panel, "open.page")
    with_voice(hall)
    page = await hall.lead.press(await hall.lead.press(page, "lead.panel"), "open.page")
    assert found(page, "voice.set") == [], "without a sound"
    hall.stage.bot.ringing.player = None
    on = await hall.lead.press(page, "sound.set")
    assert found(on, "voice.set") == [], "without the extra"
    await hall.lead.member.join_voice(hall.server.create_voice_channel("Le salon"))
    forged = await press_id(hall, hall.lead, hall.card, "voice.set:1:1")
    assert forged.text == fr("voice.not_installed")
    assert kept(hall) == [None]


async def test_it_is_played_once_where_who_leads_sits(hall: Room) -> None:
    voice = with_voice(hall)
    await chosen(hall)
    where = await lounge_id(hall)
    assert fr("voice.on", channel=f"<#{where}>") in hall.panel.text
    assert fr("voice.where", channel=f"<#{where}>") in hall.panel.text
    assert fr("button.voice_off") in buttons(hall.panel)
    assert voice.did == []
    await time_up(hall, 300)
    assert voice.did == PLAYED
    assert len(heard(hall)) == 1, "the message has its own"


@pytest.mark.parametrize("way", ["voice.set", "sound.set"])
async def test_one_press_turns_it_off(hall: Room, way: str) -> None:
    voice = with_voice(hall)
    await chosen(hall)
    off = await hall.lead.press(hall.panel, way)
    assert fr("voice.off" if way == "voice.set" else "sound.off") in off.text
    assert "Le salon" not in off.text
    assert kept(hall) == [None]
    await time_up(hall)
    assert voice.did == []


@pytest.mark.parametrize("why", ["nowhere", "stage", "lacks", "full", "no_sound"])
async def test_what_cannot_be_is_said_at_once(hall: Room, why: str) -> None:
    with_voice(hall)
    await loud(hall)
    page = await hall.lead.press(hall.panel, "open.page")
    lounge = hall.server.create_voice_channel("Le salon", user_limit=1 if why == "full" else 0)
    if why == "stage":
        lounge = hall.server.create_stage_channel("La scène")
    if why != "nowhere":
        await hall.lead.member.join_voice(lounge)
    if why == "no_sound":
        await press_id(hall, hall.lead, hall.card, "sound.set:1:0")
    if why == "lacks":
        rights(hall, connect=True, speak=False)
    if why == "full":
        rights(hall, connect=True, speak=True, move_members=False)
    told = await hall.lead.press(page, "voice.set")
    named = {"channel": f"<#{lounge.id}>", "names": fr("permission.speak")}
    assert told.text == fr(f"voice.{why}", **named)
    assert told.private
    assert kept(hall) == [None]


@pytest.mark.parametrize("why", ["gone", "rights", "full"])
async def test_what_has_changed_since_is_told_on_the_page(hall: Room, why: str) -> None:
    voice = with_voice(hall)
    await chosen(hall)
    lounge, backend = await lounge_id(hall), hall.stage.env.backend
    if why == "gone":
        backend.delete_channel(lounge)
    elif why == "rights":
        rights(hall, connect=False, speak=True)
    else:
        backend.edit_channel(lounge, {"user_limit": 1})
        rights(hall, connect=True, speak=True, move_members=False)
    await time_up(hall)
    assert voice.did == []
    assert len(heard(hall)) == 1, "the message goes out all the same"
    assert fr(f"voice.unheard.{why}") in await page_text(hall)


@pytest.mark.parametrize("hangs", [False, True])
@pytest.mark.parametrize("trouble", ["enter", "play", "leave"])
async def test_what_fails_at_discord_prevents_nothing(
    hall: Room, trouble: str, hangs: bool, caplog: pytest.LogCaptureFixture
) -> None:
    voice = with_voice(hall, trouble, hangs=hangs)
    await chosen(hall)
    await time_up(hall)
    assert voice.did == (PLAYED[:1] if trouble == "enter" else PLAYED), "what was entered is left"
    assert len(heard(hall)) == 1
    told = fr("voice.unheard.failed") in await page_text(hall)
    assert told == (trouble != "leave"), "it was heard"
    lines = [r.getMessage() for r in caplog.records if "voice channel" in r.getMessage()]
    assert len(lines) == 1
    assert "salon" not in lines[0]


async def test_once_it_is_heard_nothing_is_told_of_the_time_before(hall: Room) -> None:
    with_voice(hall, "enter")
    await chosen(hall)
    await time_up(hall)
    voice = with_voice(hall)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    more = ids_of(hall.panel, "lead.more")[0]
    await hall.lead.press(hall.panel, custom_id=more)
    await hall.stage.later(400)
    assert voice.did == PLAYED
    assert fr("voice.unheard.failed") not in await page_text(hall)


async def test_nobody_is_played_to_in_an_empty_channel(hall: Room) -> None:
    voice = with_voice(hall)
    await chosen(hall)
    await hall.lead.member.leave_voice()
    await time_up(hall)
    assert voice.did == []
    assert fr("voice.unheard.gone") not in await page_text(hall)


async def test_a_step_that_goes_on_by_itself_is_heard_there_once(hall: Room) -> None:
    voice = with_voice(hall)
    await chosen(hall)
    step = await hall.stage.step(hall.channel)
    assert step is not None
    async with hall.stage.bot.ctx.database.write() as tx:
        await tx.sessions.set_plan(step.id, step.plan.model_copy(update={"at_end": AtEnd.NEXT}))
    await time_up(hall)
    assert voice.did == PLAYED


async def test_two_sessions_of_a_server_are_heard_one_after_the_other(hall: Room) -> None:
    voice = with_voice(hall)
    await chosen(hall)
    lounge = await lounge_id(hall)
    first, hall.channel = hall.channel, hall.server.create_text_channel("atelier-2")
    await loud(hall)
    page = await hall.lead.press(hall.panel, "open.page")
    await hall.lead.press(page, "voice.set")
    assert kept(hall) == [lounge, lounge]
    assert first != hall.channel
    await time_up(hall, 60)
    assert voice.did == PLAYED * 2
