"""Marks of people in the room without Discord; marks that reveal themselves once all are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rehearsal.stage import Answer, text_of
from bot.workshop.sessions.recipe import Recipe
from tests.builders import both, discuss, rate, recipe, titled
from tests.discord.acting import Room, buttons, fr, room, rows
from tests.discord.forging import press_id, send_form
from tests.discord.in_room.test_number import opened as room_page
from tests.discord.in_room.test_number import said
from tests.discord.rate.test_marks import give, opened, posted, reveal, say, told

AWAITED: Recipe = recipe(rate(minutes=30, expected=4), discuss())
OWN: Recipe = recipe(
    rate(question=both("Était-ce *clair* ?"), lowest=titled("Obscur"), highest=titled("Limpide"))
)


async def write_down(hall: Room, **people: str) -> Answer:
    """Open the form of the room from its page and fill it."""
    page = await room_page(hall)
    told_back = await hall.lead.fill(await hall.lead.press(page, "rate.room"), **people)
    await hall.stage.later(6)
    return told_back


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_marks_of_the_room_are_counted_and_said_to_be_theirs(
    hall: Room, signing: str
) -> None:
    people = await opened(hall, signing=signing)
    await said(hall, 5)
    for person in people[:3]:
        await give(hall, person, 4)
    receipt = await write_down(hall, mark1="1", mark2="", mark3="", mark4="0", mark5="4")
    assert fr.n("rate.room_kept", 5, said=5) in receipt.text
    marks = fr.n("rate.of_them_in_room", 5, marks=fr.n("rate.marks", 8))
    assert f"🗳️ **{marks}**" in text_of(hall.card)
    await write_down(hall, mark1="", mark2="", mark3="2", mark4="", mark5="2")
    await reveal(hall)
    (message,) = told(hall)
    assert fr.n("rate.of_them_in_room", 4, marks=fr.n("rate.marks", 7)) in message
    data = await posted(hall)
    (held,) = data["rates"]
    assert held["counts"] == {"1": 0, "2": 0, "3": 2, "4": 3, "5": 2}
    assert (held["marks"], held["in_room"], held["mean"]) == (7, 4, "4")
    assert (data["participants"], data["participants_in_room"]) == (8, 5)
    assert rows(hall.path, "SELECT * FROM rate_in_room") == []


async def test_the_page_of_the_room_says_that_no_mark_has_a_name(hall: Room) -> None:
    await opened(hall)
    page = await said(hall, 5)
    assert fr("in_room.marks") in page.text
    assert fr("in_room.signed") not in page.text


async def test_there_are_never_more_marks_than_people_in_the_room(hall: Room) -> None:
    await opened(hall)
    await said(hall, 3)
    refused = await write_down(hall, mark1="2", mark2="", mark3="", mark4="", mark5="2")
    assert fr("rate.room_many", given=4, said=3) in refused.text
    assert rows(hall.path, "SELECT * FROM rate_in_room") == []
    step = int(hall.open_step()["id"])
    for forged in ("-1", "mille", "1e3", "1000"):
        wrong = await send_form(hall, hall.lead, f"rate.roomed:{step}", {"mark1": forged})
        assert fr("in_room.number_wrong", least=0, most=999) in wrong.text
    await write_down(hall, mark1="", mark2="", mark3="", mark4="", mark5="3")
    fewer = await said(hall, 2)
    assert fr("rate.room_fewer", given=3) in fewer.text
    receipt = await write_down(hall, mark1="", mark2="", mark3="", mark4="", mark5="")
    assert fr("rate.room_none") in receipt.text


async def test_marks_of_the_room_hide_nobody(hall: Room) -> None:
    people = await opened(hall)
    await said(hall, 5)
    await give(hall, people[0], 1)
    await give(hall, people[1], 2)
    await write_down(hall, mark1="", mark2="", mark3="", mark4="", mark5="5")
    question = await hall.lead.press(await hall.lead.press(hall.card, "lead.panel"), "rate.reveal")
    assert fr("rate.fate.erased_room") in question.text
    await hall.stage.later(181)
    assert hall.texts[-1] == fr("rate.time_up_room"), "three more marks of the room change nothing"
    panel = await hall.lead.press(question, "rate.reveal_yes")
    assert fr("rate.erased_room") in panel.text
    await hall.stage.later(6)
    assert fr("rate.untold_room") in told(hall)[0]
    (held,) = (await posted(hall))["rates"]
    assert (held["marks"], held["in_room"], held["counts"]) == (7, 5, None)


async def test_a_room_alone_gives_marks_that_are_told(hall: Room) -> None:
    await opened(hall)
    await said(hall, 4)
    await write_down(hall, mark1="", mark2="", mark3="", mark4="4", mark5="")
    await reveal(hall)
    assert fr.n("rate.all_in_room", 4, marks=fr.n("rate.marks", 4)) in told(hall)[0]


async def test_only_those_who_lead_write_down_marks_of_the_room(hall: Room) -> None:
    ben, *_ = await opened(hall)
    step = int(hall.open_step()["id"])
    for person, why in ((ben, "session.not_facilitator"), (hall.lead, "in_room.nobody")):
        refused = await press_id(hall, person, hall.card, f"rate.room:{step}")
        assert fr(why) in refused.text
        refused = await send_form(hall, person, f"rate.roomed:{step}", {"mark5": "3"})
        assert fr(why) in refused.text
    refused = await press_id(hall, ben, hall.card, f"rate.reveal:{step}")
    assert refused.text == fr("session.not_facilitator")


async def test_once_everyone_expected_gave_theirs_the_marks_reveal_themselves(
    tmp_path: Path,
) -> None:
    async with room(tmp_path / "gommette.db", {"attendues": AWAITED}) as hall:
        people = await opened(hall, "attendues")
        await said(hall, 1)
        for person in people[:2]:
            await give(hall, person, 5)
        await hall.stage.later(6)
        marks = fr("rate.of_expected", marks=fr.n("rate.marks", 2), of=4)
        assert f"🗳️ **{marks}**" in text_of(hall.card)
        await write_down(hall, mark1="", mark2="", mark3="", mark4="", mark5="1")
        last = await give(hall, people[2], 1)
        assert fr("rate.soon") in last.text
        await hall.stage.later(6)
        assert "tout le monde" in text_of(hall.card)
        await people[0].press(await people[0].press(hall.card, "rate.open"), "rate.withdraw")
        await hall.stage.later(60)
        assert told(hall) == [], "one was taken back meanwhile"
        await give(hall, people[0], 4)
        await hall.stage.later(20)
        await say(people[2], last, "moins de vent")
        await hall.stage.restart()
        await hall.stage.later(20)
        assert told(hall) == []
        await hall.stage.later(10)
        (message,) = told(hall)
        assert "moins de vent" in message
        assert fr("rate.mean", mean="3,75", points="15 points", marks="4 notes") in message


async def test_a_pause_holds_the_reveal_back(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db", {"attendues": AWAITED}) as hall:
        people = await opened(hall, "attendues")
        for person in people[:4]:
            await give(hall, person, 3)
        await hall.steer("lead.pause")
        await hall.stage.later(120)
        assert told(hall) == []
        await hall.steer("lead.resume")
        await hall.stage.later(60)
        assert len(told(hall)) == 1


async def test_a_recipe_asks_its_own_question_with_words_for_the_ends(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db", {"clair": OWN}) as hall:
        people = await opened(hall, "clair")
        assert "**Était-ce \\*clair\\* ?**" in text_of(hall.card)
        assert fr("rate.ends", lowest="Obscur", highest="Limpide") in text_of(hall.card)
        page = await people[0].press(hall.card, "rate.open")
        assert buttons(page)[:5] == ["1 · Obscur", "2", "3", "4", "5 · Limpide"]
        for person, mark in zip(people[:3], (1, 3, 5), strict=True):
            await give(hall, person, mark)
        await reveal(hall)
        (message,) = told(hall)
        assert "- 5 · Limpide" in message
        assert "- " + fr("rate.line", mark="3", people=1) in message
