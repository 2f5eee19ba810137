"""The shipped recipes with columns, played from the first card to the summary."""

from __future__ import annotations

import json

import pytest

from bot.workshop.language import Language
from tests.discord.acting import Room

COLUMNS = {
    ("keep-drop-try", "fr"): "Essayer",
    ("keep-drop-try", "en"): "Try",
    ("speedboat", "fr"): "L'ancre\u00a0: ce qui nous retient",
    ("speedboat", "en"): "The anchor: what holds us back",
}


@pytest.mark.parametrize("signing", ["signed", "masked"])
@pytest.mark.parametrize(("recipe", "language"), list(COLUMNS))
async def test_columns_go_from_the_form_to_the_documents(
    hall: Room, recipe: str, language: str, signing: str
) -> None:
    awa, column = hall.person("Zéphyrine", Language(language)), COLUMNS[recipe, language]
    await hall.play(recipe, "collect", language=language, signing=signing)
    assert column in hall.texts[-1]
    await hall.write(awa, "une sieste", column=[column])
    await hall.go("vote")
    wall = await awa.press(hall.card, "wall.read")
    assert f"**{column}**\n`1` une sieste" in wall.text
    await hall.go("actions")
    await hall.end()
    found = {
        file.filename.rsplit(".", 1)[1]: await file.read()
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
    }
    (postit,) = json.loads(found["json"])["postits"]
    assert postit["column"] == column
    assert postit["author"] == (None if signing == "masked" else "Zéphyrine")
    report = found["md"].decode()
    assert report.index(f"**{column}**") < report.index("une sieste")
    if signing == "masked":
        assert not any("Zéphyrine".encode() in document for document in found.values())
