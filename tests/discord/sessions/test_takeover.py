"""Nobody is cornered: a channel always has a way out, and a session someone who leads it."""

from __future__ import annotations

import pytest

from bot.services.sessions import opening
from bot.workshop.limits import SESSIONS_PER_PERSON
from tests.discord.acting import Room, fr, rows
from tests.discord.forging import press_id
from tests.discord.vote.test_reminders import letters


def _leading(hall: Room) -> set[int]:
    return {row[0] for row in rows(hall.path, "SELECT user_id FROM facilitators")}


async def test_the_refusal_in_an_occupied_channel_says_who_leads_and_the_way_out(
    hall: Room,
) -> None:
    await hall.open("essai", title="Nos *idées*")
    ben = hall.person("Ben")
    answer = await ben.command(hall.channel, "session new", recipe="essai")
    told = fr("session.channel_taken", title="Nos \\*idées\\*", who=f"<@{hall.lead.id}>")
    assert (answer.text, answer.private) == (told, True)
    assert "/séance reprendre" in told


async def test_whoever_manages_the_server_takes_over_from_those_who_left(hall: Room) -> None:
    await hall.play("essai", "collect")
    ines, ben = hall.manager("Inès"), hall.person("Ben")
    refused = await ben.command(hall.channel, "session takeover")
    assert refused.text == fr("session.takes_manager")
    still = await ines.command(hall.channel, "session takeover")
    assert still.text == fr("session.still_led", who=f"<@{hall.lead.id}>"), "before it is asked"
    assert _leading(hall) == {hall.lead.id}

    hall.server.remove_member(hall.lead.member)
    asked = await ines.command(hall.channel, "session takeover")
    assert asked.private
    panel = await ines.press(asked, "lead.take")
    assert len(hall.stage.refused) == 2, "Discord does not know whoever left, before and after"
    hall.stage.refused.clear()
    assert panel.private
    assert fr("takeover.done") in panel.text
    assert _leading(hall) == {ines.id}
    assert hall.texts[-1] == fr("session.taken_over", who=f"<@{ines.id}>")
    await ines.press(panel, "lead.next")
    twice = await press_id(hall, ines, hall.card, "lead.take:1")
    assert twice.text == fr("session.leads_already")


async def test_a_session_that_has_not_started_can_be_taken_over_at_once(hall: Room) -> None:
    await hall.open("essai")
    ines = hall.manager("Inès")
    asked = await ines.command(hall.channel, "session takeover")
    panel = await ines.press(asked, "lead.take")
    assert fr("takeover.done") in panel.text
    assert hall.texts[-1] == fr("session.taken_over", who=f"<@{ines.id}>")
    await ines.press(await ines.press(panel, "lead.end"), "lead.end_yes")
    await hall.stage.later(30)
    opened = await ines.command(hall.channel, "session new", recipe="essai")
    assert fr("check.rights") in opened.text, "the channel is free again"


async def test_a_session_that_starts_before_the_takeover_is_confirmed_is_kept(hall: Room) -> None:
    await hall.open("essai")
    ines = hall.manager("Inès")
    asked = await ines.command(hall.channel, "session takeover")
    await hall.steer("lead.start")
    still = await ines.press(asked, "lead.take")
    assert still.text == fr("session.still_led", who=f"<@{hall.lead.id}>")


async def test_a_session_left_open_for_a_day_can_be_taken_over(hall: Room) -> None:
    await hall.play("essai", "collect")
    ines = hall.manager("Inès")
    await hall.stage.later(86400 + 60)
    asked = await ines.command(hall.channel, "session takeover")
    await ines.press(asked, "lead.take")
    assert _leading(hall) == {hall.lead.id, ines.id}, "who leads it and is there goes on"


