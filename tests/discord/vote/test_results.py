"""From the ballots of three people to the result in the channel and the file that recounts it."""

from __future__ import annotations

import json
from typing import Any

import discord
import pytest

from bot.workshop.sessions.session import RETENTION
from bot.workshop.vote.methods import Method
from tests.discord.acting import Room, en, fr
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_methods import CASES
from tests.discord.wall.test_pictures import Shown, pictures
from tests.tally.voting import answer


async def counted(hall: Room, name: str, **asked: Any) -> Shown:
    """A vote by one of the cases, three people voting alike; the message of its result."""
    case = CASES[name]
    question = "Que faire du terrain ?"
    await hall.vote(question, case.method, **case.asked, **asked)
    for person in (hall.person(f"Personne {rank}") for rank in range(3)):
        ballot = await case.fill(person, await person.press(hall.card, "ballot.open"), fr)
        await person.press(ballot, "ballot.cast")
    await close(hall)
    told = await pictures(hall.stage.messages(hall.channel))
    return next(shown for shown in told if f"## {question}" in shown.text)


async def files(hall: Room, suffix: str) -> list[bytes]:
    """The documents of a session, by the end of their names: those in the channel, or those that
    who opened a vote alone has when they ask."""
    messages = hall.stage.messages(hall.channel)
    sent = [file for message in messages for file in message.attachments]
    if not any(file.filename.endswith(".json") for file in sent):
        told = await hall.lead.press(hall.card, "session.documents")
        sent = list(told.shown.attachments)
    return [await file.read() for file in sent if file.filename.endswith(suffix)]


@pytest.mark.parametrize("name", CASES)
async def test_a_result_is_told_drawn_and_recounted(hall: Room, name: str) -> None:
    shown = await counted(hall, name)
    method = Method(CASES[name].method)
    assert fr("result.kicker", method=fr(f"result.method.{method.value}")) in shown.text
    assert fr.n("result.voted", 3) in shown.text
    assert fr.n("result.secret", RETENTION.days) in shown.text
    (alt,) = shown.alts
    assert "Que faire du terrain" in alt
    assert fr.n("result.voted", 3) not in alt, "the text says it"
    (data,) = await files(hall, ".json")
    (again,) = answer(json.loads(data))["votes"]
    assert again["as_stated"] is True
    assert again["method"] == method.value
    (report,) = await files(hall, ".md")
    assert fr(f"result.method.{method.value}") in report.decode()
    assert "Personne 0" not in report.decode()


async def test_a_lot_is_told_with_its_seed_and_drawn_again_from_the_file(hall: Room) -> None:
    shown = await counted(hall, "approval", tie="lot")
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    second = vote["second_rule"]
    assert f"`{second['seed']}:{second['winner']}`" in shown.text
    assert fr("result.mark.lot") in shown.text
    (again,) = answer(json.loads(data))["votes"]
    assert again["lot"][0] == second["winner"]
    assert again["as_stated"] is True


async def test_a_signed_vote_says_so_and_its_report_names_people(hall: Room) -> None:
    shown = await counted(hall, "approval", signed=True)
    assert fr("result.signed_quick") in shown.text
    assert "Personne 0" not in shown.text
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert [cast["name"] for cast in vote["voters"]] == [f"Personne {n}" for n in range(3)]
    (report,) = await files(hall, ".md")
    assert "- **Personne 0**\u00a0: n° 1, n° 3" in report.decode()


async def test_two_secret_ballots_are_told_nowhere(hall: Room) -> None:
    await hall.vote("Que faire du terrain ?", "approval", options="Un potager ; Une serre")
    for person in (hall.person(f"Personne {rank}") for rank in range(2)):
        ballot = await person.press(hall.card, "ballot.open")
        ballot = await person.choose(ballot, "ballot.tick", "1")
        await person.press(ballot, "ballot.cast")
    await close(hall)
    (told,) = hall.results
    assert fr("result.too_few") in told
    assert "potager" not in told
    assert await pictures(hall.stage.messages(hall.channel)) == []
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert (vote["ballots"], vote["result"], vote["second_rule"]) == (None, None, None)


async def test_in_english_it_is_told_in_english(hall: Room) -> None:
    rights = discord.Permissions(manage_guild=True)
    role = hall.server.create_role("Admin", permissions=rights)
    ines = hall.stage.person(hall.server, "Inès", roles=[role])
    await ines.command(hall.channel, "settings language", language="en")
    shown = await counted(hall, "majority_judgment")
    assert en("result.kicker", method=en("result.method.majority_judgment")) in shown.text
    assert "To reject" in shown.text


async def test_coordinators_who_were_not_there_see_the_picture_of_the_result(hall: Room) -> None:
    await hall.manager("Inès").command(
        hall.channel, "settings coordinators", channel=hall.coordination
    )
    await hall.play("essai", "collect")
    await hall.write(hall.lead, "un four", "un vélo")
    await hall.go("vote")
    for name in ("Awa", "Ben", "Cléo"):
        await hall.put_dots(hall.person(name), "1")
    await hall.end()
    (read,) = hall.stage.messages(hall.coordination)
    room = hall.stage.messages(hall.channel)[-1]
    pictures = [
        [file.filename for file in message.attachments if file.filename.endswith(".png")]
        for message in (room, read)
    ]
    assert len(pictures[1]) == len(pictures[0]) + 1
