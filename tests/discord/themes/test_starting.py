"""From a theme: a milestone, an action, a proposal, one press and one choice away."""

from __future__ import annotations

import json

from bot.rehearsal.stage import Answer, Person, text_of
from tests.discord.acting import Room, ids_of, options
from tests.discord.acting import fr as t
from tests.discord.vote.test_results import files


async def themed(hall: Room, until: str) -> Person:
    """A wall of three post-its, two of them in *Manger*, and a session led to `until`."""
    awa = hall.person("Awa")
    await hall.play("familles", "collect", scenario="adere-2032.fr")
    await hall.write(awa, "un four", "un verger", "un vélo")
    await hall.go("group")
    for idea in ("un four", "un verger"):
        await hall.lead.command(hall.channel, "theme move", postit=idea, theme="Manger")
    await hall.go(until)
    return awa


async def chosen(person: Person, page: Answer, verb: str) -> Answer:
    """Have someone choose the one theme there is."""
    (choice,) = options(page, verb).items()
    assert choice[1] == "Manger (2 post-its)"
    return await person.choose(page, verb, choice[0])


def written(form: Answer, field: str) -> str:
    """What a field of a form holds before the person writes in it."""
    assert form.form is not None
    parts = (label.get("component", {}) for label in form.form["components"])
    return str(next(part["value"] for part in parts if part.get("custom_id") == field))


async def test_a_milestone_starts_from_a_theme_and_its_post_its_are_named(hall: Room) -> None:
    await themed(hall, "roadmap")
    picker = await hall.lead.press(hall.panel, "road.place")
    form = await chosen(hall.lead, await hall.lead.press(picker, "road.themes"), "road.theme")
    assert written(form, "statement") == "Manger"
    refused = await hall.lead.fill(
        form, statement=" ", year=["2028"], dimension=["Gouvernance"], who="", obstacles=""
    )
    again = await hall.lead.press(refused, "road.write")
    done = await hall.lead.fill(
        again, statement="Le four et le verger", year=["2028"], dimension=["Gouvernance"]
    )
    screen = await hall.lead.press(done, "road.one")
    assert t("milestone.theme", theme="Manger") in screen.text
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.end()
    (data,), (report,) = await files(hall, ".json"), await files(hall, ".md")
    told = json.loads(data)
    (milestone,) = told["milestones"]
    numbers = {p["text"]: p["number"] for p in told["postits"]}
    assert milestone["theme"] == "Manger"
    assert sorted(milestone["postits_of_theme"]) == sorted(
        [numbers["un four"], numbers["un verger"]]
    )
    assert "Parti du thème Manger (post-its" in report.decode()


async def test_anyone_starts_an_action_from_a_theme(hall: Room) -> None:
    awa = await themed(hall, "actions")
    form = await chosen(awa, await awa.press(hall.card, "action.themes"), "action.theme")
    assert t("field.what.theme", theme="Manger") in json.dumps(form.form, ensure_ascii=False)
    receipt = await awa.fill(form, what="Appeler le maçon", owner="Awa", due="")
    assert t("action.theme", theme="Manger") in receipt.text
    await hall.stage.later(10)
    assert t("action.theme", theme="Manger") in text_of(hall.card)
    await hall.end()
    (data,), (report,) = await files(hall, ".json"), await files(hall, ".md")
    (action,) = json.loads(data)["actions"]
    assert (action["what"], action["theme"]) == ("Appeler le maçon", "Manger")
    assert t("report.actions.theme", theme="Manger") in report.decode()


async def test_an_action_that_is_refused_keeps_its_theme(hall: Room) -> None:
    awa = await themed(hall, "actions")
    form = await chosen(awa, await awa.press(hall.card, "action.themes"), "action.theme")
    refused = await awa.fill(form, what="Appeler", owner="Awa", due="le 35 mars")
    again = await awa.press(refused, "action.add")
    assert t("field.what.theme", theme="Manger") in json.dumps(again.form, ensure_ascii=False)


async def test_a_proposal_is_first_written_from_a_theme(hall: Room) -> None:
    await themed(hall, "consent")
    table = await hall.lead.press(hall.panel, "consent.lead")
    form = await chosen(hall.lead, await hall.lead.press(table, "consent.themes"), "consent.theme")
    first, *lines = written(form, "text").split("\n")
    assert first == "Manger"
    assert sorted(lines) == ["- un four", "- un verger"]
    table = await hall.lead.fill(form, text="Nous bâtissons un four, puis un verger.")
    assert "Nous bâtissons un four" in table.text
    assert ids_of(table, "consent.themes") == [], "it is written: it can be amended"


async def test_nothing_speaks_of_themes_where_there_are_none(hall: Room) -> None:
    await hall.play("familles", "actions", scenario="adere-2032.fr")
    assert ids_of(hall.card, "action.themes") == []
