"""What helps to sort: others like those in hand, the likeliest theme first, a proposed name."""

from __future__ import annotations

import pytest

from bot.i18n import Catalogue
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, options
from tests.discord.test_giving_back import field
from tests.discord.themes.test_sorting import move, sorted_room, themes, value_of

IDEAS = (
    "Un camion partagé", "Des camions partagés entre voisins", "Réparer le camion du lundi",
    "Une fête", "Un potager", "Un journal",
)  # fmt: skip


@pytest.mark.parametrize("t", [fr, en], ids=["fr", "en"])
async def test_others_like_those_in_hand_are_one_press_away(hall: Room, t: Catalogue) -> None:
    lead = hall.lead if t is fr else hall.person("Mae", Language.ENGLISH)
    await sorted_room(hall, *IDEAS, language=t.language.value)
    if t is en:
        await hall.lead.command(hall.channel, "session facilitator", member=lead.member)
    shown = await lead.press(await lead.press(hall.card, "lead.panel"), "theme.sort")
    assert t.n("button.near", 1) not in buttons(shown), "nothing is in hand"
    chosen = value_of(shown, "theme.hold", "Un camion")
    shown = await lead.choose(shown, "theme.hold", chosen)
    near = await lead.press(shown, label=t.n("button.near", 1))
    assert t("theme.near") in near.text
    assert t.n("theme.in_hand", 1) in near.text
    found = list(options(near, "theme.gather"))
    assert chosen not in found
    labels = list(options(near, "theme.gather").values())
    assert {label.partition(" · ")[2] for label in labels[:2]} == set(IDEAS[1:3])
    assert themes(hall) == {}, "nothing is sorted by it"
    shown = await lead.choose(near, "theme.gather", *found[:2])
    assert t.n("theme.in_hand", 3) in shown.text
    form = await lead.choose(shown, "theme.to", "new")
    assert field(form, "name")["value"] == "Camion", "as most wrote it"
    shown = await lead.fill(form, name="Camions")
    assert themes(hall) == {"Camions": sorted(IDEAS[:3])}


async def test_neighbours_are_looked_for_where_the_table_looks(hall: Room) -> None:
    lead = hall.lead
    await sorted_room(hall, *IDEAS)
    shown = await lead.press(hall.panel, "theme.sort")
    shown = await move(hall, lead, shown, "Transport", "entre voisins", "du lundi")
    shown = await lead.choose(shown, "theme.hold", value_of(shown, "theme.hold", "camion"))
    nothing = await lead.press(shown, "theme.near")
    assert fr("theme.nothing_near") in nothing.text
    everything = await lead.choose(nothing, "theme.filter", "all")
    near = await lead.press(everything, "theme.near")
    assert len(options(near, "theme.gather")) == 2
    assert fr.n("theme.in_hand", 1) in (await lead.press(near, "theme.sort")).text


async def test_the_likeliest_theme_leads_the_menu_and_a_theme_of_one_has_no_name(
    hall: Room,
) -> None:
    lead = hall.lead
    await sorted_room(hall, *IDEAS)
    shown = await lead.press(hall.panel, "theme.sort")
    for name, idea in (("Vert", "potager"), ("Presse", "journal"), ("Été", "fête")):
        shown = await move(hall, lead, shown, name, idea)
    shown = await move(hall, lead, shown, "Transport", "Un camion")
    shown = await lead.choose(shown, "theme.hold", value_of(shown, "theme.hold", "voisins"))
    names = [label.partition(" · ")[0] for label in options(shown, "theme.to").values()]
    assert names[-4:] == ["Transport", "Vert", "Presse", "Été"]
    form = await lead.choose(shown, "theme.to", "new")
    assert not field(form, "name").get("value")


async def test_a_name_that_was_refused_comes_back_before_the_one_proposed(hall: Room) -> None:
    lead = hall.lead
    await sorted_room(hall, *IDEAS)
    shown = await lead.press(hall.panel, "theme.sort")
    shown = await move(hall, lead, shown, "Transport", "potager")
    chosen = [value_of(shown, "theme.hold", text) for text in ("Un camion", "voisins")]
    shown = await lead.choose(shown, "theme.hold", *chosen)
    form = await lead.choose(shown, "theme.to", "new")
    assert field(form, "name")["value"] == "Camion partagé"
    await lead.fill(form, name="Transport")
    again = await lead.choose(shown, "theme.to", "new")
    assert field(again, "name")["value"] == "Transport"
