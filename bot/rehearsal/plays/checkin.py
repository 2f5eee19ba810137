"""A masked check-in: one word each, names nowhere."""

from __future__ import annotations

from collections import Counter

from bot.rehearsal.scene import Play, Scene
from bot.workshop.sessions.session import Signing


async def act(scene: Scene) -> None:
    """Play *Weather check-in*: a word or an emoji each, then the wall."""
    t, weather = scene.t, scene.script.weather
    await scene.started("meteo", signing=Signing.MASKED.value)
    scene.chapter_of_step()
    scene.card()
    words: Counter[tuple[str, str | None]] = Counter()
    for rank, person in enumerate(scene.people):
        word = weather[rank % len(weather)]
        form = await person.press(scene.room.card, "postit.add")
        receipt = await person.fill(form, ideas=word)
        words[word, None] += 1
        if not rank:
            scene.whisper(receipt, person)
        await scene.stage.later(5)
    said = scene.said()
    await scene.next()
    scene.show(scene.since(said)[0])
    await scene.end()
    found = Counter((p["text"], p["author"]) for p in scene.document()["postits"])
    scene.same("words", words, found)
    scene.proves(t.n("rehearsal.checkin.proved", words.total()))


PLAY = Play("checkin", act)
