"""Several themes named at once, in one form."""

from __future__ import annotations

from tests.discord.acting import Room, fr
from tests.discord.themes.test_sorting import sorted_room, themes


async def test_a_list_of_names_makes_as_many_themes_undone_at_once(hall: Room) -> None:
    lead = hall.lead
    await sorted_room(hall)
    shown = await lead.press(hall.panel, "theme.list")
    form = await lead.press(shown, "theme.several")
    shown = await lead.fill(form, names="- Transport\n- Fêtes\n\n- TRANSPORT\n- Jardin")
    assert themes(hall) == {"Transport": [], "Fêtes": [], "Jardin": []}
    assert shown.text.startswith(
        "✅ " + fr("theme.done", what=fr.n("theme.named_several", 3)) + "\n"
    )
    form = await lead.press(shown, "theme.several")
    shown = await lead.fill(form, names="jardin\nArgent")
    assert fr("theme.done", what=fr("theme.made.create", name="Argent")) in shown.text
    assert fr("theme.known_names", names="**Jardin**") in shown.text
    shown = await lead.press(await lead.press(shown, "theme.undo"), "theme.undo")
    assert themes(hall) == {}
    shown = await lead.press(shown, "theme.redo")
    assert fr("theme.redone", what=fr.n("theme.named_several", 3)) in shown.text
    assert list(themes(hall)) == ["Transport", "Fêtes", "Jardin"]


async def test_a_name_too_long_makes_none_and_the_form_comes_back(hall: Room) -> None:
    lead = hall.lead
    await sorted_room(hall)
    shown = await lead.press(hall.panel, "theme.list")
    written = f"Transport\n{'x' * 81}"
    back = await lead.fill(await lead.press(shown, "theme.several"), names=written)
    assert fr("text.too_long", length=81, limit=80) in back.text
    assert written in back.text
    assert themes(hall) == {}
    again = await lead.press(shown, "theme.several")
    assert again.form is not None
    assert again.form["components"][0]["component"]["value"] == written
    known = await lead.fill(again, names="Transport")
    same = await lead.fill(await lead.press(known, "theme.several"), names="transport")
    assert same.text.startswith(fr("theme.known_names", names="**Transport**"))
