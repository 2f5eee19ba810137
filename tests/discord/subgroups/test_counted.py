"""Who is counted when groups are made or made again: nobody who was told so is left out."""

from __future__ import annotations

import pytest

from bot.rehearsal.gathering import Voices
from bot.rehearsal.stage import Person, text_of
from tests.discord.acting import Room, fr, ids_of, options, rows
from tests.discord.subgroups.meeting import SOON, card_of, formed, gathered, lead, number_of, write


def seated(hall: Room) -> set[int]:
    """Return who is in a group of the step under way."""
    found = rows(
        hall.path,
        "SELECT m.user_id FROM group_members AS m JOIN small_groups AS g ON g.id = m.group_id"
        " WHERE g.step_id = ?",
        hall.open_step()["id"],
    )
    return {row["user_id"] for row in found}


async def again(hall: Room) -> str:
    hall.panel = await lead(hall, "subgroup.again")
    hall.panel = await hall.lead.press(hall.panel, "subgroup.again_yes")
    await hall.stage.later(SOON)
    return hall.panel.text


async def late(hall: Room, person: Person) -> None:
    await person.press(await person.press(hall.card, "subgroup.mine"), "subgroup.here")
    await hall.stage.later(SOON)


async def test_groups_are_made_again_of_those_who_are_in_their_rooms(hall: Room) -> None:
    people = await formed(hall, 4, voice=True)
    outside = hall.person("Zoé")  # not in voice: she joined the smallest group
    await late(hall, outside)
    told = await again(hall)
    assert fr.n("count.people", 5) in told
    assert seated(hall) == {person.id for person in (*people, outside)}
    voices = Voices(hall.stage, hall.server)
    there = {voices.of(person) for person in people}
    assert voices.of(hall.lead) not in there, "nobody is sent back to the meeting"


async def test_groups_are_made_again_by_whoever_leads_from_a_room(hall: Room) -> None:
    people = await formed(hall, 4, voice=True)
    voices = Voices(hall.stage, hall.server)
    home = voices.of(hall.lead)
    await hall.lead.member.leave_voice()
    places = await voices.places(hall.channel)
    await hall.lead.member.join_voice(places[number_of(hall, people[0])][0])
    await again(hall)
    assert seated(hall) == {person.id for person in people}
    (round_,) = rows(hall.path, "SELECT home_id FROM group_rounds")
    assert round_["home_id"] == home, "people come back to the meeting, not to a room"


async def test_who_left_voice_is_not_dealt_again(hall: Room) -> None:
    people = await formed(hall, 4, voice=True)
    await people[0].member.leave_voice()
    await hall.stage.later(SOON)
    await again(hall)
    assert seated(hall) == {person.id for person in people[1:]}


async def test_who_says_here_outside_voice_is_in_a_group_of_a_meeting_in_voice(hall: Room) -> None:
    people = await gathered(hall, 4, voice=True)
    outside = hall.person("Zoé")
    told = await outside.press(hall.card, "subgroup.here")
    assert told.text == fr("subgroups.here_told")
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    home = Voices(hall.stage, hall.server).of(hall.lead)
    where = fr("subgroups.in_voice_or_not", channel=f"<#{home}>")
    assert fr.n("subgroups.present", 5, where=where, groups="").rstrip() in hall.panel.text
    await lead(hall, "subgroup.form")
    await hall.stage.later(SOON)
    assert seated(hall) == {person.id for person in (*people, outside)}
    assert str(outside.id) in text_of(await card_of(hall, outside))


async def test_who_wrote_and_is_not_there_after_all_is_in_no_group(hall: Room) -> None:
    await hall.play("1-2-4-tous", "collect")
    awa, *others = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
    for person in (awa, *others):
        await hall.write(person, f"une idée de {person.name}")
    await hall.go("subgroups")
    told = await awa.press(await awa.press(hall.card, "subgroup.here"), "subgroup.here")
    assert told.text == fr("subgroups.here_not")
    await lead(hall, "subgroup.form")
    assert seated(hall) == {person.id for person in others}


async def test_who_only_asks_not_to_be_moved_has_a_group_and_its_thread(hall: Room) -> None:
    people = await gathered(hall, 2)
    still = hall.person("Zoé")
    told = await still.press(hall.card, "subgroup.stay")
    assert told.text == fr("subgroups.stays")
    await lead(hall, "subgroup.form")
    await hall.stage.later(SOON)
    assert seated(hall) == {person.id for person in (*people, still)}


