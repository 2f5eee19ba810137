"""Someone is hurt by a post-it: it is hidden, its writer alone is told, and nobody learns who."""

from __future__ import annotations

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, text_of
from bot.workshop.sessions.session import Signing


async def act(scene: Scene) -> None:
    """Play the wall of a masked *Weather check-in*: one word too many leaves it, then one comes
    back."""
    t, people = scene.t, scene.people
    await scene.started("meteo", signing=Signing.MASKED.value)
    hurtful, writer = t("rehearsal.care.hurtful"), people[0]
    words = [hurtful, *scene.script.weather[: len(people) - 1]]
    for person, word in zip(people, words, strict=False):
        form = await person.press(scene.room.card, "postit.add")
        await person.fill(form, ideas=word)
        await scene.stage.later(5)
    said = scene.said()
    await scene.next()
    scene.chapter_of_step()
    wall = scene.since(said)[0]
    scene.show(wall)
    done = await _hidden(scene, hurtful)
    scene.tell(t("rehearsal.care.hides"))
    scene.whisper(done, scene.lead)
    await scene.stage.later(5)
    scene.show(next(m for m in scene.stage.messages(scene.room.channel) if m.id == wall.id))
    looked = await writer.press(scene.room.card, "session.where")
    scene.whisper(looked, writer)
    mistaken = await _hidden(scene, words[1])
    scene.room.panel = await scene.lead.press(
        await scene.lead.press(mistaken, "hide.undo"), "lead.panel"
    )
    scene.tell(t("rehearsal.care.undoes", word=words[1]))
    await scene.stage.later(5)
    await scene.end()
    document = scene.document()
    scene.same("words", sorted(words[1:]), sorted(p["text"] for p in document["postits"]))
    scene.same("hidden", 1, document["hidden"]["postits"])
    everywhere = "\n".join(text_of(m) for m in scene.stage.messages(scene.room.channel))
    scene.same("hurtful", 0, everywhere.count(hurtful))
    scene.proves(t("rehearsal.care.proved"))


async def _hidden(scene: Scene, word: str) -> Answer:
    """Have whoever leads hide the text that holds `word`, and return what they then read."""
    lead, t = scene.lead, scene.t
    listed = await lead.press(scene.room.panel, "hide.list")
    found = await lead.fill(await lead.press(listed, "hide.find"), word=word)
    (choice,) = [o["value"] for o in found.options("hide.pick") if word in o["label"]]
    one = await lead.choose(found, "hide.pick", choice)
    done = await lead.fill(await lead.press(one, "hide.why"), reason=t("rehearsal.care.reason"))
    scene.room.panel = done
    return done


PLAY = Play("care", act, least=3)