async def test_a_facilitator_is_removed_but_never_the_last(hall: Room) -> None:
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    alone = await hall.lead.command(hall.channel, "session remove", member=hall.lead.member)
    assert alone.text == fr("session.last_facilitator")
    none = await hall.lead.command(hall.channel, "session remove", member=awa.member)
    assert none.text == fr("session.no_facilitator")
    await hall.lead.command(hall.channel, "session facilitator", member=awa.member)
    done = await hall.lead.command(hall.channel, "session remove", member=awa.member)
    assert (done.text, done.private) == (
        fr("session.facilitator_removed", who=f"<@{awa.id}>"),
        True,
    )
    answer = await awa.press(hall.card, "lead.panel")
    assert answer.text == fr("session.not_facilitator")


async def test_who_is_removed_and_the_room_are_told(hall: Room) -> None:
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    await hall.lead.command(hall.channel, "session facilitator", member=awa.member)
    await hall.lead.command(hall.channel, "session remove", member=awa.member)
    await hall.stage.later(30)
    assert hall.texts[-1] == fr("session.leads_no_more", who=f"<@{awa.id}>")
    title = rows(hall.path, "SELECT title FROM sessions")[0]["title"]
    told = fr("session.removed", title=title, channel=f"<#{hall.channel.id}>")
    assert letters(awa) == [told]
    assert letters(hall.lead) == []


async def test_who_opened_a_session_is_not_thrown_out_of_it(hall: Room) -> None:
    await hall.play("essai", "collect")
    mal, ines = hall.person("Mal"), hall.manager("Inès")
    for person in (mal, ines):
        await hall.lead.command(hall.channel, "session facilitator", member=person.member)
    refused = await mal.command(hall.channel, "session remove", member=hall.lead.member)
    assert refused.text == fr("session.opener_stays", who=f"<@{hall.lead.id}>")
    assert _leading(hall) == {hall.lead.id, mal.id, ines.id}
    await ines.command(hall.channel, "session remove", member=hall.lead.member)
    assert _leading(hall) == {mal.id, ines.id}, "whoever manages the server may"
    await hall.lead.command(hall.channel, "session remove", member=mal.member)
    await ines.command(hall.channel, "session facilitator", member=hall.lead.member)
    await hall.lead.command(hall.channel, "session remove", member=hall.lead.member)
    assert _leading(hall) == {mal.id, ines.id}, "and the opener may leave"


async def test_one_person_opens_so_many_sessions_and_is_told_where_they_are(hall: Room) -> None:
    channels = [hall.server.create_text_channel(f"salon-{n}") for n in range(SESSIONS_PER_PERSON)]
    for channel in channels:
        await hall.lead.command(channel, "session new", recipe="essai")
    answer = await hall.lead.command(hall.channel, "session new", recipe="essai")
    told = fr(
        "session.too_many",
        most=SESSIONS_PER_PERSON,
        channels=" ".join(f"<#{channel.id}>" for channel in channels),
    )
    assert (answer.text, answer.private) == (told, True)
    vote = await hall.lead.command(hall.channel, "vote open", question="Qui ?", method="consent")
    assert vote.text == told, "however a session is opened"
    assert len(rows(hall.path, "SELECT id FROM sessions")) == SESSIONS_PER_PERSON
    ben = hall.person("Ben")
    other = await ben.command(hall.channel, "session new", recipe="essai")
    assert fr("check.rights") in other.text


async def test_a_server_that_is_full_is_told_where_and_its_managers_make_room(
    hall: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SESSIONS_PER_SERVER", 2)
    channels = [hall.server.create_text_channel(f"salon-{n}") for n in range(2)]
    for channel in channels:
        await hall.person("Mal").command(channel, "session new", recipe="essai")
    ines = hall.manager("Inès")
    full = await ines.command(hall.channel, "session new", recipe="essai")
    named = " ".join(f"<#{channel.id}>" for channel in channels)
    assert full.text == fr("session.too_many_here", most=2, channels=named)
    asked = await ines.command(channels[0], "session takeover")
    panel = await ines.press(asked, "lead.take")
    await ines.press(await ines.press(panel, "lead.end"), "lead.end_yes")
    opened = await ines.command(hall.channel, "session new", recipe="essai")
    assert fr("check.rights") in opened.text
