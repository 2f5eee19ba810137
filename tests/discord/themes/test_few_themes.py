"""Themes that leave while the room sorts, and two who lead at once."""

from __future__ import annotations

from bot.rehearsal.stage import Answer
from tests.discord.acting import Room, buttons, fr, options
from tests.discord.themes.handfuls import always, people, sort, start, wall
from tests.discord.themes.test_sorting import themes


async def test_undoing_the_names_into_which_the_room_filed_asks_first(hall: Room) -> None:
    ben, chloe = people(hall, ("Ben", "Chloé"))
    await wall(hall, "Un camion", "Une fête")
    shown = await start(hall, "Transport", "Fêtes")
    for one in (ben, chloe):
        await sort(hall, one, always("Transport"))
    shown = await hall.lead.press(shown, "theme.list")
    asked = await hall.lead.press(shown, "theme.undo")
    what = fr.n("theme.named_several", 2)
    assert fr.n("theme.ask_undo", 2, what=what) in asked.text
    assert len(themes(hall)) == 2
    shown = await hall.lead.press(asked, "theme.undo")
    assert themes(hall) == {}
    await hall.stage.later(10)
    assert fr("together.invite") not in hall.texts[-1]
    assert fr("theme.none_yet") in hall.texts[-1]
    assert fr("button.sort_handful") not in buttons(hall.card)
    panel = await hall.lead.press(shown, "together.view")
    assert fr("together.few_left", least=2) in panel.text
    form = await hall.lead.press(panel, "together.start")
    shown = await hall.lead.fill(form, names="Transport\nFêtes")
    await hall.stage.later(10)
    assert fr("button.sort_handful") in buttons(hall.card)
    assert fr("together.is_open") in shown.text


async def test_an_older_list_does_not_move_what_another_has_just_placed(hall: Room) -> None:
    ben, chloe = people(hall, ("Ben", "Chloé"))
    await wall(hall, "Un camion")
    await start(hall, "Transport", "Fêtes")
    for one in (ben, chloe):
        await sort(hall, one, always(fr("together.none")))
    first, second = [await talk(hall) for _ in range(2)]
    values = {label: value for value, label in options(first, "together.place").items()}
    await hall.lead.choose(first, "together.place", values["Transport"])
    told = await hall.lead.choose(second, "together.place", values["Fêtes"])
    assert fr("together.placed_already", number=1, name="Transport") in told.text
    assert themes(hall) == {"Transport": ["Un camion"], "Fêtes": []}


async def talk(hall: Room) -> Answer:
    """What is to be talked about, from a panel of its own."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    return await hall.lead.press(await hall.lead.press(panel, "together.view"), "together.talk")
