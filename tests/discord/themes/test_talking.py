"""What those who lead do beside the room: talk about the rest, undo someone, or everything."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Answer, Person
from tests.discord.acting import Room, buttons, fr, ids_of
from tests.discord.forging import choose_id, press_id
from tests.discord.themes.handfuls import (
    always,
    asked,
    by_word,
    choices,
    given,
    people,
    preset,
    sort,
    start,
    wall,
)
from tests.discord.themes.test_sorting import themes

FOUR = ("Un camion", "Une fête", "Un train", "Un bal")


def menu(shown: Answer, text: str) -> str:
    """The custom id of the menu that places the post-it with that text."""
    lines = [line for line in shown.text.split("\n") if line.startswith("`")]
    (rank,) = [rank for rank, line in enumerate(lines) if text in line]
    return ids_of(shown, "together.place")[rank]


async def split_room(hall: Room) -> tuple[list[Person], Answer]:
    """A room that does not know where its post-its go, but for one that it sees in no theme."""
    crowd = people(hall, ("Ben", "Chloé", "Dina", "Éloi", "Fanny"))
    await wall(hall, *FOUR)
    shown = await start(hall, "Transport", "Fêtes")
    unsure = fr("together.unsure")
    for who, said in zip(crowd, ("Transport", "Fêtes", unsure, unsure, unsure), strict=True):
        await sort(hall, who, by_word({"bal": fr("together.none")}, said))
    return crowd, await hall.lead.press(shown, "together.view")


async def test_what_is_contested_is_placed_with_one_choice_and_undone(hall: Room) -> None:
    lead = hall.lead
    crowd, shown = await split_room(hall)
    assert fr("button.together_talk", n=4) in buttons(shown)
    assert fr.n("together.filed", 0, pile=4) in shown.text
    talk = await lead.press(shown, "together.talk")
    assert talk.text.count("\n-# Transport · Fêtes\n") == 3, "not by how many"
    assert not any(choice.get("description") for choice in talk.options("together.place"))
    assert not any(one.name in talk.text for one in crowd), "nobody is named"
    choices = {o["label"]: o["value"] for o in talk.options("together.place")}
    talk = await lead.choose(talk, menu(talk, "camion"), choices["Transport"])
    assert fr("theme.done", what=fr.n("theme.moved", 1, name="Transport")) in talk.text
    assert themes(hall) == {"Transport": ["Un camion"], "Fêtes": []}
    assert "camion" not in talk.text.split("###")[1]
    await sort(hall, hall.person("Gaby"), always("Fêtes"))
    assert themes(hall)["Transport"] == ["Un camion"], "what is placed by hand stays there"
    talk = await lead.press(talk, "together.take_back")
    assert "Un camion" in talk.text
    assert "Un camion" not in themes(hall)["Transport"]


async def test_what_fits_no_theme_becomes_one(hall: Room) -> None:
    lead = hall.lead
    _, shown = await split_room(hall)
    talk = await lead.press(shown, "together.talk")
    assert f"\n-# {fr('together.none')}" in talk.text
    form = await lead.choose(talk, menu(talk, "Un bal"), "new")
    assert form.form is not None
    taken = await lead.fill(form, name="fêtes")
    assert fr("theme.name_taken", name="Fêtes") in taken.text
    again = await lead.choose(talk, menu(talk, "Un bal"), "new")
    talk = await lead.fill(again, name="Danse")
    assert fr("theme.done", what=fr("theme.made.create", name="Danse")) in talk.text
    assert themes(hall)["Danse"] == ["Un bal"]


async def test_what_stays_without_a_theme_is_no_longer_to_be_talked_about(hall: Room) -> None:
    lead = hall.lead
    _, shown = await split_room(hall)
    talk = await lead.press(shown, "together.talk")
    talk = await lead.choose(talk, menu(talk, "Un bal"), "apart")
    done = fr("theme.done", what=fr.n("theme.left_apart", 1))
    assert done in talk.text
    assert len(ids_of(talk, "together.place")) == 3
    shown = await lead.press(talk, "together.view")
    assert fr("button.together_talk", n=3) in buttons(shown)
    assert fr.n("together.apart", 1) in shown.text
    await hall.stage.later(10)
    assert fr.n("together.to_discuss", 3) in hall.texts[-1]
    assert fr.n("together.apart", 1) in hall.texts[-1]
    assert fr.n("theme.left", 3, total=4) in hall.texts[-1], "it is not left to sort"
    talk = await lead.press(await lead.press(shown, "together.talk"), "together.take_back")
    assert len(ids_of(talk, "together.place")) == 4


async def test_what_is_alike_and_fits_no_theme_either_is_ticked_with_it(hall: Room) -> None:
    lead, (ben, chloe) = hall.lead, people(hall, ("Ben", "Chloé"))
    ideas = ("Un bal populaire", "Un camion", "Un bal masqué", "Le grand bal d'été", "Un train")
    await wall(hall, *ideas)
    shown = await start(hall, "Transport", "Fêtes")
    none, unsure = fr("together.none"), fr("together.unsure")
    for who in (ben, chloe):
        await sort(
            hall, who, by_word({"camion": "Transport", "train": "Transport", "grand": unsure}, none)
        )
    talk = await lead.press(await lead.press(shown, "together.view"), "together.talk")
    form = await lead.choose(talk, menu(talk, "populaire"), "new")
    ((_, ticked),) = preset(form).items()
    assert ticked.endswith(" · Un bal masqué")
    field = asked(form)[fr("together.home_alike")]
    others = {label.split(" · ")[1] for label in choices(field)}
    assert others == {"Un bal masqué", "Le grand bal d'été"}, "what has a theme is not offered"
    await lead.fill(form, name="Danse", alike=list(choices(field).values()))
    assert len(themes(hall)["Danse"]) == 3


async def test_what_few_people_could_not_settle_is_listed_once_it_is_stopped(hall: Room) -> None:
    lead, (ben, chloe) = hall.lead, people(hall, ("Ben", "Chloé"))
    await wall(hall, *FOUR)
    shown = await start(hall, "Transport", "Fêtes")
    await sort(hall, ben, always("Transport"), handfuls=1)
    await sort(hall, chloe, by_word({"camion": "Transport"}, "Fêtes"), handfuls=1)
    shown = await lead.press(shown, "together.view")
    assert fr.n("together.waiting", 3) in shown.text
    assert fr("button.together_talk", n=0) not in buttons(shown), "others may still agree"
    shown = await lead.press(shown, "together.stop")
    assert fr("button.together_talk", n=3) in buttons(shown)
    talk = await lead.press(shown, "together.talk")
    assert len(ids_of(talk, "together.place")) == 3
    assert "-# " not in talk.text, "of two people, who said what would be known"


async def test_the_answers_of_one_person_are_set_aside_as_a_whole_and_come_back(
    hall: Room,
) -> None:
    lead, (ben, chloe, dina) = hall.lead, people(hall, ("Ben", "Chloé", "Dina"))
    await wall(hall, *FOUR)
    shown = await start(hall, "Transport", "Fêtes")
    right = by_word({"camion": "Transport", "train": "Transport"}, "Fêtes")
    await sort(hall, ben, right)
    await sort(hall, chloe, by_word({"camion": "Fêtes", "fête": "Fêtes"}, "Transport"))
    await sort(hall, dina, right)
    full = {"Transport": ["Un camion", "Un train"], "Fêtes": ["Un bal", "Une fête"]}
    assert themes(hall) == full
    shown = await lead.press(shown, "together.view")
    listed = await lead.press(shown, "together.people")
    told = {o["label"]: o["description"] for o in listed.options("together.person")}
    assert list(told) == ["Ben", "Chloé", "Dina"], "by name: contradicted is not wrong"
    assert told["Chloé"].endswith(fr.n("together.person_against", 2))
    asked_first = await lead.choose(listed, "together.person", str(dina.id))
    assert "Dina" in asked_first.text
    assert themes(hall) == full, "nothing is done before it is said yes"
    back = await lead.press(asked_first, "together.people")
    asked_first = await lead.choose(back, "together.person", str(dina.id))
    listed = await lead.press(asked_first, "together.person_aside")
    assert fr("together.told_aside", name="Dina") in listed.text
    assert themes(hall) == {"Transport": ["Un train"], "Fêtes": ["Une fête"]}
    told_dina = await dina.press(hall.card, "together.sort")
    assert told_dina.text == fr("together.your_answers_aside")
    described = {o["label"]: o["description"] for o in listed.options("together.person")}
    assert described["Dina"].endswith(fr("together.person_is_aside"))
    await hall.stage.restart()
    asked_first = await lead.choose(listed, "together.person", str(dina.id))
    listed = await lead.press(asked_first, "together.person_back")
    assert fr("together.told_back", name="Dina") in listed.text
    assert themes(hall) == full
    stranger = await choose_id(hall, lead, listed, ids_of(listed, "together.person")[0], "12")
    assert stranger.text == fr("together.person_gone")


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_two_who_vouch_for_each_other_are_not_told_apart_from_those_who_are_right(
    hall: Room, signing: str
) -> None:
    lead, (ben, chloe, dina) = hall.lead, people(hall, ("Ben", "Chloé", "Dina"))
    await hall.play("brainstorm", "collect", signing=signing)
    await hall.write(hall.person("Awa"), *(f"idée {n}" for n in range(7)))
    await hall.go("group")
    shown = await start(hall, "Transport", "Fêtes")
    await sort(hall, ben, always("Fêtes"))
    for who in (chloe, dina):
        await sort(hall, who, always("Transport"))
    listed = await lead.press(await lead.press(shown, "together.view"), "together.people")
    told = {o["label"]: o["description"] for o in listed.options("together.person")}
    assert list(told) == ["Ben", "Chloé", "Dina"]
    assert fr.n("together.person_against", 7) in told["Ben"]
    assert fr("together.people_how") in listed.text, "contradicted is not wrong"
    same = fr.n("together.person_same_two", 7)
    signed = signing == "signed"
    assert [same in told[who] for who in ("Ben", "Chloé", "Dina")] == [False, signed, signed]


async def test_the_whole_round_is_undone_after_a_question_and_comes_back(hall: Room) -> None:
    lead, (ben, chloe) = hall.lead, people(hall, ("Ben", "Chloé"))
    await wall(hall, *FOUR)
    shown = await start(hall, "Transport", "Fêtes")
    for who in (ben, chloe):
        await sort(hall, who, always("Transport"))
    full = themes(hall)
    assert len(full["Transport"]) == 4
    shown = await lead.press(shown, "together.view")
    question = await lead.press(shown, "together.undo")
    assert fr.n("together.ask_undo", 4) in question.text
    assert themes(hall) == full
    shown = await lead.press(question, "together.undo_yes")
    assert fr("together.told_undone") in shown.text
    assert fr("together.aside_then") in shown.text
    assert fr("together.nobody_yet") not in shown.text
    assert themes(hall) == {"Transport": [], "Fêtes": []}
    await hall.stage.later(10)
    assert fr("button.sort_handful") not in buttons(hall.card)
    assert fr("together.stopped") not in hall.texts[-1], "what was sorted does not stay"
    assert fr("together.undone") in hall.texts[-1], "the room reads what became of its work"
    assert len(given(hall)) == 8, "kept, to be brought back"
    shown = await lead.press(shown, "together.redo")
    assert fr("together.told_redone") in shown.text
    assert themes(hall) == full


async def test_a_round_that_was_undone_is_begun_afresh_and_its_answers_go(hall: Room) -> None:
    lead, (ben, chloe) = hall.lead, people(hall, ("Ben", "Chloé"))
    await wall(hall, *FOUR)
    shown = await start(hall, "Transport", "Fêtes")
    for who in (ben, chloe):
        await sort(hall, who, always("Transport"))
    shown = await lead.press(await lead.press(shown, "together.view"), "together.undo")
    shown = await lead.press(shown, "together.undo_yes")
    question = await lead.press(shown, "together.afresh")
    assert fr("together.ask_afresh") in question.text
    assert len(given(hall)) == 8
    shown = await lead.press(question, "together.afresh_yes")
    assert fr("together.told_afresh") in shown.text
    assert fr("together.is_open") in shown.text
    assert given(hall) == []
    await hall.stage.later(10)
    for who in (ben, chloe):
        await sort(hall, who, always("Fêtes"))
    assert len(themes(hall)["Fêtes"]) == 4
    step = hall.open_step()["id"]
    twice = await press_id(hall, lead, shown, f"together.afresh_yes:{step}")
    assert twice.text == fr("together.not_undone")
    assert len(given(hall)) == 8, "nothing is erased of a round that counts"


async def test_who_does_not_lead_reaches_none_of_it(hall: Room) -> None:
    ben = hall.person("Ben")
    await wall(hall, *FOUR)
    await start(hall, "Transport", "Fêtes")
    step = hall.open_step()["id"]
    verbs = [f"{verb}:{step}" for verb in ("view", "start", "stop", "undo", "undo_yes", "redo")]
    verbs += [f"{verb}:{step}" for verb in ("afresh", "afresh_yes")]
    for verb in (*verbs, f"talk:{step}:0", f"people:{step}:0", f"person_aside:{step}:1:0"):
        refused = await press_id(hall, ben, hall.card, f"together.{verb}")
        assert (refused.text, refused.private) == (fr("session.not_facilitator"), True)
