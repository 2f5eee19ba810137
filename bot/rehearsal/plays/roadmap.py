"""The roadmap in detail: milestones completed and tied, a vote on where to begin, first steps."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot.rehearsal.crowd import Crowd
from bot.rehearsal.delivered import totals_of
from bot.rehearsal.road import Road
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.script import shipped_scenario

_TICKS = 3  # milestones that each person ticks


async def act(scene: Scene) -> None:
    """From post-its to milestones, from milestones to what is begun first, and by whom."""
    t, room = scene.t, scene.room
    crowd, road = Crowd(scene), Road(scene)
    await scene.started("backcasting", scenario=shipped_scenario(t.language))
    await room.go("collect")
    await crowd.write_all([m.postit for m in scene.script.milestones], minutes=5)
    await room.go("roadmap")
    scene.chapter_of_step()
    placed = await road.place()
    scene.whisper(await road.complete(t("rehearsal.roadmap.enabler")), room.lead)
    await scene.stage.later(10)
    scene.card(lines=20)
    await scene.next()
    scene.card()
    ticked = await _tick(scene)
    said = scene.said()
    await scene.next()
    scene.show(scene.since(said)[0])
    await scene.next()
    actions = await road.act(len(scene.script.actions), from_first=True)
    scene.card()
    await scene.end()
    scene.summary()
    posted = scene.document()
    crowd.found_in(posted)
    scene.same("milestones", placed, Counter(m["statement"] for m in posted["milestones"]))
    scene.same("ticks", ticked, _ticks(posted["votes"][-1]))
    scene.same("actions", actions, Counter(a["what"] for a in posted["actions"]))
    scene.proves(
        t(
            "rehearsal.roadmap.proved",
            milestones=placed.total(),
            ticks=ticked.total(),
            actions=actions.total(),
        )
    )


async def _tick(scene: Scene) -> Counter[str]:
    """Have people tick milestones and cast; return how many ticked each, by its number."""
    ticked: Counter[str] = Counter()
    for rank, person in enumerate(scene.people):
        ballot = await person.press(scene.room.card, "ballot.open")
        # In the order of the numbers: each person reads them in one of their own.
        numbers = sorted((o["value"] for o in ballot.options("ballot.tick")), key=int)
        chosen = scene.chance.sample(numbers, min(_TICKS, len(numbers)))
        ballot = await person.choose(ballot, "ballot.tick", *chosen)
        receipt = await person.press(ballot, "ballot.cast")
        if not rank:
            scene.whisper(receipt, person)
        ticked.update(chosen)
    await scene.stage.later(30)
    return ticked


def _ticks(vote: dict[str, Any]) -> Counter[str]:
    return Counter({option: n for option, n in totals_of(vote)["approvals"].items() if n})


# A vote under three ballots is not told.
PLAY = Play("roadmap", act, least=3, most=24)
