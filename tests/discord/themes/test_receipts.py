"""What someone reads once their handful is sent, and where its buttons lead."""

from __future__ import annotations

from tests.discord.acting import Room, buttons, fr, options
from tests.discord.themes.handfuls import always, answer, people, sort, start, wall


async def test_when_all_is_undone_nobody_reads_that_they_were_set_aside(hall: Room) -> None:
    ben, chloe = people(hall, ("Ben", "Chloé"))
    await wall(hall, "Un camion", "Une fête")
    shown = await start(hall, "Transport", "Fêtes")
    await sort(hall, ben, always("Transport"))
    await sort(hall, chloe, always("Transport"), handfuls=0)
    form = await chloe.press(hall.card, "together.sort")
    await sort(hall, hall.person("Dina"), always("Transport"))
    shown = await hall.lead.press(shown, "together.view")
    shown = await hall.lead.press(
        await hall.lead.press(shown, "together.undo"), "together.undo_yes"
    )
    told = await answer(chloe, form, always("Fêtes"))
    assert fr("together.kept_undone") in told.text
    assert fr("together.kept_aside") not in told.text
    assert buttons(told) == []


async def test_changing_is_offered_for_what_was_just_sent_alone(hall: Room) -> None:
    ben, chloe = people(hall, ("Ben", "Chloé"))
    await wall(hall, *(f"Idée {n}" for n in range(6)))
    await start(hall, "Transport", "Fêtes")
    form = await ben.press(hall.card, "together.sort")
    told = await ben.fill(form)
    assert fr("together.nothing_said") in told.text
    assert fr("button.change_handful") not in buttons(told)
    for one in (chloe, hall.person("Dina")):
        told = await sort(hall, one, always("Transport"))
    assert fr("button.change_last") in buttons(told)
    told = await ben.press(hall.card, "together.sort")
    assert told.text == fr("together.nothing_left")
    assert buttons(told) == [], "Ben has answered nothing"


async def test_answers_for_a_theme_that_is_gone_are_not_counted_in_all(hall: Room) -> None:
    ben = hall.person("Ben")
    await wall(hall, *(f"Idée {n}" for n in range(6)))
    await start(hall, "Transport", "Fêtes", "Argent")
    told = await answer(ben, await ben.press(hall.card, "together.sort"), always("Argent"))
    assert fr.n("together.in_all", 5) in told.text
    listed = await hall.lead.press(await hall.lead.press(hall.card, "lead.panel"), "theme.list")
    chosen = next(v for v, name in options(listed, "theme.pick").items() if "Argent" in name)
    await hall.lead.press(await hall.lead.choose(listed, "theme.pick", chosen), "theme.remove")
    form = await ben.press(told, "together.sort")
    told = await answer(ben, form, always("Transport"))
    assert fr.n("together.in_all", 5) in told.text
