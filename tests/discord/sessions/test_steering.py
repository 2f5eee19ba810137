"""Who leads a session, and what happens when controls are pressed twice or late."""

from __future__ import annotations

import re

import discord
import pytest
import simcord

from bot.i18n import Catalogue
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, rows
from tests.discord.forging import press_id
from tests.discord.recipes import ATELIER, COLLECT, ESSAI

STEERING = ("lead.start:1", "lead.next:1:0", "lead.back:1:0", "lead.skip:1:0", "lead.more:1:5:1:0")
MORE_STEERING = (
    "lead.pause:1:0",
    "lead.resume:1:0",
    "lead.end:1",
    "lead.end_yes:1",
    "lead.panel:1",
)


def _state(hall: Room) -> tuple[object, ...]:
    session = rows(hall.path, "SELECT state, position, paused FROM sessions")
    steps = rows(hall.path, "SELECT state, closes_at, left_seconds FROM steps ORDER BY position")
    return tuple(tuple(row) for row in (*session, *steps))


@pytest.mark.parametrize(("language", "t"), [(Language.FRENCH, fr), (Language.ENGLISH, en)])
async def test_someone_who_does_not_lead_is_told_why_and_changes_nothing(
    hall: Room, language: Language, t: Catalogue
) -> None:
    curious = hall.person("Ben", language)
    await hall.play("essai", "collect")
    before = _state(hall)
    answer = await curious.press(hall.card, "lead.panel")
    assert (answer.text, answer.private) == (t("session.not_facilitator"), True)
    for custom_id in (*STEERING, *MORE_STEERING):
        answer = await press_id(hall, curious, hall.card, custom_id)
        assert answer.private
        assert answer.text == t("session.not_facilitator"), custom_id
    answer = await curious.command(hall.channel, "session panel")
    assert (answer.text, answer.private) == (t("session.not_facilitator"), True)
    assert _state(hall) == before


async def test_a_manager_of_the_server_who_leads_nothing_cannot_steer(hall: Room) -> None:
    await hall.play("essai", "collect")
    ines = hall.manager("Inès")
    answer = await ines.press(hall.card, "lead.panel")
    assert answer.text == fr("session.not_facilitator")


