"""A speaking round: one passes, the floor comes back to one, one arrives late; a word each."""

from __future__ import annotations

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person, text_of

# The card is redrawn every five seconds at most.
_REDRAWN = 6
_SPOKEN = 25


async def act(scene: Scene) -> None:
    """Play *Round*: all but the last are in a voice channel; the first one passes, the second has
    the floor come back, and whoever comes late speaks last."""
    t, room, people = scene.t, scene.room, scene.people
    *there, late = people
    await _in_voice(scene, there)
    await scene.started("tour-de-table")
    scene.chapter_of_step()
    room.panel = await scene.lead.press(room.card, "lead.panel")
    room.panel = await scene.lead.press(room.panel, "turns.begin")
    await scene.stage.later(_REDRAWN)
    scene.card(lines=5)
    order = _in_order(scene, [scene.lead, *there])
    heard: list[str] = []
    passed, back = order[0], order[1]
    scene.whisper(await _gives_on(scene, passed, "turns.pass"), passed, lines=1)
    scene.tell(t("rehearsal.turns.passed", who=passed.name))
    scene.whisper(await _gives_on(scene, back, "turns.back"), back, lines=1)
    scene.tell(t("rehearsal.turns.back", who=back.name))
    scene.whisper(await late.press(room.card, "turns.here"), late, lines=1)
    scene.tell(t("rehearsal.turns.late", who=late.name))
    words: dict[str, str | None] = {}
    speaking = [*order[2:], back, late]
    for rank, person in enumerate(scene.following(speaking, t("rehearsal.turns.following"))):
        heard.append(_speaker(scene))
        await scene.stage.later(_SPOKEN)
        receipt = await _gives_on(scene, person, "turns.done")
        word = scene.script.weather[rank]  # there are more of them than people
        form = await person.press(receipt, "turns.word")
        told = await person.fill(form, word=word)
        words[word] = person.name
        if not rank:
            scene.whisper(told, person, lines=3)
    await scene.stage.later(_REDRAWN)
    scene.card(lines=6)
    scene.same("order", [_mention(person) for person in speaking], heard)
    room.panel = await scene.lead.press(room.card, "lead.panel")
    await scene.end()
    scene.summary(lines=8, short=True)

    (held,) = scene.document()["turns"]
    counts = {"people": len(people) + 1, "spoke": len(speaking), "passed": 1, "skipped": 0}
    scene.same("numbers", counts, {what: held[what] for what in counts})
    scene.same("others", (0, 0), (held["left"], held["not_reached"]))
    scene.same("words", words, {word["text"]: word["author"] for word in held["words"]})
    scene.proves(t.n("rehearsal.turns.proved", len(speaking)))


async def _in_voice(scene: Scene, people: list[Person]) -> None:
    voice = scene.room.server.create_voice_channel(scene.t("rehearsal.turns.voice"))
    for person in (scene.lead, *people):
        await person.member.join_voice(voice)


async def _gives_on(scene: Scene, person: Person, verb: str) -> Answer:
    """Have someone give the floor on, from the card; return what they read."""
    answer = await person.press(scene.room.card, verb)
    await scene.stage.later(_REDRAWN)
    return answer


def _mention(person: Person) -> str:
    return f"<@{person.id}>"


def _in_order(scene: Scene, people: list[Person]) -> list[Person]:
    """Return people in the order in which the card names them; those of whom it tells but how many
    they are come as they speak."""
    card = text_of(scene.room.card)
    return sorted(people, key=lambda person: card.index(_mention(person)))


def _speaker(scene: Scene) -> str:
    """Return whom the card names as the one who has the floor."""
    lines = text_of(scene.room.card).split("\n")
    return next(line for line in lines if line.startswith("## 🎙️")).removeprefix("## 🎙️ ")


# The card names seven people: who speaks, who follows, and the next ones.
PLAY = Play("turns", act, least=4, most=7)
