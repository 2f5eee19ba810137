"""Two sessions of a series: the second opens with what the first one left to do."""

from __future__ import annotations

import json
from typing import Any

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person

_WEEKS = 3 * 7 * 86400


async def act(scene: Scene) -> None:
    """Play one session that ends with three actions, a reminder, and the session that follows."""
    t, (first, second, *_) = scene.t, scene.people
    await scene.started("keep-drop-try", title=t("rehearsal.series.before"))
    await _decide(scene)
    await scene.room.go("actions")
    scene.chapter_of_step()
    for who, what in ((first, "oven"), (first, "hall"), (second, "logo")):
        await _propose(scene, who, t(f"rehearsal.series.{what}"))
    scene.card()
    await scene.end()
    listed = await first.command(scene.room.channel, "action list")
    scene.tell(t("rehearsal.series.asks", who=first.name))
    scene.whisper(await first.press(listed, "todo.remind"), first, lines=2)
    await scene.stage.later(_WEEKS)

    (found,) = await scene.lead.member.autocomplete(
        scene.room.channel, "session new", "continue", ""
    )
    scene.tell(t("rehearsal.series.continues", who=scene.lead.name))
    options = {"title": t("rehearsal.series.after"), "continue": str(found["value"])}
    await scene.started("brainstorm", **options)
    scene.chapter_of_step()
    scene.card()
    scene.tell(t("rehearsal.series.says", who=first.name))
    await _says(scene, first, "oven", "done")
    scene.tell(t("rehearsal.series.leads", who=scene.lead.name))
    await _says(scene, scene.lead, "hall", "dropped")
    told = await _says(scene, scene.lead, "logo", "going_on")
    scene.whisper(told, scene.lead, lines=4)
    await scene.stage.later(10)
    scene.card()
    await scene.end()
    scene.summary(short=True)

    before, after = (_read(document) for document in scene.delivered.documents())
    said = {t("rehearsal.series.oven"): "done", t("rehearsal.series.hall"): "dropped"}
    said[t("rehearsal.series.logo")] = "going_on"
    scene.same("actions", set(said), {action["what"] for action in before["actions"]})
    scene.same("states", said, {one["what"]: one["said"] for one in after["followed"]})
    place = (t("rehearsal.series.before"), 2)
    scene.same("people", 2, after["participants"])
    scene.same("series", place, (after["series"]["title"], after["series"]["rank"]))
    scene.proves(t("rehearsal.series.proved"))

    word = t("rehearsal.series.word")
    scene.tell(t("rehearsal.series.searches", who=scene.lead.name, word=word))
    answer = await scene.lead.command(scene.room.channel, "summary search", words=word)
    scene.whisper(answer, scene.lead, lines=4)
    about = t("memory.about.decision")
    line = next((one for one in answer.text.split("\n") if about in one), "")
    scene.same("decision", True, t("rehearsal.series.bold") in line)
    scene.proves(t("rehearsal.series.found"))


async def _decide(scene: Scene) -> None:
    """Have two ideas typed, and one of them come first in the vote."""
    room, t = scene.room, scene.t
    for person, idea in zip(scene.people, ("market", "meetings"), strict=False):
        await person.say(room.channel, t(f"rehearsal.series.{idea}"))
    await scene.stage.later(15)
    await room.go("vote")
    for person in scene.people:
        ballot = await person.press(room.card, "ballot.open")
        chosen = next(
            option["value"]
            for option in ballot.options("ballot.put")
            if t("rehearsal.series.market")[2:20] in option["label"]
        )
        await person.press(await person.choose(ballot, "ballot.put", chosen), "ballot.cast")


async def _propose(scene: Scene, who: Person, what: str) -> None:
    form = await who.press(scene.room.card, "action.add")
    await who.fill(form, what=what, member=[who.member], due="")


async def _says(scene: Scene, who: Person, what: str, said: str) -> Answer:
    """Have someone say on the card what became of an action."""
    page = await who.press(scene.room.card, "todo.list")
    text = scene.t(f"rehearsal.series.{what}")
    (chosen,) = (o["value"] for o in page.options("todo.pick") if text in o["label"])
    one = await who.choose(page, "todo.pick", chosen)
    rank = ("done", "going_on", "dropped").index(said)
    (button,) = (
        part["custom_id"]
        for part in one.found("todo.said")
        if part["custom_id"].split(":")[2] == str(rank)
    )
    return await who.press(one, custom_id=button)


def _read(document: bytes) -> dict[str, Any]:
    return dict(json.loads(document))


PLAY = Play("series", act, least=3)
