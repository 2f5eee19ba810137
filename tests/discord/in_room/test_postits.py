"""Post-its for people in the room: theirs, not the facilitator's."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Answer
from tests.discord.acting import Room, en, fr, options, rows
from tests.discord.forging import press_id, send_form
from tests.discord.in_room.test_number import opened, posted, said


async def write(hall: Room, *ideas: str) -> Answer:
    """Have the leader write for the room, from its page."""
    page = await opened(hall)
    form = await hall.lead.press(page, "postit.add")
    return await hall.lead.fill(form, ideas="\n".join(ideas))


async def test_what_the_room_says_is_signed_by_the_room_and_counted_once(hall: Room) -> None:
    await hall.play("essai", "collect")
    await said(hall, 5)
    await hall.write(hall.person("Awa"), "un vélo")
    receipt = await write(hall, "un four", "une fête", "un car")
    assert fr.n("postit.kept_in_room", 3) in receipt.text
    assert fr.n("postit.room_so_far", 3) in receipt.text
    await hall.stage.later(10)
    told = f"**{fr.n('count.postits', 4)}** · {fr.n('count.people', 4)}"
    assert told in hall.texts[-1], "three of the five in the room wrote, at the most"
    await hall.go("reveal")
    wall = "\n".join(hall.texts)
    assert wall.count(f"— *{fr('in_room.signature')}*") == 3
    assert "Maëlle" not in wall
    await hall.end()
    await hall.stage.later(30)
    found = await posted(hall)
    authors = sorted(postit["author"] for postit in found["postits"])
    assert authors == ["Awa", *[fr("in_room.signature")] * 3]
    assert (found["participants"], found["participants_in_room"]) == (6, 5)
    assert fr.n("report.people_in_room", 6, room=5) in "\n".join(hall.texts)


async def test_what_the_room_says_late_joins_the_wall(hall: Room) -> None:
    await hall.play("essai", "collect")
    await said(hall, 5)
    await hall.write(hall.person("Awa"), "un vélo")
    await hall.go("reveal")
    receipt = await write(hall, "un four")
    assert fr.n("postit.kept_in_room", 1) in receipt.text
    found = rows(hall.path, "SELECT text, number FROM postits ORDER BY number")
    assert [tuple(row) for row in found] == [("un vélo", 1), ("un four", 2)]


async def test_they_are_not_among_ones_own_and_whoever_leads_changes_them(hall: Room) -> None:
    await hall.play("essai", "collect")
    await said(hall, 2)
    await write(hall, "un four", "un vélo")
    mine = await hall.lead.press(hall.card, "postit.mine")
    assert fr("mine.none") in mine.text
    page = await opened(hall)
    listed = await hall.lead.press(page, "postit.mine")
    assert fr.n("mine.title_in_room", 2) in listed.text
    (four,) = [v for v, label in options(listed, "postit.pick").items() if label == "un four"]
    one = await hall.lead.choose(listed, "postit.pick", four)
    form = await hall.lead.press(one, "postit.edit")
    one = await hall.lead.fill(form, idea="un four à pain")
    assert fr("postit.changed") in one.text
    listed = await hall.lead.press(one, "postit.withdraw")
    assert fr.n("mine.title_in_room", 1) in listed.text
    assert hall.postits() == ["un vélo"]
    ines = hall.person("Inès")
    await hall.lead.command(hall.channel, "session facilitator", member=ines.member)
    (left,) = options(listed, "postit.pick")
    gone = await press_id(hall, ines, hall.card, f"postit.withdraw:{left}")
    assert fr("mine.none_in_room") in gone.text
    page = await said(hall, 0)
    assert fr("in_room.set_none") in page.text


async def test_each_person_in_the_room_may_write_as_many_as_anyone(hall: Room) -> None:
    await hall.play("ciel", "collect")
    await said(hall, 3)
    receipt = await write(hall, "brume", "soleil", "pluie", "vent")
    assert fr.n("postit.kept_in_room", 3) in receipt.text
    assert fr.n("postit.too_many_in_room", 1) in receipt.text
    await said(hall, 4)
    form = await hall.lead.press(receipt, "postit.add")
    receipt = await hall.lead.fill(form, ideas="vent")
    assert fr.n("postit.room_so_far", 4) in receipt.text


async def test_in_a_masked_session_the_room_carries_no_name(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect", signing="masked")
    page = await said(hall, 5)
    assert fr("in_room.masked") in page.text
    await write(hall, "un four")
    await hall.write(awa, "un vélo")
    await hall.stage.later(10)
    assert fr("collect.masked_few") in hall.texts[-1], "those who lead know what the room said"
    (first, second) = rows(hall.path, "SELECT author, author_name FROM postits ORDER BY text")
    assert {first["author_name"], second["author_name"]} == {None}
    assert not {first["author"], second["author"]} & {"0", str(awa.id), str(hall.lead.id)}
    await hall.go("reveal")
    await hall.steer("lead.back")
    receipt = await write(hall, "une fête")
    assert fr.n("postit.waits", 2) not in receipt.text
    await hall.end()
    await hall.stage.later(30)
    assert fr("in_room.signature") + "*" not in "\n".join(hall.texts)
    found = await posted(hall)
    assert {postit["author"] for postit in found["postits"]} == {None}
    assert (found["participants"], found["participants_in_room"]) == (6, 5)


async def test_in_an_english_session_the_room_signs_in_english(hall: Room) -> None:
    await hall.play("essai", "collect", language="en")
    await said(hall, 2)
    await write(hall, "an oven")
    assert rows(hall.path, "SELECT author_name FROM postits")[0][0] == en("in_room.signature")


@pytest.mark.parametrize("leads", [False, True])
async def test_nobody_writes_for_a_room_that_was_not_said_or_is_not_theirs(
    hall: Room, leads: bool
) -> None:
    await hall.play("essai", "collect")
    if not leads:
        await said(hall, 5)
        await write(hall, "un four")
    person = hall.lead if leads else hall.person("Ben")
    why = "in_room.nobody" if leads else "session.not_facilitator"
    told = await press_id(hall, person, hall.card, "postit.add:1:1")
    assert fr(why) in told.text
    told = await send_form(hall, person, "postit.form:1:1", {"ideas": "un vélo"})
    assert fr(why) in told.text
    assert hall.postits() == ([] if leads else ["un four"])
    if not leads:
        listed = await press_id(hall, person, hall.card, "postit.mine:1:0:1")
        assert fr(why) in listed.text
        (ours,) = rows(hall.path, "SELECT id FROM postits")
        gone = await press_id(hall, person, hall.card, f"postit.withdraw:{ours['id']}")
        assert fr("postit.not_yours") in gone.text


async def test_as_long_as_the_room_has_post_its_someone_is_in_it(hall: Room) -> None:
    await hall.play("essai", "collect")
    await said(hall, 1)
    await write(hall, "un four")
    told = await said(hall, 0)
    assert fr("in_room.wrote") in told.text
