"""A vote that is left and found again: the ballots are kept, and the room chooses what it is on."""

from __future__ import annotations

from collections import Counter

from bot.rehearsal.crowd import Crowd
from bot.rehearsal.delivered import totals_of
from bot.rehearsal.plays.themes import to_sort
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.script import shipped_scenario
from bot.rehearsal.sorting import Sorting


async def act(scene: Scene) -> None:
    """A vote on themes is set aside, two themes are merged, and the vote comes back."""
    t, room, name = scene.t, scene.room, scene.lead.name
    crowd, table = Crowd(scene), Sorting(scene)
    await scene.started("backcasting", scenario=shipped_scenario(t.language))
    await room.go("collect")
    await crowd.write_all(to_sort(scene.script), minutes=5)
    await room.go("group")
    second, third = scene.script.searches[1:]
    for search in scene.script.searches:
        await table.gather(search)
    await room.vote(t("rehearsal.coming_back.question"), "dots", about="themes", dots=2)
    await scene.stage.later(1)
    scene.chapter_of_step()
    scene.card()
    cast: Counter[str] = Counter()
    for person in scene.people:
        given = scene.chance.sample(("1", "2", "3"), 2)
        await room.put_dots(person, *given)
        cast.update(given)
    scene.tell(t("rehearsal.coming_back.doubt", name=third.name, into=second.name))
    await _leave(scene, "lead.skip")
    await scene.stage.later(1)
    scene.chapter_of_step()
    await table.list_themes()
    await table.merge(second, third)
    await table.leave()
    scene.tell(t("rehearsal.coming_back.merged", who=name))
    await _leave(scene, "lead.back")
    scene.tell(t("rehearsal.coming_back.kept", who=name))
    await scene.stage.later(1)
    said = scene.said()
    await _leave(scene, "lead.next")
    await scene.stage.later(10)
    scene.show(scene.since(said)[0])
    await scene.end()
    posted = scene.document()
    (vote,) = (v for v in posted["votes"] if v["on"] == "themes")
    scene.same("dots", cast, Counter(totals_of(vote)["dots"]))
    table.found_in(posted)
    scene.proves(t.n("rehearsal.coming_back.proved", len(scene.people)))


async def _leave(scene: Scene, verb: str) -> None:
    """Have the leader press a control, show what they are asked first, and have them say yes."""
    room = scene.room
    asked = await room.lead.press(room.panel, verb)
    scene.whisper(asked, room.lead)
    yes = str(asked.found("lead.leave")[0]["custom_id"])
    room.panel = await room.lead.press(asked, custom_id=yes)


# A vote under three ballots is not told.
PLAY = Play("coming_back", act, least=3)
