"""A fishbowl: four chairs, six hands, everyone comes to sit; then a hand on another step."""

from __future__ import annotations

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person, text_of

# The card is redrawn every five seconds at most.
_REDRAWN = 6
_HANDS, _CHAIRS = 6, 4


async def act(scene: Scene) -> None:
    """Play *Fishbowl*: four sit, two wait; chairs are given back, one is freed by who leads."""
    t, room, lead = scene.t, scene.room, scene.lead
    people = scene.people[:_HANDS]
    await scene.started("fishbowl")
    scene.chapter_of_step()
    told = [await _raise(scene, person) for person in people]
    scene.whisper(told[0], people[0])
    scene.whisper(told[-1], people[-1])
    await _drawn(scene, people[:_CHAIRS], people[_CHAIRS:])
    scene.card(lines=5)

    await scene.stage.later(120)
    await people[0].press(room.card, "hands.done")
    scene.tell(t("rehearsal.fishbowl.back", who=people[0].name, next=people[4].name))
    await _raise(scene, people[0])  # wants to come back, after who has not sat yet
    await _drawn(scene, [people[4], *people[1:4]], [people[5], people[0]])
    await scene.stage.restart()
    await scene.stage.later(60)
    panel = await lead.press(room.card, "lead.panel")
    page = await lead.press(panel, "hands.page")
    chair = f"hands.free:{await _session(scene)}:{people[1].id}"
    freed = await lead.press(page, custom_id=chair)
    scene.tell(t("rehearsal.fishbowl.freed", who=people[1].name, next=people[5].name))
    scene.whisper(freed, lead, lines=8)
    await _drawn(scene, [people[4], people[5], *people[2:4]], [people[0]])
    scene.card(skip=1, lines=3)

    room.panel = await lead.press(room.card, "lead.panel")
    await scene.next()
    for person in people:
        await room.write(person, t("rehearsal.fishbowl.kept", who=person.name))
    await scene.next()
    await _raise(scene, people[2])
    given = await lead.press(await lead.press(room.card, "lead.panel"), "hands.give")
    # Whoever sat waits behind nobody who sat less: the first had two minutes, the third three.
    floor = t("hands.floor", who=people[0].name)
    scene.same("floor of a hand that waited since the fishbowl", True, floor in given.text)
    await scene.stage.later(_REDRAWN)
    scene.card(lines=4)
    room.panel = await lead.press(room.card, "lead.panel")
    await scene.end()
    scene.summary()

    made = scene.document()
    sat = {"people": _HANDS, "turns": _HANDS}
    scene.same("chairs", [sat, None, {"people": 1, "turns": 1}], _floors(made["steps"]))
    told_of_steps = str(made["steps"])
    named = [person.name for person in people if person.name in told_of_steps]
    scene.same("names of who spoke", [], named)
    kept = await _rows_left(scene)
    scene.same("hands and times after the end", 0, kept)
    scene.proves(t.n("rehearsal.fishbowl.proved", _HANDS, turns=_HANDS))


async def _raise(scene: Scene, person: Person) -> Answer:
    return await person.press(scene.room.card, "hands.raise")


async def _drawn(scene: Scene, seated: list[Person], waiting: list[Person]) -> None:
    """Compare what the card says once it is redrawn with who sits and who waits."""
    t = scene.t
    await scene.stage.later(_REDRAWN)
    shown = text_of(scene.room.card)
    middle = t("hands.middle", who=", ".join(f"**{person.name}**" for person in seated))
    scene.same("chairs of the card", True, middle in shown)
    line = t.n("hands.listed.chairs", len(waiting), who=", ".join(one.name for one in waiting))
    scene.same("line of the card", True, line in shown)


async def _session(scene: Scene) -> int:
    async with scene.stage.bot.ctx.database.read() as tx:
        session = await tx.sessions.live_in(scene.room.channel.id)
        assert session is not None
        return session.id


async def _rows_left(scene: Scene) -> int:
    """Return how much of who raised a hand or spoke is kept."""
    async with scene.stage.bot.ctx.database.read() as tx:
        left = await tx.hands.of(1)
        return len(await tx.floor.times(1)) + (0 if left is None else 1)


def _floors(steps: list[dict[str, object]]) -> list[object]:
    return [step.get("floor") for step in steps]


PLAY = Play("fishbowl", act, least=_HANDS, most=_HANDS)
