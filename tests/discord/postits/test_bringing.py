"""A facilitator brings in post-its from another tool's CSV, looks first, and takes them back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.rehearsal.stage import Answer
from tests.discord.acting import Room, database, en, fr, room
from tests.discord.forging import choose_id, press_id

KLAXOON = "Idée;Catégorie;Auteur\nUn verger;Projet;Zoé\nUne fête;Projet;Zoé\n;;\n".encode(
    "utf-8-sig"
)


async def bring(hall: Room, content: bytes = KLAXOON) -> Answer:
    form = await hall.lead.press(hall.panel, "bring.add")
    return await hall.lead.fill(form, file=[("mur.csv", content)])


def step_of(path: Path) -> int:
    """The step whose file is looked at, or was."""
    with database(path / "gommette.db") as rows:
        return int(rows.execute("SELECT min(id) FROM steps WHERE kind = 'collect'").fetchone()[0])


async def test_they_are_shown_then_added_then_taken_back(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db") as hall:
        await hall.open("brainstorm", language="fr")
        await hall.steer("lead.start")
        page = await bring(hall)
        assert page.private
        # A brainstorm has no columns, dimensions or years to ask about; the file has a category.
        assert len(page.found("bring.map")) == 2
        assert fr.n("bring.found", 2) in page.text
        assert fr.n("bring.skipped.known", 1) not in page.text
        assert "Un verger" in page.text and fr("bring.signed") in page.text
        assert fr("bring.before") in page.text
        assert hall.postits() == []
        done = await hall.lead.press(page, "bring.apply")
        assert fr.n("bring.done", 2) in done.text
        assert sorted(hall.postits()) == ["Un verger", "Une fête"]
        again = await press_id(hall, hall.lead, hall.card, f"bring.apply:{step_of(tmp_path)}")
        assert fr("bring.let_go_already") in again.text
        assert len(hall.postits()) == 2
        back = await hall.lead.press(done, "bring.undo")
        assert fr.n("bring.undone", 2) in back.text
        assert hall.postits() == []


async def test_another_column_may_be_the_text(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db") as hall:
        await hall.open("brainstorm", language="fr")
        await hall.steer("lead.start")
        page = await bring(hall)
        text = f"bring.map:{step_of(tmp_path)}:0"
        page = await choose_id(hall, hall.lead, hall.card, text, "2")
        assert "Zoé" in page.text
        assert fr.n("bring.found", 1) in page.text
        page = await hall.lead.press(page, "bring.cancel")
        assert fr("bring.cancelled") in page.text
        with database(tmp_path / "gommette.db") as rows:
            assert rows.execute("SELECT count(*) FROM postit_files").fetchone()[0] == 0


async def test_masked_nobody_is_named(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db") as hall:
        await hall.open("brainstorm", language="fr", signing="masked")
        await hall.steer("lead.start")
        page = await bring(hall)
        assert fr("bring.masked") in page.text
        await hall.lead.press(page, "bring.apply")
        with database(tmp_path / "gommette.db") as rows:
            held = [dict(row) for row in rows.execute("SELECT * FROM postits")]
        assert {row["author_name"] for row in held} == {None}
        assert "Zoé" not in json.dumps(held, ensure_ascii=False, default=str)


@pytest.mark.parametrize("content", [b"\n", b"Id\xe9e;An\n"])
async def test_a_file_without_post_its_is_said(tmp_path: Path, content: bytes) -> None:
    async with room(tmp_path / "gommette.db") as hall:
        await hall.open("brainstorm", language="en")
        await hall.steer("lead.start")
        told = await bring(hall, content)
        assert en("bring.nothing") in told.text or fr("bring.nothing") in told.text
