"""The PDF of a session beside its summary, and the summary without it."""

from __future__ import annotations

import io
from pathlib import Path

import discord
import pytest
from pypdf import PdfReader

from tests.discord.acting import Room, database, fr

MISSING = fr("report_pdf.missing")


async def wanting_pdf(hall: Room) -> None:
    """The server asks for the PDF alone."""
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    async with hall.stage.stopped() as path:
        with database(path) as connection:
            connection.execute("UPDATE servers SET documents = '[\"pdf\"]'")


async def ended(hall: Room) -> list[discord.Message]:
    """The summaries of a session of one post-it, in the room and at the coordinators'."""
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "Une légumerie commune")
    await hall.end()
    return [hall.stage.last(hall.channel), hall.stage.last(hall.coordination)]


def kinds(message: discord.Message) -> list[str]:
    return [file.filename.rpartition(".")[2] for file in message.attachments]


async def test_the_pdf_comes_beside_the_summary(hall: Room) -> None:
    await wanting_pdf(hall)
    for message in await ended(hall):
        assert kinds(message)[0] == "pdf"
        assert "md" not in kinds(message)
        read = PdfReader(io.BytesIO(await message.attachments[0].read()))
        assert "Une légumerie commune" in "".join(page.extract_text() for page in read.pages)
    assert not any(MISSING in text for text in hall.texts)


async def test_without_its_fonts_the_text_stands_in_and_the_summary_says_so(
    hall: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reports.pictures.press.FONTS", tmp_path / "nowhere")
    await wanting_pdf(hall)
    for message in await ended(hall):
        assert kinds(message) == ["md"]
        assert "Une légumerie commune" in (await message.attachments[0].read()).decode()
    assert sum(MISSING in text for text in hall.texts) == 1
    assert fr("report.attached") in hall.texts[-1]


async def test_a_pdf_that_ends_the_program_is_given_up_and_the_words_go_out(
    hall: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three starts: making it ended the first two."""
    await wanting_pdf(hall)
    await hall.play("essai", "collect")
    hall.stage.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    await hall.end()
    async with hall.stage.stopped() as path:
        with database(path) as connection:
            connection.execute("UPDATE outbox SET unfinished = 2 WHERE kind = 'summary'")
        hall.stage.env.backend.faults.clear()
        hall.stage.refused.clear()

        async def deadly(*_: object) -> None:
            raise AssertionError("typeset a third time")

        monkeypatch.setattr("bot.reports.pictures.press.Press.typeset", deadly)
    assert kinds(hall.stage.last(hall.channel)) == ["md"]
    assert MISSING in hall.texts[-1]
