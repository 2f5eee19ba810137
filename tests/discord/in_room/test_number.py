"""How many are in the room without Discord: said, changed, and each counted once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.rehearsal.stage import Answer, Person
from tests.discord.acting import Room, buttons, fr, ids_of, rows
from tests.discord.forging import press_id, send_form

DAYS = "Lundi ; Mardi"


async def said(hall: Room, people: int) -> Answer:
    """Have the leader say how many are in the room; return the page of the room."""
    page = await opened(hall)
    form = await hall.lead.press(page, "in_room.number")
    return await hall.lead.fill(form, people=str(people))


async def opened(hall: Room) -> Answer:
    """Have the leader open the page of the room, from a panel of its own."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    return await hall.lead.press(panel, "in_room.open")


async def posted(hall: Room) -> dict[str, Any]:
    """The JSON that the room received."""
    for message in reversed(hall.stage.messages(hall.channel)):
        for file in message.attachments:
            if file.filename.endswith(".json"):
                found: dict[str, Any] = json.loads(await file.read())
                return found
    raise AssertionError("no JSON was posted")


async def tick(hall: Room, person: Person, value: str) -> None:
    ballot = await person.press(hall.card, "ballot.open")
    await person.press(await person.choose(ballot, "ballot.tick", value), "ballot.cast")


async def record(hall: Room, value: str, people: int) -> Answer:
    """Record one ballot for several people in the room."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    (theirs,) = ids_of(panel, "ballot.open")
    ballot = await hall.lead.press(panel, custom_id=theirs)
    ballot = await hall.lead.choose(ballot, "ballot.tick", value)
    form = await hall.lead.press(ballot, "room.several")
    return await hall.lead.fill(form, people=str(people))


async def test_ten_who_vote_and_five_in_the_room_are_fifteen_everywhere(hall: Room) -> None:
    await hall.play("essai", "collect")
    page = await said(hall, 5)
    assert fr.n("in_room.set", 5) in page.text
    assert fr.n("in_room.title", 5) in page.text
    for rank in range(10):
        await hall.write(hall.person(f"P{rank}"), f"idée {rank}")
    await hall.vote("Quel jour ?", "approval", options=DAYS)
    for rank in range(10):
        await tick(hall, hall.person(f"V{rank}"), "1" if rank % 2 else "2")
    await record(hall, "2", 5)
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    assert fr.n("panel.in_room", 25, room=5) in hall.panel.text
    await hall.end()
    await hall.stage.later(30)
    summary = next(text for text in reversed(hall.texts) if "dans la salle" in text)
    assert fr.n("report.people_in_room", 25, room=5) in summary
    found = await posted(hall)
    assert (found["participants"], found["participants_in_room"]) == (25, 5)
    (vote,) = [vote for vote in found["votes"] if vote["turnout"]]
    assert (vote["turnout"], vote["in_room"]) == (10, 5)


async def test_the_same_people_in_two_votes_are_counted_once(hall: Room) -> None:
    await hall.play("essai", "collect")
    for people in (4, 3):
        await hall.vote("Quel jour ?", "approval", options=DAYS)
        await tick(hall, hall.person(f"Awa{people}"), "1")
        await record(hall, "2", people)
        hall.panel = await hall.lead.press(hall.panel, "lead.panel")
        await hall.lead.press(await hall.lead.press(hall.panel, "vote.close"), "vote.close_yes")
    await hall.end()
    await hall.stage.later(30)
    found = await posted(hall)
    assert (found["participants"], found["participants_in_room"]) == (2 + 4, 4)
    await hall.stage.later(91 * 86400)
    (row,) = rows(hall.path, "SELECT took_part, in_room FROM sessions")
    assert tuple(row) == (2, 4), "the figures outlive what was answered"


async def test_a_ballot_for_the_room_proposes_those_who_have_none_and_warns_past_them(
    hall: Room,
) -> None:
    await hall.play("essai", "collect")
    await said(hall, 5)
    await hall.vote("Quel jour ?", "approval", options=DAYS)
    receipt = await record(hall, "1", 2)
    assert "⚠️" not in receipt.text
    ballot = await hall.lead.press(receipt, "ballot.open")
    assert fr.n("in_room.recorded", 2, said=5) in ballot.text
    ballot = await hall.lead.choose(ballot, "ballot.tick", "2")
    form = await hall.lead.press(ballot, "room.several")
    assert '"value": "3"' in json.dumps(form.form)
    receipt = await hall.lead.fill(form, people="4")
    assert fr.n("in_room.beyond", 6, said=5) in receipt.text, "recorded all the same"
    page = await said(hall, 6)
    assert "⚠️" not in page.text


@pytest.mark.parametrize("people", ["", "-1", "1000", "cinq", "٣", "9" * 3000])
async def test_what_is_no_number_of_people_is_given_back(hall: Room, people: str) -> None:
    await hall.play("essai", "collect")
    told = await send_form(hall, hall.lead, "in_room.numbered:1", {"people": people})
    assert fr("in_room.number_wrong", least=0, most=999) in told.text
    page = await opened(hall)
    assert fr("in_room.unsaid") in page.text
    assert fr("button.in_room_say") in buttons(page)


async def test_only_those_who_lead_say_who_is_in_the_room(hall: Room) -> None:
    await hall.play("essai", "collect")
    ben = hall.person("Ben")
    for pressed in ("in_room.open:1", "in_room.number:1"):
        assert (await press_id(hall, ben, hall.card, pressed)).text == fr("session.not_facilitator")
    told = await send_form(hall, ben, "in_room.numbered:1", {"people": "9"})
    assert fr("session.not_facilitator") in told.text
    page = await opened(hall)
    assert fr("in_room.unsaid") in page.text
