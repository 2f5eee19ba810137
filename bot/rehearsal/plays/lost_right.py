"""The right to write is lost while the session moves on, and given back: nothing is missed."""

from __future__ import annotations

from collections import Counter

from bot.rehearsal.scene import Play, Scene


async def act(scene: Scene) -> None:
    """Play *Weather check-in*: the bot may not write when the wall is to be posted."""
    t, stage, room = scene.t, scene.stage, scene.room
    await scene.started("meteo")
    scene.chapter_of_step()
    words: Counter[str] = Counter()
    for rank, person in enumerate(scene.people):
        word = scene.script.weather[rank % len(scene.script.weather)]
        form = await person.press(room.card, "postit.add")
        await person.fill(form, ideas=word)
        words[word] += 1
    await stage.later(10)
    said = scene.said()
    scene.tell(t("rehearsal.lost_right.lost"))
    await stage.silence(room.channel)
    await room.steer("lead.next")
    await stage.later(60)
    await room.steer("lead.panel")
    scene.whisper(room.panel, scene.lead)
    scene.same("messages while the right lacked", 0, scene.said() - said)
    scene.tell(t("rehearsal.lost_right.back"))
    await stage.silence(room.channel, silent=False)
    scene.expected_refusals()
    scene.chapter_of_step()
    scene.card()
    posted = scene.said() - said
    await stage.later(30)
    scene.same("messages once it was back", posted, scene.said() - said)
    await scene.end()
    found = Counter(postit["text"] for postit in scene.document()["postits"])
    scene.same("words", words, found)
    scene.proves(t.n("rehearsal.lost_right.proved", posted))


PLAY = Play("lost_right", act)
