"""The reference workshop, told short: it is the first thing that a newcomer sees."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot.rehearsal.crowd import Crowd
from bot.rehearsal.delivered import totals_of
from bot.rehearsal.notes import few_notes
from bot.rehearsal.road import Road
from bot.rehearsal.scene import MOST_PEOPLE, Play, Scene
from bot.rehearsal.sorting import Sorting
from bot.rehearsal.stage import has_buttons

_ACTIONS = 3
_EACH = 3  # post-its at least
_LEAST = 3  # people: a vote under three ballots is not told


async def act(scene: Scene) -> None:
    """The story, silent post-its, the wall, themes, dots, the roadmap, actions, the summary."""
    crowd, table, road = Crowd(scene), Sorting(scene), Road(scene)
    await _lobby(scene)
    await _story(scene)
    await _write(scene, crowd)
    await _read(scene)
    await _sort(scene, table)
    await _vote(scene, crowd)
    milestones = await _roadmap(scene, road)
    actions = await _first_steps(scene, road)
    await scene.end()
    scene.summary(lines=5)
    posted = scene.document()
    crowd.found_in(posted)
    table.found_in(posted)
    _dots_found(scene, crowd, posted)
    scene.same("milestones", milestones, Counter(m["statement"] for m in posted["milestones"]))
    scene.same("actions", actions, Counter(a["what"] for a in posted["actions"]))
    scene.proves(
        scene.t(
            "rehearsal.workshop.proved",
            postits=crowd.postits.total(),
            ballots=crowd.voters,
            dots=crowd.dots.total(),
        )
    )


async def _lobby(scene: Scene) -> None:
    """The shipped scenario is given a recording, then the session is opened on it."""
    t, lead, room = scene.t, scene.lead, scene.room
    scene.chapter(t("rehearsal.workshop.lobby"))
    shipped = f"adere-2032.{t.language.value}"
    scenario = scene.stage.bot.library.scenarios[shipped]
    bench = await lead.command(
        room.channel,
        "backcast new",
        title=scenario.title,
        organisation=scenario.organisation,
        origin=scenario.origin,
        horizon=scenario.horizon,
        language=t.language.value,
        **{"from": shipped},
    )
    form = await lead.press(bench, "backcast.media")
    sound = (f"{t('rehearsal.sound')}.wav", few_notes())
    bench = await lead.fill(form, file=sound, transcript=t("rehearsal.transcript"))
    await lead.press(bench, "backcast.save")
    offered = await lead.member.autocomplete(
        room.channel, "session new", "scenario", scenario.title
    )
    ours = next(str(one["value"]) for one in offered if one["value"] != shipped)
    scene.tell(t("rehearsal.workshop.opened", who=lead.name))
    title = scene.script.session_title
    await room.open("backcasting", scenario=ours, title=title, language=t.language.value)
    scene.whisper(room.panel, lead, lines=4)


async def _story(scene: Scene) -> None:
    said = len(scene.stage.messages(scene.room.channel))
    await scene.room.steer("lead.start")
    scene.chapter_of_step()
    await scene.stage.later(360)
    told = scene.stage.messages(scene.room.channel)[said:]
    story = [message for message in told if message.attachments or not has_buttons(message)]
    for rank, message in enumerate(story):
        scene.show(message, lines=2 if rank else 3)


async def _write(scene: Scene, crowd: Crowd) -> None:
    await scene.next()
    ranks = list(range(len(scene.script.postits)))
    scene.chance.shuffle(ranks)
    receipt = await crowd.write_all(_sortable_first(scene, ranks), minutes=9, each=_EACH)
    scene.whisper(receipt, scene.people[0])
    await scene.stage.later(30)
    scene.card(skip=1)


def _sortable_first(scene: Scene, ranks: list[int]) -> list[int]:
    """Put first what the themes need, so that it is written however few people there are."""
    words = [search.word.casefold() for search in scene.script.searches]
    texts = [postit.text.casefold() for postit in scene.script.postits]
    needed = [next(rank for rank in ranks if word in texts[rank]) for word in words]
    return list(dict.fromkeys([*needed, *ranks]))


async def _read(scene: Scene) -> None:
    said = scene.said()
    await scene.next()
    wall = scene.since(said)
    scene.show(wall[0], lines=5)
    await scene.stage.later(5 * 60)


async def _sort(scene: Scene, table: Sorting) -> None:
    t = scene.t
    await scene.next()
    for search in scene.script.searches:
        await table.gather(search)
        await scene.stage.later(60)
    await table.publish()
    await scene.stage.later(10)
    scene.tell(t("rehearsal.workshop.sorted", who=scene.lead.name))
    scene.card(skip=1)


async def _vote(scene: Scene, crowd: Crowd) -> None:
    await scene.next()
    voters = scene.people[: max(_LEAST, len(scene.people) * 11 // 12)]
    half = len(voters) // 2
    receipt = await crowd.cast(voters[:half])
    scene.whisper(receipt, voters[0], lines=5, short=True)
    scene.tell(scene.t("rehearsal.workshop.restart", n=half))
    await scene.stage.restart()
    await crowd.cast(voters[half:])
    await scene.stage.later(60)


async def _roadmap(scene: Scene, road: Road) -> Counter[str]:
    said = scene.said()
    await scene.room.steer("lead.next")
    await scene.stage.later(1)
    scene.show(scene.since(said)[0], skip=2, lines=4)
    scene.chapter_of_step()
    placed = await road.place()
    await scene.stage.later(10)
    scene.card(skip=1, lines=19, short=True)
    return placed


async def _first_steps(scene: Scene, road: Road) -> Counter[str]:
    """The facilitator goes past a vote and a discussion, which other plays show."""
    for verb in ("lead.next", "lead.skip", "lead.skip"):
        await scene.room.steer(verb)
    scene.chapter_of_step()
    scene.tell(scene.t("rehearsal.workshop.skipped", who=scene.lead.name))
    actions = await road.act(_ACTIONS)
    scene.card(skip=1)
    return actions


def _dots_found(scene: Scene, crowd: Crowd, posted: dict[str, Any]) -> None:
    vote = posted["votes"][0]
    found = totals_of(vote)
    scene.same("dots", crowd.dots, Counter({o: n for o, n in found["dots"].items() if n}))
    scene.same("ballots", crowd.voters, found["ballots"])
    scene.same("turnout", crowd.voters, vote["turnout"])


PLAY = Play("workshop", act, least=_LEAST, most=MOST_PEOPLE)
