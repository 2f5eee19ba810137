"""Who may vote: a role, those in a voice channel, facilitators who ask, people in the room."""

from __future__ import annotations

from typing import Any

import pytest
from simcord import RoleHandle

from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, ids_of, options, rows
from tests.discord.forging import press_id, send_form
from tests.discord.routes import allow

DAYS = "Lundi ; Mardi"


async def tick(hall: Room, person: Person, *values: str) -> Answer:
    ballot = await person.press(hall.card, "ballot.open")
    return await person.press(await person.choose(ballot, "ballot.tick", *values), "ballot.cast")


async def close(hall: Room) -> str:
    """Close the vote from the panel; return the result."""
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    closing = await hall.lead.press(hall.panel, "vote.close")
    hall.panel = await hall.lead.press(closing, "vote.close_yes")
    return hall.results[-1]


async def test_a_role_alone_may_vote(hall: Room) -> None:
    role = hall.server.create_role("Conseil")
    awa = hall.stage.person(hall.server, "Awa", Language.FRENCH, [role])
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.vote("On signe ?", "approval", options=DAYS, role=role, voters=3)
    assert fr("vote.who.role", role=f"<@&{role.id}>") in hall.texts[-1]
    assert fr.n("vote.turnout_of", 0, size=3) in hall.texts[-1]
    told = await ben.press(hall.card, "ballot.open")
    assert (told.text, told.private) == (en("ballot.not_of_role", role=f"<@&{role.id}>"), True)
    forged = await press_id(hall, ben, hall.card, "ballot.cast:1:37870753")
    assert forged.text == en("ballot.not_of_role", role=f"<@&{role.id}>")
    assert fr("ballot.until_close") in (await tick(hall, awa, "1")).text
    await hall.stage.later(10)
    assert fr.n("vote.turnout_of", 1, size=3) in hall.texts[-1]


async def of_a_role(hall: Room, **asked: Any) -> tuple[RoleHandle, Person, Person]:
    """A vote for a role that one of two people has."""
    role = hall.server.create_role("Conseil")
    awa = hall.stage.person(hall.server, "Awa", Language.FRENCH, [role])
    ben = hall.person("Ben")
    await hall.vote("On signe ?", "approval", options=DAYS, role=role, **asked)
    await tick(hall, awa, "1")
    return role, awa, ben


async def delete(hall: Room, role: RoleHandle) -> None:
    hall.stage.env.backend.delete_role(hall.server.id, role.id)
    await hall.stage.later(10)


@pytest.mark.parametrize("away", [False, True])
async def test_a_role_that_is_deleted_is_told_and_who_votes_is_chosen_again(
    hall: Room, away: bool
) -> None:
    role, awa, ben = await of_a_role(hall)
    dead = f"<@&{role.id}>"
    if away:
        async with hall.stage.stopped():
            await delete(hall, role)
        await hall.stage.later(10)
    else:
        await delete(hall, role)
    assert fr("vote.role_gone") in hall.texts
    card = next(text for text in hall.texts if fr("vote.secret") in text)
    assert fr("vote.who.gone") in card
    assert dead not in "".join(hall.texts)
    for person in (awa, ben):
        told = await person.press(hall.card, "ballot.open")
        assert told.text == fr("ballot.role_gone")
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    asked = await hall.lead.press(hall.panel, "vote.who")
    assert fr("vote.who_question") in asked.text
    hall.panel = await hall.lead.press(asked, "vote.everyone")
    assert fr("vote.who_chosen") in hall.panel.text
    assert ids_of(hall.panel, "vote.who") == []
    await tick(hall, ben, "2")
    await hall.stage.later(10)
    assert fr.n("vote.turnout", 2) in "".join(hall.texts), "the ballot of before counts"


async def test_another_role_can_take_the_place_of_one_that_is_gone(hall: Room) -> None:
    other = hall.server.create_role("Bureau")
    role, awa, ben = await of_a_role(hall, voters=3, quorum="2/3", close="all")
    await delete(hall, role)
    step = hall.open_step()["id"]
    refused = await press_id(hall, ben, hall.card, f"vote.everyone:{step}")
    assert refused.text == fr("session.not_facilitator")
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    asked = await hall.lead.press(hall.panel, "vote.who")
    assert "@Bureau" in options(asked, "vote.role").values()
    hall.panel = await hall.lead.choose(asked, "vote.role", str(other.id))
    await hall.stage.later(10)
    assert fr("vote.who.role", role=f"<@&{other.id}>") in "".join(hall.texts)
    assert fr.n("vote.quorum", 2) in "".join(hall.texts), "the number of before stays"
    told = await awa.press(hall.card, "ballot.open")
    assert told.text == fr("ballot.not_of_role", role=f"<@&{other.id}>")
    again = await press_id(hall, hall.lead, hall.card, f"vote.everyone:{step}")
    assert again.text == fr("vote.role_there")


