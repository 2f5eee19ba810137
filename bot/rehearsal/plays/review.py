"""A review typed in the channel: what to keep, drop and try."""

from __future__ import annotations

from collections import Counter

from bot.rehearsal.scene import Play, Scene
from bot.workshop.kinds import Collect

# How a word processor pastes the items of a list: characters of its own fonts, tabs, levels.
_MARKS = ("\uf0b7\t", "\to\t", "\t\uf0a7\t")


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
    await _paste(scene, typed, columns["?"])
    scene.card()
    await scene.next()
    scene.card()
    await scene.end()
    scene.summary()
    found = Counter((p["text"], p["column"]) for p in scene.document()["postits"])
    scene.same("columns", typed, found)
    scene.proves(t.n("rehearsal.review.proved", typed.total()))


async def _paste(scene: Scene, typed: Counter[tuple[str, str | None]], column: str) -> None:
    """Paste the list of some minutes under the mark of a column: each item is a post-it."""
    person, items = scene.people[-1], scene.script.pasted
    marked = (mark + item for mark, item in zip(_MARKS, items, strict=True))
    # As older programs write an apostrophe.
    await person.say(scene.room.channel, "\n".join(["?", *marked]).replace("’", "\x92"))
    await scene.stage.later(15)
    typed.update((item, column) for item in items)
    scene.tell(scene.t("rehearsal.review.pasted", who=person.name, texts=" · ".join(items)))


PLAY = Play("review", act)
