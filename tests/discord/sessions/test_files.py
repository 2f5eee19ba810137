"""Which documents come beside a summary, and the others, one press away."""

from __future__ import annotations

import io
import json
import zipfile

import discord
import pytest

from bot.interface.pressing.router import custom_id
from bot.rehearsal.stage import Answer, text_of
from bot.workshop.language import Language
from bot.workshop.settings.documents import FOR_PROGRAMS, DocumentKind
from bot.workshop.text import escape
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.forging import choose_id, press_id
from tests.discord.vote.test_quick import close, voted
from tests.reports.documents.reading import board, calendar, table

DAY = 86400.0


async def held(hall: Room, recipe: str = "backcasting") -> None:
    """Have a session with a post-it and an action end."""
    awa = hall.person("Awa")
    kinds = {"scenario": "adere-2032.fr"} if recipe == "backcasting" else {}
    await hall.play(recipe, "collect", **kinds)
    await hall.write(awa, "=un four")
    await hall.go("actions")
    form = await awa.press(hall.card, "action.add")
    await awa.fill(form, what="Appeler la mairie", owner="Awa", due="2026-04-01")
    await hall.end()


def names(shown: discord.Message | Answer) -> list[str]:
    message = shown if isinstance(shown, discord.Message) else shown.shown
    return [file.filename for file in message.attachments if not file.filename.endswith(".png")]


def kinds_of(found: list[str]) -> list[str]:
    return [name.rpartition(".")[2] for name in found]


async def choose(hall: Room, *kinds: DocumentKind) -> Answer:
    """Have someone who manages the server choose what comes."""
    ines = hall.manager("Inès")
    page = await ines.command(hall.channel, "settings documents")
    return await ines.choose(page, "settings.documents", *kinds)


def summary(hall: Room) -> discord.Message:
    (found,) = [m for m in hall.stage.messages(hall.channel) if ids_of(m, "files.open")]
    return found


async def test_the_other_files_are_one_press_from_the_summary(hall: Room) -> None:
    await held(hall)
    ben = hall.person("Ben", Language.ENGLISH)
    page = await ben.press(summary(hall), "files.open")
    assert page.private
    offered = options(page, "files.send")
    expected = ["pdf", "markdown", "json", "postits", "votes", "actions", "calendar", "trello"]
    assert list(offered) == expected
    assert offered["calendar"] == en("document.calendar")
    given = await ben.choose(page, "files.send", "postits", "calendar", "trello")
    assert given.private
    assert kinds_of(names(given)) == ["csv", "ics", "json"]
    csv, ics, trello = [await file.read() for file in given.shown.attachments]
    (row,) = table(csv)
    assert row["text"] == "'=un four", "in the language of the session, whoever asks"
    (todo,) = calendar(ics).walk("VTODO")
    assert str(todo["summary"]) == "Appeler la mairie"
    assert [card["name"] for card in board(trello)["cards"]] == ["Appeler la mairie"]
    again = await ben.press(given, "files.open")
    assert list(options(again, "files.send")) == expected


async def test_coordinators_take_them_where_their_summary_is_after_a_restart_and_later(
    hall: Room,
) -> None:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    await held(hall)
    elsewhere = hall.server.create_text_channel("nouvelle coordination")
    await ines.command(hall.channel, "settings coordinators", channel=elsewhere)
    await hall.stage.restart()
    await hall.stage.later(91 * DAY)
    told = hall.stage.last(hall.coordination)
    dina = hall.person("Dina")
    page = await dina.press(told, "files.open")
    assert "postits" not in options(page, "files.send"), "raw data was deleted meanwhile"
    given = await dina.choose(page, "files.send", "actions")
    (content,) = [await file.read() for file in given.shown.attachments]
    assert [row["Card Name"] for row in table(content)] == ["Appeler la mairie"]


async def test_who_does_not_see_the_summary_takes_nothing(hall: Room) -> None:
    await held(hall)
    (session,) = rows(hall.path, "SELECT id FROM sessions")
    act = custom_id("files.send", told=session["id"])
    await hall.open("essai")
    ben = hall.person("Ben")
    told = await choose_id(hall, ben, hall.card, act, "json")
    assert (told.text, told.private) == (fr("documents.not_yours"), True)
    assert names(await choose_id(hall, hall.lead, hall.card, act, "json"))
    for channel in (hall.server.create_text_channel("voisins"), hall.coordination):
        near = Room(
            hall.stage, hall.server, channel, hall.coordination, hall.lead, hall.path, hall.faults
        )
        await near.open("essai")
        for person in (ben, hall.lead):
            answer = await choose_id(near, person, near.card, act, "json")
            assert answer.text == fr("button.elsewhere")


