"""A post-it reworded while people vote: the count goes with the words that they voted on."""

from __future__ import annotations

import json

from bot.rehearsal.stage import Person
from tests.discord.acting import Room, fr, options
from tests.discord.vote.test_results import files
from tests.discord.wall.test_pictures import pictures

OLD, NEW = "la photocopieuse", "ne surtout pas garder la photocopieuse"
VOTED, NOW = f"Garder · {OLD}", f"Jeter · {NEW}"
BECAME = fr("result.reworded_one", option=VOTED, now=NOW)


async def reworded(hall: Room) -> list[Person]:
    """Three people vote for what Awa wrote; she then writes the contrary."""
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    await hall.play("keep-drop-try", "collect")
    said = await people[0].say(hall.channel, f"+ {OLD}")
    await people[0].say(hall.channel, "- les factures")
    await hall.go("vote")
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        await person.press(await person.choose(ballot, "ballot.put", "1"), "ballot.cast")
    await people[0].edit(said, f"- {NEW}")
    await hall.stage.later(10)
    return people


async def test_the_room_the_panel_and_the_voters_are_told(hall: Room) -> None:
    _, ben, _ = await reworded(hall)
    assert fr.n("vote.reworded", 1) in hall.texts[-1]
    panel = await hall.lead.press(hall.panel, "lead.panel")
    assert fr("vote.reworded_panel", options=BECAME) in panel.text
    ballot = await ben.press(hall.card, "ballot.open")
    assert fr("ballot.reworded_since", options=BECAME) in ballot.text
    assert options(ballot, "ballot.take")["1"].endswith(VOTED), "it is what he voted on"
    other = await hall.person("Dan").press(hall.card, "ballot.open")
    assert NEW not in other.text, "it is nothing to those who did not choose it"


async def test_no_text_credits_votes_to_words_that_nobody_voted_for(hall: Room) -> None:
    await reworded(hall)
    await hall.steer("lead.next")
    note = fr("result.reworded", options=BECAME)
    assert any(note in text for text in hall.texts)
    await hall.end()
    told = await pictures(hall.stage.messages(hall.channel))
    for alt in (alt for one in told for alt in one.alts):
        assert NEW not in alt
    assert note in hall.texts[-1], "the summary"
    (report,), (data,) = await files(hall, ".md"), await files(hall, ".json")
    line = next(one for one in report.decode().split("\n") if one.startswith(f"- **1.** {NEW}"))
    assert fr.n("report.dots_before", 3, text=VOTED) in line
    assert fr.n("report.dots", 3) + "*" not in line
    document = json.loads(data)
    (vote,) = document["votes"]
    assert vote["labels"]["1"] == VOTED
    assert next(p for p in document["postits"] if p["number"] == 1)["dots"] is None
