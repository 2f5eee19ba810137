"""Scenarios that leave and come as files, broken and hostile ones included."""

from __future__ import annotations

import logging

import discord
import pytest

from bot.rehearsal.stage import Answer, Person
from bot.reports.pictures.press import AROUND
from bot.workshop.language import Language
from bot.workshop.story.scenario import read_scenario
from bot.workshop.story.scenario_file import FILE_LIMIT, write_scenario
from tests.builders import scenario
from tests.discord.acting import Room, all_of, en, fr, rows, shipped
from tests.discord.forging import send_form
from tests.discord.story.test_backcast_command import (
    NOTES,
    SLUG,
    SOUND,
    kept,
    marks,
    offered,
    written,
)
from tests.workshop.hostile import TRICKS

TEXT = write_scenario(scenario())
SHIPPED = shipped().scenarios["adere-2032.fr"]


async def imported(
    hall: Room, content: bytes | str, name: str = "tilleuls.toml", who: Person | None = None
) -> Answer:
    file = (name, content.encode() if isinstance(content, str) else content)
    return await (who or hall.lead).command(hall.channel, "backcast import", file=file)


def attached(hall: Room, answer: Answer) -> dict[str, bytes]:
    """The files of an answer, by name."""
    cdn = hall.stage.env.backend.cdn
    found = {a.filename: cdn.get(a.url) for a in answer.shown.attachments}
    return {name: content for name, content in found.items() if content is not None}


async def test_what_is_exported_is_imported_the_same_with_its_recording(hall: Room) -> None:
    bench = await written(hall)
    form = await hall.lead.press(bench, "backcast.media")
    bench = await hall.lead.fill(form, file=SOUND, transcript=NOTES)
    files = attached(hall, await hall.lead.press(bench, "backcast.export"))
    assert set(files) == {f"{SLUG}.toml", "melodie-du-four.wav"}
    assert files["melodie-du-four.wav"] == SOUND[1]
    text = files[f"{SLUG}.toml"].decode()
    whole = read_scenario(text, "a.toml")
    assert whole == kept(hall)[0].whole()

    away = await hall.lead.command(hall.channel, "backcast delete", scenario=SLUG)
    await hall.lead.press(away, "backcast.delete_yes")
    assert rows(hall.path, "SELECT * FROM media") == []
    alone = await imported(hall, text)
    assert fr("fault.no_file") in (await hall.lead.press(alone, "backcast.check")).text
    both = await hall.lead.command(
        hall.channel,
        "backcast import",
        file=(f"{SLUG}.toml", text.encode()),
        media=("autre nom.wav", SOUND[1]),
    )
    assert fr("import.done") in both.text
    assert marks(both) == "✅✅✅✅✅✅"
    assert kept(hall)[1].whole().model_copy(update={"media": whole.media}) == whole


async def test_a_shipped_scenario_goes_round_and_is_a_draft_to_check(hall: Room) -> None:
    bench = await imported(hall, write_scenario(SHIPPED))
    assert fr("backcast.is_draft") in bench.text
    assert kept(hall)[0].whole() == SHIPPED
    titles = [choice["value"] for choice in await offered(hall, hall.lead)]
    assert titles[0] == "adere-2032.fr", "a draft is offered to no session"
    saved = await hall.lead.press(bench, "backcast.save")
    assert fr("backcast.saved") in saved.text
    titles = [choice["value"] for choice in await offered(hall, hall.lead)]
    assert titles[:2] == ["l-adere-en-2032", "adere-2032.fr"], "the server's own come first"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (TEXT.replace("year = 2026", "year = 2031"), "fault.order"),
        (TEXT.replace("origin = 2022", "origin = 2040"), "fault.horizon"),
        (TEXT.replace("origin = 2022", "origin = 'hier'"), "fault.not_number"),
        (TEXT.replace("title =", "titel =", 1), "fault.unknown"),
        (TEXT.replace("Bravo.", "Bra\\u202evo."), "fault.control"),
        (TEXT.replace("Bravo.", "x" * 1501), "fault.long"),
        (b"\x89PNG\r\n\x1a\n", "fault.not_utf"),
        (b"a = " + b"[" * 60_000, "fault.unreadable"),
        ('title = "a\nb"', "fault.toml"),
        (b"", "fault.missing"),
        ("".join(f'"{n}{trick}" = 1\n' for n, trick in enumerate(TRICKS[:30]) if trick.isascii()
         and '"' not in trick and "\\" not in trick and trick.isprintable()), "fault.unknown"),
    ],
)  # fmt: skip
async def test_a_wrong_file_gets_a_clear_answer_and_nothing_is_kept(
    hall: Room, content: bytes | str, told: str
) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    for who, t in ((hall.lead, fr), (ben, en)):
        figures = {"low": 2040, "limit": 1500, "line": 1, "column": 11, "high": 0}
        answer = await imported(hall, content, who=who)
        assert t(told, **figures) in answer.text
        assert t("import.again") in answer.text
        assert answer.private
    assert kept(hall) == []


