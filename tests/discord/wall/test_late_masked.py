"""What people read where a mask hides little: few writers, or a wall that is open already."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.stage import Answer, Person
from tests.discord.acting import Room, fr

NAMES = ("Awa", "Ben", "Chloé")


def described(form: Answer) -> Any:
    assert form.form is not None
    return form.form["components"][0]["description"]


async def a_wall_of_three(hall: Room) -> list[Person]:
    people = [hall.person(name) for name in NAMES]
    await hall.play("essai", "collect", signing="masked")
    for person in people:
        await hall.write(person, f"idée {person.name}")
    await hall.steer("lead.next")
    await hall.steer("lead.back")
    return people


async def test_a_masked_check_in_of_two_says_what_it_is_before_anyone_writes(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    told = await hall.open("meteo", signing="masked")
    assert fr("check.signing.masked") in told.text
    await hall.steer("lead.start")
    assert fr("collect.masked_few") in hall.texts[-1]
    for person in (awa, ben):
        form = await person.press(hall.card, "postit.add")
        assert described(form) == fr("field.ideas.masked_few")
        await person.fill(form, ideas="soleil")
    assert fr("collect.masked_few") in hall.texts[-1]


async def test_from_three_writers_on_the_card_no_longer_warns(hall: Room) -> None:
    await hall.play("essai", "collect", signing="masked")
    for name in NAMES:
        await hall.write(hall.person(name), f"idée {name}")
    await hall.stage.later(10)
    assert fr("collect.masked_few") not in hall.texts[-1]
    form = await hall.person("Dora").press(hall.card, "postit.add")
    assert described(form) == fr("field.ideas.masked")


async def test_a_late_writer_is_told_before_and_after_and_may_stand_alone(hall: Room) -> None:
    awa, ben, _ = await a_wall_of_three(hall)
    assert fr("collect.masked_late") in hall.texts[-1]
    form = await awa.press(hall.card, "postit.add")
    assert described(form) == fr("field.ideas.masked_late")
    receipt = await awa.fill(form, ideas="tardif d'Awa")
    assert fr.n("postit.waits", 2) in receipt.text
    await hall.write(ben, "tardif de Ben")

    await hall.steer("lead.next")
    assert "tardif" not in "".join(hall.texts)
    assert fr.n("wall.waiting", 2) in hall.texts[-1]

    agreed = await awa.press(receipt, "postit.alone")
    assert fr("postit.stands_alone") in agreed.text
    await hall.steer("lead.back")
    await hall.steer("lead.next")
    assert "tardif d'Awa" in "".join(hall.texts)
    assert "tardif de Ben" not in "".join(hall.texts)

    await hall.end()
    (document,) = [f for f in hall.stage.last(hall.channel).attachments if ".md" in f.filename]
    markdown = (await document.read()).decode()
    assert "tardif d'Awa" in markdown
    assert "tardif de Ben" not in markdown
    assert fr.n("report.postits.left_out", 1) in markdown
