"""Strong resistances are asked for their reason: beside the ballot, read with the result."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.rehearsal.stage import Answer, Person, found, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, rows
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_results import files

WRITTEN = {
    "question": "Que fait-on de la salle le dimanche ?",
    "options": "L'ouvrir à tout le quartier\nLa louer\nEn faire un café",
    "minutes": "10",
}
OPEN, RENT, CAFE, NOTHING = "1", "2", "3", "4"


async def cast(hall: Room, person: Person, **given: str) -> Answer:
    """Someone gives resistances and puts the ballot in the box; their receipt."""
    ballot = await person.press(hall.card, "ballot.open")
    ballot = await person.fill(await person.press(ballot, "ballot.form"), **given)
    return await person.press(ballot, "ballot.cast")


async def say(person: Person, shown: Answer, **texts: str) -> Answer:
    """Someone says why, in the form that a ballot in the box offers."""
    return await person.fill(await person.press(shown, "reason.say"), **texts)


def told(hall: Room) -> str:
    """What the room reads of strong resistances; empty where it reads nothing."""
    texts = [text_of(message) for message in hall.stage.messages(hall.channel)]
    return next((text for text in texts if f"## {fr('result.reasons')}" in text), "")


async def test_whoever_resists_strongly_is_asked_once_their_ballot_is_in_the_box(
    hall: Room,
) -> None:
    await hall.decide("resistance", **WRITTEN)
    assert fr("vote.resistance_reasons", strong=8) in text_of(hall.card)
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    # To decide nothing is no proposal: nobody reworks it.
    receipt = await cast(hall, awa, **{OPEN: "7", RENT: "0", CAFE: "7", NOTHING: "10"})
    assert not found(receipt, "reason.say")
    receipt = await cast(hall, ben, **{OPEN: "8", RENT: "0", CAFE: "10", NOTHING: "5"})
    assert en.n("resistance.reason.asked", 2, strong=8) in receipt.text
    form = await ben.press(receipt, "reason.say")
    assert {part["component"]["custom_id"] for part in (form.form or {})["components"]} == {
        OPEN,
        CAFE,
    }
    kept = await ben.fill(form, **{OPEN: "", CAFE: "Une cuisine fermée à clé"})
    assert en("resistance.reason.kept", strong=8) in kept.text
    assert "Une cuisine fermée à clé" in kept.text
    # It is found again with the ballot, to be changed or emptied.
    ballot = await ben.press(kept, "ballot.open")
    assert "Une cuisine fermée à clé" in ballot.text
    emptied = await say(ben, ballot, **{OPEN: "", CAFE: ""})
    assert en("resistance.reason.none_now") in emptied.text
    assert rows(hall.path, "SELECT reasons FROM cast_ballots WHERE reasons IS NOT NULL") == []


async def voted(hall: Room, **written: Any) -> Sequence[Person]:
    """Four people have voted, two say why they resist; the vote is open."""
    await hall.decide("resistance", **{**WRITTEN, **written})
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé", "Dries")]
    for person, given in zip(people, ("9", "10", "0", "3"), strict=True):
        receipt = await cast(hall, person, **{OPEN: given, RENT: "1", CAFE: "2", NOTHING: "5"})
        if given in ("9", "10"):
            await say(person, receipt, **{OPEN: f"Pas le matin, dit @everyone {given} `fois`"})
    return people


async def test_reasons_are_read_with_the_result_each_under_its_proposal_of_nobody(
    hall: Room,
) -> None:
    people = await voted(hall)
    assert "Pas le matin" not in " ".join(hall.texts)
    await close(hall)
    shown = told(hall)
    assert "**`1` L'ouvrir à tout le quartier** — " + fr.n("result.resistance.strong", 2) in shown
    for given in ("9", "10"):
        assert shown.count(f"dit @\u200beveryone {given} \\`fois\\`") == 1
    assert not any(person.name in shown for person in people)
    assert fr("result.reasons_next", option="«\xa0La louer\xa0»") in shown
    kept = rows(hall.path, "SELECT voter_id, voter_name, in_room FROM resistance_reasons")
    assert {tuple(row) for row in kept} == {(None, None, 0)}
    (report,) = await files(hall, ".md")
    assert fr("report.vote.reasons", strong=8) in report.decode()
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert len(vote["reasons"]) == 2
    assert {(one["option"], one["author"]) for one in vote["reasons"]} == {("1", None)}
