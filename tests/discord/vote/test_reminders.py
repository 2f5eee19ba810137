"""Reminders: private, once for a vote, to those who have not voted, and to nobody else."""

from __future__ import annotations

import json
from pathlib import Path

from bot.rehearsal.stage import Person, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, fr, rows
from tests.discord.sessions.test_delivery import lose_answers
from tests.discord.vote.test_electors import close, tick

DAYS = "Lundi ; Mardi"


def letters(person: Person) -> list[str]:
    """What the bot wrote to someone in private messages."""
    return [text_of(message) for message in person.member.user.dm_channel.history()]


async def gathered(hall: Room, *names: str) -> list[Person]:
    """A session in which people took part, and a vote that is open in it."""
    people = [hall.person(name) for name in names]
    await hall.play("essai", "collect")
    for person in people:
        await hall.write(person, f"une idée de {person.name}")
    await hall.vote("Quel jour ?", "approval", options=DAYS)
    return people


async def remind(hall: Room) -> str:
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    hall.panel = await hall.lead.press(hall.panel, "vote.remind")
    await hall.stage.later(30)
    return hall.panel.text


async def test_those_who_have_not_voted_are_reminded_once_in_private(hall: Room) -> None:
    awa, ben, cleo = await gathered(hall, "Awa", "Ben", "Cléo")
    stranger = hall.person("Zoé")
    await tick(hall, awa, "1")
    await hall.stage.later(10)
    before = hall.texts
    told = await remind(hall)
    assert fr.n("vote.reminded", 2) in told
    assert "Ben" not in told
    for person in (ben, cleo):
        (letter,) = letters(person)
        assert "> Quel jour ?" in letter
        assert f"/{hall.channel.id}/{hall.card.id})" in letter, "the way to the card"
        assert fr("vote.awaited_once") in letter
    assert [letters(person) for person in (awa, hall.lead, stranger)] == [[], [], []]
    assert hall.texts == before, "nothing shows in the channel"
    assert fr("vote.nobody_to_remind") in await remind(hall)
    assert len(letters(ben)) == 1


async def test_the_command_reminds_too(hall: Room) -> None:
    awa, ben = await gathered(hall, "Awa", "Ben")
    await tick(hall, awa, "1")
    told = await hall.lead.command(hall.channel, "vote remind")
    assert (told.text, told.private) == (fr.n("vote.reminded", 1), True)
    await hall.stage.later(30)
    assert (len(letters(awa)), len(letters(ben))) == (0, 1)


async def test_who_prepared_a_ballot_and_forgot_to_cast_it_is_reminded(hall: Room) -> None:
    await hall.vote("Quel jour ?", "approval", options=DAYS)
    awa, ben = hall.person("Awa"), hall.person("Ben")
    for person in (awa, ben):
        await person.choose(await person.press(hall.card, "ballot.open"), "ballot.tick", "1")
    await ben.press(await ben.press(hall.card, "ballot.open"), "ballot.cast")
    assert fr.n("vote.reminded", 1) in await remind(hall)
    assert (len(letters(awa)), len(letters(ben))) == (1, 0)


async def test_who_votes_before_the_letter_leaves_is_left_alone(hall: Room) -> None:
    awa, ben = await gathered(hall, "Awa", "Ben")
    hall.stage.env.inject_error("POST", "/users/@me/channels", status=500, times=1)
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    await hall.lead.press(hall.panel, "vote.remind")
    await tick(hall, awa, "1")
    await hall.stage.later(60)
    assert (len(letters(awa)), len(letters(ben))) == (0, 1)
    hall.stage.refused.clear()


async def test_nobody_is_reminded_of_a_vote_that_has_closed(hall: Room) -> None:
    awa, _ = await gathered(hall, "Awa", "Ben")
    hall.stage.env.inject_error("POST", "/users/@me/channels", status=500, times=1)
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    await hall.lead.press(hall.panel, "vote.remind")
    await close(hall)
    await hall.stage.later(600)
    assert letters(awa) == []
    assert rows(hall.path, "SELECT * FROM outbox") == []
    hall.stage.refused.clear()


async def test_closed_private_messages_hold_back_nobody(hall: Room) -> None:
    awa, ben = await gathered(hall, "Awa", "Ben")
    shut = awa.member.user.dm_channel.id
    hall.stage.env.inject_error(
        "POST", f"/channels/{shut}/messages", status=403, code=50007, times=None
    )
    told = await remind(hall)
    assert fr.n("vote.reminded", 2) in told
    assert (letters(awa), len(letters(ben))) == ([], 1)
    assert [refused for refused in hall.stage.refused if "50007" not in refused] == []
    hall.stage.refused.clear()
    seen = await hall.lead.press(hall.panel, "lead.panel")
    assert "⚠️" not in seen.text, "the room's channel is as open as before"


async def test_a_role_is_looked_at_before_a_letter_leaves(hall: Room) -> None:
    role = hall.server.create_role("Conseil")
    awa = hall.stage.person(hall.server, "Awa", Language.FRENCH, [role])
    ben = hall.person("Ben")
    await hall.play("essai", "collect")
    for person in (awa, ben):
        await hall.write(person, "une idée")
    await hall.vote("Quel jour ?", "approval", options=DAYS, role=role)
    await remind(hall)
    assert (len(letters(awa)), len(letters(ben))) == (1, 0)


