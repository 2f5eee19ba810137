"""`/help`: the next sensible thing to do, for each role and at each moment."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from bot.workshop.settings.settings import ServerSettings
from tests.discord.acting import BESIDE, Room, buttons, en, fr
from tests.discord.forging import press_id

FIRST, SECOND = "Météo", "Brainstorm"


async def ask(hall: Room, person: Person) -> Answer:
    answer = await person.command(hall.channel, "help")
    assert answer.private
    lines = [line for line in answer.text.split("\n") if line.startswith("- ")]
    assert len(lines) <= 5, "no wall of commands"
    return answer


async def choose(hall: Room, **chosen: Any) -> None:
    async with hall.stage.bot.ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(hall.server.id, documents=BESIDE, **chosen))


async def forget_choices(hall: Room) -> None:
    async with hall.stage.bot.ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(hall.server.id))


@pytest.mark.parametrize("language", Language)
async def test_whoever_manages_a_server_that_chose_nothing_is_told_that_nothing_has_to_be(
    hall: Room, language: Language
) -> None:
    await forget_choices(hall)
    t = {Language.FRENCH: fr, Language.ENGLISH: en}[language]
    manager = hall.manager("Régis", language)
    answer = await ask(hall, manager)
    first = hall.stage.bot.library.recipes["meteo"].title[language]
    assert t("help.now.set_up", first=first, second=SECOND) in answer.text
    assert t("help.else.manages") in answer.text
    listed = await manager.press(answer, "recipes.list")
    assert t("recipes.title") in listed.text
    await choose(hall, coordinators_channel_id=hall.coordination.id)
    answer = await ask(hall, manager)
    assert t("help.now.open", first=first, second=SECOND) in answer.text


async def test_anyone_may_open_a_session_where_no_role_was_chosen(hall: Room) -> None:
    awa = hall.person("Awa")
    answer = await ask(hall, awa)
    assert fr("help.now.open", first=FIRST, second=SECOND) in answer.text
    assert fr("help.else.may_lead") in answer.text
    assert fr("help.else.manages") not in answer.text
    assert fr("help.else.reads") not in answer.text
    assert (await awa.press(answer, "recipes.list")).found("recipes.one")


async def test_where_a_role_leads_the_others_have_nothing_to_learn(hall: Room) -> None:
    role = hall.server.create_role("Animation")
    await choose(hall, facilitator_role_id=role.id)
    awa = hall.person("Awa")
    lead = hall.stage.person(hall.server, "Lou", Language.ENGLISH, [role])
    answer = await ask(hall, awa)
    assert fr("help.now.wait") in answer.text
    assert fr("help.else.may_lead") not in answer.text
    assert not answer.found("recipes.list")
    answer = await ask(hall, lead)
    assert en("help.now.open", first="Weather check-in", second=SECOND) in answer.text


async def test_coordinators_are_sent_to_the_summaries(hall: Room) -> None:
    role = hall.server.create_role("Coordination")
    leading = hall.server.create_role("Animation")
    await choose(
        hall,
        coordinators_role_id=role.id,
        facilitator_role_id=leading.id,
        coordinators_channel_id=hall.coordination.id,
    )
    sam = hall.stage.person(hall.server, "Sam", Language.ENGLISH, [role])
    answer = await ask(hall, sam)
    assert en("help.now.find") in answer.text
    assert en("help.else.reads") in answer.text
    # Where summaries go, whoever asks is after one.
    awa = hall.person("Awa")
    there = await awa.command(hall.coordination, "help")
    assert fr("help.now.find") in there.text


@pytest.mark.parametrize("language", Language)
async def test_who_leads_is_sent_to_their_panel_at_every_moment(
    hall: Room, language: Language
) -> None:
    t = {Language.FRENCH: fr, Language.ENGLISH: en}[language]
    lou = hall.person("Lou", language)
    await hall.open("brainstorm", title="Les *horaires*")
    await hall.lead.command(hall.channel, "session facilitator", member=lou.member)
    title = r"Les \*horaires\*"
    moments = {"lobby": None, "step": "lead.start", "paused": "lead.pause"}
    for moment, pressed in moments.items():
        if pressed is not None:
            await hall.steer(pressed)
        answer = await ask(hall, lou)
        assert t(f"help.now.lead_{moment}", title=title) in answer.text
        assert t("help.else.leads") in answer.text
        panel = await lou.press(answer, "lead.panel")
        assert panel.private
        assert panel.found("lead.start" if moment == "lobby" else "lead.next")


@pytest.mark.parametrize("language", Language)
async def test_participants_read_what_the_card_asks_and_can_do_it(
    hall: Room, language: Language
) -> None:
    t = {Language.FRENCH: fr, Language.ENGLISH: en}[language]
    awa = hall.person("Awa", language)
    await hall.open("brainstorm", title="Les horaires")
    answer = await ask(hall, awa)
    assert t("help.now.lobby", title="Les horaires") in answer.text
    assert (await awa.press(answer, "session.where")).private
    await hall.steer("lead.start")
    answer = await ask(hall, awa)
    assert t("help.now.step", title="Les horaires") in answer.text
    assert f"{t('where.now')} Les idées" in answer.text
    assert "Que pourrions-nous essayer" in answer.text
    form = await awa.press(answer, "postit.add")
    assert form.form is not None
    await hall.steer("lead.pause")
    answer = await ask(hall, awa)
    assert t("help.now.paused", title="Les horaires") in answer.text
    assert not answer.found("postit.add")


async def test_who_is_not_there_yet_may_answer_ahead_of_time(hall: Room) -> None:
    await hall.open("brainstorm", title="Les horaires")
    form = await hall.lead.press(hall.panel, "before.ask")
    await hall.lead.fill(form, until="dans 48 heures")
    awa = hall.person("Awa", Language.ENGLISH)
    answer = await ask(hall, awa)
    assert en("help.now.ahead", title="Les horaires") in answer.text
    assert answer.found("postit.add")
    answer = await ask(hall, hall.lead)
    assert fr("help.now.lead_ahead", title="Les horaires") in answer.text
    assert fr("button.begin_meeting") in buttons(await hall.lead.press(answer, "lead.panel"))


async def test_a_summary_that_waits_to_be_read_again_comes_next(hall: Room) -> None:
    await choose(hall, review=True)
    await hall.open("meteo", title="Lundi")
    await hall.steer("lead.start")
    await hall.end()
    answer = await ask(hall, hall.lead)
    assert fr("help.now.read_again", title="Lundi") in answer.text
    assert answer.found("review.open")
    awa = hall.person("Awa")
    assert fr("help.now.open", first=FIRST, second=SECOND) in (await ask(hall, awa)).text


@pytest.mark.parametrize("language", Language)
async def test_in_private_the_bot_says_where_sessions_live(hall: Room, language: Language) -> None:
    t = {Language.FRENCH: fr, Language.ENGLISH: en}[language]
    awa = hall.person("Awa", language)
    answer = hall.stage.noted(await awa.member.user.slash("help"))
    assert answer.private
    assert t("help.now.away") in answer.text
    assert t("help.else") not in answer.text


async def test_the_way_back_to_it_pressed_on_a_card_is_answered_in_private(hall: Room) -> None:
    await hall.open("meteo", title="Lundi")
    before, awa = hall.texts, hall.person("Awa")
    again = await press_id(hall, awa, hall.card, "help.open")
    assert again.private
    assert fr("help.now.lobby", title="Lundi") in again.text
    assert hall.texts == before
