"""The reference workshop, told short: it is the first thing that a newcomer sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.rehearsal.crowd import Crowd
from bot.rehearsal.delivered import totals_of
from bot.rehearsal.filing import Filing
from bot.rehearsal.notes import few_notes
from bot.rehearsal.road import Road
from bot.rehearsal.scene import MOST_PEOPLE, Play, Scene
from bot.rehearsal.script import shipped_scenario
from bot.rehearsal.stage import Person, has_buttons

_ACTIONS = 3
_EACH = 3  # post-its at least
_LEAST = 3  # people: a vote under three ballots is not told
_FILED = 0.9  # of what is written, at least


async def act(scene: Scene) -> None:
    """The story, silent post-its, the wall, themes, dots, the roadmap, actions, the summary."""
    crowd, road = Crowd(scene), Road(scene)
    filing = Filing(scene.room, scene.script.belongs, scene.chance)
    await _lobby(scene)
    await _story(scene)
    await _write(scene, crowd)
    await _read(scene)
    before = scene.lead.acts
    await _sort(scene, filing)
    await scene.next()
    led = scene.lead.acts - before  # from the wall that is read to the ballot
    await _vote(scene, crowd)
    milestones = await _roadmap(scene, road)
    actions = await _first_steps(scene, road)
    await scene.end()
    scene.summary(lines=5)
    posted = scene.document()
    crowd.found_in(posted)
    scene.proves(_sorted_found(scene, filing, posted, led))
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
    shipped = shipped_scenario(t.language)
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
    receipt = await crowd.write_all(ranks, minutes=9, each=_EACH)
    scene.whisper(receipt, scene.people[0])
    await scene.stage.later(30)
    scene.card(skip=1)


async def _read(scene: Scene) -> None:
    said = scene.said()
    await scene.next()
    wall = scene.since(said)
    scene.show(wall[0], lines=5)
    await scene.stage.later(5 * 60)


async def _sort(scene: Scene, filing: Filing) -> None:
    """Everyone takes handfuls until nothing is left; the leader places what they differ on."""
    t, who = scene.t, scene.lead.name
    await scene.next()
    await filing.begin(scene.script.themes)
    scene.tell(t("rehearsal.workshop.named", who=who, n=len(scene.script.themes)))
    sorters = await _handful(scene, filing, scene.people)
    first = scene.people[0]
    scene.whisper(filing.receipts[first.name], first, lines=1)
    while sorters:
        sorters = await _handful(scene, filing, sorters)
    await filing.send_all()
    placed, left = await filing.settle()
    if placed:
        scene.tell(t.n("rehearsal.workshop.settled", left, placed=placed, who=who))
    await scene.stage.later(10)
    scene.card(skip=2, lines=2)


async def _handful(scene: Scene, filing: Filing, people: Sequence[Person]) -> list[Person]:
    """Have each of `people` take a handful more; return those for whom there was one."""
    turn = scene.following(people, scene.t("rehearsal.sorting"))
    return await filing.take_turns(turn, len(scene.people) * 3 // 4)


async def _vote(scene: Scene, crowd: Crowd) -> None:
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


def _sorted_found(scene: Scene, filing: Filing, posted: dict[str, Any], led: int) -> str:
    """Compare the themes of the JSON with what people answered; return how the sorting went."""
    found = {theme["name"]: set(theme["postits"]) for theme in posted["themes"]}
    scene.same("themes", filing.themes, found)
    filed, right = sum(map(len, found.values())), filing.right_in(posted)
    written = len(posted["postits"])
    if filed < _FILED * written:
        scene.problems.append(f"{filed} of {written} post-its are in a theme")
    acts = sorted(filing.acts.values())
    return scene.t(
        "rehearsal.workshop.sorted",
        postits=written,
        filed=filed,
        right=right,
        median=acts[len(acts) // 2],
        most=acts[-1],
        led=led,
        who=scene.lead.name,
    )


def _dots_found(scene: Scene, crowd: Crowd, posted: dict[str, Any]) -> None:
    vote = posted["votes"][0]
    found = totals_of(vote)
    scene.same("dots", crowd.dots, Counter({o: n for o, n in found["dots"].items() if n}))
    scene.same("ballots", crowd.voters, found["ballots"])
    scene.same("turnout", crowd.voters, vote["turnout"])


PLAY = Play("workshop", act, least=_LEAST, most=MOST_PEOPLE)
