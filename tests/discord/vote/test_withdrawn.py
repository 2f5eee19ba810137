"""A post-it withdrawn while people vote: the room, the panel, its voters and the result say so."""

from __future__ import annotations

import json

import pytest

from bot.rehearsal.stage import Person
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.forging import choose_id, press_id
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_results import files
from tests.discord.wall.test_pictures import pictures
from tests.tally.voting import answer

SINCE = fr.n("vote.withdrawn", 1)


async def voted(hall: Room, method: str = "dots") -> tuple[Person, Person, Person]:
    """A vote on two post-its of Awa; three people choose “la cantine”, Ben in English."""
    awa, ben, cleo = (
        hall.person("Awa"),
        hall.person("Ben", Language.ENGLISH),
        hall.person("Cléo"),
    )
    await hall.play("essai", "collect")
    await hall.write(awa, "la cantine", "le vélo")
    await hall.go("reveal")
    await hall.vote("Laquelle ?", method, about="postits")
    for person in (awa, ben, cleo):
        ballot = await person.press(hall.card, "ballot.open")
        ballot = await person.choose(ballot, menu_of(method), numbered(hall, "la cantine"))
        await person.press(ballot, "ballot.cast")
    return awa, ben, cleo


def menu_of(method: str) -> str:
    return {"dots": "ballot.put", "approval": "ballot.tick", "irv": "ballot.next"}[method]


def numbered(hall: Room, text: str) -> str:
    (found,) = rows(hall.path, "SELECT number FROM vote_options WHERE label = ?", text)
    return str(found["number"])


async def withdraw(hall: Room, person: Person, text: str) -> str:
    """Have `person` take their post-it back through their list; return what they read."""
    (found,) = rows(hall.path, "SELECT id FROM postits WHERE text = ?", text)
    told = await press_id(hall, person, hall.card, f"postit.withdraw:{found['id']}")
    await hall.stage.later(10)
    return told.text


async def test_everyone_who_is_concerned_is_told(hall: Room) -> None:
    awa, ben, _ = await voted(hall)
    other = hall.person("Dan")
    number = numbered(hall, "la cantine")
    opened = await other.press(hall.card, "ballot.open")
    (put,) = ids_of(opened, "ballot.put")
    assert fr("postit.stays_on_ballots") in await withdraw(hall, awa, "la cantine")
    assert SINCE in hall.texts[-1], "the room"
    assert "cantine" not in hall.texts[-1]
    panel = await hall.lead.press(hall.panel, "lead.panel")
    assert fr.n("vote.withdrawn_panel", 1, options=f"`{number}` la cantine") in panel.text
    assert not any(name in panel.text for name in ("Awa", "Ben", "Cléo"))
    mine = await ben.press(hall.card, "ballot.open")
    gone = en.n("ballot.withdrawn_since", 1, options=en("result.named", option="la cantine"))
    assert gone in mine.text, "in private, in their language"
    assert en("option.withdrawn", option="la cantine") in mine.text
    assert number not in options(mine, "ballot.put"), "nothing more is put on it"
    assert number in options(mine, "ballot.take"), "what lies there can be taken back"
    ballot = await other.press(hall.card, "ballot.open")
    assert "cantine" not in ballot.text, "it is nothing to those who did not choose it"
    told = await choose_id(hall, other, ballot, put, number)
    assert told.text.startswith("⚠️ " + fr("ballot.option_withdrawn"))
    moved = await ben.choose(mine, "ballot.take", number)
    assert gone in moved.text, "the box still holds it"
    assert en("ballot.earlier") in moved.text
    moved = await ben.choose(moved, "ballot.put", numbered(hall, "le vélo"))
    moved = await ben.press(moved, "ballot.cast")
    assert "cantine" not in (await ben.press(moved, "ballot.open")).text


async def test_the_result_says_that_what_comes_first_was_withdrawn(hall: Room) -> None:
    awa, *_ = await voted(hall)
    await withdraw(hall, awa, "la cantine")
    said = fr("option.withdrawn", option="la cantine")
    note = fr.n("result.withdrawn", 1, options=fr("result.named", option="la cantine"))
    number = numbered(hall, "la cantine")
    await close(hall)
    told = await pictures(hall.stage.messages(hall.channel))
    shown = next(one for one in told if "## Laquelle" in one.text)
    headline = next(line for line in shown.text.split("\n") if line.startswith("### 🏆"))
    assert said in headline
    assert note in shown.text
    await hall.end()
    summary = next(text for text in reversed(hall.texts) if said in text)
    assert note in summary
    (report,) = await files(hall, ".md")
    assert said in report.decode()
    (data,) = await files(hall, ".json")
    document = json.loads(data)
    (vote,) = document["votes"]
    assert (vote["withdrawn"], vote["labels"][number]) == ([number], "la cantine")
    assert vote["result"]["winners"] == [number]
    (again,) = answer(document)["votes"]
    assert again["as_stated"] is True
    assert "la cantine" not in {postit["text"] for postit in document["postits"]}


@pytest.mark.parametrize("method", ["approval", "irv"])
async def test_a_mark_stays_until_its_voter_takes_it_back(hall: Room, method: str) -> None:
    awa, ben, _ = await voted(hall, method)
    number = numbered(hall, "la cantine")
    await withdraw(hall, awa, "la cantine")
    mine = await ben.press(hall.card, "ballot.open")
    assert en("option.withdrawn", option="la cantine") in mine.text
    other = numbered(hall, "le vélo")
    if method == "approval":
        assert options(mine, "ballot.tick")[number].endswith(
            en("option.withdrawn", option="la cantine")
        )
        mine = await ben.choose(mine, "ballot.tick", number, other)
    else:
        mine = await ben.choose(mine, "ballot.next", other)
    receipt = await ben.press(mine, "ballot.cast")
    assert en("option.withdrawn", option="la cantine") in receipt.text
    mine = await ben.press(receipt, "ballot.open")
    mine = await ben.press(mine, "ballot.clear")
    assert number not in options(mine, menu_of(method)), "nor is it chosen again"
    assert buttons(mine)


async def test_its_author_knows_before_they_press(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    receipt = await hall.write(awa, "la cantine", "le vélo")
    await hall.go("vote")
    (found,) = rows(hall.path, "SELECT id FROM postits WHERE text = 'la cantine'")
    listed = await press_id(hall, awa, receipt, "postit.mine:1:0")
    before = await awa.choose(listed, "postit.pick", str(found["id"]))
    assert fr("postit.on_ballots") not in before.text
    await hall.put_dots(hall.person("Ben"), numbered(hall, "la cantine"))
    after = await awa.choose(
        await press_id(hall, awa, receipt, "postit.mine:1:0"), "postit.pick", str(found["id"])
    )
    assert fr("postit.on_ballots") in after.text
