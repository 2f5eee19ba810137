"""Post-its that no wall ever showed: whoever ends the session is told where they go."""

from __future__ import annotations

import pytest

from tests.discord.acting import Room, fr

NAMES = ("Awa", "Ben", "Chloé", "Maud", "Gaspard")


async def written(hall: Room, signing: str) -> None:
    """Four people wrote one post-it each, and the wall is still closed."""
    await hall.play("essai", "collect", signing=signing)
    for name in NAMES[:4]:
        await hall.write(hall.person(name), f"l'idée de {name}")


async def documents(hall: Room) -> str:
    files = [
        await file.read()
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
        if file.filename.endswith(".md")
    ]
    return "\n".join(content.decode() for content in files)


@pytest.mark.parametrize(
    ("signing", "key"), [("signed", "panel.unseen"), ("masked", "panel.unseen_masked")]
)
async def test_the_end_says_beforehand_that_hidden_post_its_are_given(
    hall: Room, signing: str, key: str
) -> None:
    await written(hall, signing)
    question = await hall.lead.press(hall.panel, "lead.end")
    assert fr.n(key, 4) in question.text
    await hall.lead.press(question, "lead.panel")
    await hall.end()
    told = await documents(hall)
    assert all(f"l'idée de {name}" in told for name in NAMES[:4])
    assert (" — *Awa*" in told) is (signing == "signed"), "what was said is what is done"


async def test_the_end_says_nothing_of_a_wall_that_was_shown(hall: Room) -> None:
    await written(hall, "signed")
    await hall.steer("lead.next")
    question = await hall.lead.press(hall.panel, "lead.end")
    assert "⚠️" not in question.text


async def test_the_end_says_which_masked_ones_are_lost(hall: Room) -> None:
    await written(hall, "masked")
    await hall.steer("lead.next")
    await hall.steer("lead.back")
    await hall.write(hall.person("Gaspard"), "un retardataire")
    question = await hall.lead.press(hall.panel, "lead.end")
    assert fr.n("panel.unseen_lost", 1) in question.text
    assert fr.n("panel.unseen_masked", 1) not in question.text
    await hall.lead.press(question, "lead.panel")
    await hall.end()
    assert "un retardataire" not in await documents(hall)


async def test_back_before_the_wall_the_card_says_that_it_was_opened(hall: Room) -> None:
    await written(hall, "signed")
    assert fr("collect.opened_already") not in hall.texts[-1]
    await hall.steer("lead.next")
    await hall.steer("lead.back")
    assert fr("collect.opened_already") in hall.texts[-1]
    await hall.write(hall.person("Gaspard"), "un retardataire")
    assert not any("un retardataire" in text for text in hall.texts)
    await hall.steer("lead.next")
    assert any("un retardataire" in text for text in hall.texts), "as was said"
