"""Post-its as people live with them: hints, second thoughts, latecomers, answers to the wall."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot.rehearsal.crowd import Crowd, starts
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.script import shipped_scenario
from bot.rehearsal.stage import Answer, Person
from bot.workshop.tongues.rules import rules_of

_WRITTEN = 24  # of the post-its of the script
_REACTING = 6  # people


async def act(scene: Scene) -> None:
    """Write, be told that it slipped into the future, edit, withdraw, arrive late; then react."""
    t, room = scene.t, scene.room
    editor, quitter, *_, late = scene.people
    crowd = Crowd(scene)
    await scene.started("backcasting", scenario=shipped_scenario(t.language))
    await room.go("collect")
    scene.chapter_of_step()
    await crowd.write_all(range(_WRITTEN), minutes=5)
    await _retell(scene, crowd, editor)
    await _edit(scene, crowd, editor)
    await _withdraw(scene, crowd, quitter)
    where = await late.press(room.card, "session.where")
    scene.tell(t("rehearsal.postits.late", who=late.name))
    scene.whisper(where, late)
    said = scene.said()
    await scene.next()
    scene.show(scene.since(said)[0])
    reactions = await _react(scene)
    await scene.end()
    posted = scene.document()
    crowd.found_in(posted)
    scene.same("reactions and comments", reactions, _reactions(posted))
    scene.proves(
        t("rehearsal.postits.proved", postits=crowd.postits.total(), answers=reactions.total())
    )


async def _retell(scene: Scene, crowd: Crowd, person: Person) -> None:
    """Write a wish where memories are asked for, be told so, and tell it as a memory instead."""
    wish = scene.t("rehearsal.postits.wish")
    told = await scene.room.write(person, wish)
    scene.whisper(told, person)
    if rules_of(scene.t.language).looks_ahead is None:
        crowd.postits[wish, person.name] += 1  # nothing tells a wish there
        return
    form = await person.press(told, "postit.edit")
    memory = scene.t("rehearsal.postits.memory")
    kept = await person.fill(form, **form.preset, idea=memory)
    crowd.postits[memory, person.name] += 1
    scene.whisper(kept, person)


async def _edit(scene: Scene, crowd: Crowd, person: Person) -> None:
    before, answer = await _mine(scene, crowd, person, "postit.edit")
    after = scene.t("rehearsal.postits.edited", text=before)
    await person.fill(answer, **answer.preset, idea=after)
    crowd.replaced(before, person.name, after)
    scene.tell(scene.t("rehearsal.postits.edit", who=person.name))


async def _withdraw(scene: Scene, crowd: Crowd, person: Person) -> None:
    gone, _ = await _mine(scene, crowd, person, "postit.withdraw")
    crowd.replaced(gone, person.name)
    scene.tell(scene.t("rehearsal.postits.withdraw", who=person.name))


async def _mine(scene: Scene, crowd: Crowd, person: Person, verb: str) -> tuple[str, Answer]:
    """Open the first of one's own post-its and press what leads to `verb`; return its text too."""
    mine = await person.press(scene.room.card, "postit.mine")
    first = mine.options("postit.pick")[0]
    one = await person.choose(mine, "postit.pick", first["value"])
    answer = await person.press(one, verb)
    texts = (text for text, author in crowd.postits if author == person.name)
    return next(text for text in texts if starts(text, first["label"])), answer


async def _react(scene: Scene) -> Counter[tuple[object, ...]]:
    """Have some people react to a post-it of the first page, and every other one comment on it.

    Returns (number, emoji) of each reaction and (number, author, text) of each comment.
    """
    made: Counter[tuple[object, ...]] = Counter()
    some = scene.people[:_REACTING]
    comment = scene.t("rehearsal.postits.comment")
    for rank, person in enumerate(some):
        wall = await person.press(scene.room.card, "wall.read")
        option = scene.chance.choice(wall.options("react.pick"))
        number = int(option["label"].split(" · ")[0])
        one = await person.choose(wall, "react.pick", option["value"])
        toggle = scene.chance.choice(one.found("react.set"))
        one = await person.press(one, custom_id=toggle["custom_id"])
        made[number, toggle["emoji"]["name"]] += 1
        if rank % 2:
            form = await person.press(one, "react.comment")
            one = await person.fill(form, comment=comment)
            made[number, person.name, comment] += 1
        if rank == 1:
            scene.tell(scene.t("rehearsal.postits.reacted", n=len(some)))
            scene.whisper(one, person)
    return made


def _reactions(posted: dict[str, Any]) -> Counter[tuple[object, ...]]:
    """Return the reactions and the comments of a JSON document, as `_react` has them."""
    found: Counter[tuple[object, ...]] = Counter()
    for postit in posted["postits"]:
        for emoji, count in postit["reactions"].items():
            found[postit["number"], emoji] += count
        for comment in postit["comments"]:
            found[postit["number"], comment["author"], comment["text"]] += 1
    return found


PLAY = Play("postits", act, least=3)
