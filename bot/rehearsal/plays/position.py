"""A moving debate: everyone takes a place, half of them move as the voices alternate."""

from __future__ import annotations

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person
from bot.workshop.position.line import EVERY_PLACE, MIDDLE
from bot.workshop.position.movement import Journey, Movement

_IN_ROOM = {2: 3, 9: 1}
# The card is redrawn every five seconds at most, its picture every thirty.
_REDRAWN = 6
_DRAWN = 40
# By then people have found their place.
_SETTLED = 130
# Between one voice and the next.
_VOICE = 90


async def act(scene: Scene) -> None:
    """Play *Débat mouvant*: the claim is written, places are taken, some move and one says why."""
    t, room, lead, people = scene.t, scene.room, scene.lead, scene.people
    await scene.started("debat-mouvant")
    form = await lead.press(await lead.press(room.card, "lead.panel"), "position.claim")
    scene.whisper(await lead.fill(form, claim=t("rehearsal.position.claim")), lead, lines=1)
    await scene.stage.later(_REDRAWN)
    scene.chapter_of_step()
    began = [scene.chance.choice(EVERY_PLACE) for _ in people]
    for person, place in zip(people, began, strict=True):
        page = await _stand(scene, person, place)
    scene.whisper(page, people[-1], lines=1)
    panel = await lead.press(room.card, "lead.panel")
    form = await lead.press(await lead.press(panel, "in_room.open"), "in_room.number")
    form = await lead.press(
        await lead.fill(form, people=str(sum(_IN_ROOM.values()))), "position.room"
    )
    written = " ".join(f"{place}x{many}" for place, many in _IN_ROOM.items())
    scene.whisper(await lead.fill(form, places=written), lead, lines=2)
    await scene.stage.later(_DRAWN)
    scene.card(skip=5)

    # Each voice moves some: a few nearer to it, one back to where they began.
    await scene.stage.later(_SETTLED)
    journeys = [Journey(place, place) for place in began]
    for rank in range(0, len(people), 2):
        there = journeys[rank].place
        await _move(scene, journeys, rank, 10 - there if there != MIDDLE else 8)
        await scene.stage.later(_VOICE)
    await _move(scene, journeys, 2, began[2])
    page = await _stand(scene, people[0], journeys[0].place)
    form = await people[0].press(page, "position.say")
    remark = t("rehearsal.position.remark")
    scene.whisper(await people[0].fill(form, remark=remark), people[0], lines=3)
    await people[1].press(await people[1].press(room.card, "position.open"), "position.leave")
    scene.tell(t("rehearsal.position.left", who=people[1].name))
    stayed = [journey for rank, journey in enumerate(journeys) if rank != 1]

    said = scene.said()
    question = await lead.press(await lead.press(room.card, "lead.panel"), "position.close")
    scene.whisper(question, lead)
    room.panel = await lead.press(question, "position.close_yes")
    await scene.stage.later(_REDRAWN)
    scene.show(scene.since(said)[0])
    room.panel = await lead.press(room.card, "lead.panel")
    await scene.end()
    scene.summary(lines=8)
    _prove(scene, stayed, remark)


def _prove(scene: Scene, journeys: list[Journey], remark: str) -> None:
    """Compare what people did, move by move, with the file that coordinators received."""
    (held,) = scene.document()["positions"]

    def spread(places: list[int]) -> dict[str, int]:
        return {str(p): places.count(p) + _IN_ROOM.get(p, 0) for p in EVERY_PLACE}

    scene.same("start", spread([one.began for one in journeys]), held["start"])
    scene.same("end", spread([one.place for one in journeys]), held["end"])
    movement = Movement.of(journeys)
    scene.same("movement", movement.model_dump(), held["movement"])
    on_the_line = len(journeys) + sum(_IN_ROOM.values())
    scene.same("people at each moment", True, all(_all(one, held) for one in held["moments"]))
    scene.same("people on the line", on_the_line, held["on_the_line"])
    scene.same("lines", [remark], [one["moved_by"] for one in held["people"]])
    scene.same("names", [None], [one["name"] for one in held["people"]])
    proved = {"moved": movement.moved, "crossed": movement.crossed}
    scene.proves(scene.t.n("rehearsal.position.proved", on_the_line, **proved))


def _all(moment: dict[str, dict[str, int]], held: dict[str, int]) -> bool:
    """True where everyone is on the line, the one who left later too."""
    return sum(moment["spread"].values()) == held["on_the_line"] + 1


async def _move(scene: Scene, journeys: list[Journey], rank: int, place: int) -> None:
    await _stand(scene, scene.people[rank], place)
    journeys[rank] = journeys[rank].to(place, settling=False)


async def _stand(scene: Scene, person: Person, place: int) -> Answer:
    """Have someone take a place, from the card; return their receipt."""
    page = await person.press(scene.room.card, "position.open")
    step = await scene.stage.step(scene.room.channel)
    assert step is not None
    return await person.press(page, custom_id=f"position.stand:{step.id}:{place}")


PLAY = Play("position", act, least=10, most=24)
