"""A sort that is not over is left: what becomes of it is said first."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Person, found
from tests.discord.acting import Room, fr, rows
from tests.discord.themes.handfuls import always, given, people, sort, start, wall
from tests.discord.themes.test_sorting import themes


async def sorting(hall: Room) -> list[Person]:
    """Three post-its, of which two people file two; who leads sees their panel."""
    ben, chloe = people(hall, ("Ben", "Chloé"))
    await wall(hall, "Un camion", "Une fête", "Un potager")
    await start(hall, "Transport", "Fêtes")
    await sort(hall, ben, always("Transport"))

    def says(label: str, _: dict[str, str]) -> str:
        return fr("together.unsure") if "potager" in label else "Transport"

    await sort(hall, chloe, says)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    return [ben, chloe]


@pytest.mark.parametrize("stopped", [False, True])
async def test_next_asks_first_and_says_what_stays_and_what_ends(hall: Room, stopped: bool) -> None:
    await sorting(hall)
    if stopped:
        shown = await hall.lead.press(hall.panel, "together.view")
        shown = await hall.lead.press(shown, "together.stop")
        hall.panel = await hall.lead.press(shown, "lead.panel")
    asked = await hall.lead.press(hall.panel, "lead.next")
    assert fr.n("together.filed", 2, pile=3) in asked.text
    assert fr.n("together.waiting", 1) in asked.text
    assert fr("together.fate.over") in asked.text
    assert hall.open_step()["kind"] == "group" and given(hall)
    await hall.lead.press(asked, label=fr("button.next_yes"))
    assert given(hall) == []
    assert themes(hall) == {"Transport": ["Un camion", "Une fête"], "Fêtes": []}


async def test_set_aside_the_sort_goes_on_when_the_room_comes_back(hall: Room) -> None:
    await sorting(hall)
    before = given(hall)
    asked = await hall.lead.press(hall.panel, "lead.skip")
    assert fr("together.fate.kept") in asked.text
    assert not found(asked, "lead.end_yes")
    hall.panel = await hall.lead.press(asked, label=fr("button.skip_yes"))
    assert given(hall) == before
    await hall.steer("lead.back")
    await hall.stage.later(10)
    assert fr.n("together.sorted_by", 2) in hall.texts[-1]
    dina = hall.person("Dina")
    await sort(hall, dina, always("Transport"))
    assert len(themes(hall)["Transport"]) == 3


async def test_the_end_says_so_too_and_leaves_no_answer(hall: Room) -> None:
    await sorting(hall)
    hall.panel = await hall.lead.press(hall.panel, "lead.skip")
    hall.panel = await hall.lead.press(hall.panel, label=fr("button.skip_yes"))
    asked = await hall.lead.press(hall.panel, "lead.end")
    assert fr("together.fate.over") in asked.text
    await hall.lead.press(asked, "lead.end_yes")
    assert given(hall) == []
    assert rows(hall.path, "SELECT * FROM keys WHERE purpose = 'sorting'") == []


async def test_nothing_is_asked_when_all_is_sorted(hall: Room) -> None:
    await sorting(hall)
    dina = hall.person("Dina")
    await sort(hall, dina, always("Transport"))
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.lead.press(hall.panel, "lead.next")
    assert hall.open_step()["kind"] != "group"
