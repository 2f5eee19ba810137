"""An option is never named without its column, its theme or its dimension."""

from __future__ import annotations

import json

from bot.rehearsal.stage import Person
from bot.workshop.language import Language
from tests.discord.acting import Room, fr, options, rows
from tests.discord.vote.test_results import files
from tests.discord.wall.test_pictures import pictures

MAILS = "les mails de relance à 22 h"
NAMED = f"Jeter · {MAILS}"
DOTS = f"**{fr.n('ballot.dots', 2)}** · `1` {NAMED}"


async def mails(hall: Room) -> list[Person]:
    """A review in which the mails, under *Jeter*, are about to be voted on."""
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    await hall.play("keep-drop-try", "collect")
    for text in (f"- {MAILS}", "+ le café"):
        await people[0].say(hall.channel, text)
    await hall.go("vote")
    return people


async def test_a_column_stands_with_the_option_wherever_it_is_read(hall: Room) -> None:
    people = await mails(hall)
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        assert options(ballot, "ballot.put")["1"] == f"1 · {NAMED}"
        ballot = await person.choose(ballot, "ballot.put", "1")
        ballot = await person.choose(ballot, "ballot.put", "1")
        assert options(ballot, "ballot.take")["1"].endswith(NAMED)
        assert DOTS in ballot.text
        assert DOTS in (await person.press(ballot, "ballot.cast")).text
    await hall.steer("lead.next")
    await hall.end()
    told = await pictures(hall.stage.messages(hall.channel))
    (shown,) = [one for one in told if "🏆" in one.text]
    assert shown.text.count(MAILS) == shown.text.count(NAMED) == 2, "first, and in the list"
    summary = hall.texts[-1]
    assert summary.count(MAILS) == summary.count(NAMED) > 0
    (report,), (data,) = await files(hall, ".md"), await files(hall, ".json")
    decided, _, rest = report.decode().partition("## ")[2].partition("## ")
    assert NAMED in decided + rest
    (vote,) = json.loads(data)["votes"]
    assert vote["labels"] == {"1": NAMED, "2": "Garder · le café"}


async def test_a_column_that_changes_before_anyone_votes_is_the_new_one(hall: Room) -> None:
    awa = hall.person("Awa", Language.ENGLISH)
    await hall.play("keep-drop-try", "collect")
    said = await awa.say(hall.channel, f"- {MAILS}")
    await awa.say(hall.channel, "+ le café")
    await hall.go("vote")
    await awa.edit(said, f"? {MAILS}")
    ballot = await awa.press(hall.card, "ballot.open")
    assert options(ballot, "ballot.put")["1"] == f"1 · Essayer · {MAILS}"
    await hall.put_dots(awa, "1")
    await awa.edit(said, f"+ {MAILS}")
    ballot = await awa.press(hall.card, "ballot.open")
    assert f"Essayer · {MAILS}" in ballot.text, "what was cast is what it was"


async def test_the_tied_options_that_the_facilitator_chooses_among_have_their_column(
    hall: Room,
) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    await hall.play("keep-drop-try", "collect")
    for text in (f"- {MAILS}", "+ le café"):
        await people[0].say(hall.channel, text)
    await hall.go("reveal")
    await hall.vote("Lequel ?", "dots", about="postits", tie="facilitator")
    for person in people:
        await hall.put_dots(person, "1", "2")
    await hall.steer("vote.close")
    await hall.steer("vote.close_yes")
    menu = await hall.lead.press(hall.panel, "vote.settle")
    assert list(options(menu, "vote.settled").values()) == [f"1 · {NAMED}", "2 · Garder · le café"]
    hall.panel = await hall.lead.choose(menu, "vote.settled", "0")
    await hall.stage.later(10)
    assert any(f"1 · {NAMED}" in text for text in hall.texts[-3:])


async def test_a_theme_stands_with_its_post_its(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("brainstorm", "collect")
    await hall.write(awa, "un four", "un vélo")
    await hall.go("group")
    await hall.lead.command(hall.channel, "theme move", postit="un four", theme="Manger")
    await hall.vote("Lequel ?", "dots", about="postits")
    said = {o["label"]: o["theme"] or None for o in rows(hall.path, "SELECT * FROM vote_options")}
    assert said == {"un four": "Manger", "un vélo": None}
    labels = options(await awa.press(hall.card, "ballot.open"), "ballot.put").values()
    assert sorted(label.split(" · ", 1)[1] for label in labels) == ["un four (Manger)", "un vélo"]