async def test_an_added_facilitator_steers_from_then_on(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.lead.command(hall.channel, "session facilitator", member=awa.member)
    panel = await awa.press(hall.card, "lead.panel")
    await awa.press(panel, "lead.next")
    assert hall.open_step()["kind"] == "reveal"
    again = await hall.lead.command(hall.channel, "session facilitator", member=awa.member)
    assert again.text == fr("session.already_facilitator")


async def test_only_those_who_lead_add_facilitators(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect")
    answer = await ben.command(hall.channel, "session facilitator", member=ben.member)
    assert answer.text == en("session.not_facilitator")
    assert len(rows(hall.path, "SELECT * FROM facilitators")) == 1


async def test_the_role_of_facilitators_may_steer_and_a_taken_role_may_not(hall: Room) -> None:
    role = hall.server.create_role("Animation")
    chloe = hall.stage.person(hall.server, "Chloé", Language.FRENCH, [role])
    await hall.play("essai", "collect")
    ines = hall.manager("Inès")
    shown = await ines.command(hall.channel, "settings facilitators", role=role)
    assert f"<@&{role.id}>" in shown.text
    panel = await chloe.press(hall.card, "lead.panel")
    await chloe.press(panel, "lead.next")
    assert hall.open_step()["kind"] == "reveal"
    await ines.command(hall.channel, "settings facilitators")
    refused = await chloe.press(panel, "lead.next")
    assert refused.text == fr("session.not_facilitator")
    assert hall.open_step()["kind"] == "reveal"


async def test_settings_are_for_those_who_manage_the_server(hall: Room) -> None:
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await hall.lead.command(hall.channel, "settings show")
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings language", language="en")
    shown = await ines.command(hall.channel, "settings show")
    assert fr("settings.language", language="anglais") in shown.text
    await hall.open("essai")
    assert en("lobby.soon") in hall.texts[-1]


@pytest.mark.parametrize("verb", ["lead.next", "lead.skip", "lead.back"])
async def test_the_same_move_pressed_twice_moves_once_and_shows_where_we_are(
    hall: Room, verb: str
) -> None:
    await hall.play("essai", "reveal")
    (pressed,) = ids_of(hall.panel, verb)
    await press_id(hall, hall.lead, hall.panel, pressed)
    after = _state(hall)
    again = await press_id(hall, hall.lead, hall.panel, pressed)
    assert _state(hall) == after
    assert fr("session.moved") in again.text
    assert ESSAI.steps[hall.open_step()["position"]].title.fr in again.text
    assert again.message is not None
    assert hall.panel.message is not None
    assert again.message.id == hall.panel.message.id, "the panel itself is brought up to date"


async def test_a_late_press_of_more_time_shows_where_we_are(hall: Room) -> None:
    await hall.play("essai", "collect")
    (pressed,) = ids_of(hall.panel, "lead.more")[:1]
    await hall.steer("lead.next")
    before = _state(hall)
    late = await press_id(hall, hall.lead, hall.panel, pressed)
    assert _state(hall) == before
    assert fr("session.moved") in late.text
    assert fr("button.pause") in buttons(late)


async def test_start_pressed_twice_starts_once(hall: Room) -> None:
    await hall.open("essai")
    (pressed,) = ids_of(hall.panel, "lead.start")
    await hall.steer("lead.start")
    before = _state(hall)
    again = await press_id(hall, hall.lead, hall.panel, pressed)
    assert (again.text, again.private) == (fr("session.started"), True)
    assert _state(hall) == before
    assert sum("## " in text for text in hall.texts) == 1


async def test_a_pause_stops_the_clock_and_people_can_still_write(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.stage.later(60)
    panel = await hall.steer("lead.pause")
    left = COLLECT.minutes - 1
    assert fr("panel.paused.write", left=fr.minutes(left)) in panel.text
    paused = fr("card.paused.write", left=fr.minutes(left))
    await hall.stage.later(3600)
    assert paused in hall.texts[-1]
    awa = hall.person("Awa")
    assert fr.n("postit.kept", 1) in (await hall.write(awa, "pendant la pause")).text
    again = await press_id(hall, hall.lead, hall.panel, "lead.pause:1:0")
    assert fr("session.paused_already") in again.text
    await hall.steer("lead.resume")
    said = len(hall.texts)
    await hall.stage.later(60 * left - 5)
    assert not any(fr("time.up", title="Les idées") in text for text in hall.texts)
    await hall.stage.later(10)
    assert fr("time.up", title="Les idées") in hall.texts[-1]
    assert len(hall.texts) == said + 2  # a minute left, then time


@pytest.mark.parametrize(
    ("kind", "does"), [("collect", "write"), ("reveal", "follow"), ("vote", "vote")]
)
async def test_what_is_said_of_the_time_fits_what_people_do(
    hall: Room, kind: str, does: str
) -> None:
    await hall.play("atelier", kind, scenario="adere-2032.fr")
    minutes = next(step.minutes for step in ATELIER.steps if step.kind == kind)
    await hall.steer("lead.pause")
    assert fr(f"card.paused.{does}", left=fr.minutes(minutes)) in hall.texts[-1]
    await hall.steer("lead.resume")
    await hall.stage.later(60 * minutes + 30)
    (card,) = (text for text in hall.texts if "⏰" in text and "Temps écoulé" in text)
    said = card[card.index("⏰") :].partition("\n")[0]
    moment = re.sub(r".*(<t:\d+:R>).*", r"\1", said)
    assert said == fr(f"card.time_up.{does}", countdown=moment)


async def test_more_time_moves_the_end_and_the_warning(hall: Room) -> None:
    await hall.play("ciel", "collect")
    longer = await hall.lead.press(hall.panel, custom_id=ids_of(hall.panel, "lead.more")[0])
    longer = await hall.lead.press(longer, custom_id=ids_of(longer, "lead.more")[1])
    assert fr("more.given", minutes=5, at="@").split("@")[0] in longer.text
    said = len(hall.texts)
    await hall.stage.later(8 * 60 - 5)
    assert len(hall.texts) == said
    await hall.stage.later(10)
    assert len(hall.texts) == said + 1
    await hall.stage.later(60)
    assert fr("time.up", title="Les idées") in hall.texts[-1]


async def test_two_who_add_five_minutes_to_the_same_end_add_them_once(hall: Room) -> None:
    await hall.play("essai", "collect")
    other = hall.person("Noé", Language.FRENCH)
    await hall.lead.command(hall.channel, "session facilitator", member=other.member)
    theirs = await other.command(hall.channel, "session panel")
    begun = _state(hall)
    (five,) = ids_of(theirs, "lead.more")[1:]
    first = await hall.lead.press(hall.panel, label=fr("button.more", minutes=5))
    given = _state(hall)
    assert given != begun
    second = await press_id(hall, other, theirs, five)
    assert fr("more.moved") in second.text
    assert fr("more.given", minutes=5, at="@").split("@")[0] in first.text
    assert _state(hall) == given
    await other.press(second, label=fr("button.more", minutes=5))
    assert _state(hall) != given, "asked again, it is given"


async def test_more_time_while_paused_says_what_will_be_left(hall: Room) -> None:
    await hall.play("essai", "collect")
    paused = await hall.steer("lead.pause")
    answer = await hall.lead.press(paused, label=fr("button.more", minutes=1))
    assert fr("more.paused", minutes=1, left="11 min") in answer.text


async def test_a_session_is_ended_only_after_a_question(hall: Room) -> None:
    await hall.play("essai", "collect")
    question = await hall.lead.press(hall.panel, "lead.end")
    assert question.text.startswith(fr.n("panel.end_question_early", 5))
    await hall.lead.press(question, "lead.panel")
    assert hall.open_step()["kind"] == "collect"
    await hall.end()
    assert rows(hall.path, "SELECT state FROM sessions")[0]["state"] == "ended"
    twice = await press_id(hall, hall.lead, hall.panel, "lead.end_yes:1")
    assert (twice.text, twice.private) == (fr("session.ended"), True)
    assert sum(fr("report.attached") in text for text in hall.texts) == 1


async def test_a_session_that_never_started_is_called_off_without_a_summary(hall: Room) -> None:
    await hall.open("essai")
    await hall.end()
    assert hall.panel.text == fr("panel.cancelled")
    assert hall.texts == [f"**Essai**\n{fr('lobby.cancelled')}"]
    await hall.open("ciel")
    assert len(hall.texts) == 2


async def test_a_channel_holds_one_session_at_a_time(hall: Room) -> None:
    await hall.open("essai")
    second = await hall.lead.command(hall.channel, "session new", recipe="ciel")
    told = fr("session.channel_yours", title="Essai")
    assert (second.text, second.private) == (told, True)
    elsewhere = await hall.lead.command(hall.coordination, "session new", recipe="ciel")
    assert fr("panel.lobby") in elsewhere.text


async def test_a_session_is_not_created_where_the_bot_cannot_write(hall: Room) -> None:
    mute = discord.PermissionOverwrite(send_messages=False)
    closed = hall.server.create_text_channel(
        "annonces", overwrites={hall.server.default_role: mute}
    )
    answer = await hall.lead.command(closed, "session new", recipe="essai")
    assert answer.private
    assert answer.text == fr("session.cannot_write", names=fr("permission.send_messages"))
    assert rows(hall.path, "SELECT * FROM sessions") == []


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"recipe": "no such recipe"}, "session.unknown_recipe"),
        ({"recipe": "atelier", "scenario": "nowhere"}, "session.unknown_scenario"),
        ({"recipe": "essai", "title": "\u200b"}, "session.needs_title"),
    ],
)
async def test_a_wrong_choice_is_explained(hall: Room, options: dict[str, str], key: str) -> None:
    answer = await hall.lead.command(hall.channel, "session new", **options)
    assert answer.private
    assert answer.text == fr(key, recipe="Atelier")
    assert hall.texts == []
