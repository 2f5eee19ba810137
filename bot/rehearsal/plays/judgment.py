"""A vote that nobody planned: in the middle of a discussion, options are judged with grades."""

from __future__ import annotations

from collections import Counter

from bot.rehearsal.delivered import totals_of
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.script import ScriptedOption
from bot.rehearsal.stage import Answer, Person


async def act(scene: Scene) -> None:
    """Notes are taken, a majority judgment is opened with one command, and the talk comes back."""
    t, room, poll = scene.t, scene.room, scene.script.poll
    await scene.started("brainstorm")
    await room.go("discuss")
    scene.chapter_of_step()
    for note in scene.script.notes:
        form = await room.lead.press(room.panel, "note.add")
        await room.lead.fill(form, note=note.text)
        await scene.stage.later(90)
    scene.card()
    scene.tell(t("rehearsal.judgment.question", who=room.lead.name))
    options = " ; ".join(option.text for option in poll.options)
    await room.vote(poll.question, "majority_judgment", options=options, minutes=5)
    await scene.stage.later(1)
    scene.chapter_of_step()
    scene.card()
    cast: Counter[tuple[str, str]] = Counter()
    for rank, person in enumerate(scene.people):
        receipt, given = await _grade(scene, person, poll.options)
        cast.update(given.items())
        if not rank:
            scene.whisper(receipt, person)
    said = scene.said()
    await room.steer("vote.close")
    await room.steer("vote.close_yes")
    await scene.stage.later(10)
    scene.show(scene.since(said)[0])
    scene.tell(t("rehearsal.judgment.back"))
    scene.chapter_of_step()
    await scene.end()
    (vote,) = (v for v in scene.document()["votes"] if v["method"] == "majority_judgment")
    totals = totals_of(vote)
    grades = totals["grades"].items()
    found = Counter({(o, grade): n for o, given in grades for grade, n in given.items() if n})
    scene.same("grades", cast, found)
    scene.same("ballots", len(scene.people), totals["ballots"])
    scene.proves(t.n("rehearsal.judgment.proved", len(scene.people)))


async def _grade(
    scene: Scene, person: Person, options: tuple[ScriptedOption, ...]
) -> tuple[Answer, dict[str, str]]:
    """Have `person` grade each option and cast; return the receipt, and the grades as exported."""
    ballot = await person.press(scene.room.card, "ballot.open")
    form = await person.press(ballot, "ballot.form")
    assert form.form is not None
    fields = [label["component"] for label in form.form["components"]]
    asked = {field["custom_id"]: field["options"] for field in fields}
    given: dict[str, str] = {}
    chosen: dict[str, str] = {}
    for number, option in enumerate(options, start=1):
        grades = asked[str(number)]
        # Best first in the menu; a better liked option is drawn nearer to the top.
        place = round(scene.chance.triangular(0, len(grades) - 1, 9 - option.appeal))
        grade = grades[min(max(0, place), len(grades) - 1)]
        chosen[str(number)] = grade["value"]
        given[str(number)] = grade["label"].rsplit(" ", 1)[0]  # its square comes after its words
    ballot = await person.fill(form, **chosen)
    return await person.press(ballot, "ballot.cast"), given


# A vote under three ballots is not told.
PLAY = Play("judgment", act, least=3, most=24)
