"""Second thoughts while people vote: a post-it leaves the wall, what was cast stays what it was."""

from __future__ import annotations

from collections import Counter

from bot.rehearsal.crowd import words_in
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person
from bot.workshop.kinds import Collect

# What everyone dreads most stands under this mark: the second column, what is to be dropped.
_MARK = "-"


async def act(scene: Scene) -> None:
    """Everyone dots one post-it of *Drop*; its author deletes the message before the close."""
    t, room = scene.t, scene.room
    recipe = scene.stage.bot.library.recipes["keep-drop-try"]
    columns = next(s.marked(t.language) for s in recipe.steps if isinstance(s, Collect))
    await scene.started("keep-drop-try")
    texts = scene.script.review
    loved = next(rank for rank, text in enumerate(texts) if text.startswith(_MARK))
    author = scene.people[loved % len(scene.people)]
    said = [
        await scene.people[rank % len(scene.people)].say(room.channel, text)
        for rank, text in enumerate(texts)
    ]
    await room.go("vote")
    scene.chapter_of_step()
    words = texts[loved][1:].strip()
    dots: Counter[str] = Counter()
    held: Answer | None = None
    for person in scene.people:
        receipt = await _cast(scene, person, words, dots)
        held = held or receipt
    assert held is not None
    first = scene.people[0]
    scene.whisper(held, first)
    await author.delete(said[loved])
    await scene.stage.later(10)
    scene.tell(t("rehearsal.withdrawn.deleted", who=author.name))
    scene.card()
    scene.whisper(await first.press(held, "ballot.open"), first, lines=2)
    before = scene.said()
    await scene.next()
    await scene.stage.later(10)
    scene.show(scene.since(before)[0])
    await scene.end()
    posted = scene.document()
    (vote,) = posted["votes"]
    gone = {vote["labels"][name] for name in vote["withdrawn"]}
    scene.same("withdrawn options", {f"{columns[_MARK]} · {words}"}, gone)
    found = Counter({vote["labels"][n]: total for n, total in vote["result"]["totals"].items()})
    scene.same("dots", dots, +found)
    scene.same("wall", False, words in {postit["text"] for postit in posted["postits"]})
    scene.proves(t.n("rehearsal.withdrawn.proved", dots.total()))


async def _cast(scene: Scene, person: Person, words: str, dots: Counter[str]) -> Answer:
    """Have `person` put two dots on `words` and one elsewhere, and count them by their labels."""
    ballot = await person.press(scene.room.card, "ballot.open")
    menu = {option["value"]: option["label"] for option in ballot.options("ballot.put")}
    chosen = next(value for value, label in menu.items() if words in words_in(label))
    others = sorted((value for value in menu if value != chosen), key=int)
    other = scene.chance.choice(others)
    ballot = await person.choose(ballot, "ballot.put", chosen, other)
    ballot = await person.choose(ballot, "ballot.put", chosen)
    for value, number in ((chosen, 2), (other, 1)):
        dots[menu[value].split(" · ", 1)[-1]] += number
    return await person.press(ballot, "ballot.cast")


# Under three ballots, nothing is told.
PLAY = Play("withdrawn", act, least=3)
