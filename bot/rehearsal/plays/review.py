"""A review typed in the channel: what to keep, drop and try."""

from __future__ import annotations

from collections import Counter

from bot.rehearsal.scene import Play, Scene
from bot.workshop.kinds import Collect


async def act(scene: Scene) -> None:
    """Play *Keep, drop, try*: each message begins with the mark of its column."""
    t = scene.t
    recipe = scene.stage.bot.library.recipes["keep-drop-try"]
    columns = next(s.marked(t.language) for s in recipe.steps if isinstance(s, Collect))
    await scene.started("keep-drop-try")
    scene.chapter_of_step()
    typed: Counter[tuple[str, str | None]] = Counter()
    for rank, text in enumerate(scene.script.review):
        person = scene.people[rank % len(scene.people)]
        await person.say(scene.room.channel, text)
        await scene.stage.later(15)
        typed[text[1:].strip(), columns[text[0]]] += 1
        if rank < 4:
            scene.tell(t("rehearsal.review.typed", who=person.name, text=text))
    scene.card()
    await scene.next()
    scene.card()
    await scene.end()
    scene.summary()
    found = Counter((p["text"], p["column"]) for p in scene.document()["postits"])
    scene.same("columns", typed, found)
    scene.proves(t.n("rehearsal.review.proved", typed.total()))


PLAY = Play("review", act)