async def test_a_file_with_a_thousand_mistakes_gets_an_answer_of_one_message(hall: Room) -> None:
    content = "".join(f'"{"*" * 90}{n}" = 1\n' for n in range(1000))
    assert len(content) < FILE_LIMIT
    answer = await imported(hall, content, name="**[gros](x)** @everyone.toml")
    assert fr("import.again") in answer.text
    assert len(all_of(answer)) == 1


async def test_a_file_too_large_is_not_even_read(hall: Room) -> None:
    answer = await imported(hall, TEXT + "#" * FILE_LIMIT)
    assert fr("import.too_large", limit=128) in answer.text
    assert kept(hall) == []


async def test_a_recording_that_is_none_stops_the_import(hall: Room) -> None:
    answer = await hall.lead.command(
        hall.channel,
        "backcast import",
        file=("a.toml", TEXT.encode()),
        media=("a.mp3", b"<html>"),
    )
    assert fr("media.not_what_it_says", ending="mp3") in answer.text
    assert kept(hall) == []


@pytest.mark.parametrize("trick", [t for t in TRICKS if t.strip() and t.encode("utf-8", "ignore")])
async def test_what_would_be_read_as_signs_is_shown_as_written(hall: Room, trick: str) -> None:
    """Every request is checked for pings and limits at the end of each test."""
    words = f"a{trick}z".encode("utf-8", "ignore").decode()
    whole = scenario().model_copy(
        update={
            "title": words[:60],
            "opening": words,
            "question": words,
            "organisation": words[:60],
        }
    )
    bench = await imported(hall, write_scenario(whole))
    if not kept(hall):
        assert fr("fault.control") in bench.text
        return
    await hall.lead.press(bench, "backcast.preview")
    bench = await hall.lead.press(bench, "backcast.check")
    await hall.lead.press(bench, "backcast.story")
    await hall.lead.press(bench, "backcast.save")
    for command in ("session new", "backcast edit", "backcast delete"):
        assert await offered(hall, hall.lead, command)


@pytest.mark.parametrize("char", ["*", "é", "👩🏽‍🚒"])
async def test_every_text_at_its_limit_fits_in_the_messages(hall: Room, char: str) -> None:
    def full(limit: int) -> str:
        return (char * limit)[: limit - 3].strip("\u200d") + "fin"

    whole = scenario(anchors=(2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030))
    big = whole.model_copy(
        update={
            "title": full(60),
            "organisation": full(60),
            "opening": full(1500),
            "question": full(500),
            "anchors": tuple(
                a.model_copy(update={"title": full(60), "text": full(1500)}) for a in whole.anchors
            ),
            "award": whole.award
            and whole.award.model_copy(update={"name": full(60), "text": full(1500)}),
            "dimensions": tuple(
                whole.dimensions[0].model_copy(update={"name": f"{n}{full(57)}", "hint": full(500)})
                for n in range(24)
            ),
        }
    )
    bench = await imported(hall, write_scenario(big))
    assert kept(hall), "a file holds the largest scenario"
    for verb in ("story", "award", "dimensions", "heading", "media", "anchor_add", "check"):
        if verb != "anchor_add":
            await hall.lead.press(bench, f"backcast.{verb}")
    shown = await hall.lead.press(bench, "backcast.preview")
    assert len(all_of(shown)) == 1 + 1 + 8 + 1 + 1
    page = await hall.lead.choose(bench, "backcast.anchor", "3")
    await hall.lead.press(page, "backcast.anchor_edit")
    await hall.lead.press(await hall.lead.press(page, "backcast.open"), "backcast.export")


@pytest.mark.parametrize("room", [100_000, 2_000])
async def test_a_preview_stays_within_what_a_server_takes(
    hall: Room, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    bench = await written(hall)
    form = await hall.lead.press(bench, "backcast.media")
    bench = await hall.lead.fill(form, file=SOUND, transcript=NOTES)
    monkeypatch.setattr(discord.Guild, "filesize_limit", room + AROUND)
    answer = await hall.lead.press(bench, "backcast.preview")
    shown = [m for m in (answer.result.response, *answer.result.followups) if m]
    cdn = hall.stage.env.backend.cdn
    for message in shown:
        assert sum(len(cdn.get(file.url) or b"") for file in message.attachments) <= room
    texts = all_of(answer)
    assert any("🏅" in text for text in texts)
    assert any(NOTES in text for text in texts)
    told = [text for text in texts if fr("story.not_attached") in text]
    assert bool(told) is (len(SOUND[1]) > room)
    assert any(fr("picture.missing") in text for text in texts) is (room == 2_000)


async def test_what_comes_back_is_whole_whatever_it_is_made_of(hall: Room) -> None:
    ben = hall.person("Ben")
    await written(hall)
    ticks = "`" * 3999
    back = await send_form(hall, ben, "backcast.dimensions_form:1:99:0", {"dimensions": ticks})
    assert "".join(all_of(back)).replace("\n", "").count("`") >= 3999


async def test_nothing_of_what_is_written_is_logged(
    hall: Room, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "bot"):
        await imported(hall, TEXT.replace("Les Tilleuls", "Secret des Tilleuls"))
        await imported(hall, 'titre = "Secret"')
        await written(hall)
    assert "Secret" not in caplog.text
    assert "Tilleuls" not in caplog.text
