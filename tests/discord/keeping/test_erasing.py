"""Raw data of a session leaves before its time, by who led it, and by nobody else."""

from __future__ import annotations

import json

import discord

from bot.interface.pressing.router import custom_id
from bot.rehearsal.stage import Answer
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, rows
from tests.discord.forging import press_id
from tests.store.seeing import every_byte, scrubbed

SAID = "un four à pain pour le quartier"


async def held(hall: Room) -> None:
    """Have a session in which somebody wrote end."""
    awa = hall.person("Awa")
    await hall.play("backcasting", "collect", scenario="adere-2032.fr")
    await hall.write(awa, SAID)
    await hall.end()


def number(hall: Room) -> int:
    (session,) = rows(hall.path, "SELECT id FROM sessions")
    return int(session["id"])


def summary(hall: Room) -> discord.Message:
    (found,) = [m for m in hall.stage.messages(hall.channel) if ids_of(m, "files.open")]
    return found


async def exported(hall: Room, page: Answer) -> dict[str, object]:
    given = await hall.lead.choose(page, "files.send", "json")
    (file,) = given.shown.attachments
    told: dict[str, object] = json.loads(await file.read())
    return told


async def test_who_led_erases_from_the_summary_after_reading_what_goes_and_what_stays(
    hall: Room,
) -> None:
    await held(hall)
    page = await hall.lead.press(summary(hall), "files.open")
    asked = await hall.lead.press(page, "keeping.ask")
    assert asked.private
    title = rows(hall.path, "SELECT title FROM sessions")[0]["title"]
    for key in ("stays", "posted", "led", "copies", "never_back"):
        assert fr(f"keeping.{key}") in asked.text
    assert fr("keeping.title", title=title) in asked.text
    assert "Les post-its et les identifiants des personnes" in asked.text
    assert fr("report.kept.rest") in asked.text
    assert len(hall.postits()) == 1, "nothing was erased yet"

    await hall.stage.restart()
    done = await hall.lead.press(asked, "keeping.erase")
    assert done.text == fr("keeping.done", title=title)
    assert hall.postits() == []
    (session,) = rows(hall.path, "SELECT * FROM sessions")
    assert session["raw_deleted_at"] is not None
    assert session["created_by"] == 0
    assert rows(hall.path, "SELECT * FROM timers WHERE kind = 'forget'") == []
    await scrubbed(hall.stage.bot.ctx.database)
    assert SAID.encode() not in every_byte(hall.path)


async def test_documents_taken_afterwards_say_so_and_the_posted_summary_was_true(
    hall: Room,
) -> None:
    await held(hall)
    posted = summary(hall)
    page = await hall.lead.press(posted, "files.open")
    asked = await hall.lead.press(page, "keeping.ask")
    await hall.lead.press(asked, "keeping.erase")
    assert "au plus tard" in "".join(hall.texts)
    again = await hall.lead.press(posted, "files.open")
    assert "ont été effacés de la base du bot" in again.text
    assert fr("button.keeping_ask") not in buttons(again)
    told = await exported(hall, again)
    assert told["postits"] == []
    session = told["session"]
    assert isinstance(session, dict)
    assert session["raw_data_deleted_at"] is not None
    # A search finds nothing of it any more.
    await hall.stage.later(60)
    ines = hall.manager("Inès")
    found = await ines.command(hall.channel, "summary search", words="pain")
    assert fr("memory.found_none", words="pain") in found.text


async def test_nobody_else_is_offered_it_or_may(hall: Room) -> None:
    await held(hall)
    ben = hall.person("Ben", Language.ENGLISH)
    page = await ben.press(summary(hall), "files.open")
    assert en("button.keeping_ask") not in buttons(page)
    for verb in ("keeping.ask", "keeping.erase"):
        told = await press_id(hall, ben, summary(hall), custom_id(verb, told=number(hall)))
        assert (told.text, told.private) == (en("keeping.not_yours"), True)
    refused = await ben.command(hall.channel, "session erase")
    assert refused.text == en("keeping.not_yours")
    assert len(hall.postits()) == 1


async def test_who_manages_the_server_may_by_the_command_in_their_language(hall: Room) -> None:
    kim = hall.manager("Kim", Language.ENGLISH)
    assert (await kim.command(hall.channel, "session erase")).text == en("keeping.none_here")
    await held(hall)
    asked = await kim.command(hall.channel, "session erase")
    kept = await kim.press(asked, "keeping.keep")
    assert kept.text == en("keeping.kept")
    asked = await kim.command(hall.channel, "session erase")
    assert en("keeping.never_back") in asked.text
    await kim.press(asked, "keeping.erase")
    assert hall.postits() == []
    forged = custom_id("keeping.erase", told=number(hall))
    twice = await press_id(hall, kim, summary(hall), forged)
    assert twice.text == en("keeping.erased_already")


async def test_not_while_the_session_goes_on_or_its_summary_waits(hall: Room) -> None:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings review", wanted="on")
    await hall.play("backcasting", "collect", scenario="adere-2032.fr")
    forged = custom_id("keeping.erase", told=number(hall))
    told = await press_id(hall, hall.lead, hall.card, forged)
    assert told.text == fr("session.not_ended")
    await hall.end()
    told = await press_id(hall, hall.lead, hall.card, forged)
    assert told.text == fr("keeping.in_review")


async def test_of_another_server_nothing_is_erased(hall: Room) -> None:
    await held(hall)
    ask = custom_id("keeping.erase", told=number(hall) + 1)
    told = await press_id(hall, hall.lead, summary(hall), ask)
    assert told.text == fr("session.gone")