async def test_how_many_have_a_role_is_asked_of_discord(hall: Room) -> None:
    role = hall.server.create_role("Conseil")
    for name in ("Awa", "Ben"):
        hall.stage.person(hall.server, name, Language.FRENCH, [role])
    await hall.vote("On signe ?", "approval", options=DAYS, role=role, quorum="2/3", close="all")
    assert fr.n("vote.turnout_of", 0, size=2) in hall.texts[-1]
    assert fr.n("vote.quorum", 2) in hall.texts[-1]


@pytest.mark.parametrize("why", ["not allowed", "in trouble"])
async def test_a_role_of_unknown_size_is_no_number_to_wait_for(hall: Room, why: str) -> None:
    role = hall.server.create_role("Conseil")
    if why == "not allowed":
        allow(hall.stage.env, hall.server.id, manage_roles=False)
    else:
        hall.stage.env.inject_error("GET", "/guilds/*/roles/member-counts", status=500, times=2)
    await hall.vote("On signe ?", "approval", options=DAYS, role=role)
    assert fr.n("vote.turnout", 0) in hall.texts[-1]
    told = await hall.vote("On signe ?", "approval", options=DAYS, role=role, close="all")
    assert told.text == fr("asked.close_all")
    assert len(hall.stage.refused) == (0 if why == "not allowed" else 2)
    hall.stage.refused.clear()


async def test_the_role_of_everyone_is_everyone(hall: Room) -> None:
    everyone = hall.server.default_role
    await hall.vote("On signe ?", "approval", options=DAYS, role=everyone)
    assert "<@&" not in hall.texts[-1]


async def test_those_present_vote_and_late_ones_once_they_are_counted(hall: Room) -> None:
    lounge = hall.server.create_voice_channel("Le salon")
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    robot = hall.server.add_member(hall.stage.env.create_user("Robot", bot=True))
    for member in (awa.member, hall.lead.member, robot):
        await member.join_voice(lounge)
    await hall.vote("On signe ?", "approval", options=DAYS, voice=lounge, quorum="1/2")
    assert fr("vote.who.voice", channel=f"<#{lounge.id}>") in hall.texts[-1]
    assert fr.n("vote.turnout_of", 0, size=1) in hall.texts[-1], "neither Maëlle nor the robot"
    assert fr.n("vote.quorum", 1) in hall.texts[-1]
    await ben.member.join_voice(lounge)
    told = await ben.press(hall.card, "ballot.open")
    assert told.text == en("ballot.not_in_voice", channel=f"<#{lounge.id}>")
    counted = await hall.lead.press(hall.panel, "vote.present")
    assert fr.n("vote.present_added", 1) in counted.text
    assert fr.n("vote.present_now", 2) in counted.text
    again = await hall.lead.press(counted, "vote.present")
    assert fr.n("vote.present_added", 0) in again.text
    await tick(hall, ben, "1")
    await awa.member.leave_voice()
    await tick(hall, awa, "2")  # an elector who leaves the channel still is one
    await hall.stage.later(10)
    assert fr.n("vote.turnout_of", 2, size=2) in hall.texts[-1]


async def test_no_more_are_in_voice_than_the_members_of_whom_a_majority_is(hall: Room) -> None:
    lounge = hall.server.create_voice_channel("Le salon")
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    for person in people:
        await person.member.join_voice(lounge)
    settings = {"voice": lounge, "base": "members", "majority": "1/2"}
    told = await hall.vote("On signe ?", "yes_no", voters=2, **settings)
    assert fr("asked.more_than_members", voters=3, members=2) in told.text
    assert rows(hall.path, "SELECT * FROM sessions") == []
    await people[0].member.leave_voice()
    await hall.vote("On signe ?", "yes_no", voters=2, **settings)
    await people[0].member.join_voice(lounge)
    told = await hall.lead.press(hall.panel, "vote.present")
    assert fr("asked.more_than_members", voters=3, members=2) in told.text
    assert fr.n("vote.turnout_of", 0, size=2) in hall.texts[-1]


async def test_a_vote_of_an_empty_voice_channel_is_not_opened(hall: Room) -> None:
    lounge = hall.server.create_voice_channel("Le salon")
    await hall.lead.member.join_voice(lounge)
    told = await hall.vote("On signe ?", "yes_no", voice=lounge)
    assert told.text == fr("vote.nobody_in_voice", channel=f"<#{lounge.id}>")
    assert rows(hall.path, "SELECT * FROM sessions") == []


