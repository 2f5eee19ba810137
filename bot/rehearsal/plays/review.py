"""A review typed in the channel: what to keep, drop and try, through a restart of the bot."""

from __future__ import annotations

from collections import Counter

from bot.rehearsal.scene import Play, Scene
from bot.workshop.kinds import Collect

# How a word processor pastes the items of a list: characters of its own fonts, tabs, levels.
_MARKS = ("\uf0b7\t", "\to\t", "\t\uf0a7\t")
_TOLD = 4  # of the messages, as they are typed


async def act(scene: Scene) -> None:
    """Play *Keep, drop, try*: each message begins with the mark of its column.

    Half of them are typed, and one is deleted, while the bot restarts.
    """
    t, channel = scene.t, scene.room.channel
    recipe = scene.stage.bot.library.recipes["keep-drop-try"]
    columns = next(s.marked(t.language) for s in recipe.steps if isinstance(s, Collect))
    await scene.started("keep-drop-try")
    scene.chapter_of_step()
    texts = scene.script.review
    by = [scene.people[rank % len(scene.people)] for rank in range(len(texts))]
    half = len(texts) // 2
    typed: Counter[tuple[str, str | None]] = Counter(
        (text[1:].strip(), columns[text[0]]) for text in texts[1:]
    )
    said = []
    for rank, (person, text) in enumerate(zip(by[:half], texts, strict=False)):
        said.append(await person.say(channel, text))
        await scene.stage.later(15)
        if rank < _TOLD:
            scene.tell(t("rehearsal.review.typed", who=person.name, text=text))
    await _paste(scene, typed, columns["?"])
    before = scene.said()
    async with scene.stage.stopped():
        for person, text in zip(by[half:], texts[half:], strict=True):
            await person.say(channel, text)
        await by[0].delete(said[0])
    await scene.stage.later(15)
    scene.tell(t("rehearsal.review.away", who=by[0].name))
    scene.show(scene.since(before)[-1])
    scene.card()
    await scene.next()
    scene.card()
    await scene.end()
    scene.summary()
    found = Counter((p["text"], p["column"]) for p in scene.document()["postits"])
    scene.same("columns", typed, found)
    scene.proves(t.n("rehearsal.review.proved", typed.total()))
    scene.proves(t.n("rehearsal.review.caught_up", len(texts) - half))


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
