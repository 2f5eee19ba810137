"""Before the meeting: people write for days, in private too, one is reminded; then it begins."""

from __future__ import annotations

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Person

_HOUR = 3600.0


async def act(scene: Scene) -> None:
    """Ideas are open for three days; the deadline passes, the meeting begins, the wall opens."""
    t, room = scene.t, scene.room
    texts = [postit.text for postit in scene.script.postits]
    first, second, third, last = scene.people[:4]
    await room.open("brainstorm", language=scene.script.language.value)
    form = await scene.lead.press(room.panel, "before.ask")
    room.panel = await scene.lead.fill(form, until=t("rehearsal.ahead.until"))
    await scene.stage.later(2)
    scene.chapter_of_step()
    scene.card(lines=6, short=True)
    said = [*await _forms(scene, texts, first, second)]
    await third.press(room.card, "before.private")
    scene.tell(t("rehearsal.ahead.private", who=third.name))
    for text in texts[2:4]:
        await third.member.send_dm(text)
        said.append(text)
    scene.whisper(await last.press(room.card, "before.remind"), last)
    await scene.stage.later(49 * _HOUR)
    reminder = last.member.user.dm_channel.history()[-1]
    scene.whisper(reminder, last, lines=1)
    said += [*await _forms(scene, texts[4:], last)]
    room.panel = await scene.lead.press(room.panel, "lead.panel")
    scene.whisper(room.panel, scene.lead, lines=4, short=True)
    told = "\n".join(room.texts)
    scene.same("texts before the meeting", [], [text for text in said if text in told])
    await scene.stage.later(24 * _HOUR)
    scene.tell(t("rehearsal.ahead.deadline"))
    room.panel = await scene.lead.press(room.panel, "lead.panel")
    await room.steer("lead.start")
    await scene.stage.later(60)
    scene.card(lines=4, short=True)
    await room.go("reveal")
    await scene.stage.later(2)
    scene.chapter_of_step()
    scene.card(lines=6, short=True)
    await scene.end()
    posted = scene.document()
    scene.same("post-its", sorted(said), sorted(one["text"] for one in posted["postits"]))
    step = posted["steps"][0]
    scene.same("people before the meeting", 4, step["open_ahead"]["people"])
    scene.same("minutes of the meeting", True, step["spent_seconds"] < _HOUR)
    scene.proves(t.n("rehearsal.ahead.proved", len(said)))


async def _forms(scene: Scene, texts: list[str], *people: Person) -> list[str]:
    """Have each of `people` write the next of `texts` in the form of the card."""
    for person, text in zip(people, texts, strict=False):
        await scene.room.write(person, text)
    return texts[: len(people)]


PLAY = Play("ahead", act, least=4)
