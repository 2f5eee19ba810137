"""The hint at the past tense, as the writer of a post-it sees it."""

from __future__ import annotations

import pytest

from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of

AHEAD = {"fr": "On pourrait partager un camion", "en": "We should share a truck"}
TOLD = {"fr": "On a partagé un camion", "en": "We shared a truck"}


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_post_it_about_the_future_is_kept_and_hinted_at(hall: Room, language: str) -> None:
    t = fr if language == "fr" else en
    awa = hall.person("Awa", Language(language))
    await hall.play("atelier", "collect", scenario=f"adere-2032.{language}")
    told = await hall.write(awa, AHEAD[language])
    assert t.n("postit.kept", 1) in told.text
    assert told.text.count(t("postit.ahead_this")) == 1
    assert t("button.retell") in buttons(told)
    assert hall.postits() == [AHEAD[language]], "a hint is no refusal"
    form = await awa.press(told, "postit.edit")
    changed = await awa.fill(form, idea=TOLD[language])
    assert t("postit.changed") in changed.text
    assert t("postit.ahead_this") not in changed.text
    assert hall.postits() == [TOLD[language]]
    form = await awa.press(changed, "postit.edit")
    assert t("postit.ahead_this") in (await awa.fill(form, idea=AHEAD[language])).text


async def test_several_post_its_get_one_hint(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("atelier", "collect", scenario="adere-2032.fr")
    told = await hall.write(awa, "Il faudrait un four", TOLD["fr"], "Nous verrons bien")
    assert told.text.count("💡") == 1
    assert fr.n("postit.ahead", 2) in told.text
    assert ids_of(told, "postit.edit") == []
    one = await hall.write(awa, "On ira à la ferme", "Le four a tenu")
    assert fr.n("postit.ahead", 1) in one.text
    assert len(ids_of(one, "postit.edit")) == 1


async def test_a_memory_gets_no_hint(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("atelier", "collect", scenario="adere-2032.fr")
    told = await hall.write(awa, TOLD["fr"], "« On y arrivera », disait-elle")
    assert "💡" not in told.text
    assert fr("button.retell") not in buttons(told)


async def test_a_step_with_a_question_of_its_own_gives_no_hint(hall: Room) -> None:
    await hall.play("essai", "collect", scenario="adere-2032.fr")
    assert "💡" not in (await hall.write(hall.lead, AHEAD["fr"])).text


async def test_a_session_without_scenario_gives_no_hint(hall: Room) -> None:
    await hall.play("essai", "collect")
    assert "💡" not in (await hall.write(hall.lead, AHEAD["fr"])).text