async def test_the_documents_of_a_quick_session_stay_with_who_led_it(hall: Room) -> None:
    await voted(hall)
    await close(hall)
    ben = hall.person("Ben")
    card = hall.card
    given = await hall.lead.press(card, "session.documents")
    assert kinds_of(names(given)) == ["md", "json"]
    page = await hall.lead.press(given, "files.open")
    assert list(options(page, "files.send")) == ["pdf", "markdown", "json", "votes"]
    (session,) = rows(hall.path, "SELECT id FROM sessions")
    told = await press_id(hall, ben, card, custom_id("files.open", told=session["id"]))
    assert told.text == fr("documents.not_yours")


async def test_a_server_chooses_what_comes_beside_its_summaries(hall: Room) -> None:
    answer = await choose(hall, DocumentKind.ACTIONS, DocumentKind.BLT, DocumentKind.MARKDOWN)
    chosen = [DocumentKind.MARKDOWN, DocumentKind.ACTIONS, DocumentKind.BLT]
    listed = fr("settings.documents", names=fr.listed([fr(f"document.{one}") for one in chosen]))
    assert listed in answer.text and fr("settings.documents_saved") in answer.text
    defaults = [
        option["value"] for option in answer.options("settings.documents") if option.get("default")
    ]
    assert defaults == chosen
    shown = await hall.manager("Inès").command(hall.channel, "settings show")
    assert listed in shown.text
    await held(hall)
    assert kinds_of(names(summary(hall))) == ["md", "csv"], "no vote was ranked"
    assert fr("report.attached") in text_of(summary(hall))


async def test_nothing_may_come_beside_and_the_summary_says_where_the_rest_is(hall: Room) -> None:
    answer = await choose(hall)
    assert fr("settings.documents_none") in answer.text
    await held(hall)
    told = summary(hall)
    assert names(told) == []
    assert fr("report.files") in text_of(told) and fr("report.attached") not in text_of(told)
    assert fr("summary.too_heavy") not in text_of(told)
    assert fr("button.files") in buttons(told)


async def test_many_documents_leave_room_for_the_pictures(hall: Room) -> None:
    await choose(hall, *DocumentKind)
    await hall.play("backcasting", "collect", scenario="adere-2032.fr")
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
    for person in people:
        await hall.write(person, f"une idée de {person.name}")
    await hall.go("vote")
    for person in people:
        await hall.put_dots(person, "1")
    await hall.go("roadmap")
    picker = await hall.lead.press(hall.panel, "road.place")
    form = await hall.lead.press(picker, "road.write")
    placed = {"year": ["2029"], "dimension": ["Gouvernance"]}
    picker = await hall.lead.fill(form, statement="Le fonds a été voté", **placed)
    hall.panel = await hall.lead.press(picker, "lead.panel")
    await hall.go("actions")
    form = await people[0].press(hall.card, "action.add")
    await people[0].fill(form, what="Appeler", owner="Awa", due="2026-04-01")
    await hall.end()
    told = summary(hall)
    assert len(told.attachments) <= 10
    assert any(file.filename.endswith(".png") for file in told.attachments)
    (archive,) = [file for file in told.attachments if file.filename.endswith(".zip")]
    with zipfile.ZipFile(io.BytesIO(await archive.read())) as held:
        packed = held.namelist()
    assert kinds_of(packed) == ["csv"] * 4 + ["ics", "json"]
    apart = [file for file in told.attachments if file.filename.endswith((".md", ".json"))]
    assert len(apart) == 2 and json.loads(await apart[1].read())["format"]
    page = await people[1].press(told, "files.open")
    wanted = [kind for kind in options(page, "files.send") if kind in FOR_PROGRAMS]
    assert len(names(await people[1].choose(page, "files.send", *wanted))) == 6


@pytest.mark.parametrize("forged", ["pdf?", "4", ""])
async def test_a_forged_kind_gives_nothing(hall: Room, forged: str) -> None:
    await held(hall)
    (session,) = rows(hall.path, "SELECT id FROM sessions")
    act = custom_id("files.send", told=session["id"])
    answer = await choose_id(hall, hall.lead, summary(hall), act, forged)
    assert answer.private and names(answer) == []
    assert escape(fr("files.nothing")) in answer.text
