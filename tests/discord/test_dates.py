"""The day by which an action is due: read as it is written, told in full, perhaps not known yet."""

from __future__ import annotations

import pytest

from bot.i18n import catalogue
from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, fr, options, rows

# The simulator begins on Thursday 1 January 2026.


async def propose(hall: Room, person: Person, due: str) -> Answer:
    form = await person.press(hall.card, "action.add")
    return await person.fill(form, what="Semer", owner="Zoé", due=due)


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("15 février", "dimanche 15 février 2026"),
        ("15/03", "dimanche 15 mars 2026"),
        ("15/03/26", "dimanche 15 mars 2026"),
        ("15-03-2026", "dimanche 15 mars 2026"),
        ("15 mars 2026", "dimanche 15 mars 2026"),
        ("1er mars 2026", "dimanche 1er mars 2026"),
        ("demain", "vendredi 2 janvier 2026"),
        ("lundi", "lundi 5 janvier 2026"),
        ("dans deux semaines", "jeudi 15 janvier 2026"),
        ("March 15, 2026", "dimanche 15 mars 2026"),
        ("2026/03/15", "dimanche 15 mars 2026"),
        ("", None),
        ("pas encore de date", None),
    ],
)
async def test_a_receipt_tells_the_day_as_it_was_read(
    hall: Room, due: str, told: str | None
) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "actions")
    kept = await propose(hall, awa, due)
    assert fr("action.kept") in kept.text
    assert (f"d'ici au {told}" if told else "sans date pour le moment") in kept.text


async def test_what_has_two_readings_is_refused_with_both_and_waits_in_the_form(
    hall: Room,
) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "actions", language="en")
    refused = await propose(hall, ben, "03/04")
    assert "Wednesday 4 March 2026, or Friday 3 April 2026" in refused.text
    kept = await propose(hall, ben, "4 March")
    assert "by Wednesday 4 March 2026" in kept.text


async def test_one_of_two_readings_is_chosen_with_a_button(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "actions")
    refused = await propose(hall, awa, "lundi en huit")
    assert buttons(refused) == ["lundi 5 janvier 2026", "lundi 12 janvier 2026"]
    form = await awa.press(refused, label="lundi 12 janvier 2026")
    assert form.form is not None
    held = {one["component"]["custom_id"]: one["component"] for one in form.form["components"]}
    assert (held["what"]["value"], held["due"]["value"]) == ("Semer", "lundi 12 janvier 2026")
    kept = await awa.fill(form, what="Semer", owner="Zoé", due=held["due"]["value"])
    assert "d'ici au lundi 12 janvier 2026" in kept.text


async def test_an_action_is_removed_once_asked(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "actions")
    kept = await propose(hall, awa, "")
    listed = await awa.press(kept, "action.list")
    assert fr("button.panel") not in buttons(listed), "Awa has no panel to go back to"
    (action,) = options(listed, "action.drop")
    asked = await awa.choose(listed, "action.drop", action)
    assert fr("action.drop_question") in asked.text
    assert "Semer" in asked.text
    listed = await awa.press(asked, label=fr("button.keep_action"))
    assert len(rows(hall.path, "SELECT * FROM actions")) == 1
    asked = await awa.choose(listed, "action.drop", action)
    gone = await awa.press(asked, "action.drop_yes")
    assert fr("action.dropped", text="Semer") in gone.text
    assert rows(hall.path, "SELECT * FROM actions") == []
    panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr("button.panel") in buttons(await hall.lead.press(panel, "action.list"))


async def test_an_action_without_a_date_stands_after_the_others_to_the_end(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "actions")
    await propose(hall, awa, "")
    form = await awa.press(hall.card, "action.add")
    await awa.fill(form, what="Récolter", owner="Zoé", due="demain")
    await hall.stage.later(6)
    card = hall.texts[-1]
    assert card.index("Récolter") < card.index("Semer")
    assert fr("action.open") in card
    listed = await hall.lead.press(hall.panel, "action.list")
    hall.panel = await hall.lead.press(listed, "lead.panel")
    await hall.end()
    assert "**Zoé**, sans date pour le moment" in hall.texts[-1]


async def test_today_is_that_of_the_server(hall: Room) -> None:
    """At 23:30 UTC in winter it is tomorrow in Paris, and not yet this morning in Guadeloupe."""
    awa, manager = hall.person("Awa"), hall.manager("Lou")
    await hall.stage.later(23.5 * 3600)
    shown = await manager.command(hall.channel, "settings show")
    t = catalogue(Language.FRENCH)
    now = hall.stage.env.now()
    assert f"{now:%H}" == "23"
    assert "Europe/Paris — aujourd'hui, vendredi 2 janvier 2026" in shown.text
    await hall.play("essai", "actions")
    assert "samedi 3 janvier 2026" in (await propose(hall, awa, "demain")).text
    chosen = await manager.command(hall.channel, "settings timezone", zone="america/guadeloupe")
    assert "America/Guadeloupe — aujourd'hui, jeudi 1er janvier 2026" in chosen.text
    assert "vendredi 2 janvier 2026" in (await propose(hall, awa, "demain")).text
    unknown = await manager.command(hall.channel, "settings timezone", zone="Mars/Olympus")
    assert unknown.text == t("settings.unknown_timezone")
    found = rows(hall.path, "SELECT timezone FROM servers")
    assert [row["timezone"] for row in found] == ["America/Guadeloupe"]
