"""A newcomer asks for help, tries a meeting alone, then takes part in a real one, led with help."""

from __future__ import annotations

import json

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person

_LINES = 3  # of what help says: what to do now


async def act(scene: Scene) -> None:
    """Play the trial of *Try it*, of which nothing is left, then *Weather check-in*."""
    t, room, lead, people = scene.t, scene.room, scene.lead, scene.people
    newcomer = people[0]
    scene.chapter(t("button.try_it"))
    page = await newcomer.command(room.channel, "help")
    scene.whisper(page, newcomer, lines=_LINES)
    tried = await _try(scene, newcomer, page)
    scene.whisper(tried, newcomer, skip=1, lines=6)
    said = scene.said()

    await room.open("meteo", language=scene.script.language)
    await _ask(scene, lead)
    panel = await lead.press(await lead.command(room.channel, "help"), "lead.panel")
    room.panel = await lead.press(panel, "lead.start")
    scene.chapter_of_step()
    form = await newcomer.press(await _ask(scene, newcomer), "postit.add")
    skies = (t("rehearsal.help.sun"), t("rehearsal.help.mist"))
    weather = [skies[rank % 2] for rank in range(len(people))]
    await newcomer.fill(form, ideas=weather[0])
    for person, word in zip(people[1:], weather[1:], strict=True):
        await room.write(person, word)
    await scene.end()
    scene.summary(lines=3)

    document = scene.document()
    scene.same("weather", sorted(weather), sorted(one["text"] for one in document["postits"]))
    idea, path = t("rehearsal.help.idea"), scene.stage.path
    scene.same(
        "trial", False, idea in "".join((json.dumps(document, ensure_ascii=False), *room.texts))
    )
    kept = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    found = [words.encode() in kept for words in (weather[0], idea)]
    scene.same("words in the files of the bot", [True, False], found)
    scene.same("messages of the trial", 0, said)
    scene.proves(t.n("rehearsal.help.proved", len(weather)))


async def _ask(scene: Scene, person: Person) -> Answer:
    """Have someone ask for help, and show what they should do now."""
    answer = await person.command(scene.room.channel, "help")
    scene.whisper(answer, person, lines=_LINES)
    return answer


async def _try(scene: Scene, person: Person, page: Answer) -> Answer:
    """Have someone try a meeting alone, from the page of help; return the result."""
    form = await person.press(await person.press(page, "trial.begin"), "trial.write")
    screen = await person.fill(form, ideas=scene.t("rehearsal.help.idea"))
    scene.whisper(screen, person, skip=1, lines=2)
    screen = await person.press(screen, "trial.wall")
    scene.whisper(screen, person, skip=1, lines=5)
    screen = await person.choose(await person.press(screen, "trial.ballot"), "trial.put", "2", "4")
    return await person.press(await person.press(screen, "trial.cast"), "trial.close")


PLAY = Play("help", act, least=3)
