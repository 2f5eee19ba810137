"""The pictures arrive in the messages of their steps, described; without them, a sentence does."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.i18n import Catalogue
from bot.rehearsal.stage import components, text_of
from bot.reports.pictures.drawing import ALT_LIMIT
from bot.reports.pictures.press import AROUND
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, options

GALLERY = 12
KINDS = ("certificate", "wall", "result", "roadmap")
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Shown:
    """One message with pictures: its text, the pictures' names and what describes them."""

    text: str
    names: tuple[str, ...]
    alts: tuple[str, ...]


async def pictures(messages: list[discord.Message]) -> list[Shown]:
    """The messages that show pictures; each picture is a real one, shown once, described."""
    found = []
    for message in messages:
        items = [
            item
            for part in components(message)
            if part.get("type") == GALLERY
            for item in part["items"]
        ]
        files = [f for f in message.attachments if f.filename.endswith(".png")]
        assert len(items) == len(files)
        if not files:
            continue
        assert len(message.attachments) <= 10
        for file, item in zip(files, items, strict=True):
            assert (await file.read()).startswith(PNG)
            assert file.filename in item["media"]["url"]
        alts = tuple(str(item["description"]) for item in items)
        assert all(0 < len(alt) <= ALT_LIMIT for alt in alts)
        found.append(Shown(text_of(message), tuple(f.filename for f in files), alts))
    return found


async def workshop(hall: Room, until: str = "discuss", **settings: Any) -> None:
    """A backcasting up to a step after the roadmap: post-its, three voters, a milestone."""
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
    language = settings.get("language", "fr")
    await hall.open("backcasting", scenario=f"adere-2032.{language}", **settings)
    await hall.steer("lead.start")
    await hall.stage.later(400)
    await hall.go("collect")
    for rank, person in enumerate(people):
        await hall.write(person, *(f"Une idée {rank}{n} 🥕 #set *x*" for n in range(4)))
    await hall.go("reveal")
    await hall.go("vote")
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        first, *_ = options(ballot, "ballot.put")
        await person.press(await person.choose(ballot, "ballot.put", first), "ballot.cast")
    await hall.go("roadmap")
    picker = await hall.lead.press(hall.panel, "road.place")
    form = await hall.lead.press(picker, "road.write")
    dimension = "Gouvernance" if language == "fr" else "Governance"
    placed = await hall.lead.fill(
        form, statement="Un jury de résidents", year=["2028"], dimension=[dimension], who="Awa"
    )
    hall.panel = await hall.lead.press(placed, "lead.panel")
    await hall.go(until)


@pytest.mark.parametrize(("language", "t"), [("fr", fr), ("en", en)])
async def test_each_picture_comes_with_the_message_of_its_step(
    hall: Room, language: str, t: Catalogue
) -> None:
    await workshop(hall, language=language)
    await hall.end()
    told = await pictures(hall.stage.messages(hall.channel))
    kinds = [
        next(k for k in KINDS if shown.names[0].startswith(t(f"picture.file.{k}")))
        for shown in told
    ]
    assert list(dict.fromkeys(kinds)) == ["certificate", "wall", "result", "roadmap"]
    assert kinds.count("roadmap") == 2, "when it is left, and with the summary"
    award = told[0]
    assert "🏅" in award.text
    assert t("picture.fiction") in award.alts[0]
    assert t("picture.missing") not in "\n".join(hall.texts)


async def test_a_restart_between_two_steps_loses_no_picture(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("brainstorm", "collect")
    await hall.write(awa, "Une légumerie", "Un camion")
    await hall.stage.restart()
    await hall.go("reveal")
    (wall,) = await pictures(hall.stage.messages(hall.channel))
    assert fr.n("picture.notes", 2) in wall.alts[0]
    assert "Une légumerie" in wall.text


async def test_coordinators_receive_the_pictures_after_the_documents(hall: Room) -> None:
    rights = discord.Permissions(manage_guild=True)
    role = hall.server.create_role("Gestion", permissions=rights)
    ines = hall.stage.person(hall.server, "Inès", Language.FRENCH, [role])
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    await workshop(hall)
    await hall.end()
    summary = hall.stage.last(hall.coordination)
    suffixes = [file.filename.rsplit(".", 1)[1] for file in summary.attachments]
    assert suffixes[:2] == ["md", "json"]
    assert "png" in suffixes
    (shown,) = await pictures([summary])
    assert shown.names[0].startswith(fr("picture.file.roadmap"))
    (same,) = await pictures([hall.stage.last(hall.channel)])
    # Those who were not there see the results too.
    results = [alt for alt in shown.alts if alt not in same.alts]
    assert [alt for alt in shown.alts if alt in same.alts] == [*same.alts]
    assert len(results) == 1
    assert "Les gommettes" in results[0]


async def test_the_roadmap_is_shown_once_when_the_session_ends_there(hall: Room) -> None:
    await workshop(hall, until="roadmap")
    before = len(await pictures(hall.stage.messages(hall.channel)))
    await hall.end()
    assert len(await pictures(hall.stage.messages(hall.channel))) == before + 1


async def test_a_masked_wall_names_nobody(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("brainstorm", "collect", signing="masked")
    await hall.write(awa, "Une légumerie")
    await hall.go("reveal")
    (wall,) = await pictures(hall.stage.messages(hall.channel))
    assert "Awa" not in wall.alts[0]


async def test_without_its_fonts_the_bot_goes_on_in_text_and_says_so(
    hall: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reports.pictures.press.FONTS", tmp_path / "nowhere")
    await hall.stage.restart()
    await workshop(hall)
    await hall.end()
    assert await pictures(hall.stage.messages(hall.channel)) == []
    saying = [text for text in hall.texts if fr("picture.missing") in text]
    assert len(saying) >= 4
    assert any("🏅" in text for text in saying)
    assert any("Une idée 00" in text for text in saying)
    assert fr("report.attached") in hall.texts[-1]
    summary = hall.stage.last(hall.channel)
    assert [file.filename.rsplit(".", 1)[1] for file in summary.attachments] == ["md", "json"]


@pytest.mark.parametrize("room", [1_000_000, 200_000, 40_000, 14_000])
async def test_a_server_with_less_room_gets_smaller_or_fewer_files(
    hall: Room, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(discord.Guild, "filesize_limit", room + AROUND)
    await workshop(hall)
    await hall.end()
    messages = hall.stage.messages(hall.channel)
    for message in messages:
        assert sum(file.size for file in message.attachments) <= room
    await pictures(messages)
    summary = hall.stage.last(hall.channel)
    suffixes = [file.filename.rsplit(".", 1)[1] for file in summary.attachments]
    if room >= 200_000:
        assert suffixes[:2] == ["md", "json"]
        assert "png" in suffixes
    if room == 14_000:
        assert suffixes == ["zip"]
        assert any(fr("picture.missing") in text for text in hall.texts)
        held = zipfile.ZipFile(io.BytesIO(await summary.attachments[0].read()))
        assert sorted(name.rsplit(".", 1)[1] for name in held.namelist()) == ["json", "md"]
        assert "Une idée 00" in held.read(held.namelist()[0]).decode()


async def test_documents_that_no_message_can_carry_are_told(
    hall: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.Guild, "filesize_limit", AROUND + 200)
    await hall.play("essai", "discuss")
    await hall.end()
    summary = hall.stage.last(hall.channel)
    assert summary.attachments == []
    assert fr("summary.too_heavy") in text_of(summary)
