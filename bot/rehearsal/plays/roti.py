"""Marks from 1 to 5 at the end of a meeting, some in the room, one changed, one with a line."""

from __future__ import annotations

from fractions import Fraction

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person
from bot.workshop.rate.marks import MARKS

_IN_ROOM = {4: 3, 5: 1}
# The card is redrawn every five seconds at most.
_REDRAWN = 6


async def act(scene: Scene) -> None:
    """Play *ROTI*: the first one changes their mark, the second gives a low one and says why."""
    t, room, lead, people = scene.t, scene.room, scene.lead, scene.people
    await scene.started("roti")
    scene.chapter_of_step()
    given = [scene.chance.choice(MARKS[2:]) for _ in people]
    given[0], given[1] = 4, 2
    page = await _give(scene, people[0], 3)
    scene.whisper(page, people[0], lines=2)
    await _give(scene, people[0], given[0])
    scene.tell(t("rehearsal.roti.changed", who=people[0].name, before=3, after=given[0]))
    remark = t("rehearsal.roti.remark")
    form = await people[1].press(await _give(scene, people[1], given[1]), "rate.say")
    scene.whisper(await people[1].fill(form, remark=remark), people[1], lines=3)
    for person, mark in zip(people[2:], given[2:], strict=True):
        await _give(scene, person, mark)

    panel = await lead.press(room.card, "lead.panel")
    form = await lead.press(await lead.press(panel, "in_room.open"), "in_room.number")
    page = await lead.fill(form, people=str(sum(_IN_ROOM.values())))
    form = await lead.press(page, "rate.room")
    written = {f"mark{mark}": str(_IN_ROOM.get(mark, "")) for mark in MARKS}
    scene.whisper(await lead.fill(form, **written), lead)
    await scene.stage.later(_REDRAWN)
    scene.card()
    said = scene.said()
    question = await lead.press(await lead.press(room.card, "lead.panel"), "rate.reveal")
    room.panel = await lead.press(question, "rate.reveal_yes")
    await scene.stage.later(_REDRAWN)
    scene.show(scene.since(said)[0])
    room.panel = await lead.press(room.card, "lead.panel")
    await scene.end()
    scene.summary()

    (held,) = scene.document()["rates"]
    counts = {mark: given.count(mark) + _IN_ROOM.get(mark, 0) for mark in MARKS}
    marks = sum(counts.values())
    scene.same("marks", {str(mark): number for mark, number in counts.items()}, held["counts"])
    mean = Fraction(sum(mark * number for mark, number in counts.items()), marks)
    scene.same("mean", str(mean), held["mean"])
    in_room = (marks, sum(_IN_ROOM.values()))
    scene.same("marks in the room", in_room, (held["marks"], held["in_room"]))
    scene.same("lines", [remark], held["remarks"])
    scene.proves(t.n("rehearsal.roti.proved", marks, room=in_room[1]))


async def _give(scene: Scene, person: Person, mark: int) -> Answer:
    """Have someone give a mark, from the card; return their receipt."""
    page = await person.press(scene.room.card, "rate.open")
    step = await scene.stage.step(scene.room.channel)
    assert step is not None
    return await person.press(page, custom_id=f"rate.give:{step.id}:{mark}")


PLAY = Play("roti", act, least=3)