async def test_those_present_are_known_after_a_restart(hall: Room) -> None:
    lounge = hall.server.create_voice_channel("Le salon")
    awa = hall.person("Awa")
    await awa.member.join_voice(lounge)
    await hall.stage.restart()
    await hall.vote("On signe ?", "approval", options=DAYS, voice=lounge)
    assert fr.n("vote.turnout_of", 0, size=1) in hall.texts[-1]
    assert fr("ballot.until_close") in (await tick(hall, awa, "1")).text


@pytest.mark.parametrize("language", list(Language))
async def test_a_facilitator_votes_if_they_ask_to(hall: Room, language: Language) -> None:
    t = en if language is Language.ENGLISH else fr
    lead = hall.person("Inès", language)
    await lead.command(hall.channel, "vote open", question="?", method="approval", options=DAYS)
    told = await lead.press(hall.card, "ballot.open")
    assert told.text == t("ballot.facilitator")
    assert told.private
    refused = await press_id(hall, lead, hall.card, "ballot.cast:1:37870753")
    assert refused.text == t("ballot.facilitator")
    ballot = await lead.press(told, "ballot.me")
    await lead.press(await lead.choose(ballot, "ballot.tick", "1"), "ballot.cast")
    again = await lead.press(hall.card, "ballot.open")
    assert t("ballot.counts") in again.text, "asked once in a session"


async def test_a_facilitator_who_asks_is_counted_among_those_present(hall: Room) -> None:
    lounge = hall.server.create_voice_channel("Le salon")
    awa = hall.person("Awa")
    await awa.member.join_voice(lounge)
    await hall.lead.member.join_voice(lounge)
    await hall.vote("On signe ?", "approval", options=DAYS, voice=lounge, close="all")
    await hall.lead.press(await hall.lead.press(hall.card, "ballot.open"), "ballot.me")
    await tick(hall, awa, "1")
    assert hall.results == [], "Maëlle is waited for"
    await tick(hall, hall.lead, "1")
    assert len(hall.results) == 1


async def test_who_leads_by_a_role_is_not_waited_for_in_a_voice_channel(hall: Room) -> None:
    lounge = hall.server.create_voice_channel("Le salon")
    role = hall.server.create_role("Animation")
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings facilitators", role=role)
    paul = hall.stage.person(hall.server, "Paul", Language.FRENCH, [role])
    for person in (paul, hall.person("Awa")):
        await person.member.join_voice(lounge)
    await hall.vote("On signe ?", "approval", options=DAYS, voice=lounge)
    assert fr.n("vote.turnout_of", 0, size=1) in hall.texts[-1]
    told = await paul.press(hall.card, "ballot.open")
    assert told.text == fr("ballot.facilitator")
    await paul.press(told, "ballot.me")
    counted = await hall.lead.press(hall.panel, "vote.present")
    assert fr.n("vote.present_now", 2) in counted.text
    assert fr("ballot.until_close") in (await tick(hall, paul, "1")).text


@pytest.mark.parametrize("language", list(Language))
async def test_nobody_signs_a_ballot_without_knowing(hall: Room, language: Language) -> None:
    t = en if language is Language.ENGLISH else fr
    await hall.vote("On signe ?", "approval", options=DAYS, signed=True)
    assert fr("vote.signed_quick") in hall.texts[-1]
    ben = hall.person("Ben", language)
    ballot = await ben.press(hall.card, "ballot.open")
    assert t("ballot.signed") in ballot.text
    ballot = await ben.choose(ballot, "ballot.tick", "2")
    receipt = await ben.press(ballot, "ballot.cast")
    assert t("ballot.signed") in receipt.text
    await close(hall)
    told = await hall.lead.press(hall.card, "session.documents")
    (report,) = [file for file in told.shown.attachments if file.filename.endswith(".md")]
    assert "Ben" in (await report.read()).decode()


