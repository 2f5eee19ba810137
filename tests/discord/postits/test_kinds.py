"""Steps, levers, obstacles and actors: chosen in the form, marked on the wall."""

from __future__ import annotations

import json

import pytest

from bot.rehearsal.stage import Answer
from bot.workshop.language import Language
from bot.workshop.postits.kind import Kind
from tests.discord.acting import Room, en, fr, options, rows


def field(form: Answer, name: str) -> dict[str, object]:
    """One field of a form, as Discord would draw it."""
    assert form.form is not None
    (found,) = [
        part["component"]
        for part in form.form["components"]
        if part["component"]["custom_id"] == name
    ]
    return dict(found)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_form_offers_kinds_and_the_wall_marks_them(hall: Room, language: str) -> None:
    t = fr if language == "fr" else en
    awa = hall.person("Awa", Language(language))
    await hall.play("backcasting", "collect", scenario=f"adere-2032.{language}")
    form = await awa.press(hall.card, "postit.add")
    menu = field(form, "kind")
    assert menu["required"] is False
    assert [o["value"] for o in menu["options"]] == list(Kind)  # type: ignore[attr-defined]
    await hall.write(awa, "soup at dawn", kind=["lever"])
    await hall.write(awa, "two departures", kind=["obstacle"], year=["2024"])
    await hall.write(awa, "a plain memory")
    await hall.go("reveal")
    (wall,) = [text for text in hall.texts if "🧱" in text]
    assert "🎚️ soup at dawn" in wall
    assert "⛰️ (2024) two departures" in wall
    legend = " · ".join(f"{kind.mark} {t(f'kind.{kind}')}" for kind in Kind)
    assert wall.count(legend) == 1
    read = await awa.press(hall.card, "wall.read")
    assert "🎚️ soup at dawn" in read.text
    assert legend in read.text


async def test_a_wall_without_kinds_has_no_legend(hall: Room) -> None:
    await hall.play("backcasting", "collect", scenario="adere-2032.fr")
    await hall.write(hall.lead, "la soupe")
    await hall.go("reveal")
    assert not any("👣" in text for text in hall.texts)


async def test_one_can_change_the_kind_of_a_post_it(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("backcasting", "collect", scenario="adere-2032.fr")
    told = await hall.write(awa, "la maire", kind=["step"])
    mine = await awa.press(told, "postit.mine")
    one = await awa.choose(mine, "postit.pick", *options(mine, "postit.pick"))
    assert f"-# {fr('kind.step')}" in one.text
    form = await awa.press(one, "postit.edit")
    assert form.preset["kind"] == ["step"]
    changed = await awa.fill(form, idea="la maire", kind=["actor"])
    assert f"-# {fr('kind.actor')}" in changed.text
    assert [row["kind"] for row in rows(hall.path, "SELECT kind FROM postits")] == ["actor"]


async def test_the_kind_of_what_was_refused_comes_back_in_the_form(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("backcasting", "collect", scenario="adere-2032.fr")
    told = await hall.write(awa, "une phrase " + "très " * 80 + "longue", kind=["obstacle"])
    form = await awa.press(told, label=fr("button.fix"))
    assert form.preset["kind"] == ["obstacle"]


async def test_documents_say_the_kind(hall: Room) -> None:
    await hall.play("backcasting", "collect", scenario="adere-2032.fr")
    await hall.write(hall.lead, "la crue", kind=["obstacle"])
    await hall.go("reveal")
    await hall.end()
    files = {
        file.filename.rsplit(".")[-1]: (await file.read()).decode(errors="replace")
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
    }
    assert [p["kind"] for p in json.loads(files["json"])["postits"]] == ["obstacle"]
    assert "la crue — *obstacle" in files["md"]