async def test_who_asks_not_to_be_moved_too_late_is_offered_a_group(hall: Room) -> None:
    await formed(hall, 4, voice=True)
    still = hall.person("Zoé")
    told = await still.press(hall.card, "subgroup.stay")
    assert fr("subgroups.late_offer") in told.text
    await still.press(told, "subgroup.here")
    await hall.stage.later(SOON)
    assert still.id in seated(hall)
    mine = await still.press(hall.card, "subgroup.mine")
    assert fr("subgroups.staying") in mine.text
    (undo,) = ids_of(mine, "subgroup.stay")
    told = await still.press(mine, custom_id=undo)
    assert fr("subgroups.stays_not") in told.text


async def test_brought_back_the_panel_says_that_the_next_step_sends_people_off(hall: Room) -> None:
    people = await formed(hall, 4, voice=True)
    await hall.lead.press(await lead(hall, "subgroup.back"), "subgroup.back_yes")
    await hall.stage.later(SOON)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr("subgroups.back_lead") in hall.panel.text
    assert fr("subgroups.next.merge") in hall.panel.text
    await hall.steer("lead.next")
    await hall.stage.later(SOON)
    voices = Voices(hall.stage, hall.server)
    assert voices.of(people[0]) != voices.of(hall.lead)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr("subgroups.next.merge") not in hall.panel.text


async def test_the_last_who_says_that_they_stay_at_a_table_does(hall: Room) -> None:
    people = await formed(hall, 8, "cafe")
    mates = [one for one in people if number_of(hall, one) == number_of(hall, people[0])]
    for person in mates[:2]:
        await person.press(await card_of(hall, person), custom_id=await offer(hall, person))
    card = text_of(await card_of(hall, people[0]))
    assert fr("subgroups.card.host", who=f"<@{mates[1].id}>") in card
    number = number_of(hall, mates[1])
    await mates[0].press(await card_of(hall, mates[0]), "subgroup.pen")
    await lead(hall, "lead.next")
    await hall.stage.later(SOON)
    assert number_of(hall, mates[1]) == number, "the card said so"
    assert number_of(hall, mates[0]) != number


async def offer(hall: Room, person: Person) -> str:
    return ids_of(await card_of(hall, person), "subgroup.host")[0]


@pytest.mark.parametrize("chooses", [True, False])
async def test_what_a_group_did_not_choose_is_not_told_as_its_choice(
    hall: Room, chooses: bool
) -> None:
    awa, *_ = await formed(hall, 4, "1-2-4-tous")
    await write(hall, awa, "un four", "un vélo", "une serre")
    await lead(hall, "lead.next")
    await hall.stage.later(SOON)
    if chooses:
        card = await card_of(hall, awa)
        first = next(iter(options(card, "subgroup.keep")))
        await awa.choose(card, "subgroup.keep", first)
    await lead(hall, "lead.next")
    await hall.stage.later(SOON)
    (told,) = [text for text in hall.texts if text.startswith("## 🧺")]
    assert (fr("subgroups.brought_unchosen") in told) is not chooses
    assert all(text in told for text in ("un four", "un vélo", "une serre")) is not chooses


async def test_a_table_is_called_so_on_its_card_and_in_its_room(hall: Room) -> None:
    (awa, *_) = await formed(hall, 4, "cafe", voice=True)
    voices = Voices(hall.stage, hall.server)
    number = number_of(hall, awa)
    place = voices.of(awa)
    assert place is not None
    title = "".join(voices.names()[place].split(" · ")[1:])
    called = fr("subgroups.table", number=number)
    assert voices.names()[place] == fr("gathering.name", group=called, title=title)
    assert fr("subgroups.table", number=number) in text_of(await card_of(hall, awa))


async def test_nobody_is_sent_alone_to_a_room_that_stood_before(hall: Room) -> None:
    awa, *others = await formed(hall, 4, voice=True)
    voices = Voices(hall.stage, hall.server)
    home = voices.of(hall.lead)
    mate = next(one for one in others if number_of(hall, one) == number_of(hall, awa))
    await mate.press(hall.card, "subgroup.stay")
    await hall.lead.press(await lead(hall, "subgroup.back"), "subgroup.back_yes")
    await hall.stage.later(SOON)
    await lead(hall, "subgroup.out")
    await hall.stage.later(SOON)
    assert {voices.of(awa), voices.of(mate)} == {home}, "both meet in the thread of their group"
    assert {voices.of(one) for one in others if one is not mate} != {home}