async def test_in_a_masked_session_every_vote_is_secret(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect", signing="masked")
    await hall.vote("On signe ?", "approval", options=DAYS, signed=True)
    assert fr("vote.secret") in hall.texts[-1]
    assert fr("ballot.signed") not in (await tick(hall, awa, "2")).text
    assert [row["voter_name"] for row in rows(hall.path, "SELECT * FROM ballots")] == [None]
    assert "Awa" not in await close(hall)


async def test_ballots_of_the_room_are_recorded_listed_and_taken_back(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.vote("Quel jour ?", "approval", options=DAYS)
    await tick(hall, awa, "1")
    ballot = await hall.lead.press(hall.panel, "ballot.open")
    assert fr("ballot.room") in ballot.text
    ballot = await hall.lead.choose(ballot, "ballot.tick", "2")
    receipt = await hall.lead.press(ballot, "room.one")
    assert fr.n("room.receipt", 1) in receipt.text
    assert "☑️ `2` Mardi" in receipt.text
    ballot = await hall.lead.press(receipt, "ballot.open")
    assert "☑️" not in ballot.text, "a new ballot, not the one just recorded"
    ballot = await hall.lead.choose(ballot, "ballot.tick", "1")
    form = await hall.lead.press(ballot, "room.several")
    assert form.form is not None
    receipt = await hall.lead.fill(form, people="12")
    assert fr.n("room.receipt", 12) in receipt.text
    await hall.stage.later(10)
    turnout = f"{fr.n('vote.turnout', 14)}, {fr.n('vote.turnout_room', 13)}"
    assert turnout in hall.texts[-1]
    listed = await hall.lead.press(receipt, "room.list")
    assert fr.n("room.recorded", 2) in listed.text
    found = {label: value for value, label in options(listed, "room.take").items()}
    (one,) = [value for label, value in found.items() if label.endswith(" 1)")]
    listed = await hall.lead.choose(listed, "room.take", one)
    assert fr("room.taken_back") in listed.text
    assert fr.n("room.recorded", 1) in listed.text
    await hall.stage.later(10)
    turnout = f"{fr.n('vote.turnout', 13)}, {fr.n('vote.turnout_room', 12)}"
    assert turnout in hall.texts[-1]
    assert "12" in await close(hall)


async def test_a_page_of_full_ballots_of_the_room_fits_a_message(hall: Room) -> None:
    days = [f"Jour {n} " + "*_~|" * 40 for n in range(1, 26)]
    await hall.vote("Quels jours ?", "approval", options=" ; ".join(days))
    numbers = [str(n) for n in range(1, 26)]
    answer = hall.panel
    for _ in range(25):
        ballot = await hall.lead.press(answer, "ballot.open")
        ballot = await hall.lead.choose(ballot, "ballot.tick", *numbers)
        answer = await hall.lead.press(ballot, "room.one")
    listed = await hall.lead.press(answer, "room.list")
    assert fr.n("room.recorded", 25) in listed.text
    assert len(options(listed, "room.take")) == 25


@pytest.mark.parametrize("people", ["0", "1000", "", "douze", "-3", "1.5", "٣"])
async def test_a_number_of_people_is_a_number(hall: Room, people: str) -> None:
    await hall.vote("Quel jour ?", "approval", options=DAYS)
    ballot = await hall.lead.press(hall.panel, "ballot.open")
    (several,) = ids_of(ballot, "room.several")
    seen = several.split(":")[-1]
    told = await send_form(hall, hall.lead, f"room.record:1:{seen}", {"people": people})
    assert fr("ballot.in_room_number", most=999) in told.text
    assert rows(hall.path, "SELECT * FROM ballots") == []


async def test_a_ballot_recorded_twice_by_one_press_is_recorded_once(hall: Room) -> None:
    await hall.vote("Quel jour ?", "approval", options=DAYS)
    ballot = await hall.lead.press(hall.panel, "ballot.open")
    (blank,) = ids_of(ballot, "room.one")
    first = await press_id(hall, hall.lead, ballot, blank)
    assert fr.n("room.receipt", 1) in first.text
    again = await press_id(hall, hall.lead, ballot, blank)
    assert fr("ballot.changed") in again.text
    assert len(rows(hall.path, "SELECT * FROM ballots")) == 1, "a blank ballot too"


async def test_only_facilitators_record_for_the_room(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.vote("Quel jour ?", "approval", options=DAYS)
    for custom_id in (
        "ballot.open:1:0::1",
        "room.one:1:37870753",
        "room.several:1:37870753",
        "room.list:1:0",
        "ballot.clear:1:0::1",
    ):
        told = await press_id(hall, ben, hall.card, custom_id)
        assert told.text == en("session.not_facilitator"), custom_id
    told = await send_form(hall, ben, "room.record:1:37870753", {"people": "9"})
    assert told.text.startswith(en("session.not_facilitator"))
    assert rows(hall.path, "SELECT * FROM ballots") == []


async def test_a_recorded_ballot_whose_receipt_was_lost_is_found_when_pressed_again(
    hall: Room,
) -> None:
    await hall.vote("Quel jour ?", "approval", options=DAYS)
    ballot = await hall.lead.press(hall.panel, "ballot.open")
    ballot = await hall.lead.choose(ballot, "ballot.tick", "2")
    (one,) = ids_of(ballot, "room.one")
    first = await press_id(hall, hall.lead, ballot, one)
    again = await press_id(hall, hall.lead, ballot, one)
    assert again.text == first.text
    assert fr.n("room.receipt", 1) in again.text
    assert len(rows(hall.path, "SELECT * FROM ballots")) == 1
