"""Sorting the wall: likenesses suggested, themes made, renamed, merged, undone and redone."""

from __future__ import annotations

from bot.rehearsal.crowd import Crowd
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.script import Script, shipped_scenario
from bot.rehearsal.sorting import Sorting


async def act(scene: Scene) -> None:
    """One suggestion is accepted, another refused; then themes, as people call them out."""
    t, name = scene.t, scene.lead.name
    crowd, table = Crowd(scene), Sorting(scene)
    await scene.started("backcasting", scenario=shipped_scenario(t.language))
    await scene.room.go("collect")
    await crowd.write_all(to_sort(scene.script), minutes=5)
    await scene.room.go("group")
    scene.chapter_of_step()
    await table.suggestions()
    scene.whisper(table.shown, scene.lead)
    await table.accept()
    scene.tell(t("rehearsal.themes.accepted", who=name))
    scene.whisper(table.shown, scene.lead)
    await table.refuse()
    scene.tell(t("rehearsal.themes.refused", who=name))
    first, second, third = scene.script.searches
    for search in scene.script.searches:
        await table.gather(search)
        await scene.stage.later(60)
        scene.tell(t("rehearsal.themes.gathered", name=search.name))
    await table.rename(first)
    scene.tell(t("rehearsal.themes.renamed", name=first.renamed))
    await table.merge(second, third)
    scene.tell(t("rehearsal.themes.merged", name=third.name, into=second.name))
    scene.whisper(table.shown, scene.lead)
    said = scene.said()
    await table.publish()
    await scene.stage.later(10)
    scene.card()
    scene.show(scene.since(said)[0])
    await scene.end()
    posted = scene.document()
    crowd.found_in(posted)
    table.found_in(posted)
    scene.proves(t("rehearsal.themes.proved", n=len(table.themes), postits=crowd.postits.total()))


def to_sort(script: Script) -> list[int]:
    """Return the ranks of what is called out: each theme's post-its, and two near-duplicates."""
    words = [search.word.casefold() for search in script.searches]
    texts = [postit.text.casefold() for postit in script.postits]
    said = [rank for rank, text in enumerate(texts) if any(word in text for word in words)]
    return list(dict.fromkeys([*said, len(texts) - 2, len(texts) - 1]))


PLAY = Play("themes", act, least=3)
