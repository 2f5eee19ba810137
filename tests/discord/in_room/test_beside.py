"""The room beside the screen: it reacts, comments, sorts, proposes names, actions, milestones."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Answer
from tests.discord.acting import Room, fr, ids_of, options, rows
from tests.discord.forging import press_id, send_form
from tests.discord.in_room.test_number import opened, posted, said
from tests.discord.themes.handfuls import always, answer, sort, start, wall
from tests.discord.themes.test_sorting import themes


async def walled(hall: Room, **options: str) -> Answer:
    """A wall of one post-it, as the leader reads it for the three in the room."""
    await hall.play("essai", "collect", **options)
    await said(hall, 3)
    await hall.write(hall.person("Awa"), "un four")
    await hall.go("reveal")
    read = await hall.lead.press(await opened(hall), "wall.read")
    (postit,) = options_of(read)
    return await hall.lead.choose(read, "react.pick", postit)


def options_of(read: Answer) -> list[str]:
    return list(options(read, "react.pick"))


async def react(hall: Room, shown: Answer, rank: int, people: str) -> Answer:
    """Have the leader say how many in the room react so."""
    (where,) = [i for i in ids_of(shown, "react.count") if i.endswith(f":{rank}")]
    form = await hall.lead.press(shown, custom_id=where)
    return await hall.lead.fill(form, people=people)


async def test_reactions_of_the_room_are_a_number_of_people(hall: Room) -> None:
    shown = await walled(hall)
    assert fr("react.room") in shown.text
    ben = hall.person("Ben")
    read = await ben.press(hall.card, "wall.read")
    one = await ben.choose(read, "react.pick", *options_of(read))
    (agree, *_) = ids_of(one, "react.set")
    await ben.press(one, custom_id=agree)
    shown = await react(hall, shown, 0, "3")
    assert fr.n("react.room_kept", 3, reaction="👍") in shown.text
    assert "👍 4" in shown.text
    wrong = await react(hall, shown, 0, "4")
    assert fr("in_room.number_wrong", least=0, most=3) in wrong.text
    shown = await react(hall, shown, 0, "2")
    assert "👍 3" in shown.text, "in place of what was said before"
    shown = await react(hall, shown, 1, "1")
    shown = await react(hall, shown, 1, "0")
    assert "❤️" not in shown.text.replace(fr.n("react.room_kept", 0, reaction="❤️"), "")
    await hall.end()
    await hall.stage.later(30)
    found = await posted(hall)
    assert found["postits"][0]["reactions"]["👍"] == 3
    assert (found["participants"], found["participants_in_room"]) == (5, 3)


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_a_comment_of_the_room_is_never_the_facilitators(hall: Room, signing: str) -> None:
    shown = await walled(hall, signing=signing)
    form = await hall.lead.press(shown, "react.comment")
    shown = await hall.lead.fill(form, comment="on le veut")
    assert "💬 on le veut" in shown.text
    assert "Maëlle" not in shown.text
    assert (f"*{fr('in_room.signature')}*" in shown.text) == (signing == "signed")
    (comment,) = options(shown, "react.uncomment")
    shown = await hall.lead.choose(shown, "react.uncomment", comment)
    assert rows(hall.path, "SELECT * FROM comments") == []


async def test_the_room_sorts_as_one_who_agrees_with_another(hall: Room) -> None:
    lead, ben = hall.lead, hall.person("Ben")
    await wall(hall, "Un camion", "Une fête")
    await said(hall, 5)
    await start(hall, "Transport", "Fêtes")
    form = await lead.press(await opened(hall), "together.sort")
    kept = await answer(lead, form, always("Transport"))
    assert fr.n("together.in_all_room", 2) in kept.text
    again = await lead.press(await opened(hall), "together.sort")
    assert fr("together.nothing_for_you") in again.text, "the room answers each once"
    assert themes(hall) == {"Transport": [], "Fêtes": []}, "five who agree are one"
    await sort(hall, ben, always("Transport"))
    assert sorted(themes(hall)["Transport"]) == ["Un camion", "Une fête"]
    await hall.stage.later(10)
    assert fr("together.room_as_one") in hall.texts[-1]
    seen = await lead.press(hall.card, "lead.panel")
    seen = await lead.press(await lead.press(seen, "together.view"), "together.people")
    assert fr("in_room.signature") in "\n".join(options(seen, "together.person").values())
    taken = {person for (person,) in rows(hall.path, "SELECT user_id FROM participants")}
    assert not taken & {0, lead.id}, "each in the room is counted once, and who leads is not"
    hall.panel = await lead.press(hall.card, "lead.panel")
    await hall.end()
    await hall.stage.later(30)
    (step,) = [step for step in (await posted(hall))["steps"] if "sorted_together" in step]
    (done,) = step["sorted_together"]
    assert (done["people"], done["in_room_as_one"], done["answers"]) == (2, True, None)


async def test_the_room_hides_nobody_among_those_who_sort(hall: Room) -> None:
    """Those who lead know what it answered: of three, two others are left."""
    ben = hall.person("Ben")
    awa = await wall(hall, "Un camion")
    await said(hall, 5)
    await start(hall, "Transport", "Fêtes")
    form = await hall.lead.press(await opened(hall), "together.sort")
    await answer(hall.lead, form, always("Transport"))
    await sort(hall, ben, always("Fêtes"))
    await sort(hall, awa, always(fr("together.unsure")))
    await hall.end()
    await hall.stage.later(30)
    (step,) = [step for step in (await posted(hall))["steps"] if "sorted_together" in step]
    (done,) = step["sorted_together"]
    assert (done["people"], done["answers"]) == (3, None)


async def test_the_room_proposes_names_as_one(hall: Room) -> None:
    await wall(hall, "Un camion")
    await said(hall, 5)
    form = await hall.lead.press(await opened(hall), "names.propose")
    shown = await hall.lead.fill(form, names="Transport")
    assert fr.n("names.kept", 1) in shown.text
    mine = await press_id(hall, hall.lead, hall.card, ids_of(shown, "names.propose")[0][:-2])
    assert mine.form is not None, "who leads proposes names of their own too"
    looked = await hall.lead.fill(mine, names="")
    assert not any(o.get("default") for o in looked.options("names.tick"))
    looked = await hall.lead.choose(shown, "names.tick")
    assert rows(hall.path, "SELECT * FROM proposed_names") == []
    taken = {person for (person,) in rows(hall.path, "SELECT user_id FROM participants")}
    assert not taken & {0, hall.lead.id}


async def test_actions_and_milestones_of_the_room_are_noted_from_its_page(hall: Room) -> None:
    await hall.play("familles", "collect", scenario="adere-2032.fr")
    await said(hall, 5)
    await hall.go("roadmap")
    page = await opened(hall)
    assert fr("in_room.unsigned") in page.text
    assert ids_of(page, "road.place")
    await hall.go("actions")
    form = await hall.lead.press(await opened(hall), "action.add")
    told = await hall.lead.fill(form, what="Appeler", owner="Awa")
    assert fr("action.kept") in told.text
    assert "Maëlle" not in told.text


async def test_nobody_else_speaks_for_the_room(hall: Room) -> None:
    await walled(hall)
    ben = hall.person("Ben")
    (postit,) = [row["id"] for row in rows(hall.path, "SELECT id FROM postits")]
    for verb in (f"react.count:{postit}:0:0", f"react.comment:{postit}:0:1"):
        told = await press_id(hall, ben, hall.card, verb)
        assert fr("session.not_facilitator") in told.text
    told = await send_form(hall, ben, f"react.counted:{postit}:0:0", {"people": "2"})
    assert fr("session.not_facilitator") in told.text
    told = await send_form(hall, ben, f"react.commented:{postit}:0:1", {"comment": "oui"})
    assert fr("session.not_facilitator") in told.text
    told = await press_id(hall, hall.lead, hall.card, f"react.count:{postit}:0:9")
    assert fr("button.unknown") in told.text
    assert rows(hall.path, "SELECT * FROM reactions") == []
    assert rows(hall.path, "SELECT * FROM comments") == []