async def test_in_a_voice_channel_electors_who_took_part_alone_are_reminded(hall: Room) -> None:
    lounge = hall.server.create_voice_channel("Le salon")
    awa, ben, zoe = hall.person("Awa"), hall.person("Ben"), hall.person("Zoé")
    for person in (awa, zoe):
        await person.member.join_voice(lounge)
    await hall.play("essai", "collect")
    for person in (awa, ben):
        await hall.write(person, f"une idée de {person.name}")
    await hall.vote("Quel jour ?", "approval", options=DAYS, voice=lounge)
    assert fr.n("vote.reminded", 1) in await remind(hall)
    assert [len(letters(person)) for person in (awa, ben, zoe)] == [1, 0, 0]


async def test_votes_one_after_the_other_write_to_nobody_who_took_part_in_nothing(
    hall: Room,
) -> None:
    lounge = hall.server.create_voice_channel("Le salon")
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    for person in people:
        await person.member.join_voice(lounge)
    anyone = hall.person("Dan")
    for _ in range(12):
        asked = {"question": "Alors ?", "method": "yes_no", "voice": lounge}
        await anyone.command(hall.channel, "vote open", **asked)
        told = await anyone.command(hall.channel, "vote remind")
        assert told.text == fr("vote.nobody_to_remind")
        closing = await anyone.command(hall.channel, "vote close")
        await anyone.press(closing, "vote.close_yes")
    await hall.stage.later(60)
    assert [letters(person) for person in people] == [[], [], []]


async def test_one_person_is_written_to_three_times_a_day_over_all_votes(hall: Room) -> None:
    awa, ben = await gathered(hall, "Awa", "Ben")
    told = [await remind(hall)]
    for _ in range(3):
        await hall.vote("Et encore ?", "approval", options=DAYS)
        told.append(await remind(hall))
    assert [fr.n("vote.reminded", 2) in text for text in told] == [True, True, True, False]
    spared = fr("vote.reminded_enough", most=3)
    assert [spared in text for text in told] == [False, False, False, True]
    assert "Awa" not in told[-1]
    assert (len(letters(awa)), len(letters(ben))) == (3, 3)
    await hall.stage.later(24 * 3600)
    await hall.vote("Et le lendemain ?", "approval", options=DAYS)
    assert fr.n("vote.reminded", 2) in await remind(hall)
    assert (len(letters(awa)), len(letters(ben))) == (4, 4)
    kept = rows(hall.path, "SELECT count(*) AS n FROM private_reminders")
    assert kept[0]["n"] == 2, "what is older than a day is forgotten"


async def test_votes_and_reminders_in_the_same_instant_write_no_more_often(hall: Room) -> None:
    awa, ben = await gathered(hall, "Awa", "Ben")
    told = []
    for _ in range(5):
        await hall.lead.command(hall.channel, "vote open", question="Et encore ?", method="yes_no")
        told.append((await hall.lead.command(hall.channel, "vote remind")).text)
    assert [fr.n("vote.reminded", 2) in text for text in told] == [True] * 3 + [False] * 2
    await hall.stage.later(60)
    assert (len(letters(awa)), len(letters(ben))) == (3, 3)


async def test_a_facilitator_who_asked_to_vote_is_reminded_like_anyone(hall: Room) -> None:
    await gathered(hall, "Awa")
    await hall.lead.press(await hall.lead.press(hall.card, "ballot.open"), "ballot.me")
    ballot = await hall.lead.press(hall.card, "ballot.open")
    await hall.lead.choose(ballot, "ballot.tick", "1")
    assert fr.n("vote.reminded", 2) in await remind(hall)
    assert len(letters(hall.lead)) == 1


async def test_a_letter_whose_sending_was_not_noted_is_not_sent_twice(hall: Room) -> None:
    (awa,) = await gathered(hall, "Awa")
    await hall.stage.later(30)
    lose_answers(hall, 1)
    await remind(hall)
    await hall.stage.restart()
    await hall.stage.later(600)
    assert len(letters(awa)) == 1
    hall.stage.refused.clear()


async def test_letters_left_at_a_stop_leave_after_it(hall: Room) -> None:
    (awa,) = await gathered(hall, "Awa")
    hall.stage.env.inject_error("POST", "/users/@me/channels", status=500, times=1)
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    await hall.lead.press(hall.panel, "vote.remind")
    await hall.stage.restart()
    await hall.stage.later(60)
    assert len(letters(awa)) == 1
    hall.stage.refused.clear()


async def test_who_was_reminded_is_forgotten_with_raw_data(hall: Room) -> None:
    (awa,) = await gathered(hall, "Awa")
    await remind(hall)
    assert str(awa.id) in reminded(hall.path)
    await hall.end()
    await hall.stage.later(91 * 24 * 3600)
    assert str(awa.id) not in reminded(hall.path)


def reminded(path: Path) -> str:
    """All that the file says of who was reminded, or is to be."""
    kept = rows(path, "SELECT user_id FROM ballot_reminders")
    kept += rows(path, "SELECT user_id FROM private_reminders")
    written = rows(path, "SELECT payload FROM outbox")
    return json.dumps([*(row["user_id"] for row in kept), *(row["payload"] for row in written)])
