"""Three hundred post-its and thirty themes: pages, filters, search, suggestions one by one."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Answer
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, ids_of, options, rows
from tests.discord.forging import choose_id
from tests.discord.themes.test_sorting import move, sorted_room, themes, value_of

WORDS = ("légumerie", "camion", "fête", "journal", "potager")


@pytest.fixture
async def full(hall: Room) -> Room:
    """A wall of 300 post-its by fifteen people."""
    await hall.play("brainstorm", "collect")
    for n in range(15):
        person = hall.person(f"P{n:02}")
        await hall.write(person, *(f"{WORDS[k % 5]} {n:02}-{k:02}" for k in range(20)))
    await hall.go("group")
    return hall


async def test_every_post_it_is_reached_page_by_page(full: Room) -> None:
    lead = full.lead
    shown = await lead.press(full.panel, "theme.sort")
    seen = list(options(shown, "theme.hold"))
    for _ in range(11):
        shown = await lead.press(shown, label="▶")
        seen += options(shown, "theme.hold")
    assert len(set(seen)) == len(seen) == 300
    back = await lead.press(shown, label="◀")
    assert fr("theme.choose_page", page=11, pages=12) in str(
        back.message and back.message.components
    )


async def test_a_word_is_searched_without_its_accents_and_pages_add_up_in_hand(full: Room) -> None:
    lead = full.lead
    shown = await lead.press(full.panel, "theme.sort")
    shown = await lead.fill(await lead.press(shown, "theme.find"), word="LEGUMERIE")
    assert fr("theme.found", word="LEGUMERIE") in shown.text
    await full.stage.restart()
    for page in range(3):  # 25, 25 and 10
        shown = await lead.choose(shown, "theme.hold", *options(shown, "theme.hold"))
        if page < 2:
            shown = await lead.press(shown, label="▶")
    assert fr.n("theme.in_hand", 60) in shown.text
    form = await lead.choose(shown, "theme.to", "new")
    shown = await lead.fill(form, name="Légumes")
    assert len(themes(full)["Légumes"]) == 60
    assert fr("theme.nothing_here") in shown.text, "none of that word is left unsorted"
    shown = await lead.press(shown, "theme.unfind")
    assert fr.n("theme.left", 240, total=300) in shown.text
    shown = await lead.choose(shown, "theme.filter", value_of(shown, "theme.filter", "Légumes"))
    assert all("légumerie" in label for label in options(shown, "theme.hold").values())
    shown = await lead.choose(shown, "theme.hold", *options(shown, "theme.hold"))
    shown = await lead.choose(shown, "theme.hold")
    assert ids_of(shown, "theme.to") == [], "all of the page is put down again"


async def test_thirty_themes_are_reached_in_every_menu(hall: Room) -> None:
    lead = hall.lead
    await sorted_room(hall, *(f"idée {chr(97 + n % 26)}{n}" for n in range(20)))
    shown = await lead.press(hall.panel, "theme.list")
    for n in range(30):
        form = await lead.press(shown, "theme.new")
        shown = await lead.press(await lead.fill(form, name=f"Thème {n:02}"), "theme.list")
    shown = await _turn(hall, shown, "theme.pick")
    one = await lead.choose(shown, "theme.pick", value_of(shown, "theme.pick", "Thème 29"))
    merging = await lead.press(one, "theme.merging")
    merging = await _turn(hall, merging, "theme.merge")
    assert any("Thème 28" in label for label in options(merging, "theme.merge").values())
    shown = await lead.press(await lead.press(merging, "theme.list"), "theme.sort")
    shown = await lead.choose(shown, "theme.hold", *list(options(shown, "theme.hold"))[:2])
    shown = await _turn(hall, shown, "theme.to")
    shown = await lead.choose(shown, "theme.to", value_of(shown, "theme.to", "Thème 29"))
    assert len(themes(hall)["Thème 29"]) == 2
    shown = await _turn(hall, shown, "theme.filter")
    shown = await lead.choose(shown, "theme.filter", value_of(shown, "theme.filter", "Thème 29"))
    assert len(options(shown, "theme.hold")) == 2


async def _turn(hall: Room, shown: Answer, verb: str) -> Answer:
    return await hall.lead.choose(shown, verb, value_of(shown, verb, "▶"))


@pytest.mark.parametrize("language", list(Language))
async def test_a_suggestion_is_answered_with_one_press(hall: Room, language: Language) -> None:
    t = fr if language is Language.FRENCH else en
    lead = hall.person("Mae", language)
    ideas = (
        "Un camion partagé", "Des camions partagés", "Une fête", "Réduire le gaspillage",
        "La réduction du gaspillage",
    )  # fmt: skip
    await sorted_room(hall, *ideas)
    await hall.lead.command(hall.channel, "session facilitator", member=lead.member)
    shown = await lead.press(await lead.press(hall.card, "lead.panel"), "theme.like")
    assert t("theme.suggest_postits") in shown.text
    assert t.n("theme.suggestions_left", 1) in shown.text
    assert all(text in shown.text for text in ideas[:2])
    assert themes(hall) == {}, "nothing is applied alone"
    (accept,) = ids_of(shown, "theme.join")
    shown = await lead.press(shown, "theme.join")
    assert themes(hall) == {"Camion partagé": sorted(ideas[:2])}
    assert all(text in shown.text for text in ideas[3:])
    again = await choose_id(hall, lead, shown, accept)
    assert t("theme.changed") in again.text
    shown = await lead.press(again, "theme.part")
    assert t("theme.refused") in shown.text
    assert t("theme.no_suggestion") in shown.text
    await hall.stage.restart()
    shown = await lead.press(shown, "theme.undo")
    shown = await lead.press(shown, "theme.like")
    assert all(text in shown.text for text in ideas[:2]), "undone, it is suggested again"
    assert len(rows(hall.path, "SELECT * FROM refused_pairs")) == 1


async def test_near_themes_are_suggested_and_merged(hall: Room) -> None:
    lead = hall.lead
    await sorted_room(hall)
    shown = await lead.press(hall.panel, "theme.sort")
    shown = await move(hall, lead, shown, "Les transports", "camion partagé")
    shown = await move(hall, lead, shown, "Transport", "Une fête")
    shown = await lead.press(await lead.press(shown, "theme.list"), "theme.like")
    assert fr("theme.suggest_themes") in shown.text
    shown = await lead.press(shown, "theme.unite")
    assert themes(hall) == {"Les transports": ["Un camion partagé", "Une fête"]}
